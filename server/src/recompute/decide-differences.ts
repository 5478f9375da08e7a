// A second officer approves or declines differences. Approving enters what fund and person owe each other in the open period and
// corrects the year's accumulators, one guarded step for a person and year; the settlements are never touched.
import { type Day, daysAfter, yearOf } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { entriesOfDifference } from '@tongchou/domain/fund/entries/difference.js'
import type pg from 'pg'
import type { Pool } from '../database/connect.js'
import { insertRows, nextFacts } from '../fund/fact-store.js'
import { inTransaction } from '../fund/transaction.js'
import { type Clock, dayIn } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { changedLayersOf, type DifferenceColumns } from './difference-row.js'

export interface DecisionAsked {
  readonly differences: readonly bigint[]
  readonly decision: 'approved' | 'declined'
  readonly remark: string
}

export interface Decided {
  readonly decided: number
  /** The person was settled again meanwhile: nothing was done with these; the change must be computed again. */
  readonly overtaken: readonly bigint[]
  readonly booked_on: Day | null
}

interface Waiting extends Pick<DifferenceColumns, 'layers' | 'payers' | 'before_fen' | 'after_fen' | 'counter_keys' | 'counter_amounts'> {
  readonly person: bigint
  readonly difference: bigint
  readonly change: bigint
  readonly area: string
  readonly scheme: Scheme
  readonly benefit_year: number
  readonly accumulator_version: bigint
  readonly in_force: Day
  readonly state: string
  readonly asked_by: bigint
  /** Others of the same change, person and year that wait as well. */
  readonly together: bigint[]
}

const WAITING = `
  SELECT d.person, d.difference, d.change, d.area, d.scheme, d.benefit_year, d.accumulator_version, d.layers, d.payers, d.before_fen, d.after_fen,
         d.counter_keys, d.counter_amounts, d.in_force, d.state, c.officer AS asked_by,
         ARRAY(SELECT o.difference FROM difference_standing o WHERE o.person = d.person AND o.change = d.change AND o.scheme = d.scheme
                AND o.benefit_year = d.benefit_year AND o.state = 'pending') AS together
    FROM difference_standing d JOIN difference_change c USING (change) WHERE d.difference = ANY ($1::bigint[]) ORDER BY d.person, d.difference`

export async function decideDifferences(batch: Pool, clock: Clock, asked: DecisionAsked, desk: Desk): Promise<Decided | Refusal> {
  const waiting = await desk.read(async (client) => (await client.query<Waiting>(WAITING, [asked.differences])).rows)
  const refusal = unfit(asked, waiting, desk.officer.officer)
  if (refusal !== undefined) return refusal
  for (const { person, area, difference } of waiting)
    await desk.audit(`difference.${asked.decision}`, { person, area, detail: { difference: difference.toString() } })
  return decide(batch, clock, asked, waiting, desk).catch(decidedMeanwhile)
}

function unfit(asked: DecisionAsked, waiting: readonly Waiting[], officer: bigint): Refusal | undefined {
  const chosen = new Set(waiting.map((one) => one.difference))
  if (chosen.size !== new Set(asked.differences).size) return refused('not_found', '有的差额不存在，或不属于您的区域；请刷新清单后重新选择。')
  if (waiting.some((one) => one.state !== 'pending')) return DECIDED_ALREADY
  if (waiting.some((one) => one.asked_by === officer)) return refused('same_officer', '发起重算的人不能审批其结果；请由另一位有审批权限的人员办理。')
  if (waiting.some((one) => one.together.some((other) => !chosen.has(other)))) {
    return refused('whole_year', '同一人同一年度的差额互相牵连，须一并审批；请把此人该年度的差额全部选上。')
  }
  return undefined
}

const DECIDED_ALREADY = refused('decided_already', '有的差额已经审批、已被新的重算代替或已随结算单撤销；请刷新清单后重新选择。')

function decidedMeanwhile(error: unknown): Refusal {
  if ((error as { code?: unknown }).code === '23505') return DECIDED_ALREADY
  throw error
}

async function decide(batch: Pool, clock: Clock, asked: DecisionAsked, waiting: readonly Waiting[], desk: Desk): Promise<Decided | Refusal> {
  const { officer, pool } = desk.officer
  return inTransaction(batch, async (client) => {
    const books = await booksOf(client, pool)
    const bookedOn = await openDay(client, [...books.values()], dayIn(clock))
    const overtaken: bigint[] = []
    let decided = 0
    for (const group of groupedBy(waiting, (one) => `${one.person}/${one.scheme}/${one.benefit_year}/${one.change}`).values()) {
      const last = await guarded(client, group)
      if (asked.decision === 'approved' && last === undefined) {
        overtaken.push(...group.map((one) => one.difference))
        continue
      }
      const numbers = await nextFacts(client, group.length)
      const decision = { kind: asked.decision, officer, remark: asked.remark, known_at: clock.now(), booked_on: bookedOn }
      await insertRows(
        client,
        'difference_decision',
        group.map((one, i) => decisionRow(one, numbers[i] ?? 0n, decision, last ?? 0n)),
      )
      if (asked.decision === 'approved') await post(client, books, group, numbers, bookedOn, clock.now())
      decided += group.length
    }
    return { decided, overtaken, booked_on: asked.decision === 'approved' && decided > 0 ? bookedOn : null }
  })
}

/** Holds the year's accumulators and answers the last bill before; undefined where they are no longer those it was computed on. */
async function guarded(client: pg.ClientBase, group: readonly Waiting[]): Promise<bigint | undefined> {
  const [first] = group
  if (first === undefined) return undefined
  const year = [first.person, first.scheme, first.benefit_year]
  const { rows } = await client.query<{ version: bigint }>(
    'SELECT version FROM accumulator WHERE person = $1 AND scheme = $2 AND benefit_year = $3 FOR UPDATE',
    year,
  )
  if (rows[0] === undefined || group.some((one) => one.accumulator_version !== rows[0]?.version)) return undefined
  const last = await client.query<{ settlement: bigint }>(
    'SELECT max(settlement) AS settlement FROM settlement WHERE person = $1 AND scheme = $2',
    year.slice(0, 2),
  )
  return last.rows[0]?.settlement
}

type Decision = { readonly kind: string; readonly officer: bigint; readonly remark: string; readonly known_at: Date; readonly booked_on: Day }

function decisionRow({ person, difference, area, in_force }: Waiting, number: bigint, decision: Decision, last: bigint): Record<string, unknown> {
  return { person, decision: number, difference, area, ...decision, after_settlement: last, in_force }
}

async function post(
  client: pg.ClientBase,
  books: ReadonlyMap<string, string>,
  group: readonly Waiting[],
  numbers: readonly bigint[],
  bookedOn: Day,
  at: Date,
): Promise<void> {
  for (const [i, one] of group.entries()) {
    const movements = entriesOfDifference(one.scheme, changedLayersOf(one)).map(({ fund, accounts, amounts }) => {
      const book = books.get(fund)
      if (book === undefined) throw new Error(`the pool keeps no book for the fund ${fund}`)
      return { book, movement: numbers[i], unit: one.area, fact_kind: 'difference', provider: null, booked_on: bookedOn, known_at: at, accounts, amounts }
    })
    await insertRows(client, 'memo_movement', movements)
    await client.query('SELECT add_to_accumulator($1, $2, $3, $4, $5::bigint[])', [
      one.person,
      one.scheme,
      one.benefit_year,
      one.counter_keys,
      one.counter_amounts,
    ])
  }
}

async function booksOf(client: pg.ClientBase, pool: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ fund: string; book: string }>('SELECT fund, book FROM book WHERE pool = $1 ORDER BY agency = $1, book DESC', [pool])
  return new Map(rows.map((row) => [row.fund, row.book]))
}

/** Today, or the first day after what is closed already: the memo ledger by days, the books by years. Holds the days open. */
async function openDay(client: pg.ClientBase, books: readonly string[], today: Day): Promise<Day> {
  const days = await client.query<{ closed: Day | null }>(
    'SELECT memo_closed_through AS closed FROM book_state WHERE book = ANY ($1) ORDER BY book FOR SHARE',
    [books],
  )
  const years = await client.query<{ year: number | null }>('SELECT max(year) AS year FROM year_closed WHERE book = ANY ($1)', [books])
  const year = years.rows[0]?.year ?? null
  const after = days.rows.flatMap(({ closed }) => (closed === null ? [] : [daysAfter(closed, 1)]))
  const open = [today, ...after, ...(year === null || year < yearOf(today) ? [] : [`${year + 1}-01-01`])]
  return open.sort().at(-1) ?? today
}
