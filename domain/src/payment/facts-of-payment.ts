// What the books are told about a payment once the bank has answered: paid is expenditure of that day; returned money waits in 2001
// until it is paid again; what the bank did not carry out moved no money (财会〔2017〕28号, journals 12, 13, 33).
import type { Day } from '../base/day.js'
import { groupedBy } from '../base/grouped-by.js'
import { type Fen, sumOf } from '../base/money.js'
import type { BouncedRepaid, PaymentBounced } from '../facts/cash-facts.js'
import type { BookFact } from '../facts/fact.js'
import type { ProviderPaidLine } from '../facts/fund-facts.js'
import type { Part } from '../facts/money-fact.js'
import type { Outcome } from './match-results.js'

export type PayableKind = 'cycle' | 'difference' | 'deposit' | 'prepayment' | 'outside' | 'clearing' | 'claim' | 'refund' | 'transfer'

export interface PayableLine extends ProviderPaidLine {
  readonly payFen: Fen
}

export interface PaidThing {
  readonly kind: PayableKind
  readonly book: string
  /** Provider of a cycle, deposit or prepayment; liable party of a refund; the agency to which an account is transferred. */
  readonly payee: string
  /** Person of a difference or a claim. */
  readonly person: bigint | null
  readonly month: Day
  readonly lines: readonly PayableLine[]
  /** The money was returned before and waits in 2001. */
  readonly repays: boolean
}

const OUTSIDE: ReadonlySet<PayableKind> = new Set<PayableKind>(['outside', 'refund', 'transfer'])

/** `number` gives the next fact's number. */
export function factsOfPayment(thing: PaidThing, outcome: Outcome, day: Day, number: () => bigint): BookFact[] {
  if (outcome === 'failed') return []
  const base = () => ({ book: thing.book, fact: number(), inForce: day, bookedOn: day })
  const to = thing.person !== null ? ('person' as const) : OUTSIDE.has(thing.kind) ? ('outside' as const) : ('provider' as const)
  if (outcome === 'returned') {
    // All of it waits in 2001 whatever it was paid for, so part and care are those of the account alone.
    const bounced = { to, part: 'pool', care: 'other', bookedTo: '2001' } as const
    return byUnit(thing).map(([unit, amountFen]): PaymentBounced => ({ kind: 'payment_bounced', ...base(), unit, ...bounced, amountFen }))
  }
  if (thing.repays) return byUnit(thing).map(([unit, amountFen]): BouncedRepaid => ({ kind: 'bounced_repaid', ...base(), unit, to, amountFen }))
  return paidFacts(thing, base)
}

type Base = () => { readonly book: string; readonly fact: bigint; readonly inForce: Day; readonly bookedOn: Day }

function paidFacts({ kind, payee, person, month, lines }: PaidThing, base: Base): BookFact[] {
  switch (kind) {
    case 'cycle':
    case 'clearing':
      return [{ kind: 'provider_paid', ...base(), provider: payee, period: month, lines: lines.map(({ payFen: _payFen, ...line }) => line) }]
    case 'deposit':
      return lines.map((line) => ({
        kind: 'deposit_released',
        ...base(),
        unit: line.unit,
        provider: payee,
        part: own(line),
        care: line.care,
        amountFen: line.payFen,
      }))
    case 'prepayment':
      return lines.map((line) => ({ kind: 'prepaid', ...base(), unit: line.unit, provider: payee, amountFen: line.payFen }))
    case 'refund':
      return lines.map((line) => ({ kind: 'repayment_returned', ...base(), unit: line.unit, of: 'liable', payer: payee, amountFen: line.payFen }))
    case 'transfer':
      return lines.map((line) => ({ kind: 'account_transferred', ...base(), unit: line.unit, direction: 'out', amountFen: line.payFen }))
    case 'outside':
      return lines.map((line) => ({
        kind: 'outside_paid',
        ...base(),
        unit: line.unit,
        period: line.period,
        part: line.part,
        care: line.care,
        amountFen: line.payFen,
      }))
    case 'claim':
    case 'difference': {
      if (person === null) throw new Error('a payment to a person names nobody')
      return lines.map((line) => ({ kind: 'person_paid', ...base(), unit: line.unit, person, part: line.part, care: line.care, amountFen: line.payFen }))
    }
  }
}

function own({ part }: PayableLine): Part {
  if (part === 'pool' || part === 'account') return part
  throw new Error(`a payment out of the fund's own money has the part ${part}`)
}

function byUnit({ lines }: PaidThing): readonly (readonly [unit: string, fen: Fen])[] {
  const paid = lines.filter(({ payFen }) => payFen > 0n)
  return [...groupedBy(paid, ({ unit }) => unit)].map(([unit, ofUnit]) => [unit, sumOf(ofUnit.map(({ payFen }) => payFen))])
}
