// Money that comes back or goes back: deposits, recoveries, refunds, payments that the bank returned (财会〔2017〕28号, journals 13–17).
// What belongs to this year lowers income or expenditure; what belongs to an earlier year is other income or other expenditure.
import { yearOf } from '../../base/day.js'
import type {
  BouncedRepaid,
  DepositForfeited,
  DepositReleased,
  OtherIncomeReceived,
  Payee,
  PaymentBounced,
  PremiumRefunded,
  RecoveryReceived,
} from '../../facts/cash-facts.js'
import { type Book, credit, debit, partDetail } from '../book.js'
import { type Bookkeeping, bookkeeping, memoOnly, memoPair } from '../bookkeeping.js'
import { memoAccount } from '../memo-accounts.js'
import { benefitDetail, OWED_BY } from './payment.js'

export function otherIncomeReceived({ unit, arrives, poolFen, accountFen }: OtherIncomeReceived, { fund }: Book): Bookkeeping {
  return bookkeeping([
    debit(arrives === 'treasury' ? '1005' : '1003', unit, poolFen + accountFen),
    credit('4501', unit, poolFen, partDetail(fund, 'pool')),
    credit('4501', unit, accountFen, partDetail(fund, 'account')),
  ])
}

export function depositReleased({ unit, part, care, amountFen }: DepositReleased, book: Book): Bookkeeping {
  const entries = [debit('5001', unit, amountFen, benefitDetail(book, part, care)), credit('1004', unit, amountFen)]
  return bookkeeping(entries, memoPair(unit, memoAccount('deposits_retained', part), memoAccount('benefits_paid', part), amountFen))
}

export function depositForfeited({ unit, part, amountFen }: DepositForfeited): Bookkeeping {
  const memo = memoPair(unit, memoAccount('deposits_retained', part), memoAccount('benefits_deducted', part), amountFen)
  return memoOnly('a retained deposit was never spent; that it is lost ends the duty and moves no money', memo)
}

export function recoveryReceived(fact: RecoveryReceived, book: Book): Bookkeeping {
  const { unit, part, care, amountFen } = fact
  if (part === 'insurer' || part === 'liable') {
    // It was paid for somebody else and is 暂付款 since (journal 34).
    const entries = [debit('1004', unit, amountFen), credit('1101', unit, amountFen, part)]
    return bookkeeping(entries, fact.recorded ? memoPair(unit, OWED_BY[part], 'receivable_recoveries', amountFen) : [])
  }
  const entries =
    fact.benefitYear === yearOf(fact.bookedOn)
      ? [debit('1004', unit, amountFen), { ...credit('5001', unit, amountFen, benefitDetail(book, part, care)), red: true }]
      : [debit('1003', unit, amountFen), credit('4501', unit, amountFen, partDetail(book.fund, part))]
  return bookkeeping(entries, fact.recorded ? memoPair(unit, memoAccount('benefits_paid', part), 'receivable_recoveries', amountFen) : [])
}

export function premiumRefunded({ unit, premiumYear, bookedOn, poolFen, accountFen }: PremiumRefunded, { fund }: Book): Bookkeeping {
  const account = premiumYear >= yearOf(bookedOn) ? '4001' : '5401'
  return bookkeeping([
    debit(account, unit, poolFen, partDetail(fund, 'pool')),
    debit(account, unit, accountFen, partDetail(fund, 'account')),
    credit('1004', unit, poolFen + accountFen),
  ])
}

const PAYABLE: Readonly<Record<Payee, string>> = { provider: 'payable_providers', person: 'payable_persons', outside: 'payable_outside' }

/** Only the cash comes back: deduction and deposit of the returned payment stand. */
export function paymentBounced({ unit, to, part, care, bookedTo, amountFen }: PaymentBounced, book: Book): Bookkeeping {
  if (bookedTo === '2001') return bookkeeping([debit('1004', unit, amountFen), credit('2001', unit, amountFen, 'bounced')])
  const entries = [debit('1004', unit, amountFen), { ...credit('5001', unit, amountFen, benefitDetail(book, part, care)), red: true }]
  return bookkeeping(entries, memoPair(unit, memoAccount('benefits_paid', part), memoAccount(PAYABLE[to], part), amountFen))
}

export function bouncedRepaid({ unit, amountFen }: BouncedRepaid): Bookkeeping {
  return bookkeeping([debit('2001', unit, amountFen, 'bounced'), credit('1004', unit, amountFen)])
}
