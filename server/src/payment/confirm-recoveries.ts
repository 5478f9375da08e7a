// Claims that another decision has made already: what its officers approved stands confirmed among the fund's receivables at once, by a
// fact each, and is followed like every other until it is paid back.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type { Care, PaymentPart } from '@tongchou/domain/facts/fund-facts.js'
import type pg from 'pg'
import { insertRows, nextFacts } from '../fund/fact-store.js'
import { bookFacts } from './book-facts.js'

export interface DecidedRecovery {
  readonly book: string
  readonly unit: string
  /** A provider's code, or the person who was paid for the claim of this number. */
  readonly debtor: string | { readonly person: bigint; readonly claim: bigint }
  /** Year in which the money was spent. */
  readonly benefitYear: number
  readonly part: PaymentPart
  readonly care: Care
  readonly amountFen: bigint
  readonly reason: string
  readonly document: string
  readonly dueOn: Day
}

export interface DecidedBy {
  /** Whoever prepared the decision, and whoever approved it. */
  readonly preparer: bigint
  readonly approver: bigint
  readonly remark: string
  readonly today: Day
}

export async function confirmRecoveries(client: pg.PoolClient, decided: readonly DecidedRecovery[], by: DecidedBy): Promise<readonly bigint[] | Refusal> {
  const numbers = await nextFacts(client, decided.length)
  const facts = decided.map(
    ({ book, unit, part, amountFen, debtor }, i): BookFact => ({
      ...{ kind: 'recovery_claimed', book, fact: numbers[i] ?? 0n, unit, part, amountFen, cancelledClaim: typeof debtor !== 'string' },
      ...{ inForce: by.today, bookedOn: by.today },
    }),
  )
  const refusal = await bookFacts(client, facts)
  if (isRefusal(refusal)) return refusal
  const { rows } = await client.query<{ recovery: bigint }>("SELECT nextval('payment_seq') AS recovery FROM generate_series(1, $1)", [decided.length])
  const recoveries = rows.map(({ recovery }) => recovery)
  await insertRows(
    client,
    'recovery',
    decided.map(({ debtor, benefitYear, amountFen, dueOn, ...one }, i) => ({
      ...{ ...one, recovery: recoveries[i], kind: 'overpaid', benefit_year: benefitYear, amount_fen: amountFen, due_on: dueOn },
      ...(typeof debtor === 'string' ? { debtor_kind: 'provider', debtor, claim: null } : { debtor_kind: 'person', debtor: '', claim: debtor.claim }),
      ...{ officer: by.preparer, booked_on: by.today },
    })),
  )
  const persons = decided.flatMap(({ debtor, unit }, i) => (typeof debtor === 'string' ? [] : [{ person: debtor.person, recovery: recoveries[i], unit }]))
  await insertRows(client, 'recovery_person', persons)
  await insertRows(
    client,
    'payment_step',
    decided.map((_, i) => ({
      ...{ subject: 'recovery', number: recoveries[i], step: 1, kind: 'approved', remark: by.remark, officer: by.approver },
      detail: { fact: (numbers[i] ?? 0n).toString() },
    })),
  )
  return recoveries
}
