// Settlement lists: every version, what was found in it, and where it stands.
import type pg from 'pg'
import type { Queries } from '../fund/transaction.js'
import type { Fault } from './list-fault.js'
import type { Content } from './seal-fields.js'

/** 0 not submitted, 1 submitted, 2 passed, 3 failed, as the interface says it. */
export type ListState = '0' | '1' | '2' | '3'

export interface NewList {
  readonly person: bigint
  readonly list: bigint
  readonly area: string
  readonly institution: string
  readonly settlement: bigint
  readonly visit: bigint
  readonly version: number
  readonly content: Content
  readonly sealed: Buffer | null
  readonly checkedBy: string
  readonly faults: readonly Fault[]
  readonly operator: string
  readonly message: string
  readonly now: string
}

export interface StoredList {
  readonly person: bigint
  readonly list: bigint
  readonly area: string
  readonly settlement: bigint
  readonly visit: bigint
  readonly version: number
  readonly errors: number
  readonly warnings: number
  readonly state: ListState
  readonly reason: string
  readonly uploaded_at: string
}

const LAST_STEP = `LEFT JOIN LATERAL (SELECT x.kind, x.reason FROM settlement_list_step x WHERE x.person = l.person AND x.list = l.list ORDER BY x.step DESC LIMIT 1) s ON true`
export const STATE = `CASE s.kind WHEN 'submitted' THEN '1' WHEN 'passed' THEN '2' WHEN 'failed' THEN '3' ELSE '0' END`
export const STORED = `l.person, l.list, l.area, l.settlement, l.visit, l.version, l.errors, l.warnings, ${STATE} AS state, coalesce(s.reason, '') AS reason,
  to_char(l.known_at, 'YYYY-MM-DD HH24:MI:SS') AS uploaded_at`
/** The version that stands of each settlement's list. */
export const STANDING_LISTS = `settlement_list l ${LAST_STEP}
  WHERE NOT EXISTS (SELECT 1 FROM settlement_list n WHERE n.person = l.person AND n.settlement = l.settlement AND n.version > l.version)`

export async function standingList(client: Queries, institution: string, settlement: bigint): Promise<StoredList | undefined> {
  const { rows } = await client.query<StoredList>(`SELECT ${STORED} FROM ${STANDING_LISTS} AND l.institution = $1 AND l.settlement = $2`, [
    institution,
    settlement,
  ])
  return rows[0]
}

export interface ListContent {
  readonly content: Content
  readonly sealed: Buffer | null
}

export async function contentOfList(client: Queries, of: Pick<StoredList, 'person' | 'list'>): Promise<ListContent> {
  const { rows } = await client.query<ListContent>('SELECT content, sealed FROM settlement_list WHERE person = $1 AND list = $2', [of.person, of.list])
  const [row] = rows
  if (row === undefined) throw new Error('a settlement list that stands is not there')
  return row
}

export async function faultsOfList(client: Queries, of: Pick<StoredList, 'person' | 'list'>): Promise<Fault[]> {
  const { rows } = await client.query<Fault>(
    'SELECT field, level, sentence, value FROM settlement_list_fault WHERE person = $1 AND list = $2 ORDER BY ordinal',
    [of.person, of.list],
  )
  return rows
}

export async function insertList(client: pg.ClientBase, one: NewList): Promise<void> {
  const errors = one.faults.filter((fault) => fault.level === 'error').length
  await client.query(
    `INSERT INTO settlement_list (person, list, area, institution, settlement, visit, version, content, sealed, checked_by, errors, warnings, operator, message,
       known_at, booked_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::timestamptz, $15::date)`,
    [
      one.person,
      one.list,
      one.area,
      one.institution,
      one.settlement,
      one.visit,
      one.version,
      one.content,
      one.sealed,
      one.checkedBy,
      errors,
      one.faults.length - errors,
      one.operator,
      one.message,
      one.now,
    ],
  )
  await client.query(
    `INSERT INTO settlement_list_fault (person, list, ordinal, field, level, sentence, value)
     SELECT $1, $2, f.ordinality, f.value ->> 'field', f.value ->> 'level', f.value ->> 'sentence', f.value ->> 'value'
     FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS f(value, ordinality)`,
    [one.person, one.list, JSON.stringify(one.faults)],
  )
}

export type ListStep = 'submitted' | 'withdrawn' | 'passed' | 'failed'

export async function insertListStep(
  client: pg.ClientBase,
  of: Pick<StoredList, 'person' | 'list' | 'area'>,
  step: { readonly kind: ListStep; readonly officer: bigint | null; readonly reason: string; readonly now: string },
): Promise<void> {
  await client.query(
    `INSERT INTO settlement_list_step (person, list, step, area, kind, officer, reason, known_at)
     VALUES ($1, $2, nextval('fact_seq'), $3, $4, $5, $6, $7::timestamptz)`,
    [of.person, of.list, of.area, step.kind, step.officer, step.reason, step.now],
  )
}
