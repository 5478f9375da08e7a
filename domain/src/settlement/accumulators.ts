// The counters of a person × scheme × benefit year: additive, so that a cancelled bill takes out exactly what it put in.
// Keys are made here and nowhere else; a counter of nothing is not kept.
import { type Day, yearOf } from '../base/day.js'
import type { BenefitKind, BenefitPolicy, CapRule, DeductiblePeriod } from '../policy/benefit-policy.js'
import type { Counters } from './bill.js'

export const ADMISSIONS = 'admissions'
export const IN_SCOPE = 'in_scope'
export const DEDUCTIBLE = 'deductible'
export const MAJOR_BURDEN = 'major_burden'
export const ASSISTANCE_BASE = 'assistance_base'
export const TILT_BASE = 'tilt_base'
export const CIVIL_DEDUCTIBLE = 'civil_deductible'
export const CIVIL_POSITION = 'civil_position'

/**
 * Makes the key of every name once. A text that has been an object's key is found again by its address; one put together anew
 * is hashed and compared at every look-up, which costs a settlement more than its arithmetic.
 */
function keysUnder(prefix: string): (name: string) => string {
  const made = new Map<string, string>()
  return (name) => {
    const known = made.get(name)
    if (known !== undefined) return known
    const [key = ''] = Object.keys({ [`${prefix}/${name}`]: 0 })
    made.set(name, key)
    return key
  }
}

/** What family members' accounts paid for the person; kept only where a rule limits it. */
export const FAMILY_PAID = 'family_account'

/** Payments of a layer. */
export const paidKey = keysUnder('paid')
export const inScopeKey: (kind: BenefitKind) => string = keysUnder('in_scope')
/** In-scope cost that the personal account paid before the fund; it stands in no band. */
export const accountBeforeKey: (kind: BenefitKind) => string = keysUnder('account_before')
export const treatmentKey = keysUnder('treatment')
/** Deductibles charged for bills of a kind in the year. */
export const deductedKey: (kind: BenefitKind) => string = keysUnder('deductible')
const capOfYearKey = keysUnder('cap')
/** What the layers under a joint cap paid together in the year. */
export const jointCapKey: (id: string) => string = keysUnder('joint_cap')

/** Where in the year a bill stands. */
export interface Season {
  readonly year: number
  readonly month: string
  readonly quarter: string
}

const seasons = new Map<Day, Season>()

/** Where a day stands; days are few, so each is cut up once. */
export function seasonOf(day: Day): Season {
  const known = seasons.get(day)
  if (known !== undefined) return known
  const month = day.slice(5, 7)
  const made = { year: yearOf(day), month, quarter: month < '04' ? '1' : month < '07' ? '2' : month < '10' ? '3' : '4' }
  seasons.set(day, made)
  return made
}

/** Deductibles charged for bills of `kind` in the period that contains the bill. */
export function deductibleKey(kind: BenefitKind, period: DeductiblePeriod, season: Season, provider: string): string {
  if (period === 'month') return `deductible/${kind}/month/${season.month}`
  if (period === 'quarter') return `deductible/${kind}/quarter/${season.quarter}`
  if (period === 'hospital_year') return `deductible/${kind}/provider/${provider}`
  return deductedKey(kind)
}

/** Where nothing but the year counts. */
export const WHOLE_YEAR: Pick<Season, 'month' | 'quarter'> = { month: '', quarter: '' }

/** What stands under a cap: payments or cost by its `on`; a cap per bill keeps nothing. A cap by disease counts each by itself. */
export function capKey(cap: CapRule, { month, quarter }: Pick<Season, 'month' | 'quarter'>, disease?: string): string {
  const id = 'byDisease' in cap.amount && disease !== undefined ? `${cap.id}:${disease}` : cap.id
  if (cap.period === 'quarter') return `cap/${id}/q${quarter}`
  return cap.period === 'month' ? `cap/${id}/${month}` : capOfYearKey(id)
}

const finerPeriods = new WeakMap<BenefitPolicy, Map<string, readonly DeductiblePeriod[]>>()

/** Periods finer than the year by which some rule of `policy` counts the deductibles of `kind`. */
export function finerPeriodsOf(policy: BenefitPolicy, kind: BenefitKind): readonly DeductiblePeriod[] {
  const byKind = finerPeriods.get(policy) ?? new Map<string, readonly DeductiblePeriod[]>()
  const known = byKind.get(kind)
  if (known !== undefined) return known
  const found = findPeriods(policy, kind)
  finerPeriods.set(policy, byKind.set(kind, found))
  return found
}

function findPeriods(policy: BenefitPolicy, kind: BenefitKind): readonly DeductiblePeriod[] {
  const found = new Set<DeductiblePeriod>()
  for (const benefit of Object.values(policy.benefits)) {
    if (benefit.mode !== 'share') continue
    const { period, countsKinds } = benefit.deductible
    if ((period === 'month' || period === 'quarter' || period === 'hospital_year') && countsKinds.includes(kind)) found.add(period)
  }
  return [...found]
}

/** Contributions while a bill is being settled: few, so a list is quicker than a map; it becomes counters when they are read. */
export class Contributions {
  readonly #keys: string[] = []
  readonly #amounts: bigint[] = []

  add(key: string, amount: bigint): void {
    if (amount === 0n) return
    for (let at = 0; at < this.#keys.length; at += 1) {
      if (this.#keys[at] !== key) continue
      this.#amounts[at] = (this.#amounts[at] ?? 0n) + amount
      return
    }
    this.#keys.push(key)
    this.#amounts.push(amount)
  }

  /** The same as counters of their own. */
  counters(): Counters {
    const counters: Record<string, bigint> = {}
    for (let at = 0; at < this.#keys.length; at += 1) counters[this.#keys[at] ?? ''] = this.#amounts[at] ?? 0n
    return counters
  }
}

/** `counters` with the contributions of one more bill. */
export function withContributions(counters: Counters, contributions: Counters): Counters {
  return combined(counters, contributions, 1n)
}

/** `counters` without the contributions of a bill that was cancelled. */
export function withoutContributions(counters: Counters, contributions: Counters): Counters {
  return combined(counters, contributions, -1n)
}

export function negated(contributions: Counters): Counters {
  return combined({}, contributions, -1n)
}

function combined(counters: Counters, contributions: Counters, sign: 1n | -1n): Counters {
  const sums: Record<string, bigint> = { ...counters }
  for (const key in contributions) {
    const sum = (sums[key] ?? 0n) + sign * (contributions[key] ?? 0n)
    if (sum === 0n) delete sums[key]
    else sums[key] = sum
  }
  return sums
}
