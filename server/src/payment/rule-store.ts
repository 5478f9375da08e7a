// Figures of payment that a place sets: the most particular row of pool and fund in force on a day.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Ratio, ratioOf } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Queries } from '../fund/transaction.js'

export interface PaymentRule {
  readonly value: string
  readonly source: string
}

export interface RuleAsked {
  readonly book: string
  readonly name: string
  readonly day: Day
}

const SQL = `
SELECT r.value, r.source FROM payment_rule r JOIN book b ON b.book = $1
 WHERE r.name = $2 AND r.in_force <= $3 AND r.pool IN ('', b.pool) AND r.fund IN ('', b.fund)
 ORDER BY r.pool DESC, r.fund DESC, r.in_force DESC LIMIT 1`

export async function paymentRule(db: Queries, { book, name, day }: RuleAsked): Promise<PaymentRule | Refusal> {
  const { rows } = await db.query<PaymentRule>(SQL, [book, name, day])
  return rows[0] ?? refused('rule_missing', `没有 ${day} 有效的支付参数“${name}”；请先在支付参数表中登记并写明依据。`)
}

/** A figure that is no decimal is a fault of the data, not of the caller. */
export function ratioRule({ value }: PaymentRule): Ratio {
  const ratio = ratioOf(value)
  if (ratio === undefined) throw new Error(`a rule of payment is no decimal: ${value}`)
  return ratio
}

/** A decimal in hundredths: 12 months are 1200, 95 points 9500. */
export function hundredthsRule(rule: PaymentRule): bigint {
  const { num, den } = ratioRule(rule)
  return (num * 100n) / den
}
