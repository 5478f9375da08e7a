// Premiums and subsidies in the books (财会〔2017〕28号, journals 1–3, 7, 8; 补充规定 on premiums of a later year).
import { yearOf } from '../../base/day.js'
import type { Fen } from '../../base/money.js'
import type { NextYearReleased, PremiumAssessed, PremiumReceived, PremiumWaived, SubsidyDue, SubsidyReceived } from '../../facts/contribution-facts.js'
import type { Part } from '../../facts/money-fact.js'
import { type Book, credit, debit, type Entry, type MemoLine, partDetail } from '../book.js'
import { type Bookkeeping, bookkeeping, memoOnly, memoPair, noEntries } from '../bookkeeping.js'
import { memoAccount } from '../memo-accounts.js'

const PARTS: readonly Part[] = ['pool', 'account']

function fenOf(fact: { readonly poolFen: Fen; readonly accountFen: Fen }, part: Part): Fen {
  return part === 'pool' ? fact.poolFen : fact.accountFen
}

export function premiumAssessed(fact: PremiumAssessed): Bookkeeping {
  const memo = PARTS.flatMap((part) => memoPair(fact.unit, memoAccount('receivable_premiums', part), memoAccount('premiums_assessed', part), fenOf(fact, part)))
  return memoOnly('a premium is income when it is received, not when it is assessed', memo)
}

/** Never fiscal subsidy, also where the assistance fund or finance pays it for somebody (journal 8). */
export function premiumReceived(fact: PremiumReceived, book: Book): Bookkeeping {
  const bank = fact.arrives === 'treasury' ? '1005' : '1003'
  const early = fact.benefitYear > yearOf(fact.bookedOn)
  const liability = early && liabilityOn(book, fact.bookedOn)
  const entries: Entry[] = [debit(bank, fact.unit, fact.poolFen + fact.accountFen)]
  const memo: MemoLine[] = []
  for (const part of PARTS) {
    const fen = fenOf(fact, part)
    entries.push(liability ? credit('2001', fact.unit, fen, 'next_year') : credit('4001', fact.unit, fen, partDetail(book.fund, part)))
    if (fact.assessed) memo.push(...memoPair(fact.unit, memoAccount('premiums_collected', part), memoAccount('receivable_premiums', part), fen))
    if (early && !liability) memo.push(...memoPair(fact.unit, memoAccount('premiums_deferred', part), memoAccount('next_year_premiums', part), fen))
  }
  return bookkeeping(entries, memo)
}

/** What was assessed is owed no more; what never was leaves no trace in the books. */
export function premiumWaived(fact: PremiumWaived): Bookkeeping {
  if (!fact.assessed) return noEntries('a premium that was never assessed was never owed')
  const memo = PARTS.flatMap((part) => memoPair(fact.unit, memoAccount('premiums_assessed', part), memoAccount('receivable_premiums', part), fenOf(fact, part)))
  return memoOnly('a premium that is let off is no income', memo)
}

function liabilityOn(book: Book, day: string): boolean {
  return book.nextYearLiabilityFrom !== null && book.nextYearLiabilityFrom <= day
}

/** The release follows the switch on the day of collection. */
export function nextYearReleased(fact: NextYearReleased, book: Book): Bookkeeping {
  if (liabilityOn(book, fact.collectedUntil)) {
    return bookkeeping([debit('2001', fact.unit, fact.amountFen, 'next_year'), credit('4001', fact.unit, fact.amountFen, partDetail(book.fund, 'pool'))])
  }
  return memoOnly('the premium was income of the year in which it was paid', memoPair(fact.unit, 'next_year_premiums', 'premiums_deferred', fact.amountFen))
}

export function subsidyDue(fact: SubsidyDue): Bookkeeping {
  return memoOnly('a subsidy is income when it arrives', memoPair(fact.unit, 'receivable_subsidies', 'subsidies_assessed', fact.amountFen))
}

/** Subsidies of the employees' fund always go to the pool (4101). */
export function subsidyReceived(fact: SubsidyReceived, book: Book): Bookkeeping {
  const entries = [debit('1003', fact.unit, fact.amountFen), credit('4101', fact.unit, fact.amountFen, partDetail(book.fund, 'pool'))]
  return bookkeeping(entries, fact.dueRecorded ? memoPair(fact.unit, 'subsidies_collected', 'receivable_subsidies', fact.amountFen) : [])
}
