// The domain's answers in the form of the neutral cases, with the cases' own names for fields, paths and accumulators.
import type { Refusal } from '@tongchou/domain/base/refusal.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import {
  ADMISSIONS,
  ASSISTANCE_BASE,
  CIVIL_DEDUCTIBLE,
  CIVIL_POSITION,
  capKey,
  DEDUCTIBLE,
  IN_SCOPE,
  MAJOR_BURDEN,
  paidKey,
  seasonOf,
  TILT_BASE,
} from '@tongchou/domain/settlement/accumulators.js'
import type { AccountBalances, Bill, Counters } from '@tongchou/domain/settlement/bill.js'
import type { Settled, Undecided } from '@tongchou/domain/settlement/outcome.js'
import { benefitDayOf } from '@tongchou/domain/settlement/policy-for.js'
import type { JsonObject } from './cases-form.js'

/** Paths that the cases write with the unit of the figure. */
const PATHS: Readonly<Record<string, string>> = {
  'major.deductible': 'major.deductible_fen',
  'major.cap': 'major.cap.base_fen',
  'large.cap': 'large.cap_fen',
  'civil_servant.deductible': 'civil_servant.deductible_fen',
  'civil_servant.cap': 'civil_servant.cap_fen',
  'assistance.disposable_income': 'assistance.disposable_income_fen',
  'assistance.tilt.threshold': 'assistance.tilt.threshold_fen',
  'assistance.tilt.cap': 'assistance.tilt.cap_fen',
}

export function refusedAs(bill: string, refusal: Refusal): JsonObject {
  const from = refusal.details?.['entitled_from']
  return { bill, outcome: 'refused', code: refusal.code, ...(from === undefined ? {} : { entitled_from: from }) }
}

export function undecidedAs(bill: string, { code, needs }: Undecided): JsonObject {
  return { bill, outcome: 'undecided', code, needs: PATHS[needs] ?? needs }
}

export function settledAs(bill: string, policy: BenefitPolicy, settled: Settled, familyNames: readonly string[]): JsonObject {
  const { split, deductible, account } = settled
  return {
    bill,
    outcome: 'settled',
    benefit_year: settled.benefitYear,
    admission_number: settled.admissionNumber,
    settlement_type: settled.settlementType,
    in_scope_fen: Number(split.inScope),
    item_pre_self_pay_fen: Number(split.itemPreSelfPay),
    offsite_pre_self_pay_fen: Number(split.offsitePreSelfPay),
    above_standard_fen: Number(split.aboveStandard),
    out_of_catalogue_fen: Number(split.outOfCatalogue),
    deductible_due_fen: Number(deductible.due),
    deductible_charged_fen: Number(deductible.charged),
    payments_fen: paymentsOf(policy, settled),
    account_fen: Number(account.paid),
    account_by_source_fen: Object.fromEntries(Object.entries(balances(account.bySource, familyNames)).filter(([, amount]) => amount !== 0)),
    cash_fen: Number(settled.cash),
  }
}

export function returnedAs(policy: BenefitPolicy, settled: Settled): JsonObject {
  return { ...paymentsOf(policy, settled), account: Number(settled.account.paid), cash: Number(settled.cash) }
}

/** Every layer that the policy has, also those that paid nothing. */
function paymentsOf(policy: BenefitPolicy, settled: Settled): Record<string, number> {
  const payments: Record<string, number> = Object.fromEntries(layersOf(policy).map((layer) => [layer, 0]))
  for (const { layer, paid } of settled.layers) payments[layer] = Number(paid)
  return payments
}

function layersOf(policy: BenefitPolicy): string[] {
  return [
    'basic',
    ...(policy.large === null ? [] : ['large']),
    ...(policy.major === null ? [] : ['major']),
    ...(policy.assistance === null ? [] : ['assistance', 'assistance_tilt']),
    ...(policy.civilServant === null ? [] : ['civil_servant']),
    ...policy.supplements.map(({ name }) => name),
  ]
}

function balances({ current, history, family }: AccountBalances, names: readonly string[]): Record<string, number> {
  const own: Record<string, number> = { current: Number(current), history: Number(history) }
  names.forEach((name, index) => {
    own[`family:${name}`] = Number(family[index] ?? 0n)
  })
  return own
}

export function accumulatorsOf(
  policy: BenefitPolicy,
  bill: Bill,
  year: number,
  counters: Counters,
  account: { readonly balances: AccountBalances | null; readonly names: readonly string[] },
): JsonObject {
  const read = (key: string): number => Number(counters[key] ?? 0n)
  const season = seasonOf(benefitDayOf(policy, bill))
  const caps = policy.caps.filter(({ period }) => period !== 'per_bill').map((cap) => [cap.id, read(capKey(cap, season))] as const)
  return {
    benefit_year: year,
    admissions: read(ADMISSIONS),
    in_scope_fen: read(IN_SCOPE),
    deductible_fen: read(DEDUCTIBLE),
    basic_fen: read(paidKey('basic')),
    cap_used_fen: Object.fromEntries(caps),
    ...(policy.large === null ? {} : { large_fen: read(paidKey('large')) }),
    ...(policy.major === null ? {} : { major_burden_fen: read(MAJOR_BURDEN), major_fen: read(paidKey('major')) }),
    ...(policy.assistance === null ? {} : { assistance_base_fen: read(ASSISTANCE_BASE), assistance_fen: read(paidKey('assistance')) }),
    ...(policy.assistance?.tilt == null ? {} : { tilt_base_fen: read(TILT_BASE), assistance_tilt_fen: read(paidKey('assistance_tilt')) }),
    ...(policy.civilServant === null
      ? {}
      : { civil_deductible_used_fen: read(CIVIL_DEDUCTIBLE), civil_position_fen: read(CIVIL_POSITION), civil_servant_fen: read(paidKey('civil_servant')) }),
    ...Object.fromEntries(policy.supplements.map(({ name }) => [`${name}_fen`, read(paidKey(name))])),
    ...(account.balances === null ? {} : { account_balance_fen: balances(account.balances, account.names) }),
  }
}
