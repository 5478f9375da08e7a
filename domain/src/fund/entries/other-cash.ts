// Pending income and its split, transfers of accounts, money between levels, prepayments, the insurer's year, bonds, and vouchers
// written by hand (财会〔2017〕28号, journals 4–6, 18–23, 25–27, 29, 33).
import type {
  AccountTransferred,
  BondBought,
  BondRedeemed,
  InsurerSettled,
  LevelTransferred,
  PartsCorrected,
  PayerAdvance,
  PendingReceived,
  PendingSplit,
  Prepaid,
  PrepaymentReturned,
  RepaymentReturned,
  VoucherEntered,
} from '../../facts/cash-facts.js'
import { type Book, credit, debit, type Entry, partDetail } from '../book.js'
import { type Bookkeeping, bookkeeping } from '../bookkeeping.js'

const PENDING_ACCOUNT = { premium: '4601', interest: '4602' } as const
const INCOME_ACCOUNT = { premium: '4001', interest: '4201' } as const

export function pendingReceived({ unit, of, account, amountFen }: PendingReceived): Bookkeeping {
  return bookkeeping([debit(account, unit, amountFen), credit(PENDING_ACCOUNT[of], unit, amountFen)])
}

export function pendingSplit({ unit, of, poolFen, accountFen }: PendingSplit, { fund }: Book): Bookkeeping {
  return bookkeeping([
    debit(PENDING_ACCOUNT[of], unit, poolFen + accountFen),
    credit(INCOME_ACCOUNT[of], unit, poolFen, partDetail(fund, 'pool')),
    credit(INCOME_ACCOUNT[of], unit, accountFen, partDetail(fund, 'account')),
  ])
}

export function partsCorrected({ unit, from, to, amountFen }: PartsCorrected, { fund }: Book): Bookkeeping {
  return bookkeeping([debit('3001', unit, amountFen, partDetail(fund, from)), credit('3001', unit, amountFen, partDetail(fund, to))])
}

/** Always the individual account's money. */
export function accountTransferred({ unit, direction, amountFen }: AccountTransferred, { fund }: Book): Bookkeeping {
  const detail = partDetail(fund, 'account')
  if (direction === 'in') return bookkeeping([debit('1003', unit, amountFen), credit('4301', unit, amountFen, detail)])
  return bookkeeping([debit('5201', unit, amountFen, detail), credit('1004', unit, amountFen)])
}

const BETWEEN_LEVELS = { remit: { sent: '5301', received: '4402' }, grant: { sent: '5302', received: '4401' } } as const

export function levelTransferred({ unit, movement, side, poolFen, accountFen }: LevelTransferred, { fund }: Book): Bookkeeping {
  const account = BETWEEN_LEVELS[movement][side]
  const sign = side === 'sent' ? 1n : -1n
  return bookkeeping([
    debit(account, unit, sign * poolFen, partDetail(fund, 'pool')),
    debit(account, unit, sign * accountFen, partDetail(fund, 'account')),
    credit('1003', unit, sign * (poolFen + accountFen)),
  ])
}

/** To a provider out of the expenditure account; for care outside the area out of the special fiscal account. */
export function prepaid({ unit, provider, amountFen }: Prepaid): Bookkeeping {
  const [detail, bank] = provider === null ? ['offsite', '1003'] : ['prepayment', '1004']
  return bookkeeping([debit('1101', unit, amountFen, detail), credit(bank, unit, amountFen)])
}

export function prepaymentReturned({ unit, provider, amountFen }: PrepaymentReturned): Bookkeeping {
  const [detail, bank] = provider === null ? ['offsite', '1003'] : ['prepayment', '1004']
  return bookkeeping([debit(bank, unit, amountFen), credit('1101', unit, amountFen, detail)])
}

/** The repayment stood against 暂付款, so giving it back stands there too and is no expenditure (journal 34). */
export function repaymentReturned({ unit, of, amountFen }: RepaymentReturned): Bookkeeping {
  return bookkeeping([debit('1101', unit, amountFen, of), credit('1004', unit, amountFen)])
}

/** Somebody else's money is 暂收款 of the special account until it is used up. */
export function payerAdvance({ unit, movement, amountFen }: PayerAdvance): Bookkeeping {
  const held = (sign: 1n | -1n) => credit('2001', unit, sign * amountFen, 'insurer')
  if (movement === 'received') return bookkeeping([debit('1003', unit, amountFen), held(1n)])
  const used = movement === 'set_off' ? credit('1101', unit, amountFen, 'insurer') : credit('1003', unit, amountFen)
  return bookkeeping([held(-1n), used])
}

export function insurerSettled({ unit, result, amountFen }: InsurerSettled, { fund }: Book): Bookkeeping {
  const detail = partDetail(fund, 'pool')
  if (result === 'loss_paid') return bookkeeping([debit('5101', unit, amountFen, detail), credit('1003', unit, amountFen)])
  return bookkeeping([debit('1003', unit, amountFen), { ...credit('5101', unit, amountFen, detail), red: true }])
}

export function bondBought({ unit, amountFen }: BondBought): Bookkeeping {
  return bookkeeping([debit('1201', unit, amountFen), credit('1003', unit, amountFen)])
}

/** What is received above the cost is interest. */
export function bondRedeemed({ unit, costFen, receivedFen }: BondRedeemed, { fund }: Book): Bookkeeping {
  return bookkeeping([debit('1003', unit, receivedFen), credit('1201', unit, costFen), credit('4201', unit, receivedFen - costFen, partDetail(fund, 'pool'))])
}

export function voucherEntered({ correction, units, accounts, details, amounts, reds }: VoucherEntered): Bookkeeping {
  const lines = accounts.map((account, i): Entry => {
    const line = { account, detail: details[i] ?? '', unit: units[i] ?? '', amount: amounts[i] ?? 0n }
    return (reds?.[i] ?? correction === 'red_letter') ? { ...line, red: true } : line
  })
  return bookkeeping(lines)
}
