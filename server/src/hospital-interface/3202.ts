// 3202 对明细账: the institution's bills (uploaded by 9101) against ours one by one. The answer is a file (9102) with a row for each
// bill and a sentence where it differs; every difference is kept for the office.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { compareBills, type Difference, type Elsewhere, type OurRow, type TheirRow } from '@tongchou/domain/payment/compare-bills.js'
import type pg from 'pg'
import { unzipOne, zipOne } from '../catalogue/zip.js'
import { takingTurns } from '../database/taking-turns.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import { type BillsAsked, billsOf, sumsOf, whereabouts } from '../payment/bills-of-institution.js'
import { answerOf, insertReconciliation } from '../payment/reconciliation-store.js'
import { only, type Row } from './codec.js'
import { deskArea, periodFault, refundsOf } from './compare-period.js'
import { fileHead, fileNumber, findFile, keepFile } from './file-store.js'
import { type Counter, type Message, type Reply, reply, type Transaction } from './message.js'
import { dividedCode } from './profile.js'
import { readStatementFile } from './read-statement-file.js'
import { recordOnce } from './record-once.js'
import { statementRows } from './write-statement-file.js'

const LARGEST_FILE = 64 * 1024 * 1024
const KEPT_DAYS = 30

/** At the end of the day every institution compares at once: what the counters ask meanwhile must not wait for all of them. */
const inTurn = takingTurns(2)

export const compareDetails: Transaction = (message, counter) => inTurn(() => compared(message, counter))

async function compared(message: Message, counter: Counter): Promise<Reply | Refusal> {
  const row = only(message.input, 'data')
  const asked = askedOf(message, counter, row)
  if (isRefusal(asked)) return asked
  const text = await fileText(counter, message.provider.code, row.text('file_qury_no'))
  if (isRefusal(text)) return text
  const theirs = readStatementFile(text)
  if (isRefusal(theirs)) return theirs
  const recorded = await recordOnce(counter, message, null, (client, fact) => record(client, { message, counter, row, asked, theirs, fact }))
  if (isRefusal(recorded)) return recorded
  const { file } = await answerOf(counter.database, message.provider.code, recorded.fact)
  const kept = await fileHead(counter.database, file ?? '')
  if (kept === undefined) return refused('file_gone', '对账结果文件已过保存期，请重新对账')
  return reply({ fileinfo: { file_qury_no: kept.file, filename: kept.filename, dld_endtime: `${kept.kept_until} 23:59:59` } }, recorded)
}

function askedOf(message: Message, counter: Counter, row: Row): BillsAsked | Refusal {
  const fault = periodFault(row, message)
  if (fault !== undefined) return fault
  const type = row.text('clr_type')
  const medTypes = type === '' ? null : counter.tables.clearingTypes.get(type)
  if (medTypes === undefined) return refused('unknown_clr_type', `清算类别（clr_type）${type.slice(0, 8)}不在本平台结算范围，请核对`)
  const [begins, ends] = [row.day('stmt_begndate'), row.day('stmt_enddate')]
  return { institution: message.provider.code, begins, ends, scheme: null, medTypes, refunds: refundsOf(row), place: 'all' }
}

/** The text of an institution's own file, packed or bare. */
export async function fileText(counter: Counter, institution: string, fileQueryNo: string): Promise<string | Refusal> {
  const file = await findFile(counter.database, fileQueryNo)
  if (file === undefined || file.owner !== institution) return refused('unknown_file', '文件查询号（file_qury_no）不存在或不属于本机构，请先用9101上传')
  if (file.content.subarray(0, 2).toString('latin1') !== 'PK') return file.content.toString('utf8')
  const unpacked = await unzipOne(file.content, LARGEST_FILE)
  return isRefusal(unpacked) ? unpacked : unpacked.bytes.toString('utf8')
}

interface Comparing {
  readonly message: Message
  readonly counter: Counter
  readonly row: Row
  readonly asked: BillsAsked
  readonly theirs: readonly TheirRow[]
  readonly fact: bigint
}

async function record(client: pg.ClientBase, comparing: Comparing): Promise<undefined> {
  const { message, counter, row, asked, theirs, fact } = comparing
  const ours: OurRow[] = (await billsOf(client, asked)).map((bill) => ({ ...bill, person: personNumber(counter.pool, bill.personKey) }))
  const inRange = theirs.filter((one) => asked.refunds === 'all' || one.refund === (asked.refunds === 'only'))
  const differences = compareBills(inRange, ours, await elsewhereOf(client, comparing, ours))
  const answered = await keepAnswer(client, message, inRange, differences, message.today)
  await insertReconciliation(client, {
    ...asked,
    reconciliation: fact,
    area: deskArea(message.reference, message.provider),
    kind: 'details',
    clearingType: row.text('clr_type') || null,
    theirs: {
      bills: Number(row.scaled('fixmedins_setl_cnt', 0)),
      total: row.fen('medfee_sumamt'),
      fund: row.fen('fund_pay_sumamt'),
      account: null,
      cash: row.fen('cash_payamt'),
    },
    ours: await sumsOf(client, asked),
    equal: differences.length === 0,
    said: differences.length === 0 ? '对账平' : `${differences.length}处不平`,
    differences,
    fileSent: row.text('file_qury_no'),
    fileAnswered: answered,
    operator: message.operatorName,
    message: message.msgid,
    now: message.now,
  })
  return undefined
}

/** A bill that the institution names and that is not in the period or class: where it is. */
async function elsewhereOf(client: pg.ClientBase, { message, counter, theirs }: Comparing, ours: readonly OurRow[]): Promise<Elsewhere> {
  const here = new Set(ours.map((one) => String(one.settlement)))
  const named = theirs.flatMap((one) => {
    const person = personOf(counter.pool, one.person)
    return person === undefined || here.has(one.settlement) || !/^\d{1,18}$/.test(one.settlement) ? [] : [{ person, settlement: BigInt(one.settlement) }]
  })
  const found = await whereabouts(client, named)
  return (one) => {
    const bill = /^\d{1,18}$/.test(one.settlement) ? found.get(BigInt(one.settlement)) : undefined
    if (bill === undefined) return undefined
    if (bill.provider !== message.provider.code) return '该结算是其他医药机构的，请核对结算ID'
    const type = counter.tables.medicalTypes.get(bill.medType)?.clearingType ?? ''
    return `该结算不在本次对账范围（结算日期${bill.settledOn}，清算类别${type}），请归入相应期间和类别对账`
  }
}

async function keepAnswer(
  client: pg.ClientBase,
  message: Message,
  theirs: readonly TheirRow[],
  differences: readonly Difference[],
  today: Day,
): Promise<string> {
  const filename = `3202_${message.provider.code}_${message.now.replaceAll(/\D/g, '')}`
  const content = await zipOne(
    `${filename}.txt`,
    Buffer.from(
      statementRows(theirs, differences, (kind) => dividedCode(message.profile, 'stmt_rslt', '1', kind)),
      'utf8',
    ),
  )
  const number = fileNumber('3202', message.provider.code, message.msgid)
  await keepFile(client, number, { owner: message.provider.code, filename: `${filename}.zip`, content, kept_until: daysAfter(today, KEPT_DAYS) })
  return number
}
