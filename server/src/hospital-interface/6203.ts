// 6203 医保退费: ALL and HI cancel the settlement of an order, CASH only notes that the institution gave cash back. The institution's
// refund number (appRefdSn) makes it one.
import type { Fen } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { personNumber } from '../enrolment/person-number.js'
import { cancelSettlement } from '../settlement/cancel-settlement.js'
import { carryOut } from './carry-out.js'
import { only, type Row } from './codec.js'
import { type Counter, type Message, type Reply, reply, type Transaction } from './message.js'
import { type OrderStanding, orderAsked, splitOf } from './mobile-order.js'
import { insertRefund, type MobileRefund, refundOfInstitution } from './mobile-order-store.js'

interface Asked {
  readonly kind: MobileRefund['kind']
  readonly total: Fen
  readonly cash: Fen
  readonly account: Fen
  readonly fund: Fen
}

export const refundOrder: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const standing = await orderAsked(counter, message, row, false)
  if (isRefusal(standing)) return standing
  const asked = readRefund(row)
  if (isRefusal(asked)) return asked
  const before = await refundOfInstitution(counter.database, message.provider.code, row.text('appRefdSn'))
  if (before !== undefined) {
    const same = before.pay_order === standing.order.pay_order && before.kind === asked.kind && before.total_fen === asked.total
    return same ? refundReply(counter, before) : refused('refund_reused', '应用退款流水号（appRefdSn）已用于另一笔退费，请换新的流水号')
  }
  const settlement = asked.kind === 'CASH' ? cashFault(standing, asked) : await cancelled(message, counter, standing, asked)
  if (isRefusal(settlement)) return settlement
  const stored = await insertRefund(counter.database, standing.order, {
    institution_refund: row.text('appRefdSn'),
    kind: asked.kind,
    settlement,
    total_fen: asked.total,
    fund_fen: asked.fund,
    account_fen: asked.account,
    cash_fen: asked.cash,
    refunded_at: message.now,
  })
  return refundReply(counter, stored)
}

function readRefund(row: Row): Asked | Refusal {
  const kind = row.text('refdType').toUpperCase()
  if (kind !== 'ALL' && kind !== 'CASH' && kind !== 'HI') return refused('bad_input', '退费类型（refdType）应为ALL（全部）、CASH（只退现金）或HI（只退医保）')
  const asked = { kind, total: row.fen('totlRefdAmt'), cash: row.fen('cashRefdAmt'), account: row.fen('psnAcctRefdAmt'), fund: row.fen('fundRefdAmt') } as const
  if (asked.total <= 0n || [asked.cash, asked.account, asked.fund].some((part) => part < 0n)) return refused('bad_amount', '退费金额应大于0，各部分不能为负')
  return asked
}

/** Cash is given back by the institution; it may not give back more than was paid. */
function cashFault(standing: OrderStanding, asked: Asked): Refusal | null {
  if (standing.settled === undefined && !standing.everSettled) return refused('not_paid', '该订单尚未支付，不能退费')
  const paid = standing.settled === undefined ? cashKept(standing) : splitOf(standing.settled).cash
  const back = standing.refunds.filter(({ kind }) => kind === 'CASH').reduce((sum, one) => sum + one.cash_fen, 0n)
  if (asked.cash !== asked.total || asked.account !== 0n || asked.fund !== 0n)
    return refused('bad_amount', '只退现金（CASH）时，退费金额应等于现金退费金额，不含个人账户和基金')
  return back + asked.cash <= paid ? null : refused('too_much', '现金退费金额超过该订单未退的现金，请核对')
}

/** After a refund of the insurance alone, the cash of the bill is still with the institution. */
function cashKept({ order, refunds }: OrderStanding): Fen {
  const insurance = refunds.find(({ kind }) => kind === 'HI')
  return insurance === undefined ? 0n : order.total_fen - insurance.total_fen
}

async function cancelled(message: Message, counter: Counter, standing: OrderStanding, asked: Asked): Promise<bigint | Refusal> {
  const { order, settled } = standing
  if (settled === undefined && !standing.everSettled) return refused('not_paid', '该订单尚未支付，不能退费')
  const fault = settled === undefined ? undefined : amountFault(standing, splitOf(settled), asked)
  if (fault !== undefined) return fault
  const named = {
    provider: message.provider.code,
    settlement: settled?.settlement ?? 0n,
    today: message.today,
    now: message.now,
    msgid: message.msgid,
    rules: message.reference.rules,
  }
  const answer = await carryOut(counter, message, {
    person: order.person,
    visit: order.visit,
    asksAliveBills: true,
    decide: (known) => (settled === undefined ? refused('refunded', '该订单已退费，不能重复退费') : cancelSettlement(known, named)),
  })
  if (isRefusal(answer)) return answer.code === 'cancelled_already' ? refused('refunded', '该订单已退费，不能重复退费') : answer
  return answer.kind === 'done' ? (answer.saved.settlement ?? answer.saved.fact) : answer.fact
}

function amountFault({ refunds }: OrderStanding, paid: ReturnType<typeof splitOf>, asked: Asked): Refusal | undefined {
  const back = refunds.filter(({ kind }) => kind === 'CASH').reduce((sum, one) => sum + one.cash_fen, 0n)
  const cash = asked.kind === 'ALL' ? paid.cash - back : 0n
  const parts = cash + paid.account + paid.fund
  const named = asked.account + asked.fund
  // The parts of account and fund may be left out; where they are given they must be what was paid.
  const partsFit = named === 0n || (asked.account === paid.account && asked.fund === paid.fund)
  if (asked.total === parts && asked.cash === cash && partsFit) return undefined
  return refused('other_amount', '退费金额与该订单的结算不一致：应与结算的现金、个人账户、基金各部分相同，请核对')
}

function refundReply(counter: Counter, refund: MobileRefund): Reply {
  const number = personNumber(counter.pool, refund.refund)
  const digits = refund.refunded_at.replace(/\D/g, '')
  const data = {
    refdSn: number,
    hiFefdSn: refund.settlement === null ? number : String(refund.settlement),
    hiTrnsDate: digits.slice(0, 8),
    hiTrnsTime: digits.slice(8, 14),
    refStatus: 'SUCC',
    extData: '',
  }
  return reply({ data }, { receivedAt: refund.refunded_at, fact: refund.refund })
}
