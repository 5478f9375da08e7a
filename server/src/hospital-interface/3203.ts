// 3203 清算申请: an institution asks for the clearing of a month's bills of one class. Its sums must be ours; the payment follows
// from the request, not from this message.
import { type Day, isDay } from '@tongchou/domain/base/day.js'
import { type Fen, yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { type Sums, sumsOf } from '../payment/bills-of-institution.js'
import { insertRequest, type NewRequest, touchingRequest } from '../payment/clearing-store.js'
import { only, type Row } from './codec.js'
import { deskArea } from './compare-period.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { oneAtATime, recordOnce } from './record-once.js'

export const requestClearing: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const request = requestOf(message, row)
  if (isRefusal(request)) return request
  const medTypes = counter.tables.clearingTypes.get(request.clearingType)
  if (medTypes === undefined) return refused('unknown_clr_type', `清算类别（clr_type）${request.clearingType.slice(0, 8)}不在本平台结算范围，请核对`)
  const recorded = await recordOnce(counter, message, null, (client, fact) => record(client, counter, medTypes, { ...request, request: fact }))
  return isRefusal(recorded) ? recorded : reply({ result: { clr_appy_evt_id: String(recorded.fact) } }, recorded)
}

function requestOf(message: Message, row: Row): NewRequest | Refusal {
  const month = monthOf(row.text('setlym'))
  if (month === undefined) return refused('bad_month', `清算年月（setlym）应为yyyyMM：${row.text('setlym').slice(0, 10)}`)
  const [begins, ends] = [row.day('begndate'), row.day('enddate')]
  if (begins > ends) return refused('bad_day', `开始日期${begins}晚于结束日期${ends}，请核对`)
  if (begins.slice(0, 7) !== month.slice(0, 7) || ends.slice(0, 7) !== month.slice(0, 7)) {
    return refused('bad_month', `开始和结束日期须在清算年月${month.slice(0, 7)}之内，请按月申请`)
  }
  return {
    institution: message.provider.code,
    request: 0n,
    area: deskArea(message.reference, message.provider),
    clearingType: row.text('clr_type'),
    clearingWay: row.text('clr_way').replace(/^0+(?=.)/, ''),
    month,
    begins,
    ends,
    bills: Number(row.scaled('psntime', 0)),
    total: row.fen('medfee_sumamt'),
    recognised: row.fen('med_sumfee'),
    fund: row.fen('fund_appy_sum'),
    account: row.fen('acct_pay'),
    cash: row.fen('cash_payamt'),
    operator: message.operatorName,
    message: message.msgid,
    now: message.now,
  }
}

/** The first day of `yyyyMM`. */
export function monthOf(text: string): Day | undefined {
  const day = `${text.slice(0, 4)}-${text.slice(4)}-01`
  return text.length === 6 && isDay(day) ? day : undefined
}

async function record(client: pg.ClientBase, counter: Counter, medTypes: readonly string[], request: NewRequest): Promise<Refusal | undefined> {
  await oneAtATime(client, `clearing/${request.institution}`)
  const other = await touchingRequest(client, request)
  if (other !== undefined) {
    const how = other.standing === 'accepted' ? '已受理' : '已申请'
    return refused('requested_already', `该期间该清算类别${how}清算（申请事件ID ${other.request}），不能重复申请；如需更改请先撤销（3204）`)
  }
  const asked = {
    institution: request.institution,
    begins: request.begins,
    ends: request.ends,
    scheme: null,
    medTypes,
    refunds: 'all',
    place: 'local',
    // Bills of one payment method, or of every one where the request names none.
    paid: request.clearingWay === '' ? null : { method: request.clearingWay, usual: usualMethods(counter) },
  } as const
  const ours = await sumsOf(client, asked)
  const differing = differences(request, ours)
  if (differing !== '') return refused('totals_differ', `申请合计与中心不一致：${differing}；请先对账（3201、3202）`)
  if (ours.bills === 0) return refused('nothing_to_clear', `该期间没有清算类别${request.clearingType}的结算，无需申请清算`)
  await insertRequest(client, request)
  return undefined
}

/** The method of each medical type where nothing else was agreed. */
function usualMethods({ tables }: Counter): ReadonlyMap<string, string> {
  return new Map([...tables.medicalTypes.values()].map(({ medType, clearingWay }) => [medType, clearingWay]))
}

/** 清算人次 counts the bills that stand. The recognised total is the medical fee where bills are paid item by item. */
function differences(request: NewRequest, ours: Sums): string {
  const sums: readonly (readonly [string, Fen, Fen])[] = [
    ['医疗费总额', request.total, ours.total],
    ['医保认可费用总额', request.recognised, ours.total],
    ['基金申报总额', request.fund, ours.fund],
    ['个人账户支出', request.account, ours.account],
    ['现金支付金额', request.cash, ours.cash],
  ]
  const said = sums.flatMap(([name, there, here]) => (there === here ? [] : [`${name}贵方${yuanText(there)}元、中心${yuanText(here)}元`]))
  return [...(request.bills === ours.counting ? [] : [`人次贵方${request.bills}、中心${ours.counting}`]), ...said].join('；')
}
