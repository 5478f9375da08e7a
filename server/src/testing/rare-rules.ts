// A document with the rules that no document of the policies folder has yet, so that tests over all kinds of rules meet them too.
import type { PolicyText } from '../policy/compose-texts.js'
import { BASE_RULES, policyText } from './policy-texts.js'

const BENEFITS: readonly string[] = [
  'exclusions.accident: { declared_kinds: [inpatient], promise_accepted: yes }',
  'exclusions.advance_payment: { layers: [basic], counts_in_year: no }',
  'offsite_catalogue: { kind: place_of_care, filing: [referral, long_term] }',
  'account: { kind: individual_account, order: after_fund, after_uses: [current, family], may_pay: [in_scope_share], family: { relations: [spouse, child], yearly_limit: 3000 } }',
  'stays.readmission: { kind: merged, deductible: none, within_days: 10, same_provider: yes, same_diagnosis: yes }',
  'caps.by_years: { on: fund_paid, by_enrolled_years: { "0": 60000, "2": 80000 }, kinds: [inpatient], period: year, incentive: { free_years: 4, per_year: 1000, per_zero_claim_year: 1000, limit_share: 20% }, shared_by_schemes: yes }',
  'caps.by_disease: { on: fund_paid, by_disease: { M03900: 3000, M01600: 4000 }, kinds: [inpatient], period: year }',
  'assistance: { kind: by_class, kinds: [inpatient], base_includes_basic_deductible: yes, when_guaranteed: zero, disposable_income: 30000, classes: { minimum_living: { deductible: 0, ratio: 70%, cap: 50000, ratio_steps: [{ when: { place: out_of_province, filing_in: [none] }, times: 80% }] }, extreme_poverty: { deductible_income_share: 5%, ratio: 100%, cap: none } }, tilt: { threshold: 8000, ratio: 50%, cap: 20000, classes: [minimum_living] } }',
]

const FUND: readonly string[] = [
  'pooling.gap: { kind: plan_limited, own_surplus_first: yes, limit: 5%, pool_share: 60%, conditions: [plan_done] }',
  'adjustment.levy: { base: last_final_income, rate: 5%, third_party_included: no, individual_accounts_excluded: yes, wage_factor: 60%, stop: { months: 3, mode: all_or_nothing }, instalments: { due: [2026-03-31, 2026-09-30], remainder: last } }',
  'adjustment.allocation: { kind: after, share: 60%, coefficient: appraisal, conditions: [plan_done], caps: [{ kind: percent_of_plan, value: 5% }], own_levy_first: yes, emergency_share: 50% }',
  'watch.indicators: { definitions: [past_year], strip: [frozen], bounds: { current_percent: 15, cumulative_percent: 50 }, thresholds: [{ indicator: months_of_cover, level: red, side: below, value: 3, answer_days: 7, owner: unit_bureau, when: { indicator: current_surplus_rate, side: below, value: 5 } }], schedule: { every: month, from_day: 5 } }',
  'appraisal: { indicators: [{ id: income, weight: 60, form: ratio }, { id: audit, weight: 40, form: deduct, per: 2 }], bands: [{ name: 优, from: 90, coefficient: 1.1, award: { kind: reward, amount: 50000, scheme: resident } }, { name: 良, from: 80, coefficient: 1 }, { name: 其余, from: 0, coefficient: 0.925 }], rounding: once, rank: yes }',
  'pooling.management_gap: { payer: unit_government }',
]

const ENTITLEMENT: readonly string[] = [
  'entitlement.late_enrolment: { window_end: 12-31, window_year: before, fixed_months: 3, per_missed_year_months: 1, buy_off: yes, minimum: { missed_years_from: 4, months: 6 }, exempt: [minimum_living] }',
  'entitlement.newborn: { within_days: 90 }',
  'entitlement.scheme_change: { within_months: 3, after_years: 2, wait_months: 6 }',
  'entitlement.incentive_years: { counted_from_year: 2021, break_resets: yes, claim_resets: yes }',
  'entitlement.employee_start: { months_after_registration_month: 1 }',
  'entitlement.arrears: { suspended_from_month: 2, restored_within_months: 3, months_after_late_payment: 1 }',
  'entitlement.break: { longer_than_months: 3, wait_months: 2 }',
  'entitlement.retirement: { paid_years: { male: 20, female: 20 }, years_here: 10, shortfall: [monthly, at_once] }',
]

export const RARE: PolicyText = {
  file: 'policies/rare/rules.md',
  text: policyText({
    document: '稀城医保办〔2025〕1号',
    area: '990100',
    scheme: 'resident',
    inForce: '2025-01-01',
    rules: [...BASE_RULES, ...BENEFITS, ...FUND, ...ENTITLEMENT],
  }),
}
