// Reconciles an institution's own journal with the centre. A centre may know more bills of the day than this play made (an earlier
// play of the same day): these are a note. A difference in a bill of this play is a fault.

import type { Day } from '@tongchou/domain/base/day.js'
import { grouped } from '../grouped.js'
import { comparedRows, detailsMessage, downloadMessage, statementFile, totalsMessage, uploadMessage } from '../messages/reconcile.js'
import { rowOf, textOf } from '../wire/envelope.js'
import { unzipped, zipped } from '../wire/zip.js'
import { type Clerk, isNotOffered } from './clerk.js'
import { type JournalRow, totalsOf } from './journal.js'
import type { Tally } from './tally.js'

export interface Reconciling {
  readonly clerk: Clerk
  readonly tally: Tally
  readonly journal: readonly JournalRow[]
  /** Area of the office that settles. */
  readonly office: string
  readonly today: Day
  readonly at: string
}

export async function reconcile(reconciling: Reconciling): Promise<void> {
  if (reconciling.tally.lacking.has('3201')) return
  const groups = grouped(reconciling.journal, (row) => `${row.insutype}/${row.clearingType}`)
  const differs = new Set<string>()
  for (const [key, rows] of groups) {
    const [insutype = '', clearingType = ''] = key.split('/')
    const equal = await totalsEqual(reconciling, insutype, clearingType, rows)
    if (equal === 'not_offered') return
    if (equal === 'differs') differs.add(clearingType)
  }
  for (const clearingType of differs) {
    const rows = reconciling.journal.filter((row) => row.clearingType === clearingType)
    await compareDetails(reconciling, clearingType, rows)
  }
}

async function totalsEqual({ clerk, tally, office, at, today }: Reconciling, insutype: string, clearingType: string, rows: readonly JournalRow[]) {
  const period = periodOf(office, rows, today)
  const { reply } = await clerk.ask({ infno: '3201', input: totalsMessage(period, insutype, clearingType, totalsOf(rows)), at })
  if (isNotOffered(reply)) {
    tally.lacking.add('3201')
    tally.note('3201 对总账：该中心未开通，略过日终对账')
    return 'not_offered'
  }
  if (reply.infcode !== 0) tally.fault('3201', reply.err_msg)
  return textOf(rowOf(reply.output, 'stmtinfo')['stmt_rslt']) === '0' ? 'equal' : 'differs'
}

function periodOf(office: string, rows: readonly JournalRow[], today: Day) {
  const days = rows.map((row) => row.on).filter((day) => day !== '')
  return { office, from: days.reduce((first, day) => (day < first ? day : first), today), to: days.reduce((last, day) => (day > last ? day : last), today) }
}

async function compareDetails(reconciling: Reconciling, clearingType: string, rows: readonly JournalRow[]): Promise<void> {
  const { clerk, tally, office, at, today } = reconciling
  const code = clerk.institution.code
  const content = zipped(`${code}.txt`, statementFile(rows))
  const upload = await clerk.ask({ infno: '9101', input: uploadMessage(code, `${code}.txt.zip`, content), at })
  if (isNotOffered(upload.reply)) return tally.note('9101 文件上传：该中心未开通，总账不平时不对明细')
  if (upload.reply.infcode !== 0) return tally.fault('9101', upload.reply.err_msg)
  const file = textOf(upload.reply.output['file_qury_no'])
  const details = await clerk.ask({ infno: '3202', input: detailsMessage(periodOf(office, rows, today), file, clearingType, totalsOf(rows)), at })
  if (isNotOffered(details.reply)) return tally.note('3202 对明细账：该中心未开通')
  if (details.reply.infcode !== 0) return tally.fault('3202', details.reply.err_msg)
  const answer = rowOf(details.reply.output, 'fileinfo')
  const named = downloadMessage(code, textOf(answer['file_qury_no']), textOf(answer['filename']))
  const bytes = await clerk.download({ infno: '9102', input: named, at })
  if (!Buffer.isBuffer(bytes)) return tally.fault('9102', `对账结果文件没有下载到：${bytes.err_msg}`)
  const text = unzipped(bytes)?.toString('utf8')
  if (text === undefined) return tally.fault('9102', '对账结果文件打不开')
  judge(reconciling, text, rows)
}

function judge({ clerk, tally }: Reconciling, text: string, rows: readonly JournalRow[]): void {
  const own = new Set(rows.map((row) => row.settled).filter((settled) => settled !== ''))
  const told = new Set(rows.map((row) => row.msgid))
  const ours = `${clerk.institution.code.slice(0, 12)}${clerk.run}`
  let elsewhere = 0
  for (const row of comparedRows(text)) {
    if (row.equal) continue
    if (own.has(row.settled)) tally.fault('3202', `本机构的结算与中心不一致：${row.memo}`)
    else if (row.settled === '' && row.msgid.startsWith(ours) && !told.has(row.msgid)) tally.fault('3202', `中心有而本机构没有：${row.memo}`)
    else elsewhere++
  }
  if (elsewhere > 0) tally.note(`${clerk.institution.code}：当日另有不属于本次演练的结算，或按报文冲正而没有结算编号的行，已按明细核对`)
}
