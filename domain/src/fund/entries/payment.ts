// Payments to hospitals and persons (财会〔2017〕28号, journals 12, 14, 15, 31, 33, 34). Only what is paid is expenditure: a deduction
// lowers it, a retained deposit is expensed when it is released.
import type { ClearingAdjusted, RecoveryClaimed } from '../../facts/cash-facts.js'
import type { OutsidePaid, PersonPaid, ProviderPaid, ProviderPaidLine } from '../../facts/fund-facts.js'
import { type Book, credit, debit, type Entry, type MemoLine, partDetail } from '../book.js'
import { type Bookkeeping, bookkeeping, memoOnly, memoPair } from '../bookkeeping.js'
import { memoAccount } from '../memo-accounts.js'

/** National detail of 5001: part and kind for employees, kind alone for other funds. */
export function benefitDetail(book: Book, part: 'pool' | 'account', care: string): string {
  const prefix = partDetail(book.fund, part)
  return prefix === '' ? care : `${prefix}/${care}`
}

export function providerPaid(fact: ProviderPaid, book: Book): Bookkeeping {
  const lines = fact.lines.map((line) =>
    line.part === 'insurer' || line.part === 'liable' ? paidForOther(line, line.part) : paidByFund(line, line.part, book),
  )
  return bookkeeping(
    lines.flatMap((line) => line.entries),
    lines.flatMap((line) => line.memo),
  )
}

function paidByFund(line: ProviderPaidLine, part: 'pool' | 'account', book: Book): Bookkeeping {
  const { unit } = line
  const detail = benefitDetail(book, part, line.care)
  const expense = line.grossFen - line.deductionFen - line.depositFen
  const netted = line.nettedThisYearFen + line.nettedEarlierFen
  const entries: Entry[] = [
    debit('5001', unit, expense, detail),
    { ...credit('5001', unit, line.nettedThisYearFen, detail), red: true },
    credit('4501', unit, line.nettedEarlierFen, partDetail(book.fund, part)),
    credit('1101', unit, line.setOffFen, 'prepayment'),
    credit('1004', unit, expense - netted - line.setOffFen),
  ]
  const memo: MemoLine[] = [
    { unit, account: memoAccount('payable_providers', part), amount: line.grossFen },
    { unit, account: memoAccount('deposits_retained', part), amount: -line.depositFen },
    { unit, account: memoAccount('benefits_deducted', part), amount: -line.deductionFen },
    { unit, account: 'receivable_recoveries', amount: -netted },
    { unit, account: memoAccount('benefits_paid', part), amount: -(expense - netted) },
  ]
  return bookkeeping(entries, memo)
}

/** Who owes what the fund paid for somebody else, on the memo ledger until it is paid. */
export const OWED_BY: Readonly<Record<'insurer' | 'liable', string>> = { insurer: 'receivable_insurer', liable: 'receivable_liable' }

/** Paid for somebody else is 暂付款, not expenditure; the claim moves from the memo ledger into 1101. */
function paidForOther(line: ProviderPaidLine, part: 'insurer' | 'liable'): Bookkeeping {
  const entries = [debit('1101', line.unit, line.grossFen, part), credit('1004', line.unit, line.grossFen)]
  return bookkeeping(entries, memoPair(line.unit, memoAccount('payable_providers', part), OWED_BY[part], line.grossFen))
}

export function personPaid(fact: PersonPaid, book: Book): Bookkeeping {
  return paidOne(fact, 'payable_persons', book)
}

export function outsidePaid(fact: OutsidePaid, book: Book): Bookkeeping {
  return paidOne(fact, 'payable_outside', book)
}

function paidOne({ unit, part, care, amountFen }: PersonPaid | OutsidePaid, payable: string, book: Book): Bookkeeping {
  if (part === 'insurer' || part === 'liable') {
    const advanced = [debit('1101', unit, amountFen, part), credit('1004', unit, amountFen)]
    return bookkeeping(advanced, memoPair(unit, memoAccount(payable, part), OWED_BY[part], amountFen))
  }
  const entries = [debit('5001', unit, amountFen, benefitDetail(book, part, care)), credit('1004', unit, amountFen)]
  return bookkeeping(entries, memoPair(unit, memoAccount(payable, part), memoAccount('benefits_paid', part), amountFen))
}

export function clearingAdjusted({ unit, part, amountFen }: ClearingAdjusted): Bookkeeping {
  const memo = memoPair(unit, memoAccount('benefits_settled', part), memoAccount('payable_providers', part), amountFen)
  return memoOnly('what the payment method adds or takes off is owed, and spent when it is paid', memo)
}

export function recoveryClaimed({ unit, part, amountFen, cancelledClaim }: RecoveryClaimed): Bookkeeping {
  const from = cancelledClaim ? 'payable_persons' : 'benefits_settled'
  const memo = memoPair(unit, 'receivable_recoveries', memoAccount(from, part), amountFen)
  return memoOnly('a claim is no money until it is paid back or set off', memo)
}
