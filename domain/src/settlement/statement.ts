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
import { receivableOf } from './advance.js'
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
  return {
    kind: 'settled',
    inForce: known.policy.inForce,
    benefitYear: known.year,
    admissionNumber: known.benefit.countsAdmission ? known.admissionNumber : null,
    settlementType: ladder.advance === undefined ? basic.type : 'advance',
    split: ladder.split,
    deductible: {
      due: deduction.due,
      charged: deduction.charged,
      rule: deductionText(known, deduction),
      from: deduction.rule === null ? [] : [deduction.rule.from],
    },
    layers: ladder.layers,
    account,
    cash: ladder.unpaid,
    ...(known.bill.advance === undefined ? {} : { receivable: { from: known.bill.advance.against, fen: receivableOf(ladder.layers) } }),
    stay: known.benefit.countsAdmission ? stayWith(known, basic.base, deduction.charged) : null,
    contributions: ladder.advance?.countsInYear === false ? {} : ladder.adds,
    whyNotMore: whyNotMore([...basicReasons(known, basic, ladder.split), ...reasons]),
  }
}

function whyNotMore(reasons: Reason[]): readonly string[] {
  reasons.sort((a, b) => (a.weight === b.weight ? 0 : a.weight > b.weight ? -1 : 1))
  return reasons.map(({ sentence }) => sentence)
}
