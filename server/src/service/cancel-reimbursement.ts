// A settled claim is cancelled: its bill by the one write path, what was not paid yet is never paid, what a person was paid becomes a
// confirmed claim among the fund's receivables, followed until it is paid back. Money that the bank gave back and that waits in 2001 goes
// back to the fund at once.
import { type Day, daysAfter, yearOf } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type pg from 'pg'
import { nextFacts } from '../fund/fact-store.js'
import { bookFacts } from '../payment/book-facts.js'
import { confirmRecoveries, type DecidedRecovery } from '../payment/confirm-recoveries.js'
import { payableLines } from '../payment/payable-store.js'
import { paymentRule } from '../payment/rule-store.js'
import { lockSubject } from '../payment/take-step.js'
import type { ClaimRow } from './reimbursement-store.js'
import { type ClaimSettler, cancelClaim } from './settle-reimbursement.js'

interface PaidRow {
  readonly payable: bigint
  readonly book: string
  readonly standing: string
  readonly batch: bigint | null
  /** The day of the last payment that the bank carried out, and whether it gave it back since. */
  readonly paid_on: Day | null
  readonly waits: boolean
}

export interface CancelledBy {
  /** Whoever asked for it and why, and whoever agreed. */
  readonly asker: bigint
  readonly officer: bigint
  readonly reason: string
  readonly today: Day
}

export async function cancelReimbursement(
  client: pg.PoolClient,
  settler: ClaimSettler,
  row: ClaimRow,
  by: CancelledBy,
): Promise<Refusal | Record<string, unknown>> {
  const payables = await payablesOf(client, row.claim)
  const wrong = payables.map((one) => whyNot(one, by.today)).find((one) => one !== undefined)
  if (wrong !== undefined) return wrong
  const cancelled = await cancelClaim(settler, row)
  if (isRefusal(cancelled)) return cancelled
  const recoveries: bigint[] = []
  for (const one of payables) {
    const made = await takeBack(client, row, one, by)
    if (isRefusal(made)) return made
    recoveries.push(...made)
  }
  return { cancels: row.settlement, settlement: cancelled.settlement.toString(), recoveries: recoveries.map(String) }
}

/** Nobody may put one of them into a batch before this transaction ends. */
async function payablesOf(client: pg.PoolClient, claim: bigint): Promise<PaidRow[]> {
  const sql = `SELECT s.payable, s.book, s.standing, s.batch, p.paid_on, coalesce(p.returned, false) AND s.standing <> 'paid' AS waits
       FROM payable_standing s LEFT JOIN LATERAL (
         SELECT max(r.happened_on) FILTER (WHERE r.outcome = 'paid') AS paid_on, bool_or(r.outcome = 'returned') AS returned
           FROM payment_item i JOIN payment_result r USING (batch, item) WHERE i.payable = s.payable) p ON true
      WHERE s.kind = 'claim' AND s.source = $1 ORDER BY s.payable`
  const first = (await client.query<PaidRow>(sql, [claim.toString()])).rows
  for (const book of [...new Set(first.map(({ book }) => book))].sort()) await lockSubject(client, 'payables', book)
  return (await client.query<PaidRow>(sql, [claim.toString()])).rows
}

function whyNot({ standing, batch, waits, paid_on }: PaidRow, today: Day): Refusal | undefined {
  if (standing === 'under_way') return refused('under_way', `报销款正在支付批次 ${batch} 中办理；请等银行结果，或作废批次后再撤销。`)
  if (waits && paid_on !== null && yearOf(paid_on) < yearOf(today))
    return refused('returned_last_year', '报销款上年度支付后被银行退回，还在暂收款里；请先更正账户重新支付，再撤销追回。')
  return undefined
}

async function takeBack(client: pg.PoolClient, row: ClaimRow, one: PaidRow, by: CancelledBy): Promise<readonly bigint[] | Refusal> {
  if (one.standing !== 'paid') {
    await client.query('INSERT INTO payable_withdrawn (payable, reason, officer) VALUES ($1, $2, $3)', [one.payable, by.reason, by.officer])
    if (!one.waits) return []
  }
  const days = await paymentRule(client, { book: one.book, name: 'claim_recovery_days', day: by.today })
  if (isRefusal(days)) return days
  const lines = (await payableLines(client, [one.payable])).get(one.payable) ?? []
  const decided = lines.map(
    ({ unit, part, care, payFen }): DecidedRecovery => ({
      ...{ book: one.book, unit, debtor: { person: row.person, claim: row.claim }, benefitYear: yearOf(one.paid_on ?? by.today), part, care },
      ...{
        amountFen: payFen,
        reason: `手工报销 ${row.claim} 撤销：${by.reason}`,
        document: `手工报销 ${row.claim} 撤销决定`,
        dueOn: daysAfter(by.today, Number(days.value)),
      },
    }),
  )
  const recoveries = await confirmRecoveries(client, decided, {
    preparer: by.asker,
    approver: by.officer,
    remark: `手工报销 ${row.claim} 撤销`,
    today: by.today,
  })
  if (isRefusal(recoveries) || !one.waits) return recoveries
  return (await bookReturned(client, decided, recoveries, by)) ?? recoveries
}

/** What waits in 2001 leaves it as if it were paid anew and comes straight back: together it lowers what was spent. */
async function bookReturned(
  client: pg.PoolClient,
  decided: readonly DecidedRecovery[],
  recoveries: readonly bigint[],
  by: CancelledBy,
): Promise<Refusal | undefined> {
  const numbers = await nextFacts(client, decided.length * 2)
  const base = (book: string, i: number) => ({ book, fact: numbers[i] ?? 0n, inForce: by.today, bookedOn: by.today })
  const facts = decided.flatMap(({ book, unit, part, care, benefitYear, amountFen }, i): BookFact[] => [
    { kind: 'bounced_repaid', ...base(book, 2 * i), unit, to: 'person', amountFen },
    { kind: 'recovery_received', ...base(book, 2 * i + 1), unit, benefitYear, part, care, recorded: true, amountFen },
  ])
  const refusal = await bookFacts(client, facts)
  if (refusal !== undefined) return refusal
  for (const [i, { book, amountFen }] of decided.entries())
    await client.query(
      `INSERT INTO recovery_act (recovery, act, kind, happened_on, amount_fen, text, book, fact, officer) VALUES ($1, 1, 'received', $2, $3, '银行退票款转回', $4, $5, $6)`,
      [recoveries[i], by.today, amountFen, book, numbers[2 * i + 1], by.officer],
    )
  return undefined
}
