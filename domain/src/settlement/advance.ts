// An advance payment (先行支付): the fund pays what it would pay if nobody else were liable, out of the layers that the policy names,
// and has a claim on the liable party for every fen of it. Source: 社会保险法 art. 30.
import { type Fen, sumOf } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { AdvancePaymentRule, BenefitPolicy } from '../policy/benefit-policy.js'
import type { Bill } from './bill.js'
import type { Layer } from './outcome.js'
import { silent } from './unanswered.js'

/** The rule of an advance payment; undefined for every other bill. A policy without one leaves the bill undecided. */
export function advanceRuleOf(policy: BenefitPolicy, bill: Bill): AdvancePaymentRule | undefined {
  if (bill.advance === undefined) return undefined
  return policy.advancePayment ?? silent('exclusions.advance_payment', '先行支付由哪些基金、按什么范围支付', policy.from)
}

export function paysIn(rule: AdvancePaymentRule | undefined, layer: string): boolean {
  return rule === undefined || rule.layers.includes(layer)
}

/** Of a bill paid in advance, the layers that were: all of them, or those after the step of a third party who answers for a part only. */
export function paidInAdvance<T extends Pick<Layer, 'payer'>>(layers: readonly T[]): readonly T[] {
  return layers.slice(layers.findIndex(({ payer }) => payer === 'liable') + 1)
}

/** What the liable party owes the funds. */
export function receivableOf(layers: readonly Pick<Layer, 'payer' | 'paid'>[]): Fen {
  return sumOf(
    paidInAdvance(layers)
      .filter(({ payer }) => payer === 'fund')
      .map(({ paid }) => paid),
  )
}

/** A recovery is never more than what is still owed. */
export function recoveryFault(owed: Fen, recovered: Fen, amount: Fen): Refusal | undefined {
  if (amount <= 0n) return refused('bad_amount', '追偿到账金额应大于零，请核对。')
  if (recovered + amount > owed) return refused('more_than_owed', '追偿到账金额超过尚未追回的先行支付款，请核对；多收的应退还责任方。')
  return undefined
}
