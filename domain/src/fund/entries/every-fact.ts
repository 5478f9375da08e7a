// Every kind of fact and what it does to the books. The type names all kinds: one that is missing here does not compile.
import type { BookFactKind, BookFactOf, FactKind, PersonFactKind } from '../../facts/fact.js'
import type { Balances, Book } from '../book.js'
import { type Bookkeeping, noEntries } from '../bookkeeping.js'
import {
  fundsDrawn,
  fundsGranted,
  insurerPremiumPaid,
  insurerRepaid,
  interestCredited,
  interestMoved,
  liableRepaid,
  openingBalance,
  premiumAided,
  treasuryTransferred,
} from './cash.js'
import { yearClosed } from './close-year.js'
import { nextYearReleased, premiumAssessed, premiumReceived, premiumWaived, subsidyDue, subsidyReceived } from './contribution.js'
import {
  accountTransferred,
  bondBought,
  bondRedeemed,
  insurerSettled,
  levelTransferred,
  partsCorrected,
  payerAdvance,
  pendingReceived,
  pendingSplit,
  prepaid,
  prepaymentReturned,
  repaymentReturned,
  voucherEntered,
} from './other-cash.js'
import { clearingAdjusted, outsidePaid, personPaid, providerPaid, recoveryClaimed } from './payment.js'
import { bouncedRepaid, depositForfeited, depositReleased, otherIncomeReceived, paymentBounced, premiumRefunded, recoveryReceived } from './returned.js'

type Keep<K extends BookFactKind> = (fact: BookFactOf<K>, book: Book, balances: Balances) => Bookkeeping
type EveryFact = { readonly [K in BookFactKind]: Keep<K> } & { readonly [K in PersonFactKind]: () => Bookkeeping }

const EVERY_FACT: EveryFact = {
  premium_assessed: premiumAssessed,
  premium_received: premiumReceived,
  premium_waived: premiumWaived,
  subsidy_due: subsidyDue,
  subsidy_received: subsidyReceived,
  next_year_released: nextYearReleased,
  treasury_transferred: treasuryTransferred,
  funds_requested: () => noEntries('a request moves no money; the grant does'),
  funds_granted: fundsGranted,
  funds_drawn: fundsDrawn,
  provider_paid: providerPaid,
  person_paid: personPaid,
  outside_paid: outsidePaid,
  premium_aided: premiumAided,
  insurer_premium_paid: insurerPremiumPaid,
  insurer_repaid: insurerRepaid,
  liable_repaid: liableRepaid,
  interest_credited: interestCredited,
  interest_moved: interestMoved,
  other_income_received: otherIncomeReceived,
  deposit_released: depositReleased,
  deposit_forfeited: depositForfeited,
  recovery_received: recoveryReceived,
  premium_refunded: premiumRefunded,
  payment_bounced: paymentBounced,
  bounced_repaid: bouncedRepaid,
  pending_received: pendingReceived,
  pending_split: pendingSplit,
  parts_corrected: partsCorrected,
  account_transferred: accountTransferred,
  level_transferred: levelTransferred,
  prepaid: prepaid,
  prepayment_returned: prepaymentReturned,
  repayment_returned: repaymentReturned,
  payer_advance: payerAdvance,
  insurer_settled: insurerSettled,
  bond_bought: bondBought,
  bond_redeemed: bondRedeemed,
  voucher_entered: voucherEntered,
  clearing_adjusted: clearingAdjusted,
  recovery_claimed: recoveryClaimed,
  gap_attributed: () => noEntries('inside one book a gap is covered by attribution; no money moves'),
  opening_balance: openingBalance,
  month_reconciled: () => noEntries('a confirmed balance moves no money'),
  year_closed: (_fact, book, balances) => yearClosed(book, balances),
  enrolment: () => noEntries('being insured moves no money; the premium is a fact of its own'),
  identity: () => noEntries('an identity moves no money'),
  filing: () => noEntries('a filing moves no money'),
  accident_declaration: () => noEntries('a declaration moves no money; the bill does when it is settled'),
  accident_finding: () => noEntries('a finding moves no money; the bill does when it is settled'),
  advance_decision: () => noEntries('the advance payment is the settlement that follows it'),
  family_link: () => noEntries('a link moves no money; each draw is an account movement of its own'),
  visit: () => noEntries('a visit moves no money until it is settled and paid'),
  visit_event: () => noEntries('what happens to a visit moves no money until it is settled and paid'),
  fee_batch: () => noEntries('fee lines are the hospital’s claim; the settlement makes it the fund’s'),
  fee_cancellation: () => noEntries('cancelled fee lines were never the fund’s'),
  settlement: () => noEntries('the cash books move when the bill is paid; its memo entries are made by entriesOfSettlement, one for each fund'),
  difference: () => noEntries('a computed difference is nobody’s money until a second officer approves it'),
  difference_alike: () => noEntries('a bill that comes to the same moves no money'),
  difference_decision: () =>
    noEntries('an approved difference is paid or collected by facts of its own; its memo entries are made by entriesOfDifference, one for each fund'),
  accumulator_opening: () => noEntries('what a year had come to before a take-over is no money of this fund'),
  account_movement: () => noEntries('an individual account divides the fund’s own money; the premium’s split and the payment are facts of the book'),
}

export const EVERY_FACT_KIND: readonly FactKind[] = Object.keys(EVERY_FACT) as FactKind[]

/** What a fact of a book does to its two ledgers. `balances` are asked for by the year end alone. */
export function keep<K extends BookFactKind>(fact: BookFactOf<K> & { readonly kind: K }, book: Book, balances: Balances): Bookkeeping {
  const by = EVERY_FACT[fact.kind] as Keep<K>
  return by(fact, book, balances)
}
