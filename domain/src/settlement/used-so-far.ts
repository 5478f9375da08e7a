// What a person remembers of the year, as the counters that a first estimate needs: admissions, in-scope cost, deductibles and
// what the funds paid. It decides nothing about a real bill: there the accumulators are facts. Everything used is taken to have been
// care of the same kind as the bill, because a person knows sums and not the kinds behind them.
import { type Fen, notBelowZero } from '../base/money.js'
import type { BenefitKind, BenefitPolicy } from '../policy/benefit-policy.js'
import {
  ADMISSIONS,
  ASSISTANCE_BASE,
  Contributions,
  capKey,
  DEDUCTIBLE,
  deductedKey,
  IN_SCOPE,
  inScopeKey,
  MAJOR_BURDEN,
  paidKey,
  treatmentKey,
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
}

export const NOTHING_USED: UsedSoFar = { admissions: 0, inScope: 0n, deductible: 0n, fundPaid: 0n, treatments: 0 }

export function countersUsed(policy: BenefitPolicy, { kind, treatment }: Pick<Bill, 'kind' | 'treatment'>, used: UsedSoFar): Counters {
  const adds = new Contributions()
  adds.add(ADMISSIONS, BigInt(used.admissions))
  adds.add(IN_SCOPE, used.inScope)
  adds.add(inScopeKey(kind), used.inScope)
  adds.add(DEDUCTIBLE, used.deductible)
  adds.add(deductedKey(kind), used.deductible)
  adds.add(paidKey('basic'), used.fundPaid)
  for (const cap of policy.caps) {
    if (cap.period !== 'year' || !cap.kinds.includes(kind)) continue
    adds.add(capKey(cap, ''), cap.on === 'fund_paid' ? used.fundPaid : used.inScope)
  }
  if (treatment !== undefined) adds.add(treatmentKey(treatment), BigInt(used.treatments))
  addBurdens(policy, kind, used, adds)
  return adds.counters()
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
