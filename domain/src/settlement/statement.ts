// The statement of a settled bill, put together from the ladder.
import type { Fen } from '../base/money.js'
import type { AccountPayment } from './account.js'
import {
  ADMISSIONS,
  accountBeforeKey,
  type Contributions,
  contribute,
  DEDUCTIBLE,
  deductibleKey,
  finerPeriodsOf,
  IN_SCOPE,
  inScopeKey,
  treatmentKey,
} from './accumulators.js'
import type { Basic } from './basic.js'
import { basicReasons, deductionText } from './describe-basic.js'
import { type Known, stayWith } from './known.js'
import type { Ladder, Reason } from './ladder.js'
import type { Settled } from './outcome.js'

/** What the bill adds to the year's counters by itself, before any payment. */
export function ownContributions(known: Known, { deduction }: Basic, inScope: Fen, accountBefore: Fen): Contributions {
  const { bill, policy } = known
  const adds: Contributions = {}
  if (known.newAdmission) contribute(adds, ADMISSIONS, 1n)
  contribute(adds, IN_SCOPE, inScope)
  contribute(adds, inScopeKey(bill.kind), inScope)
  contribute(adds, accountBeforeKey(bill.kind), accountBefore)
  if (bill.treatment !== undefined) contribute(adds, treatmentKey(bill.treatment), 1n)
  if (deduction.charged > 0n) {
    contribute(adds, DEDUCTIBLE, deduction.charged)
    contribute(adds, deductibleKey(bill.kind, 'year', known, bill.provider), deduction.charged)
    for (const period of finerPeriodsOf(policy, bill.kind)) contribute(adds, deductibleKey(bill.kind, period, known, bill.provider), deduction.charged)
  }
  return adds
}

export function statement(ladder: Ladder, basic: Basic, account: AccountPayment): Settled {
  const { known, reasons } = ladder
  const { deduction } = basic
  const deductible = deductionText(known, deduction)
  return {
    kind: 'settled',
    inForce: known.policy.inForce,
    benefitYear: known.year,
    admissionNumber: known.benefit.countsAdmission ? known.admissionNumber : null,
    settlementType: basic.type,
    split: ladder.split,
    deductible: {
      due: deduction.due,
      charged: deduction.charged,
      rule: deductible,
      from: deduction.rule === null ? [] : [deduction.rule.from],
    },
    layers: ladder.layers,
    account,
    cash: ladder.unpaid,
    stay: known.benefit.countsAdmission ? stayWith(known, basic.base, deduction.charged) : null,
    contributions: ladder.adds,
    whyNotMore: strongestFirst(basicReasons(basic, ladder.split, deductible), reasons),
  }
}

/** Sentences of both lists, of equal weight in the order in which they were found. By insertion: there are never more than a few. */
function strongestFirst(sorted: Reason[], others: readonly Reason[]): readonly string[] {
  for (const other of others) sorted.push(other)
  for (let next = 1; next < sorted.length; next++) {
    const reason = sorted[next]
    if (reason !== undefined) insert(sorted, reason, next)
  }
  const sentences: string[] = []
  for (const { sentence } of sorted) sentences.push(sentence)
  return sentences
}

/** Puts `reason` before the weaker ones among the first `end`. */
function insert(sorted: Reason[], reason: Reason, end: number): void {
  let at = end
  for (let before = sorted[at - 1]; before !== undefined && before.weight < reason.weight; before = sorted[at - 1]) {
    sorted[at] = before
    at--
  }
  sorted[at] = reason
}
