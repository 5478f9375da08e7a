// Reconciliation of a day on which the institution is said to have settled something else than it did: the centre must notice (3201),
// and where it offers files it must say which bill (9101, 3202, 9102).
import { detailsMessage, downloadMessage, statementFile, totalsMessage, uploadMessage } from '../messages/reconcile.js'
import { isNotOffered } from '../play/clerk.js'
import type { JournalRow } from '../play/journal.js'
import { rowOf, textOf } from '../wire/envelope.js'
import { unzipped, zipped } from '../wire/zip.js'
import { requiredFields } from './check-required.js'
import type { Examiner } from './examiner.js'
import { ACCEPTED } from './paper.js'

/** An amount that no hospital settles in a day. */
const STRANGE = { count: 99_999, total: 987_654_321n, fund: 1n, account: 0n, cash: 987_654_320n }

export async function walkReconcile(examiner: Examiner): Promise<void> {
  const { hospital, centre } = examiner
  if (hospital === undefined) return
  const today = examiner.now.slice(0, 10)
  const period = { office: centre.area, from: today, to: today }
  const totals = totalsMessage(period, '310', examiner.profile.med_types.outpatient, STRANGE)
  const { reply } = await examiner.ask('3201', totals)
  if (reply !== undefined && isNotOffered(reply)) return
  await requiredFields(examiner, '3201', totals)
  const result = textOf(rowOf(await examiner.accepted('3201', totals), 'stmtinfo')['stmt_rslt'])
  examiner.examine('3201', {
    what: '总额不同则不平',
    says: 'stmt_rslt 0为平，其他为不平',
    section: '3201',
    holds: result !== '0' && result !== '',
    came: result,
  })
  await files(examiner, hospital.code, period)
}

async function files(examiner: Examiner, code: string, period: { office: string; from: string; to: string }): Promise<void> {
  const invented: JournalRow = {
    settled: '999999999999',
    visit: '999999999999',
    psn_no: examiner.nextPerson().psn_no,
    insutype: '310',
    clearingType: '11',
    on: period.from,
    total: 1n,
    fund: 0n,
    account: 0n,
    cash: 1n,
    refund: false,
    msgid: '',
  }
  const content = statementFile([invented])
  const upload = uploadMessage(code, `${code}.txt.zip`, zipped(`${code}.txt`, content))
  const { reply } = await examiner.ask('9101', upload)
  if (reply === undefined || isNotOffered(reply)) return
  await requiredFields(examiner, '9101', upload)
  const file = textOf((await examiner.accepted('9101', upload))['file_qury_no'])
  const own = await examiner.ask('9102', downloadMessage(code, file, `${code}.txt.zip`))
  const stream = own.answer.contentType.includes('application/octet-stream')
  examiner.examine('9102', { what: ACCEPTED, says: '符合规范的报文应被受理', section: '9102 输入', holds: stream, came: own.answer.contentType })
  examiner.examine('9102', {
    what: '文件以字节流答复',
    says: 'Content-Type含application/octet-stream，客户端据此区分',
    section: '传输·答复',
    holds: stream,
    came: own.answer.contentType,
  })
  const bytes = stream ? unzipped(own.answer.body) : undefined
  examiner.examine('9102', { what: '下载与上传的文件相同', says: '文件原样保存', section: '9102', holds: bytes?.equals(content) === true })
  await examiner.refused('9102', downloadMessage(code, 'NO-SUCH-FILE', 'x.zip'), {
    what: '没有的文件以报文拒绝',
    says: '错误以普通报文答复',
    section: '传输·答复',
  })
  const details = await examiner.ask('3202', detailsMessage(period, file, '11', STRANGE))
  if (details.reply === undefined || isNotOffered(details.reply)) return
  await requiredFields(examiner, '3202', detailsMessage(period, file, '11', STRANGE))
  const info = rowOf(await examiner.accepted('3202', detailsMessage(period, file, '11', STRANGE)), 'fileinfo')
  const result = await examiner.ask('9102', downloadMessage(code, textOf(info['file_qury_no']), textOf(info['filename'])))
  const rows = unzipped(result.answer.body)?.toString('utf8') ?? ''
  examiner.examine('3202', {
    what: '中心没有的结算被指出',
    says: '明细对账逐笔指出不一致',
    section: '3202 file-out',
    holds: rows.includes('999999999999'),
    came: rows.slice(0, 200),
  })
}
