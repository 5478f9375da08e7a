// Published cases of cover, levy, gap, allocation and subsidy: each is written as policy data and inputs and asked of the rule itself.
import { type Fen, type Ratio, ratioOf, rounded } from '@tongchou/domain/base/money.js'
import { splitSubsidy } from '@tongchou/domain/contribution/subsidy-split.js'
import { interestOf } from '@tongchou/domain/fund/interest.js'
import { eligible } from '@tongchou/domain/pooling/kinds/adjustment-fund.js'
import { deviationOfGap } from '@tongchou/domain/pooling/kinds/bands.js'
import { type Json, type JsonObject, listAt, objectAt, textAt, UnknownForm } from '../../policy/cases-form.js'
import { runAllocationAfter, runAllocationBefore, runLevy } from '../case-adjustment.js'
import { rulesOf } from '../case-policy.js'
import { fenAt, fenOr, objectsAt } from '../case-values.js'
import { runIndicators } from '../case-watch.js'
import { runYearEnd } from '../case-year-end.js'
import { type Answer, amountsOf, decimalOf, printed, toPlaces } from './figures.js'

export type Runner = (input: JsonObject) => Answer

const first = (list: Json | undefined, path: string): JsonObject => objectAt(listAt(list, path)[0], path)
const whole = (ratio: Ratio): Ratio => toPlaces(ratio, 0)

function watched(input: JsonObject): JsonObject {
  const fen = amountsOf(input)
  const income = input['income'] === undefined ? 0 : fen(input['income'], 'income')
  const unit = { id: 'u', income_fen: income, expenditure_fen: fen(input['expenditure'], 'expenditure'), closing_fen: fen(input['closing'], 'closing') }
  return first(runIndicators({ rule: { definitions: ['past_year'], strip: [], bounds: null }, units: [unit] })['units'], 'units')
}

const monthsRaw = (unit: JsonObject): Ratio => decimalOf(objectAt(unit['months'], 'months')['past_year'], 'months.past_year')

/** The published table rolls opening and surplus forward to its closing balance within a hundredth of its unit. */
export function county(input: JsonObject): Answer {
  const unit = watched(input)
  const fen = amountsOf(input)
  const [opening, closing, spent] = ['opening', 'closing', 'expenditure'].map((name) => BigInt(fen(input[name], name))) as [Fen, Fen, Fen]
  const surplus = fenAt(unit['current_surplus_fen'], 'current_surplus_fen')
  const off = opening + surplus - closing
  if (off > 10_000n || off < -10_000n) throw new UnknownForm(`the year does not roll forward: off by ${off} fen`)
  const months = whole({ num: closing * 12n, den: spent })
  return { current_surplus: printed(input, surplus), months_raw: monthsRaw(unit), months_published_integer: months }
}

export const nation: Runner = (input) => ({ months_raw: monthsRaw(watched(input)) })

export function bySpending(input: JsonObject): Answer {
  const unit = watched(input)
  return {
    surplus: printed(input, unit['current_surplus_fen']),
    surplus_rate_pct: toPlaces(decimalOf(unit['current_rate_percent'], 'current_rate_percent'), 1),
    months_by_expenditure: monthsRaw(unit),
  }
}

interface Levying {
  readonly base: 'last_final_income' | 'last_collected'
  readonly rate: string
  readonly field: string
}

function levied(input: JsonObject, { base, rate, field }: Levying): JsonObject {
  const fen = amountsOf(input)
  const accounts = fenOr(input['individual_account_income'] === undefined ? 0 : fen(input['individual_account_income'], 'accounts'), 'accounts')
  const spending = input['sum_monthly_spend_all_areas'] === undefined ? 0 : 12 * fen(input['sum_monthly_spend_all_areas'], 'spending')
  const pot = input['pool_balance'] === undefined ? 0 : fen(input['pool_balance'], 'pool_balance')
  const figures = {
    [base === 'last_collected' ? 'last_collected_fen' : 'last_final_income_fen']: fen(input[field], field),
    of_which_individual_account_fen: Number(accounts),
    last_year_expenditure_fen: spending,
  }
  const rule = {
    base,
    rate: String(input[rate]),
    third_party_included: true,
    individual_accounts_excluded: true,
    stop: spending === 0 ? null : { months: 6, mode: 'all_or_nothing' },
  }
  return objectAt(runLevy({ rule, as_of: '2026-12-31', pots: { fund: pot }, areas: [{ id: 'a', funds: { fund: figures } }] })['fund'], 'fund')
}

export function levyWithStop(input: JsonObject): Answer {
  const levy = levied(input, { base: 'last_final_income', rate: 'rate', field: 'last_year_final_income' })
  return {
    levy: printed(input, levy['levy_total_fen']),
    stop_rule_threshold: printed(input, levy['stop_threshold_fen']),
    stop: levy['stopped'] === true,
  }
}

export function levyStopped(input: JsonObject): Answer {
  const { levy, stop } = levyWithStop(input) as { readonly levy: Ratio; readonly stop: boolean }
  return { levy, stop }
}

export function levyOfEmployees(input: JsonObject): Answer {
  const levy = levied(input, { base: 'last_final_income', rate: 'rate', field: 'last_year_total_income' })
  return { base: printed(input, first(levy['areas'], 'areas')['base_fen']), levy: printed(input, levy['levy_total_fen']) }
}

/** One figure: what the rate gives on the base. */
export function levyAs(name: string, levying: Levying): Runner {
  return (input) => ({ [name]: printed(input, levied(input, levying)['levy_total_fen']) })
}

const CONDITIONS = ['unified_policy', 'levy_paid_on_time', 'targets_met']

interface Closed {
  readonly unit: JsonObject
  readonly lines: readonly JsonObject[]
  /** Sum of the lines from one source. */
  readonly from: (source: string | null) => number
}

function closed(rule: JsonObject, pool: JsonObject, units: readonly JsonObject[]): Closed {
  const answer = runYearEnd({ rule, pool, units: [...units] })
  const lines = objectsAt(answer['lines'], 'lines')
  const from = (source: string | null): number => lines.filter((line) => line['source'] === source).reduce((sum, line) => sum + Number(line['amount_fen']), 0)
  return { unit: first(answer['units'], 'units'), lines, from }
}

export function withinPlan(input: JsonObject): Answer {
  const fen = amountsOf(input)
  const [plan, actual] = [fen(input['plan'], 'plan'), fen(input['actual'], 'actual')]
  const rule = { mode: 'plan_limited', own_surplus_first: false, limit: '0.3', pool_share: '0.8', conditions: CONDITIONS }
  const conditions = Object.fromEntries(CONDITIONS.map((name) => [name, input['three_conditions_met'] === true]))
  const unit = { id: 'u', income_fen: plan, expenditure_fen: actual, plan_income_fen: plan, plan_expenditure_fen: plan, conditions }
  const { unit: one, from } = closed(rule, { pot_fen: actual }, [unit])
  const gap = fenAt(one['gap_fen'], 'gap_fen')
  const met = input['three_conditions_met'] === true
  const looked = eligible({ limit: { num: 3n, den: 10n } }, gap, { expenditureFen: BigInt(actual), planExpenditureFen: BigInt(plan) })
  return {
    overspend: printed(input, gap),
    eligible: printed(input, met ? looked : 0n),
    pool: printed(input, from('pool_fund')),
    local: printed(input, from('unit_finance')),
  }
}

/** The trigger is asked with the year-end surplus; the gap is what remains when it is gone. */
export function countyFirst(input: JsonObject): Answer {
  const fen = amountsOf(input)
  const [surplus, gap] = [fen(input['year_end_pooled_surplus'], 'surplus'), fen(input['remaining_gap'], 'gap')]
  const payout = fen(input['last_year_payout'], 'payout')
  const unit = {
    id: 'u',
    income_fen: 0,
    expenditure_fen: surplus + gap,
    own_surplus_fen: surplus,
    last_year_payout_fen: payout,
    last_year_base_fen: fen(input['last_year_payroll_base'], 'base'),
  }
  const rule = { mode: 'county_first', trigger_months: 2, county_min_rate: '0.01' }
  const { unit: one, from } = closed(rule, { pot_fen: gap }, [unit])
  return {
    trigger: one['triggered'] === true,
    threshold: printed(input, rounded({ num: BigInt(payout) * 2n, den: 12n })),
    county_min: printed(input, from('unit_finance')),
    pool_max: printed(input, from('pool_fund')),
    uncovered: printed(input, from(null)),
  }
}

export function afterOwnSurplus(input: JsonObject): Answer {
  const fen = amountsOf(input)
  const amount = (name: string): number => fen(input[name], name)
  const figures = {
    income_fen: amount('income'),
    expenditure_fen: amount('expenditure'),
    levy_fen: amount('levy'),
    own_surplus_fen: amount('cumulative_surplus'),
    plan_expenditure_fen: amount('expenditure'),
  }
  const rule = { share: '1', coefficient: 'none', conditions: [], caps: [], own_levy_first: false }
  const given = runAllocationAfter({ rule, pots: { fund: { normal_fen: amount('expenditure') } }, areas: [{ id: 'a', funds: { fund: figures } }] })
  const area = first(objectAt(given['fund'], 'fund')['areas'], 'areas')
  return { gap: printed(input, area['gap_fen']), own_surplus: printed(input, area['own_surplus_fen']), to_province: printed(input, area['need_fen']) }
}

export function byBands(input: JsonObject): Answer {
  const fen = amountsOf(input)
  const [budget, actual] = [fen(input['budget_gap'], 'budget_gap'), fen(input['actual_gap'], 'actual_gap')]
  const management = fen(input['management_gap'], 'management_gap')
  const bands = { base_surplus: '0.9', base_deficit: '0.8', edge1: '0.05', edge2: '0.1', over1: '0.6', over2: '0.4' }
  const rule = { mode: 'bands', reading: 'whole_over_part', deviation_of: 'normal_gap', bands, management_article: 'AH-WI' }
  const unit = {
    id: 'u',
    income_fen: 0,
    expenditure_fen: actual + management,
    causes: management === 0 ? [] : [{ kind: 'management', amount_fen: management, established: true }],
    budget_gap_fen: budget,
    budget_year_in_surplus: input['budget_year_in_surplus'] === true,
  }
  const { unit: one, from } = closed(rule, {}, [unit])
  const { num, den } = deviationOfGap(fenAt(one['normal_fen'], 'normal_fen'), BigInt(budget))
  return {
    deviation_pct: { num: num * 100n, den },
    province: printed(input, from('upper_fund')),
    local: printed(input, from('unit_finance')),
    management_gap_local: printed(input, from('unit_government')),
  }
}

export function bySelfBalance(input: JsonObject): Answer {
  const fen = amountsOf(input)
  const approvals = ['government', 'prescribed'].map((step) => ({ of: 'use_of_surplus', step, date: '2026-12-20' }))
  const units = objectsAt(input['county'], 'county').map((one) => ({
    id: textAt(one['name'], 'name'),
    income_fen: fen(one['income'], 'income'),
    expenditure_fen: fen(one['expenditure'], 'expenditure'),
    own_surplus_fen: fen(one['cumulative'], 'cumulative'),
    approvals,
  }))
  const answer = runYearEnd({ rule: { mode: 'by_level', overspend_needs_approval: false }, pool: {}, units })
  const [lines, shown] = [objectsAt(answer['lines'], 'lines'), objectsAt(answer['units'], 'units')]
  const from = (unit: string, source: string): number =>
    lines.filter((line) => line['unit'] === unit && line['source'] === source).reduce((sum, line) => sum + Number(line['amount_fen']), 0)
  const moved = lines.filter(({ source }) => source !== 'own_surplus' && source !== 'unit_finance')
  const [a, b] = shown
  return {
    A: {
      gap: printed(input, a?.['gap_fen']),
      own_surplus: printed(input, from('A', 'own_surplus')),
      county_finance: printed(input, from('A', 'unit_finance')),
    },
    B: { gap: printed(input, b?.['gap_fen']), surplus_kept: printed(input, b?.['surplus_fen']) },
    transfer_between: printed(
      input,
      moved.reduce((sum, line) => sum + Number(line['amount_fen']), 0),
    ),
  }
}

export function byCitySurplus(input: JsonObject): Answer {
  const fen = amountsOf(input)
  const gap = fen(input['gap'], 'gap')
  const rule = { mode: 'unified', plan_test: { income: true, expenditure: false }, city_surplus_of: 'opening', sharing: null }
  const planIncome = input['county_plan_met'] === true ? 0 : 1
  const unit = { id: 'u', income_fen: 0, expenditure_fen: gap, plan_income_fen: planIncome, plan_expenditure_fen: gap }
  const { from } = closed(rule, { city_surplus_fen: fen(input['city_cumulative'], 'city_cumulative') }, [unit])
  return { from_city_surplus: printed(input, from('city_surplus')), to_sharing_mechanism: printed(input, from(null)) }
}

export function inOrder(input: JsonObject): Answer {
  const fen = amountsOf(input)
  const amount = (name: string): number => fen(input[name], name)
  const unit = {
    id: 'u',
    income_fen: 0,
    expenditure_fen: amount('gap'),
    own_surplus_fen: amount('deposits_of_past_surplus'),
    bonds_fen: amount('bonds'),
    fiscal_available_fen: amount('fiscal_subsidy_available'),
  }
  const order = ['deposits', 'adjustment_fund', 'bonds', 'fiscal_subsidy']
  const { lines } = closed({ mode: 'article_38', order }, { pot_fen: amount('adjustment_fund') }, [unit])
  const covered = lines.filter(({ status }) => status === 'covered')
  const waiting = lines.filter(({ needs }) => listAt(needs, 'needs').includes('approval.policy_change'))
  return {
    steps: covered.map((line) => printed(input, line['amount_fen'])),
    uncovered_to_policy_change: printed(input, waiting[0]?.['amount_fen'] ?? 0),
  }
}

export function perRetired(input: JsonObject): Answer {
  const fen = amountsOf(input)
  const rule = {
    base: 'wage',
    wage_factor: '0.9',
    rate: String(input['rate']),
    weights: [{ measure: 'retired', weight: '1' }],
    reserve: '0',
    coefficient_in_weight: false,
  }
  const given = objectsAt(input['areas'], 'areas')
  const areas = given.map(({ name, avg_wage, insured, retired }) => ({
    id: textAt(name, 'name'),
    wage_average_fen: fen(avg_wage, 'avg_wage'),
    insured: insured ?? 0,
    retired: retired ?? 0,
  }))
  const answer = runAllocationBefore({ rule, areas })
  const shared = objectsAt(answer['areas'], 'areas')
  const by = (name: string): Answer => Object.fromEntries(shared.map((area) => [textAt(area['area'], 'area'), printed(input, area[name])]))
  const heads = given.reduce((sum, { retired }) => sum + BigInt(Number(retired)), 0n)
  const total = fenAt(answer['grant_total_fen'], 'grant_total_fen')
  return { levy: by('levy_fen'), quota: { num: total, den: heads * 100n }, grant: by('grant_fen'), net: by('net_fen') }
}

/** Written as the contribution rule of a document, with the split between governments. */
function subsidised(total: string, split: JsonObject): (government: string) => Ratio {
  const contribution = rulesOf([
    ['SUBSIDY', 'contribution', { kind: 'per_head', individual: { '2024': '0' }, subsidy: { '2024': total }, subsidy_split: split }],
  ]).contribution
  if (contribution?.kind !== 'per_head' || contribution.split === undefined) throw new UnknownForm('the split could not be written as a policy')
  const { parts, totalFen, undecidedFen } = splitSubsidy(contribution.split, contribution.subsidy['2024'] ?? 0n)
  const known: Readonly<Record<string, Fen>> = { ...parts, total: totalFen, undecided: undecidedFen }
  return (government) => ({ num: known[government] ?? 0n, den: 100n })
}

export function subsidyOfRest(input: JsonObject): Answer {
  const rest = objectAt(input['rest_split'], 'rest_split')
  const others = Object.fromEntries(Object.entries(rest).map(([government, share]) => [government, String(share)]))
  const part = subsidised(String(input['total']), { kind: 'shares', central: String(input['central']), others, others_of: 'rest' })
  return Object.fromEntries(['central', ...Object.keys(rest)].map((government) => [government, part(government)]))
}

/** Counties of each tier have a rule of their own. */
export function subsidyByTier(input: JsonObject): Answer {
  const tiers = Object.entries(objectAt(input['province_share_of_rest'], 'tiers'))
  const parts = tiers.map(([tier, share]) => {
    const split = { kind: 'shares', central: String(input['central']), others: { province: String(share) }, others_of: 'rest' }
    return [tier, subsidised(String(input['total']), split)] as const
  })
  const [, one] = parts[0] ?? []
  if (one === undefined) throw new UnknownForm('no tier')
  const [rest, central] = [{ num: one('province').num + one('undecided').num, den: 100n }, one('central')]
  return { central, rest, province: Object.fromEntries(parts.map(([tier, part]) => [tier, part('province')])) }
}

const LEVELS = ['province', 'city', 'district']

export function subsidyOfWhole(input: JsonObject): Answer {
  const [central, ...shares] = listAt(input['shares'], 'shares').map(String)
  const others = Object.fromEntries(shares.map((share, i) => [LEVELS[i] ?? '', share]))
  const part = subsidised(String(input['total']), { kind: 'shares', central: central ?? '', others, others_of: 'whole' })
  return Object.fromEntries(['central', ...LEVELS].map((government) => [government, part(government)]))
}

export function subsidyByAmounts(input: JsonObject): Answer {
  const amounts = Object.fromEntries(Object.entries(input).map(([government, yuan]) => [government, String(yuan)]))
  return { total: subsidised('0', { kind: 'amounts', amounts })('total') }
}

export function demandInterest(input: JsonObject): Answer {
  const fen = amountsOf(input)
  const product = listAt(input['balances'], 'balances').reduce<bigint>((sum, one) => {
    const [balance, days] = listAt(one, 'balances')
    return sum + BigInt(fen(balance, 'balance')) * BigInt(Number(days))
  }, 0n)
  const rate = ratioOf(String(input['annual_rate']))
  if (rate === undefined || input['day_basis'] !== 360) throw new UnknownForm('rate or day basis is not known')
  return { product: printed(input, product), interest: printed(input, interestOf(product, rate)) }
}
