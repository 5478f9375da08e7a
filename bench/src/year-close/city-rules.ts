// The rules under which the city closes its year, of the kinds that published documents have.
import type { Pool } from '@tongchou/server/database/connect.js'
import { ruleSetText } from '@tongchou/server/policy/rule-set.js'
import { insertRuleSet } from '@tongchou/server/policy/store.js'
import { rulesOf } from '@tongchou/server/pooling/case-policy.js'
import { POOL } from './city-rows.js'

const INDICATORS = [
  ['policy_deviations', '10', 'deduct'],
  ['coverage', '15', 'ratio_deduct'],
  ['contribution_level', '10', 'ratio'],
  ['collection', '10', 'ratio'],
  ['budget_deviation', '10', 'deviation'],
  ['subsidy', '10', 'ratio_deduct'],
  ['responsibility', '10', 'ratio'],
  ['service', '10', 'ratio'],
  ['supervision', '10', 'ratio'],
  ['total_budget', '5', 'overspend'],
] as const

const RULES = rulesOf([
  [
    '缺口',
    'pooling.gap',
    {
      kind: 'city_surplus_first',
      after_levy: false,
      plan_test: { income: false, expenditure: false },
      city_surplus: { of: 'opening', when_short: 'proportional' },
    },
  ],
  ['分担', 'pooling.gap_sharing', { city: '70%', unit: '30%' }],
  [
    '监测',
    'watch.indicators',
    {
      definitions: ['rolling_12'],
      strip: ['prepayments'],
      thresholds: [{ indicator: 'months_of_cover', level: 'red', side: 'below', value: '6', answer_days: '7' }],
    },
  ],
  [
    '考核',
    'appraisal',
    {
      rounding: 'per_indicator',
      rank: true,
      indicators: INDICATORS.map(([id, weight, form]) => ({
        id,
        weight,
        form,
        ...(form === 'ratio' ? {} : { per: '1' }),
        ...(form === 'deviation' ? { tolerance_points: '5' } : {}),
      })),
      bands: [
        { name: '优秀', from: '90', coefficient: '1', consequence: '通报表扬' },
        { name: '合格', from: '0', coefficient: '0.9', consequence: '约谈' },
      ],
    },
  ],
])

export async function publishRules(batch: Pool): Promise<void> {
  for (const scheme of ['resident', 'employee'] as const) {
    const pooling = [{ ...RULES, area: POOL, scheme }]
    await insertRuleSet(batch, ruleSetText({ area: POOL, scheme, versions: [], pooling, entitlement: [], files: [] }, []))
  }
}
