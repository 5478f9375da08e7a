// Caps, the personal account and stays of the neutral cases.
import type { AccountRule, CapRule, StayRule } from '@tongchou/domain/policy/benefit-policy.js'
import { CASE_CITATION, fen, kinds, orAwaiting, steps } from './cases-figures.js'
import { flagAt, type Json, listAt, numberAt, objectAt, oneOf, only, textAt } from './cases-form.js'

const SOURCES = ['current', 'history', 'family'] as const

export function cap(value: Json): CapRule {
  const object = objectAt(value, 'caps')
  only(object, ['id', 'on', 'amount', 'kinds', 'disease', 'delivery', 'period', 'person_steps', 'counts'], 'caps')
  const id = textAt(object['id'], 'caps.id')
  const path = `caps.${id}`
  return {
    id,
    on: oneOf(object['on'], ['fund_paid', 'in_scope_cost'], path),
    amount: orAwaiting(object['amount'], path, capAmount),
    kinds: kinds(object['kinds'], path),
    ...(object['disease'] == null ? {} : { disease: textAt(object['disease'], path) }),
    ...(object['delivery'] == null ? {} : { delivery: textAt(object['delivery'], path) }),
    period: oneOf(object['period'], ['per_bill', 'month', 'quarter', 'year'], path),
    personSteps: steps(object['person_steps'], path, ['set_fen', 'times', 'plus_fen']),
    from: CASE_CITATION,
  }
}

function capAmount(value: Json | undefined, path: string): Exclude<CapRule['amount'], { awaiting: string }> {
  const object = objectAt(value, path)
  only(object, ['fen', 'by_enrolled_years'], path)
  if (object['by_enrolled_years'] === undefined) return { fen: fen(object['fen'], path) }
  return {
    byEnrolledYears: listAt(object['by_enrolled_years'], path).map((item) => {
      const step = objectAt(item, path)
      return { fromYears: numberAt(step['from_years'], path), fen: fen(step['fen'], path) }
    }),
  }
}

export function account(value: Json | undefined): AccountRule | null {
  if (value === null || value === undefined) return null
  const object = objectAt(value, 'account')
  const payable = ['deductible', 'in_scope_share', 'item_pre_self_pay', 'offsite_pre_self_pay', 'above_standard', 'out_of_catalogue'] as const
  return {
    order: oneOf(object['order'], ['before_fund', 'after_fund'], 'account'),
    beforeUses: listAt(object['before_uses'] ?? [], 'account').map((word) => oneOf(word, SOURCES, 'account')),
    afterUses: listAt(object['after_uses'] ?? [], 'account').map((word) => oneOf(word, SOURCES, 'account')),
    mayPay: listAt(object['may_pay'] ?? [], 'account').map((word) => oneOf(word, payable, 'account')),
    from: CASE_CITATION,
  }
}

/** A stay that is not merged needs no further rule. */
export function stay(value: Json | undefined): StayRule {
  const object = objectAt(value, 'stays')
  only(object, ['merge', 'deductible', 'positions_continue', 'across_new_year'], 'stays')
  return {
    merge: flagAt(object['merge'], 'stays'),
    deductible: object['deductible'] === undefined ? 'full' : oneOf(object['deductible'], ['top_up', 'none', 'full'], 'stays'),
    positionsContinue: object['positions_continue'] === true,
    acrossNewYear:
      object['across_new_year'] === undefined ? 'charged_again' : oneOf(object['across_new_year'], ['deductible_not_charged_again', 'charged_again'], 'stays'),
  }
}
