// Differences as a list to approve, read under the officer's row-level security: who, which bill, what it stood at, what it should
// be, why; and the changes they came from.
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { fundOfLayer } from '@tongchou/domain/fund/entries/settlement.js'
import type { Payer } from '@tongchou/domain/policy/benefit-policy.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber } from '../enrolment/person-number.js'
import { fenJson } from '../http/json-money.js'
import { BENEFITS, FUNDS, LAYERS, payerName, SCHEMES, wordOf } from '../settlement/words.js'
import { changedLayersOf, type DifferenceColumns } from './difference-row.js'
import type { ChangeDetail, DifferenceList, Recomputation } from './recompute-schemas.js'

export interface DifferenceFilter {
  readonly change: bigint | null
  readonly state: string | null
  readonly unit: string | null
  readonly person: bigint | null
  readonly settlement: bigint | null
  readonly difference?: bigint
}

export interface DifferenceRow extends DifferenceColumns {
  readonly person: bigint
  readonly difference: bigint
  readonly change: bigint
  readonly settlement: bigint
  readonly name: string
  readonly area: string
  readonly area_name: string
  readonly scheme: Scheme
  readonly benefit: string
  readonly benefit_year: number
  readonly provider_name: string
  readonly payable: boolean
  readonly reason: string
  readonly in_force: string
  readonly state: 'pending' | 'approved' | 'declined' | 'superseded' | 'cancelled'
  readonly overtaken: boolean
  readonly decided_at: string | null
  readonly decider: string | null
  readonly remark: string | null
  readonly posted_on: string | null
}

const FROM = `
  FROM difference_standing d JOIN settlement s ON s.person = d.person AND s.settlement = d.settlement
 WHERE ($1::bigint IS NULL OR d.change = $1) AND ($2::text IS NULL OR d.state = $2) AND ($3::text IS NULL OR d.area = $3)
   AND ($4::bigint IS NULL OR d.person = $4) AND ($5::bigint IS NULL OR d.settlement = $5) AND ($6::bigint IS NULL OR d.difference = $6)`

const ROWS = `
  SELECT l.*, p.name, a.name AS area_name, v.name AS provider_name, o.name AS decider,
         l.state = 'pending' AND NOT EXISTS (SELECT FROM accumulator k WHERE k.person = l.person AND k.scheme = l.scheme AND k.benefit_year = l.benefit_year
           AND k.version = l.accumulator_version) AS overtaken
    FROM (SELECT d.person, d.difference, d.change, d.settlement, d.area, d.scheme, d.benefit_year, d.accumulator_version, d.layers, d.payers, d.before_fen,
                 d.after_fen, d.person_fen, d.deductible_fen, d.in_scope_fen, d.counter_keys, d.counter_amounts, d.payable, d.reason, d.in_force, d.state,
                 to_char(d.decided_at, 'YYYY-MM-DD HH24:MI:SS') AS decided_at, d.decided_by, d.remark, d.posted_on, s.benefit, s.provider
            ${FROM} ORDER BY d.change DESC, d.person, d.settlement LIMIT $7 OFFSET $8) l
    JOIN person p ON p.person = l.person JOIN area a ON a.code = l.area JOIN provider v ON v.code = l.provider LEFT JOIN officer o ON o.officer = l.decided_by
   ORDER BY l.change DESC, l.person, l.settlement`

const SUMS = `
  SELECT count(*) AS count, coalesce(sum(d.person_fen) FILTER (WHERE d.person_fen > 0), 0)::bigint AS owed_to,
         coalesce(-sum(d.person_fen) FILTER (WHERE d.person_fen < 0), 0)::bigint AS owed_by ${FROM}`

const values = (filter: DifferenceFilter): unknown[] => [filter.change, filter.state, filter.unit, filter.person, filter.settlement, filter.difference ?? null]

export async function differenceRows(client: pg.ClientBase, filter: DifferenceFilter, size: number, offset: number): Promise<readonly DifferenceRow[]> {
  return (await client.query<DifferenceRow>(ROWS, [...values(filter), size, offset])).rows
}

export async function differenceSums(client: pg.ClientBase, filter: DifferenceFilter) {
  const { rows } = await client.query<{ count: bigint; owed_to: bigint; owed_by: bigint }>(SUMS, values(filter))
  return rows[0] ?? { count: 0n, owed_to: 0n, owed_by: 0n }
}

export async function listDifferences(
  client: pg.ClientBase,
  pool: string,
  filter: DifferenceFilter,
  size: number,
  page: number,
): Promise<Static<typeof DifferenceList>> {
  const sums = await differenceSums(client, filter)
  const rows = await differenceRows(client, filter, size, (page - 1) * size)
  return {
    total: Number(sums.count),
    owed_to_persons_fen: fenJson(sums.owed_to),
    owed_by_persons_fen: fenJson(sums.owed_by),
    rows: rows.map((row) => differenceJson(pool, row)),
  }
}

export function differenceJson(pool: string, row: DifferenceRow): Static<typeof DifferenceList>['rows'][number] {
  return {
    difference: row.difference.toString(),
    change: row.change.toString(),
    psn_no: personNumber(pool, row.person),
    person_name: maskedName(row.name),
    settlement: row.settlement.toString(),
    area: row.area,
    area_name: row.area_name,
    scheme: row.scheme,
    scheme_name: wordOf(SCHEMES, row.scheme),
    benefit_name: wordOf(BENEFITS, row.benefit),
    benefit_year: row.benefit_year,
    provider_name: row.provider_name,
    in_force: row.in_force,
    layers: changedLayersOf(row).map((one) => layerJson(row.scheme, one)),
    person_fen: fenJson(row.person_fen),
    payable: row.payable,
    reason: row.reason,
    state: row.state,
    overtaken: row.overtaken,
    decided_at: row.decided_at,
    decider: row.decider,
    remark: row.remark,
    posted_on: row.posted_on,
  }
}

function layerJson(scheme: Scheme, { layer, payer, before, after }: ReturnType<typeof changedLayersOf>[number]) {
  const fund = fundOfLayer(scheme, layer, payer) ?? ''
  return {
    layer,
    layer_name: wordOf(LAYERS, layer),
    payer,
    payer_name: payerName(payer, fund),
    fund,
    before_fen: fenJson(before),
    after_fen: fenJson(after),
  }
}

interface ChangeRow {
  readonly change: bigint
  readonly job: bigint
  readonly kind: 'rules' | 'identity' | 'enrolment'
  readonly scheme: Scheme
  readonly areas: readonly string[]
  readonly from_day: string | null
  readonly until_day: string | null
  readonly rule_hash: string | null
  readonly stretches: Static<typeof ChangeDetail>['stretches']
  readonly facts: readonly bigint[]
  readonly officer_name: string
  readonly bills: number
  readonly persons: number
  readonly known_at: string
  readonly pending: number
  readonly approved: number
  readonly declined: number
  readonly superseded: number
  readonly cancelled: number
}

const CHANGES = `
  SELECT c.change, c.job, c.kind, c.scheme, c.areas, c.from_day, c.until_day, c.rule_hash, c.stretches, c.facts, o.name AS officer_name, c.bills, c.persons,
         to_char(c.known_at, 'YYYY-MM-DD HH24:MI:SS') AS known_at,
         ${['pending', 'approved', 'declined', 'superseded', 'cancelled'].map((state) => `coalesce(n.${state}, 0) AS ${state}`).join(', ')}
    FROM difference_change c JOIN officer o ON o.officer = c.officer
    LEFT JOIN LATERAL (SELECT ${['pending', 'approved', 'declined', 'superseded', 'cancelled']
      .map((state) => `(count(*) FILTER (WHERE d.state = '${state}'))::int AS ${state}`)
      .join(', ')} FROM difference_standing d WHERE d.change = c.change) n ON true
   WHERE c.pool = $1 AND c.areas && $2::text[] AND ($3::bigint IS NULL OR c.change = $3) ORDER BY c.change DESC LIMIT $4`

const NEWEST = 100

/** Changes that looked at bills of the officer's units; counts are of differences that the officer may see. */
export async function listChanges(client: pg.ClientBase, pool: string, areas: readonly string[]): Promise<Static<typeof Recomputation>[]> {
  return (await client.query<ChangeRow>(CHANGES, [pool, areas, null, NEWEST])).rows.map(changeJson)
}

export async function seeChange(client: pg.ClientBase, pool: string, areas: readonly string[], change: bigint): Promise<Static<typeof ChangeDetail> | Refusal> {
  const [row] = (await client.query<ChangeRow>(CHANGES, [pool, areas, change, 1])).rows
  if (row === undefined) return refused('not_found', '没有这次重算，或它不涉及您的区域；请到重算清单里查看。')
  return { ...changeJson(row), stretches: row.stretches, facts: row.facts.map(String), sums: await sumsOf(client, change) }
}

function changeJson(row: ChangeRow): Static<typeof Recomputation> {
  const { stretches: _stretches, facts: _facts, change, job, scheme, areas, ...rest } = row
  return { ...rest, change: change.toString(), job: job.toString(), scheme, scheme_name: wordOf(SCHEMES, scheme), areas: [...areas] }
}

/** What was found for each unit and payer, by where it stands. */
async function sumsOf(client: pg.ClientBase, change: bigint): Promise<Static<typeof ChangeDetail>['sums']> {
  const { rows } = await client.query<{ area: string; area_name: string; state: string; scheme: Scheme; layer: string; payer: Payer; fen: bigint }>(
    `SELECT d.area, a.name AS area_name, d.state, d.scheme, l.layer, l.payer, sum(l.after - l.before)::bigint AS fen
       FROM difference_standing d JOIN area a ON a.code = d.area, unnest(d.layers, d.payers, d.before_fen, d.after_fen) AS l(layer, payer, before, after)
      WHERE d.change = $1 GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 3, 5`,
    [change],
  )
  const named = rows.map((row) => ({ ...row, fund: fundOfLayer(row.scheme, row.layer, row.payer) ?? '' }))
  return [...groupedBy(named, (row) => [row.area, row.state, row.fund, row.fund === '' ? row.payer : ''].join('/')).values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const { area, area_name, state, fund, payer } = first
    const fund_name = fund === '' ? payerName(payer, '') : wordOf(FUNDS, fund)
    return [{ area, area_name, state, fund, fund_name, fen: fenJson(group.reduce((sum, row) => sum + row.fen, 0n)) }]
  })
}
