// What is stored of trials, as the desk may read it: sums and losers of the officer's own units.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type pg from 'pg'
import type { Dimension } from './groups.js'

type Client = Pick<pg.ClientBase, 'query'>

export interface TrialRow {
  readonly trial: bigint
  readonly job: bigint
  readonly draft: string
  readonly draft_name: string
  readonly draft_hashes: readonly string[]
  readonly population: 'settled' | 'synthetic'
  readonly people: number | null
  readonly seed: bigint | null
  readonly booked_from: Day
  readonly booked_to: Day
  readonly scheme: 'employee' | 'resident' | null
  readonly rules_on: Day | null
  readonly rules_before: Readonly<Record<string, string>>
  readonly rules_after: Readonly<Record<string, string>>
  readonly engine: string
  readonly bills: number
  readonly persons: number
  readonly left_out: Readonly<Record<string, number>>
  readonly months: number
  readonly balances_on: Day
  readonly cover_definition: string
  readonly tried_at: string
  readonly officer_name: string | null
}

const TRIAL = `SELECT t.trial, t.job, t.draft, t.draft_name, t.draft_hashes, t.population, t.people, t.seed, t.booked_from, t.booked_to, t.scheme, t.rules_on, t.rules_before, t.rules_after, t.engine, t.bills,
    t.persons, t.left_out, t.months, t.balances_on, t.cover_definition, to_char(t.tried_at, 'YYYY-MM-DD HH24:MI:SS') AS tried_at, o.name AS officer_name
  FROM trial t LEFT JOIN officer o ON o.officer = t.officer`

export async function trialsOf(client: Client, pool: string, most: number): Promise<readonly TrialRow[]> {
  return (await client.query<TrialRow>(`${TRIAL} WHERE t.pool = $1 ORDER BY t.trial DESC LIMIT $2`, [pool, most])).rows
}

export async function trialNumbered(client: Client, pool: string, trial: bigint): Promise<TrialRow | undefined> {
  return (await client.query<TrialRow>(`${TRIAL} WHERE t.pool = $1 AND t.trial = $2`, [pool, trial])).rows[0]
}

export interface CellRow {
  readonly unit: string
  readonly unit_name: string
  readonly scheme: string
  readonly dimension: Dimension
  readonly key: string
  readonly bills: number
  readonly persons: number
  readonly losers: number
  readonly gainers: number
  readonly loss_fen: Fen
  readonly gain_fen: Fen
  readonly total_fen: Fen
  readonly in_scope_before_fen: Fen
  readonly in_scope_after_fen: Fen
  readonly fund_before_fen: Fen
  readonly fund_after_fen: Fen
  readonly self_before_fen: Fen
  readonly self_after_fen: Fen
}

export async function cellsOf(client: Client, trial: bigint): Promise<readonly CellRow[]> {
  const { rows } = await client.query<CellRow>(
    `SELECT c.unit, coalesce(unit_name(NULL, c.unit, current_day()), c.unit) AS unit_name,
       c.scheme, c.dimension, c.key, c.bills, c.persons, c.losers, c.gainers, c.loss_fen, c.gain_fen, c.total_fen, c.in_scope_before_fen, c.in_scope_after_fen,
       c.fund_before_fen, c.fund_after_fen, c.self_before_fen, c.self_after_fen
     FROM trial_cell c WHERE c.trial = $1 ORDER BY c.dimension, c.scheme, c.key, c.unit`,
    [trial],
  )
  return rows
}

export interface FundRow {
  readonly fund: string
  readonly free_fen: Fen
  readonly before_fen: Fen
  readonly after_fen: Fen
}

export async function fundsOf(client: Client, trial: bigint): Promise<readonly FundRow[]> {
  const { rows } = await client.query<FundRow>(
    `SELECT fund, sum(free_fen)::bigint AS free_fen, sum(before_fen)::bigint AS before_fen, sum(after_fen)::bigint AS after_fen
     FROM trial_fund WHERE trial = $1 GROUP BY fund ORDER BY fund`,
    [trial],
  )
  return rows
}

export interface CauseRow {
  readonly step: string
  readonly article_before: string
  readonly article_after: string
  readonly persons: number
  readonly loss_fen: Fen
}

export async function causesOf(client: Client, trial: bigint): Promise<readonly CauseRow[]> {
  const { rows } = await client.query<CauseRow>(
    `SELECT step, article_before, article_after, count(*)::int AS persons, sum(loss_fen)::bigint AS loss_fen
     FROM trial_loser WHERE trial = $1 GROUP BY 1, 2, 3 ORDER BY 5 DESC, 1, 2, 3 LIMIT 100`,
    [trial],
  )
  return rows
}

export interface LoserFilter {
  readonly unit?: string
  readonly scheme?: string
  readonly class?: string
  readonly identity?: string
  readonly step?: string
}

export interface LoserRow {
  readonly person: bigint
  /** Null where the person has moved to another area. */
  readonly name: string | null
  readonly area: string
  readonly area_name: string
  readonly scheme: string
  readonly class: string
  readonly level: string
  readonly benefit: string
  readonly identities: readonly string[]
  readonly age: number
  readonly bills: number
  readonly worse_bills: number
  readonly self_before_fen: Fen
  readonly self_after_fen: Fen
  readonly loss_fen: Fen
  readonly settlement: bigint
  readonly step: string
  readonly article_before: string
  readonly article_after: string
  readonly rule_before: string
  readonly rule_after: string
}

const FITS = `l.trial = $1 AND ($2::text IS NULL OR l.area = $2) AND ($3::text IS NULL OR l.scheme = $3) AND ($4::text IS NULL OR l.class = $4)
  AND ($5::text IS NULL OR $5 = ANY (l.identities)) AND ($6::text IS NULL OR l.step = $6)`

function filterValues(trial: bigint, { unit, scheme, class: own, identity, step }: LoserFilter): unknown[] {
  return [trial, unit ?? null, scheme ?? null, own ?? null, identity ?? null, step ?? null]
}

export async function loserTotals(client: Client, trial: bigint, filter: LoserFilter): Promise<{ readonly count: bigint; readonly loss: Fen }> {
  const { rows } = await client.query<{ count: bigint; loss: Fen }>(
    `SELECT count(*) AS count, coalesce(sum(l.loss_fen), 0)::bigint AS loss FROM trial_loser l WHERE ${FITS}`,
    filterValues(trial, filter),
  )
  return rows[0] ?? { count: 0n, loss: 0n }
}

/** What a person would pay in all, where the person loses; undefined for who does not lose or is of another area. */
export async function loserSums(client: Client, trial: bigint, person: bigint): Promise<Pick<LoserRow, 'self_before_fen' | 'self_after_fen'> | undefined> {
  const { rows } = await client.query<Pick<LoserRow, 'self_before_fen' | 'self_after_fen'>>(
    'SELECT self_before_fen, self_after_fen FROM trial_loser WHERE person = $2 AND trial = $1',
    [trial, person],
  )
  return rows[0]
}

const ORDERS = {
  loss: 'l.loss_fen DESC',
  share: 'l.loss_fen::numeric / greatest(l.self_before_fen, 1) DESC',
  unit: 'l.area, l.loss_fen DESC',
  class: 'l.class, l.loss_fen DESC',
} as const

export type LoserOrder = keyof typeof ORDERS

export async function loserPage(
  client: Client,
  trial: bigint,
  filter: LoserFilter,
  { order, size, offset }: { readonly order: LoserOrder; readonly size: number; readonly offset: number },
): Promise<readonly LoserRow[]> {
  const { rows } = await client.query<LoserRow>(
    `SELECT l.person, p.name, l.area, coalesce(unit_name(NULL, l.area, current_day()), l.area) AS area_name,
       l.scheme, l.class, l.level, l.benefit, l.identities, l.age, l.bills, l.worse_bills, l.self_before_fen, l.self_after_fen, l.loss_fen, l.settlement,
       l.step, l.article_before, l.article_after, l.rule_before, l.rule_after
     FROM trial_loser l LEFT JOIN person p ON p.person = l.person WHERE ${FITS} ORDER BY ${ORDERS[order]}, l.person LIMIT $7 OFFSET $8`,
    [...filterValues(trial, filter), size, offset],
  )
  return rows
}
