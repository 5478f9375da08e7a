// The way of money between a fund's own accounts, to the insurer, and its interest (财会〔2017〕28号, journals 2, 9–11, 24, 34).
import type {
  FundsDrawn,
  FundsGranted,
  InsurerPremiumPaid,
  InsurerRepaid,
  InterestCredited,
  InterestMoved,
  LiableRepaid,
  OpeningBalance,
  PremiumAided,
  TreasuryTransferred,
} from '../../facts/fund-facts.js'
import { type Book, credit, debit, partDetail } from '../book.js'
import { type Bookkeeping, bookkeeping } from '../bookkeeping.js'

/** Money that county finance holds is still in 1003, but shown apart and no longer free. */
export const COUNTY_FINANCE = 'county_finance'

export function treasuryTransferred({ unit, amountFen }: TreasuryTransferred): Bookkeeping {
  return bookkeeping([debit('1003', unit, amountFen), credit('1005', unit, amountFen)])
}

export function fundsGranted({ unit, via, amountFen }: FundsGranted): Bookkeeping {
  const to = via === 'direct' ? debit('1004', unit, amountFen) : debit('1003', unit, amountFen, COUNTY_FINANCE)
  return bookkeeping([to, credit('1003', unit, amountFen)])
}

export function fundsDrawn({ unit, amountFen }: FundsDrawn): Bookkeeping {
  return bookkeeping([debit('1004', unit, amountFen), credit('1003', unit, amountFen, COUNTY_FINANCE)])
}

export function premiumAided({ unit, amountFen }: PremiumAided): Bookkeeping {
  return bookkeeping([debit('5001', unit, amountFen, 'aided_premium'), credit('1004', unit, amountFen)])
}

export function insurerPremiumPaid({ unit, amountFen }: InsurerPremiumPaid, book: Book): Bookkeeping {
  return bookkeeping([debit('5101', unit, amountFen, partDetail(book.fund, 'pool')), credit('1003', unit, amountFen)])
}

export function insurerRepaid({ unit, amountFen }: InsurerRepaid): Bookkeeping {
  return bookkeeping([debit('1004', unit, amountFen), credit('1101', unit, amountFen, 'insurer')])
}

/** The claim on the liable party stands in 1101 since the hospital was paid. */
export function liableRepaid({ unit, amountFen }: LiableRepaid): Bookkeeping {
  return bookkeeping([debit('1004', unit, amountFen), credit('1101', unit, amountFen, 'liable')])
}

export function interestCredited(fact: InterestCredited, book: Book): Bookkeeping {
  return bookkeeping([
    debit(fact.account, fact.unit, fact.poolFen + fact.accountFen, fact.detail),
    credit('4201', fact.unit, fact.poolFen, partDetail(book.fund, 'pool')),
    credit('4201', fact.unit, fact.accountFen, partDetail(book.fund, 'account')),
  ])
}

export function interestMoved({ unit, amountFen }: InterestMoved): Bookkeeping {
  return bookkeeping([debit('1003', unit, amountFen), credit('1004', unit, amountFen)])
}

export function openingBalance(fact: OpeningBalance): Bookkeeping {
  const entries = fact.accounts.map((account, i) => debit(account, fact.unit, fact.amounts[i] ?? 0n, fact.details[i] ?? ''))
  const memo = fact.memoAccounts.map((account, i) => ({ unit: fact.unit, account, amount: fact.memoAmounts[i] ?? 0n }))
  const contra = { unit: fact.unit, account: 'taken_over', amount: -fact.memoAmounts.reduce((a, b) => a + b, 0n) }
  return bookkeeping(entries, [...memo, contra])
}
