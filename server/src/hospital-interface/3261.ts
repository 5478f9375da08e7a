// 3261 清分结果确认: an institution elsewhere says which of the month's bills go into this clearing. Its amounts must be ours.
import type { Day } from '@tongchou/domain/base/day.js'
import { yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { FoundBill } from '../payment/bills-of-institution.js'
import { insertConfirmation, standingConfirmations } from '../payment/clearing-store.js'
import { only, type Row } from './codec.js'
import { deskArea } from './compare-period.js'
import { type Message, reply, type Transaction } from './message.js'
import { offsiteBills, offsiteMonth } from './offsite-month.js'
import { oneAtATime, recordOnce } from './record-once.js'

const SHOWN = 2

export const confirmOffsite: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const month = offsiteMonth(message, row)
  if (isRefusal(month)) return month
  const details = message.input['detail'] ?? []
  const said = row.scaled('totalrow', 0)
  if (said !== BigInt(details.length)) return refused('bad_input', `总行数（totalrow）${said}与明细${details.length}条不一致，请核对`)
  const recorded = await recordOnce(counter, message, null, (client, fact) => record(client, message, month, details, fact))
  return isRefusal(recorded) ? recorded : reply({}, recorded)
}

async function record(client: pg.ClientBase, message: Message, month: Day, details: readonly Row[], fact: bigint): Promise<Refusal | undefined> {
  const { code } = message.provider
  await oneAtATime(client, `offsite/${code}`)
  const bills = new Map((await offsiteBills(client, code, month)).map((bill) => [String(bill.settlement), bill]))
  const confirmed = new Set((await standingConfirmations(client, code, month)).flatMap((one) => one.settlements.filter((_, at) => one.included[at] === true)))
  const seen = new Set<string>()
  const faults = details.flatMap((row, at) => faultOf(row, at + 1, bills, confirmed, seen) ?? [])
  if (faults.length > 0) return refused('details_differ', `${faults.slice(0, SHOWN).join('；')}${faults.length > SHOWN ? `等${faults.length}处` : ''}`)
  const rows = details.flatMap((row) => {
    const bill = bills.get(row.text('setl_sn'))
    return bill === undefined ? [] : [{ bill, included: row.text('cnfm_flag') === '1' }]
  })
  const included = rows.filter((one) => one.included)
  await insertConfirmation(client, {
    institution: code,
    confirmation: fact,
    area: deskArea(message.reference, message.provider),
    month,
    settlements: rows.map((one) => one.bill.settlement),
    included: rows.map((one) => one.included),
    total: included.reduce((sum, { bill }) => sum + bill.total, 0n),
    fund: included.reduce((sum, { bill }) => sum + bill.fund + bill.account, 0n),
    operator: message.operatorName,
    message: message.msgid,
    now: message.now,
  })
  return undefined
}

function faultOf(row: Row, line: number, bills: ReadonlyMap<string, FoundBill>, confirmed: ReadonlySet<bigint>, seen: Set<string>): string | undefined {
  const number = row.text('setl_sn')
  const bill = bills.get(number)
  if (bill === undefined || row.text('mdtrt_id') !== String(bill.visit)) return `第${line}条结算流水号${number.slice(0, 20)}不是本机构该月有效的异地结算`
  if (seen.has(number)) return `第${line}条结算流水号${number}重复`
  seen.add(number)
  if (confirmed.has(bill.settlement)) return `第${line}条结算流水号${number}已确认清分，如需更改请先回退（3262）`
  const [total, paid] = [row.fen('medfee_sumamt'), row.fen('optins_pay_sumamt')]
  if (total !== bill.total) return `第${line}条医疗费总额贵方${yuanText(total)}元、中心${yuanText(bill.total)}元`
  const ours = bill.fund + bill.account
  return paid === ours ? undefined : `第${line}条经办机构支付总额贵方${yuanText(paid)}元、中心${yuanText(ours)}元`
}
