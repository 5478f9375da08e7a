// What a person remembers of the year, as the counters that a first estimate needs: admissions, in-scope cost, deductibles and
// what the funds paid. It decides nothing about a real bill: there the accumulators are facts. Everything used is taken to have been
// care of the same kind as the bill, because a person knows sums and not the kinds behind them.
import type { Day } from '../base/day.js'
import { type Fen, notBelowZero } from '../base/money.js'
import type { BenefitKind, BenefitPolicy } from '../policy/benefit-policy.js'
import {
  ADMISSIONS,
  ASSISTANCE_BASE,
  accountBeforeKey,
  CIVIL_DEDUCTIBLE,
  CIVIL_POSITION,
  Contributions,
  capKey,
  DEDUCTIBLE,
  deductedKey,
  deductibleKey,
  FAMILY_PAID,
  IN_SCOPE,
  inScopeKey,
  jointCapKey,
  MAJOR_BURDEN,
  paidKey,
  seasonOf,
  TILT_BASE,
  treatmentKey,
  WHOLE_YEAR,
} from './accumulators.js'
import type { Bill, Counters } from './bill.js'

export interface UsedSoFar {
  readonly admissions: number
  readonly inScope: Fen
  readonly deductible: Fen
  /** By the basic layer and whatever stands above it, together. */
  readonly fundPaid: Fen
  /** How often the year has seen the treatment of the bill. */
  readonly treatments: number
  /** What is known more exactly than the sums above tell; it stands in their place. */
  readonly detail?: UsedInDetail
}

export interface UsedInDetail {
  /** Deductibles charged by the provider of the bill, in its month, in its quarter. */
  readonly deductibleHere?: Fen
  readonly deductibleThisMonth?: Fen
  readonly deductibleThisQuarter?: Fen
  /** Under the limits of the bill's month; under those of its disease. */
  readonly thisMonth?: Fen
  readonly thisDisease?: Fen
  readonly majorBurden?: Fen
  readonly assistanceBase?: Fen
  readonly tiltBase?: Fen
  readonly civilDeductible?: Fen
  readonly civilPosition?: Fen
  readonly familyAccount?: Fen
  /** In-scope cost that the personal account paid before the fund. */
  readonly accountBefore?: Fen
  /** By layer. */
  readonly paid?: Readonly<Record<string, Fen>>
  /** By the name of a yearly limit. */
  readonly caps?: Readonly<Record<string, Fen>>
}

export const NOTHING_USED: UsedSoFar = { admissions: 0, inScope: 0n, deductible: 0n, fundPaid: 0n, treatments: 0 }

/** The days and the provider of the bill are asked for only where the detail speaks of them. */
export function countersUsed(policy: BenefitPolicy, bill: Pick<Bill, 'kind' | 'treatment'> & Partial<Bill>, used: UsedSoFar): Counters {
  const { kind, treatment } = bill
  const adds = new Contributions()
  adds.add(ADMISSIONS, BigInt(used.admissions))
  adds.add(IN_SCOPE, used.inScope)
  adds.add(inScopeKey(kind), used.inScope)
  adds.add(DEDUCTIBLE, used.deductible)
  adds.add(deductedKey(kind), used.deductible)
  adds.add(paidKey('basic'), used.fundPaid)
  for (const cap of policy.caps) {
    if (cap.period !== 'year' || !cap.kinds.includes(kind)) continue
    adds.add(capKey(cap, WHOLE_YEAR), cap.on === 'fund_paid' ? used.fundPaid : used.inScope)
  }
  for (const cap of policy.jointCaps ?? []) {
    if (cap.period === 'year' && cap.kinds.includes(kind)) adds.add(jointCapKey(cap.id), used.fundPaid)
  }
  if (treatment !== undefined) adds.add(treatmentKey(treatment), BigInt(used.treatments))
  addBurdens(policy, kind, used, adds)
  return withDetail(adds.counters(), detailed(policy, bill, used.detail ?? {}))
}

function withDetail(counters: Counters, detail: Detailed): Counters {
  const exact = new Map(detail)
  const kept = Object.entries(counters).filter(([key]) => !exact.has(key))
  return Object.fromEntries([...kept, ...[...exact].filter(([, amount]) => amount !== 0n)])
}

type Detailed = readonly (readonly [key: string, amount: Fen])[]

function detailed(policy: BenefitPolicy, bill: Pick<Bill, 'kind'> & Partial<Bill>, detail: UsedInDetail): Detailed {
  const fixed: Readonly<Record<string, Fen | undefined>> = {
    [MAJOR_BURDEN]: detail.majorBurden,
    [ASSISTANCE_BASE]: detail.assistanceBase,
    [TILT_BASE]: detail.tiltBase,
    [CIVIL_DEDUCTIBLE]: detail.civilDeductible,
    [CIVIL_POSITION]: detail.civilPosition,
    [FAMILY_PAID]: detail.familyAccount,
    [accountBeforeKey(bill.kind)]: detail.accountBefore,
  }
  const known = Object.entries(fixed).flatMap(([key, amount]) => (amount === undefined ? [] : [[key, amount] as const]))
  const paid = Object.entries(detail.paid ?? {}).map(([layer, amount]) => [paidKey(layer), amount] as const)
  return [...known, ...paid, ...inPeriods(policy, bill, detail), ...underCaps(policy, bill, detail)]
}

function inPeriods(policy: BenefitPolicy, { kind, provider = '', ...bill }: Pick<Bill, 'kind'> & Partial<Bill>, detail: UsedInDetail): Detailed {
  const amounts = [
    ['hospital_year', detail.deductibleHere],
    ['month', detail.deductibleThisMonth],
    ['quarter', detail.deductibleThisQuarter],
  ] as const
  return amounts.flatMap(([period, amount]) =>
    amount === undefined ? [] : [[deductibleKey(kind, period, seasonOf(dayOf(policy, bill)), provider), amount] as const],
  )
}

function underCaps(policy: BenefitPolicy, bill: Pick<Bill, 'kind'> & Partial<Bill>, { thisMonth, thisDisease, caps = {} }: UsedInDetail): Detailed {
  return policy.caps.flatMap((cap) => {
    const ofDisease = 'byDisease' in cap.amount || cap.disease !== undefined
    const usual = !cap.kinds.includes(bill.kind) ? undefined : cap.period === 'month' ? thisMonth : ofDisease ? thisDisease : undefined
    const amount = caps[cap.id] ?? usual
    return amount === undefined
      ? []
      : [[capKey(cap, cap.period === 'month' || cap.period === 'quarter' ? seasonOf(dayOf(policy, bill)) : WHOLE_YEAR, bill.disease), amount] as const]
  })
}

function dayOf(policy: BenefitPolicy, { admitted = '', discharged = '', settledOn = '' }: Partial<Bill>): Day {
  return policy.yearBy === 'admission' ? admitted : policy.yearBy === 'settlement' ? settledOn : discharged
}

/** What was left to the person counts towards the later layers; parts outside the catalogue are not known and are left out. */
function addBurdens({ major, assistance }: BenefitPolicy, kind: BenefitKind, { inScope, fundPaid, deductible }: UsedSoFar, adds: Contributions): void {
  const open = notBelowZero(inScope - fundPaid)
  const rest = notBelowZero(open - deductible)
  if (major?.kinds.includes(kind) === true) {
    const { includes } = major.burden
    adds.add(MAJOR_BURDEN, (includes.includes('in_scope_rest') ? rest : 0n) + (includes.includes('basic_deductible') ? open - rest : 0n))
  }
  if (assistance?.kinds.includes(kind) === true) adds.add(ASSISTANCE_BASE, assistance.baseIncludesBasicDeductible ? open : rest)
}
