// An order of mobile payment as 6202, 6203, 6301 and 6401 find it: by number and token, for its own institution. Where it stands
// follows from the settlements of its charge batch and from its refunds (list ordStas of the national interface).
import { timingSafeEqual } from 'node:crypto'
import type { Fen } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { countingBills } from '@tongchou/domain/settlement/open-lines.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import type { KnownSettlement } from '../settlement/work.js'
import { look } from './carry-out.js'
import type { Row } from './codec.js'
import type { Counter, Message } from './message.js'
import { type MobileOrder, type MobileRefund, orderNumbered, refundsOf } from './mobile-order-store.js'

export interface OrderStanding {
  readonly order: MobileOrder
  /** The settlement that counts. */
  readonly settled: KnownSettlement | undefined
  readonly everSettled: boolean
  readonly openLines: boolean
  readonly refunds: readonly MobileRefund[]
}

/** Order numbers look like person numbers: the pool, then the key. */
export const orderNumber = (counter: Counter, order: MobileOrder): string => personNumber(counter.pool, order.pay_order)

export async function orderAsked(counter: Counter, message: Message, row: Row, token: boolean): Promise<OrderStanding | Refusal> {
  const key = personOf(counter.pool, row.text('payOrdId'))
  const order = key === undefined ? undefined : await orderNumbered(counter.database, message.provider.code, key)
  if (order === undefined) return refused('unknown_order', '支付订单号（payOrdId）不存在或不属于本机构，请核对')
  if (token && !sameText(counter.cipher.decrypt(order.token_cipher), row.text('payToken')))
    return refused('wrong_token', '支付token（payToken）与订单不符，请用6201返回的payToken')
  return standingOf(counter, order)
}

export async function standingOf(counter: Counter, order: MobileOrder): Promise<OrderStanding> {
  const known = await look(counter, order.person, order.visit)
  if (known?.visit == null) throw new Error('an order of mobile payment names a visit that is not there')
  const { visit } = known
  const own = visit.settlements.filter(({ fact }) => fact.chargeBatch === order.charge_batch)
  const settled = countingBills(visit.settlements).find((bill) => own.includes(bill))
  const withdrawn = new Set(visit.cancellations.map(({ chargeBatch }) => chargeBatch))
  const openLines = visit.status !== 'cancelled' && !withdrawn.has(order.charge_batch) && !withdrawn.has('0000')
  return { order, settled, everSettled: own.length > 0, openLines, refunds: await refundsOf(counter.database, order) }
}

/** Whether the identity shown is the ordering person's. */
export async function identityFault(counter: Counter, person: bigint, row: Row): Promise<Refusal | undefined> {
  const { rows } = await counter.database.query<{ name: string; cert_hash: Buffer }>({
    name: 'mobile-identity',
    text: 'SELECT name, cert_hash FROM person WHERE person = $1',
    values: [String(person)],
  })
  const [found] = rows
  const same =
    found !== undefined && found.name === row.text('userName') && found.cert_hash.equals(counter.cipher.certHash(row.text('idType'), row.text('idNo')))
  return same ? undefined : refused('other_person', '姓名、证件类别和证件号码（userName、idType、idNo）与人员登记不一致，请核对')
}

export interface Split {
  readonly total: Fen
  readonly cash: Fen
  readonly account: Fen
  /** With what the hospital bears itself, so that the parts make up the total. */
  readonly fund: Fen
}

export function splitOf({ fact }: KnownSettlement): Split {
  return { total: fact.total, cash: fact.cash, account: fact.account, fund: fact.fund + fact.hospital }
}

const STATUS = {
  saved: '0',
  insurance_paid: '4',
  finished: '6',
  refunded: '7',
  insurance_refunded: '8',
  cash_refunded: '9',
  cash_partly_refunded: '10',
  insurance_and_part_refunded: '11',
  withdrawn: '12',
} as const

export function statusOf({ settled, everSettled, openLines, refunds, order }: OrderStanding): string {
  const cashBack = refunds.filter(({ kind }) => kind === 'CASH').reduce((sum, one) => sum + one.cash_fen, 0n)
  if (settled !== undefined) {
    const { cash } = splitOf(settled)
    if (cashBack > 0n) return cashBack === cash ? STATUS.cash_refunded : STATUS.cash_partly_refunded
    return cash === 0n ? STATUS.finished : STATUS.insurance_paid
  }
  if (!everSettled) return openLines ? STATUS.saved : STATUS.withdrawn
  const insurance = refunds.find(({ kind }) => kind === 'HI')
  if (insurance === undefined || insurance.total_fen + cashBack === order.total_fen) return STATUS.refunded
  return cashBack > 0n ? STATUS.insurance_and_part_refunded : STATUS.insurance_refunded
}

function sameText(right: string, given: string): boolean {
  const [one, other] = [Buffer.from(right), Buffer.from(given)]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** `payOrdId`, its status and the split: zeros where nothing counts. */
export function orderOutput(counter: Counter, standing: OrderStanding) {
  const { settled, order } = standing
  const { cash, account, fund } = settled === undefined ? { cash: 0n, account: 0n, fund: 0n } : splitOf(settled)
  return {
    payOrdId: orderNumber(counter, order),
    ordStas: statusOf(standing),
    feeSumamt: order.total_fen,
    ownPayAmt: cash,
    psnAcctPay: account,
    fundPay: fund,
  }
}
