// Writes a change with its differences: facts only. What was proposed before and does not hold any more is superseded.
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type pg from 'pg'
import type { Pool } from '../database/connect.js'
import { insertRows, nextFacts } from '../fund/fact-store.js'
import { inTransaction } from '../fund/transaction.js'
import type { Queryable } from '../policy/store.js'
import type { Change } from './circumstances.js'
import { columnsOf } from './difference-row.js'
import { reasonOf } from './reason.js'
import type { Moment, RecomputationAsked } from './recompute.js'
import type { FoundDifference, FoundYear, Recomputed } from './recompute-person.js'

export interface Saving {
  readonly asked: RecomputationAsked
  readonly change: Change
  readonly job: bigint
  readonly at: Moment
}

type Done = Extract<Recomputed, { kind: 'recomputed' }>
type Row = Record<string, unknown>

/** Rows of one statement. */
const CHUNK = 500

/** Persons whose accumulators have another version than the one they were computed on. */
export async function overtakenPersons(db: Queryable, scheme: Scheme, all: readonly Recomputed[]): Promise<bigint[]> {
  const years = all.flatMap((one) => (one.kind === 'recomputed' ? one.years.map(({ year, version }) => ({ person: one.person, year, version })) : []))
  const { rows } = await db.query<{ person: bigint }>(
    `SELECT DISTINCT k.person FROM unnest($1::bigint[], $2::integer[], $3::bigint[]) AS k(person, year, version)
      WHERE NOT EXISTS (SELECT FROM accumulator a WHERE a.person = k.person AND a.scheme = $4 AND a.benefit_year = k.year AND a.version = k.version)`,
    [years.map((one) => one.person), years.map((one) => one.year), years.map((one) => one.version), scheme],
  )
  return rows.map((row) => row.person)
}

/** The number of the change. */
export async function saveChange(batch: Pool, saving: Saving, all: readonly Recomputed[]): Promise<bigint> {
  const done = all.filter((one): one is Done => one.kind === 'recomputed')
  return inTransaction(batch, async (client) => {
    const [change = 0n] = await nextFacts(client, 1)
    await insertRows(client, 'difference_change', [changeRow(saving, change, done)])
    const areas = await areasOf(client, done)
    await insertAll(client, 'difference_decision', await supersededRows(client, saving, change, done, areas))
    await insertAll(client, 'difference', await differenceRows(client, saving, change, done))
    await insertAll(client, 'difference_alike', alikeRows(saving, change, done))
    return change
  })
}

function changeRow({ asked, change, job, at }: Saving, number: bigint, done: readonly Done[]): Row {
  const stretches = [...change.rules].flatMap(([hash, { stretches }]) =>
    stretches.map(({ from, until, reach }) => ({
      hash,
      from,
      until,
      kinds: [...reach].map(([kind, levels]) => ({ kind, levels: levels === null ? null : [...levels] })),
    })),
  )
  return {
    change: number,
    job,
    pool: asked.pool,
    kind: asked.kind,
    scheme: asked.scheme,
    areas: asked.areas,
    from_day: asked.from,
    until_day: asked.until,
    rule_hash: asked.kind === 'rules' ? change.newHash : null,
    stretches: asked.kind === 'rules' ? stretches : [],
    facts: [...new Set(done.flatMap((one) => one.facts))],
    officer: asked.officer,
    bills: done.reduce((bills, one) => bills + one.bills, 0),
    persons: done.filter((one) => one.bills > 0).length,
    known_at: at.now,
  }
}

async function differenceRows(client: pg.ClientBase, { change, at }: Saving, number: bigint, done: readonly Done[]): Promise<Row[]> {
  const found = done.flatMap((one) => one.years.flatMap((year) => year.found.map((difference) => ({ person: one.person, year, difference }))))
  const numbers = await nextFacts(client, found.length)
  return found.map(({ person, year, difference }, i) => ({
    person,
    difference: numbers[i],
    change: number,
    ...billColumns(change, year, difference),
    known_at: at.now,
    booked_on: at.today,
  }))
}

function billColumns(change: Change, year: FoundYear, found: FoundDifference): Row {
  const { head, difference, grounds, after, counters } = found
  return {
    settlement: head.settlement,
    area: head.area,
    scheme: change.scheme,
    benefit_year: year.year,
    accumulator_version: year.version,
    ...columnsOf(difference),
    payable: after !== null,
    rule_hash: grounds.now.ruleHash,
    receipt: {
      ...head.receipt,
      personType: grounds.now.personType,
      civilServant: grounds.now.civilServant,
      person: grounds.now.person,
      counters: Object.fromEntries(Object.entries(counters).map(([key, amount]) => [key, amount.toString()])),
    },
    reason: reasonOf(change, found),
    in_force: head.discharged,
  }
}

function alikeRows({ change, at }: Saving, number: bigint, done: readonly Done[]): Row[] {
  const years = done.flatMap((one) => one.years.filter(({ alike }) => alike.length > 0).map((year) => ({ person: one.person, ...year })))
  return years.map(({ person, year, alike }) => ({
    person,
    change: number,
    scheme: change.scheme,
    benefit_year: year,
    area: alike.at(-1)?.head.area,
    settlements: alike.map(({ head }) => head.settlement),
    rule_hashes: alike.map(({ now }) => now.ruleHash),
    receipts: alike.map(({ now: { person: insured, personType, civilServant, refusal } }) =>
      change.kind === 'rules' ? null : { person: insured, personType, civilServant, ...(refusal === null ? {} : { refusal }) },
    ),
    known_at: at.now,
  }))
}

/** Units of the differences that are superseded. */
async function areasOf(client: pg.ClientBase, done: readonly Done[]): Promise<ReadonlyMap<bigint, { area: string; inForce: string }>> {
  const numbers = done.flatMap((one) => one.years.flatMap((year) => year.superseded.map((old) => old.number)))
  const { rows } = await client.query<{ difference: bigint; area: string; in_force: string }>(
    'SELECT difference, area, in_force FROM difference WHERE difference = ANY ($1::bigint[])',
    [numbers],
  )
  return new Map(rows.map((row) => [row.difference, { area: row.area, inForce: row.in_force }]))
}

async function supersededRows(
  client: pg.ClientBase,
  { at }: Saving,
  change: bigint,
  done: readonly Done[],
  areas: Awaited<ReturnType<typeof areasOf>>,
): Promise<Row[]> {
  const old = done.flatMap((one) => one.years.flatMap((year) => year.superseded))
  const numbers = await nextFacts(client, old.length)
  return old.map((one, i) => ({
    person: one.person,
    decision: numbers[i],
    difference: one.number,
    area: areas.get(one.number)?.area,
    kind: 'superseded',
    officer: null,
    remark: `由重算${change}代替`,
    after_settlement: 0,
    in_force: areas.get(one.number)?.inForce,
    known_at: at.now,
    booked_on: at.today,
  }))
}

async function insertAll(client: pg.ClientBase, table: string, rows: readonly Row[]): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) await insertRows(client, table, rows.slice(start, start + CHUNK))
}
