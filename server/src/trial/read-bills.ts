// The population of a trial as the database keeps it: settlements of some days, cancelled ones left out, person by person in the
// order in which they were settled. The primary key gives that order, so a range of persons is read without sorting.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Queryable } from '../policy/store.js'
import { byPerson, type StoredBill } from './trial-bill.js'

export interface Population {
  /** Accounting units of the pool. */
  readonly units: readonly string[]
  /** Days of booking, both included. */
  readonly from: Day
  readonly to: Day
  /** Null: both. */
  readonly scheme: Scheme | null
}

/** Persons from `first` to `last`, both included. */
export interface PersonRange {
  readonly first: bigint
  readonly last: bigint
}

const CHOSEN = `s.booked_on BETWEEN $1 AND $2 AND s.area = ANY ($3) AND ($4::text IS NULL OR s.scheme = $4) AND s.cancels IS NULL
  AND NOT EXISTS (SELECT 1 FROM settlement c WHERE c.person = s.person AND c.cancels = s.settlement)`

const SPECIAL_LIST = `(SELECT coalesce(sum(l.own_pay_fen), 0)::bigint FROM fee_line l
  WHERE l.person = s.person AND l.visit = s.visit AND l.batch = ANY (s.fee_batches) AND l.month = ANY (s.months)
    AND 'special_list' = ANY (string_to_array(l.flags, ' ')))`

function chosen({ from, to, units, scheme }: Population): unknown[] {
  return [from, to, units, scheme]
}

export async function anyBill(db: Queryable, population: Population): Promise<boolean> {
  const { rows } = await db.query<{ any: boolean }>(`SELECT EXISTS (SELECT 1 FROM settlement s WHERE ${CHOSEN}) AS any`, chosen(population))
  return rows[0]?.any ?? false
}

/** Ranges of at most `size` persons with bills of any kind, and how many such persons there are. */
export async function partsOfPersons(db: Queryable, size: number): Promise<{ readonly ranges: readonly PersonRange[]; readonly persons: number }> {
  const { rows } = await db.query<{ first: bigint; persons: bigint }>(
    `SELECT person AS first, persons FROM (
       SELECT person, row_number() OVER (ORDER BY person) - 1 AS before, count(*) OVER () AS persons FROM (SELECT DISTINCT person FROM settlement) p
     ) numbered WHERE before % $1 = 0 ORDER BY 1`,
    [size],
  )
  return { persons: Number(rows[0]?.persons ?? 0n), ranges: rangesOf(rows.map(({ first }) => first)) }
}

const LAST = 2n ** 62n

function rangesOf(starts: readonly bigint[]): PersonRange[] {
  return starts.map((first, index) => ({ first, last: (starts[index + 1] ?? LAST) - 1n }))
}

/** The first benefit year that the trial sees from its first day: its counters begin at nothing, and no receipt is asked for them. */
function firstWholeYear(from: Day): number {
  return from.endsWith('-01-01') ? yearOf(from) : yearOf(from) + 1
}

/** Bills of a range of persons; `special` asks for the part on the special list, which only the lines tell. */
export async function readBills(db: Queryable, population: Population, { first, last }: PersonRange, special: boolean): Promise<ReturnType<typeof byPerson>> {
  const { rows } = await db.query<StoredBill>(
    `SELECT s.person, s.settlement, s.visit, s.area, s.benefit_year, CASE WHEN s.benefit_year >= $7 THEN s.receipt - 'counters' ELSE s.receipt END AS receipt, s.total_fen, s.in_scope_fen, s.item_pre_self_pay_fen,
            s.offsite_pre_self_pay_fen, s.above_standard_fen, s.out_of_catalogue_fen, ${special ? SPECIAL_LIST : '0::bigint'} AS special_list_fen
       FROM settlement s WHERE s.person BETWEEN $5 AND $6 AND ${CHOSEN} ORDER BY s.person, s.settlement`,
    [...chosen(population), first, last, firstWholeYear(population.from)],
  )
  return byPerson(rows, population.from)
}
