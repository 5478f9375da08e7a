// The rules of the province that does not exist, written as policy documents and read the way every document is read: each city closes its
// year in its own way; the province's levy rises in the middle of the year.
import type { TakeOverRule } from '@tongchou/domain/policy/gap-rule.js'
import type { PoolingRules } from '@tongchou/domain/policy/pooling-rule.js'
import type { JsonObject } from '@tongchou/server/policy/cases-form.js'
import { rulesOf, yearEndRules } from '@tongchou/server/pooling/case-policy.js'

const SHARING = { city: '0.6', unit: '0.4' }

const GAPS: readonly JsonObject[] = [
  { mode: 'unified', city_surplus_of: 'opening', when_short: 'proportional', sharing: SHARING, plan_test: { income: true, expenditure: false } },
  { mode: 'by_level', overspend_needs_approval: false },
  { mode: 'frozen_first', city_surplus_after_frozen: true, when_short: 'listed_order', sharing: SHARING },
]

/** What becomes of a county's money of before. */
export const TAKE_OVER: TakeOverRule = {
  ...{ surplus: 'frozen', basis: 'accrual', gap: 'unit_government' },
  from: { document: '示范统筹〔2026〕1号', article: '四', certainty: 'illustrative', inForce: '2020-01-01' },
}

export function gapRules(city: number): PoolingRules {
  return yearEndRules(GAPS[city % GAPS.length] ?? {})
}

export function provinceRules(rate: string): PoolingRules {
  return rulesOf([
    [
      '上解',
      'adjustment.levy',
      {
        base: 'last_final_income',
        rate,
        third_party_included: true,
        individual_accounts_excluded: false,
        instalments: { due: ['2026-03-31', '2026-09-30'], remainder: 'last' },
      },
    ],
    ['下拨', 'adjustment.allocation', { kind: 'after', share: '80%', coefficient: 'none', conditions: ['levy_paid'], own_levy_first: false, caps: [] }],
  ])
}
