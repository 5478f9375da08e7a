// Steps of runs that a second officer decides: one form of table, one way of taking a step. Each room names its table, its permissions
// and its life; the steps are insert-only.

import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { RunStep } from '@tongchou/domain/base/run-life.js'
import type pg from 'pg'
import type { AuditAction } from '../access/audit-action.js'
import type { Desk } from '../http/route.js'
import type { Queries } from './transaction.js'

export interface StepRow<Kind extends string> extends RunStep<Kind> {
  readonly step: number
  readonly remark: string
  /** What an objection is about, in the one table that knows it. */
  readonly indicator?: string | null
  readonly officer_name: string
  readonly known_at: string
}

/** Tables of steps with unit and until. */
export type StepTable = 'appraisal_step' | 'adjustment_step' | 'year_end_step'

export async function runStepsOf<Kind extends string>(db: Queries, table: StepTable, run: bigint): Promise<StepRow<Kind>[]> {
  const { rows } = await db.query<StepRow<Kind>>(
    `SELECT s.step, s.kind, s.unit, s.until, s.remark${table === 'appraisal_step' ? ', s.indicator' : ''}, s.officer, o.name AS officer_name, s.known_at FROM ${table} s JOIN officer o USING (officer) WHERE s.run = $1 ORDER BY s.step`,
    [run],
  )
  return rows
}

export interface NewStep<Kind extends string> {
  readonly run: bigint
  readonly step: number
  readonly kind: Kind
  readonly unit: string | null
  readonly until: string | null
  readonly remark: string
  readonly indicator?: string | undefined
  readonly officer: bigint
}

export async function insertRunStep<Kind extends string>(db: Queries, table: StepTable, of: NewStep<Kind>): Promise<void> {
  const { run, step, kind, unit, until, remark, officer, indicator } = of
  const row = { run, step, kind, unit, until, remark, officer, ...(indicator === undefined ? {} : { indicator }) }
  const columns = Object.keys(row)
  await db.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, i) => `$${i + 1}`).join(', ')})`, Object.values(row))
}

export interface StepAsked<Kind extends string> {
  readonly kind: Kind
  readonly unit?: string
  readonly until?: string
  readonly remark?: string
  readonly indicator?: string
}

export interface StepHouse<Kind extends string> {
  readonly table: StepTable
  readonly audit: (kind: Kind) => AuditAction
  readonly permissions: Readonly<Record<Kind, string>>
  /** Why not, within the transaction that takes the step. */
  readonly refusedBy: (client: pg.PoolClient, steps: readonly StepRow<Kind>[], asked: StepAsked<Kind>) => Promise<Refusal | undefined>
}

/** Undefined where the step was taken. */
export async function takeRunStep<Kind extends string>(desk: Desk, house: StepHouse<Kind>, run: bigint, asked: StepAsked<Kind>): Promise<Refusal | undefined> {
  const { kind, unit, until, remark = '' } = asked
  const missing = whatIsMissing(desk, house, asked)
  if (missing !== undefined) return missing
  return desk.write(async (client): Promise<Refusal | undefined> => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended($1 || '/' || $2::text, 0))`, [house.table, run])
    const steps = await runStepsOf<Kind>(client, house.table, run)
    const refusal = await house.refusedBy(client, steps, asked)
    if (refusal !== undefined) return refusal
    await insertRunStep(client, house.table, {
      run,
      step: steps.length + 1,
      kind,
      unit: unit ?? null,
      until: until ?? null,
      remark,
      indicator: asked.indicator,
      officer: desk.officer.officer,
    })
    await desk.audit(house.audit(kind), { detail: { run: String(run), ...(unit === undefined ? {} : { unit }) } })
    return undefined
  })
}

const NOT_PERMITTED = '您的岗位不能办理这一步。'

function whatIsMissing<Kind extends string>(
  { officer }: Desk,
  { permissions }: StepHouse<Kind>,
  { kind, unit, until, remark = '' }: StepAsked<Kind>,
): Refusal | undefined {
  if (!officer.permissions.has(permissions[kind])) return refused('not_permitted', NOT_PERMITTED)
  if (kind === 'objections_opened' && until === undefined) return refused('until_missing', '请写明异议期截止日期。')
  if (kind !== 'objected' && kind !== 'answered') return undefined
  if (unit === undefined) return refused('unit_missing', '请写明是哪个单位的异议。')
  if (!officer.areas.includes(unit)) return refused('elsewhere', '只能办理本单位的异议。')
  return remark.trim().length < 4 ? refused('remark_missing', '请写明理由（至少四个字）。') : undefined
}

/** Step → null, or why it may not be taken now. */
export function stepActions<Kind extends string>(
  { officer }: Desk,
  permissions: Readonly<Record<Kind, string>>,
  refusedNow: (kind: Kind) => Refusal | undefined,
): Record<string, string | null> {
  const kinds = Object.keys(permissions) as Kind[]
  return Object.fromEntries(kinds.map((kind) => [kind, officer.permissions.has(permissions[kind]) ? (refusedNow(kind)?.sentence ?? null) : NOT_PERMITTED]))
}
