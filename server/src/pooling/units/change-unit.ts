// Proposing a change in the tree of pools and units, and deciding on it: the second officer's approval asks everything again and writes the
// periods in the same transaction as the step and its trail.
import type { Day } from '@tongchou/domain/base/day.js'
import { deskStepRefused } from '@tongchou/domain/base/desk-life.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type AroundChange, leavingWith, UNIT_CHANGE_LIFE, type UnitChangeStage, unitChangeRefused } from '@tongchou/domain/pooling/unit-change.js'
import { treeAfter, type UnitChange } from '@tongchou/domain/pooling/unit-tree.js'
import type pg from 'pg'
import { holdPaper, insertStep, nextNumber, stepsOf } from '../../fund/desk-steps.js'
import { insertRows } from '../../fund/fact-store.js'
import { fundRulesOn } from '../../fund/fund-rules.js'
import type { Queries } from '../../fund/transaction.js'
import type { Desk } from '../../http/route.js'
import { leftBehind } from './left-behind.js'
import type { ChangeAsked } from './unit-schema.js'
import { type ChangeRow, keptPools, periodsAround, waitingChange, writeTree } from './unit-tree-store.js'

export async function proposeChange(client: pg.PoolClient, desk: Desk, asked: ChangeAsked, today: Day): Promise<bigint | Refusal> {
  const { officer } = desk.officer
  const change = changeAsked(desk, asked)
  const wrong = formRefused(asked) ?? (await notKept(client, desk, change.pool, today)) ?? (await waiting(client, change, 0n))
  const refusal = wrong ?? unitChangeRefused(change, await around(client, change))
  if (refusal !== undefined) return refusal
  const number = await nextNumber(client)
  const { pool, unit, kind, from, toPool, name, unitKind } = change
  const { document, article } = asked
  await insertRows(client, 'unit_change', [
    {
      change: number,
      pool,
      unit,
      kind,
      from_day: from,
      to_pool: toPool,
      name,
      unit_kind: unitKind,
      document: document.trim(),
      article: article.trim(),
      officer,
    },
  ])
  await insertStep(client, 'unit_change', { of: number, step: 1, kind: 'prepared', remark: '', officer })
  return number
}

function changeAsked({ officer }: Desk, { kind, pool = officer.pool, unit, from_day: from, to_pool, name, unit_kind }: ChangeAsked): UnitChange {
  return {
    kind,
    pool,
    unit,
    from,
    toPool: kind === 'move' ? (to_pool ?? null) : null,
    name: kind === 'add' || kind === 'rename' ? (name?.trim() ?? null) : null,
    unitKind: kind === 'add' || kind === 'kind' ? (unit_kind ?? null) : null,
  }
}

function formRefused({ kind, pool, to_pool, name, unit_kind, document, article }: ChangeAsked): Refusal | undefined {
  if (document.trim().length < 4 || article.trim() === '') return refused('ground_missing', '请写明依据的文号和条款。')
  if ((kind === 'add' || kind === 'rename') && (name ?? '').trim().length < 2) return refused('name_missing', '请写明核算单位的名称，至少两个字。')
  if ((kind === 'add' || kind === 'kind') && unit_kind === undefined) return refused('kind_missing', '请选择核算单位的类别。')
  if (kind !== 'move') return undefined
  if (to_pool === undefined) return refused('pool_missing', '请写明调入的统筹区；单独成为统筹区的，写本单位代码。')
  return to_pool === pool ? refused('nothing_changes', '调入的统筹区就是现在的统筹区；请核对。') : undefined
}

/** The tree is kept by officers of the whole pool; a province's also those of the pooling areas below it. */
async function notKept(client: Queries, { officer }: Desk, pool: string, today: Day): Promise<Refusal | undefined> {
  if (officer.home !== officer.pool) return refused('elsewhere', '统筹区的核算单位由统筹区本级人员调整；请报市级办理。')
  if ((await keptPools(client, officer.pool, today)).includes(pool)) return undefined
  return refused('elsewhere', `统筹区 ${pool} 不由您所在的统筹区管理；请由该统筹区或上级办理。`)
}

async function waiting(client: Queries, { unit }: UnitChange, but: bigint): Promise<Refusal | undefined> {
  const other = await waitingChange(client, unit, but)
  return other === undefined ? undefined : refused('change_waiting', `${other.unit_name}已有 ${other.from_day} 起的调整等待批准；请先批准、退回或撤回那一件。`)
}

async function around(client: Queries, change: UnitChange): Promise<AroundChange> {
  const pools = [change.pool, ...(change.toPool === null ? [] : [change.toPool])]
  const books = await client.query<{ name: string; closedThrough: Day | null }>(
    `SELECT b.name, x.day AS "closedThrough" FROM book b, LATERAL (SELECT book_closed_through(b.book) AS day) x WHERE b.pool = ANY ($1) ORDER BY x.day DESC NULLS LAST, b.book`,
    [pools],
  )
  const own = await client.query<{ unit: string }>(`SELECT unit FROM pooling_unit WHERE pool = $1 AND kind = 'city_level' AND (until IS NULL OR until >= $2)`, [
    change.pool,
    change.from,
  ])
  const known = await client.query<{ pool: string }>('SELECT DISTINCT pool FROM pooling_unit WHERE in_force <= $1 AND (until IS NULL OR until >= $1)', [
    change.from,
  ])
  return {
    periods: await periodsAround(client, change),
    ownLevel: own.rows.map(({ unit }) => unit),
    pools: new Set(known.rows.map(({ pool }) => pool)),
    books: books.rows,
    wholeYears: change.kind === 'move' ? await wholeYears(client, pools, change.from) : null,
  }
}

/** The document of the first rule that closes a fund's year as a whole. */
async function wholeYears(client: Queries, pools: readonly string[], day: Day): Promise<string | null> {
  for (const pool of pools) {
    const found = (await fundRulesOn(client, pool, day)).find(({ rules }) => rules.gap !== null)
    if (found?.rules.gap) return `${found.rules.gap.from.document} ${found.rules.gap.from.article}`
  }
  return null
}

interface Decision {
  readonly kind: Exclude<UnitChangeStage, 'prepared'>
  readonly remark: string
}

export async function decideChange(client: pg.PoolClient, desk: Desk, row: ChangeRow, { kind, remark }: Decision, today: Day): Promise<Refusal | undefined> {
  const { officer } = desk.officer
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('unit_tree', 0))`)
  await holdPaper(client, 'unit_change', row.change)
  const steps = await stepsOf<UnitChangeStage>(client, 'unit_change', [row.change])
  const change = changeOf(row)
  const wrong =
    deskStepRefused(UNIT_CHANGE_LIFE, steps, kind, officer) ??
    (await notKept(client, desk, row.pool, today)) ??
    (kind === 'confirmed' ? await notNow(client, change, row, today) : undefined)
  if (wrong !== undefined) return wrong
  await insertStep(client, 'unit_change', { of: row.change, step: steps.length + 1, kind, remark, officer })
  if (kind === 'confirmed') await writeTree(client, row.change, treeAfter(change, await periodsAround(client, change)))
  return undefined
}

function changeOf({ kind, pool, unit, from_day: from, to_pool: toPool, name, unit_kind: unitKind }: ChangeRow): UnitChange {
  return { kind, pool, unit, from, toPool, name, unitKind }
}

async function notNow(client: Queries, change: UnitChange, row: ChangeRow, today: Day): Promise<Refusal | undefined> {
  const wrong = unitChangeRefused(change, await around(client, change))
  if (wrong !== undefined || (change.kind !== 'end' && change.kind !== 'move')) return wrong
  return leavingWith(change, row.unit_name, await leftBehind(client, change, today), today)
}
