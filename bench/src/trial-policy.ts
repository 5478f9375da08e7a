// The policy that is tried in the bench, as text: an ordinary stay of a resident under round figures of our own, and the same with
// the ratio of level 3 lowered. `trial-sql.ts` writes the same policy as SQL.
import { composeTexts } from '@tongchou/server/policy/compose-texts.js'
import type { SideRules, TrialRules } from '@tongchou/server/trial/trial-rules.js'

const policy = (level3: string): string => `---
document: 测算基准〔2025〕1号
area: "990100"
status: published
---

## 第一条 住院

\`\`\`policy
scheme: resident
in_force: 2025-01-01
certainty: illustrative
inpatient.deductible:
  mode: by_level
  table: { township: 200, "1": 200, "2": 500, "3": 800, "3_province": 1500 }
  sequence: { kind: factors, factors: [1, 0.5] }
  period: per_bill
inpatient.bands:
  mode: by_level
  position: above_deductible
  table:
    township: 85%
    "1": [{ from: 0, to: 20000, ratio: 80% }, { from: 20000, ratio: 85% }]
    "2": [{ from: 0, to: 20000, ratio: 75% }, { from: 20000, ratio: 80% }]
    "3": ${level3}
    "3_province": 55%
inpatient.offsite: silent
caps.basic_year: { on: fund_paid, amount: 80000, kinds: [inpatient], period: year }
major_illness:
  kind: yearly_burden
  kinds: [inpatient]
  deductible: 15000
  burden_includes: [basic_deductible, in_scope_rest]
  when_guaranteed: in_scope_minus_paid
  position: above_deductible
  table: [{ from: 0, to: 50000, ratio: 60% }, { from: 50000, ratio: 70% }]
  cap: none
settlement:
  version_by: discharge
  year_by: discharge
  entitlement_day: admission
  pre_self_pay_rounding: per_line
  layer_order: [basic, major]
  levels: [township, "1", "2", "3", "3_province"]
  reversal: subtract_own
silent_kinds: [outpatient, pharmacy, emergency, chronic_outpatient, special_outpatient, two_diseases_outpatient, birth, birth_complicated, maternity_outpatient, day_surgery, outpatient_surgery, accident, home_bed, special_drug]
\`\`\`
`

function side(level3: string): SideRules {
  const { faults, rules } = composeTexts([{ file: 'policies/bench/stay.md', text: policy(level3) }])
  const [found] = rules
  if (faults.length > 0 || found === undefined) throw new Error(`the policy of the bench has faults: ${faults.map(({ sentence }) => sentence).join(' ')}`)
  return { resident: { hash: '', versions: found.versions } }
}

export function benchRules(): TrialRules {
  return {
    before: side('[{ from: 0, to: 20000, ratio: 70% }, { from: 20000, ratio: 75% }]'),
    after: side('[{ from: 0, to: 20000, ratio: 65% }, { from: 20000, ratio: 70% }]'),
  }
}
