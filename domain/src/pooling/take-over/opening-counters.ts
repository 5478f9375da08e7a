// What a person's year had come to in the old system, as the counters that this system's rules ask for. A sum that the old system did
// not keep is worked out from the others, as a first estimate would; one that it kept is taken as it was.
import type { Fen } from '../../base/money.js'
import type { BenefitKind, BenefitPolicy } from '../../policy/benefit-policy.js'
import { ASSISTANCE_BASE, MAJOR_BURDEN, paidKey, withContributions } from '../../settlement/accumulators.js'
import type { Counters } from '../../settlement/bill.js'
import { countersUsed } from '../../settlement/used-so-far.js'

/** One kind of care in one year; null: the old system does not tell. */
export interface LegacyYear {
  readonly kind: BenefitKind
  readonly admissions: number
  readonly inScope: Fen
  readonly deductible: Fen
  readonly basicPaid: Fen
  readonly largePaid: Fen | null
  readonly majorBurden: Fen | null
  readonly majorPaid: Fen | null
  readonly assistanceBase: Fen | null
  readonly assistancePaid: Fen | null
}

export function openingCounters(policy: BenefitPolicy, years: readonly LegacyYear[]): Counters {
  let sum: Counters = {}
  for (const year of years) sum = withContributions(sum, ofKind(policy, year))
  return sum
}

function ofKind(policy: BenefitPolicy, { kind, ...year }: LegacyYear): Counters {
  const { admissions, inScope, deductible, basicPaid: fundPaid } = year
  const counters: Record<string, bigint> = { ...countersUsed(policy, { kind }, { admissions, inScope, deductible, fundPaid, treatments: 0 }) }
  const told: readonly (readonly [string, Fen | null])[] = [
    [paidKey('large'), year.largePaid],
    [MAJOR_BURDEN, year.majorBurden],
    [paidKey('major'), year.majorPaid],
    [ASSISTANCE_BASE, year.assistanceBase],
    [paidKey('assistance'), year.assistancePaid],
  ]
  for (const [key, fen] of told) {
    if (fen === null) continue
    if (fen === 0n) delete counters[key]
    else counters[key] = fen
  }
  return counters
}
