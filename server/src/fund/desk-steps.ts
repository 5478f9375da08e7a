// Steps of papers that pass several officers, one table each, insert-only.
import type { DeskLife, DeskStep } from '@tongchou/domain/base/desk-life.js'
import { deskStepRefused } from '@tongchou/domain/base/desk-life.js'
import { Type } from 'typebox'
import type { Officer } from '../http/route.js'
import type { Queries } from './transaction.js'

const KEYS = {
  voucher_draft: 'draft',
  book_close: 'close',
  fund_report: 'report',
  performance_run: 'run',
  book_opening: 'opening',
  premium_waiver: 'waiver',
  interest_paper: 'paper',
  unit_change: 'change',
} as const
export type Paper = keyof typeof KEYS

export interface StepRow<Stage extends string> extends DeskStep<Stage> {
  readonly of: bigint
  readonly step: number
  readonly remark: string
  readonly officer_name: string
  readonly known_at: string
}

export const Steps = Type.Array(
  Type.Object({ step: Type.Integer(), kind: Type.String(), name: Type.String(), remark: Type.String(), officer_name: Type.String(), known_at: Type.String() }),
)
/** Step → null, or why it may not be taken now. */
export const Actions = Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()]))

export async function stepsOf<Stage extends string>(db: Queries, paper: Paper, numbers: readonly bigint[]): Promise<StepRow<Stage>[]> {
  const key = KEYS[paper]
  const { rows } = await db.query<StepRow<Stage>>(
    `SELECT s.${key} AS of, s.step, s.kind, s.remark, s.officer, o.name AS officer_name, s.known_at FROM ${paper}_step s JOIN officer o USING (officer)
      WHERE s.${key} = ANY ($1) ORDER BY s.${key}, s.step`,
    [numbers],
  )
  return rows
}

export interface NewDeskStep {
  readonly of: bigint
  readonly step: number
  readonly kind: string
  readonly remark: string
  readonly officer: bigint
  /** Of a posted voucher. */
  readonly voucher?: bigint
  /** The fact that an approved paper became. */
  readonly booked?: { readonly book: string; readonly fact: bigint }
}

export async function insertStep(db: Queries, paper: Paper, { of, step, kind, remark, officer, voucher, booked }: NewDeskStep): Promise<void> {
  const more = { ...(voucher === undefined ? {} : { voucher }), ...booked }
  const columns = [KEYS[paper], 'step', 'kind', 'remark', 'officer', ...Object.keys(more)]
  const values = [of, step, kind, remark, officer, ...Object.values(more)]
  await db.query(`INSERT INTO ${paper}_step (${columns.join(', ')}) VALUES (${columns.map((_name, at) => `$${at + 1}`).join(', ')})`, values)
}

/** Nobody else takes a step of the same paper meanwhile. */
export async function holdPaper(db: Queries, paper: Paper, number: bigint): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${paper}/${number}`])
}

export function stepsJson<Stage extends string>(life: DeskLife<Stage>, steps: readonly StepRow<Stage>[]) {
  return steps.map(({ step, kind, remark, officer_name, known_at }) => ({ step, kind, name: life.names[kind], remark, officer_name, known_at }))
}

/** What the officer may do now, and why not. */
export function actionsOf<Stage extends string>(
  life: DeskLife<Stage>,
  steps: readonly DeskStep<Stage>[],
  permissions: Readonly<Partial<Record<Stage, string>>>,
  { officer, permissions: held }: Officer,
): Record<string, string | null> {
  const entries = Object.entries(permissions) as [Stage, string][]
  return Object.fromEntries(
    entries.map(([kind, permission]) => [
      kind,
      held.has(permission) ? (deskStepRefused(life, steps, kind, officer)?.sentence ?? null) : '您的岗位不能办理这一步。',
    ]),
  )
}

export async function nextNumber(db: Queries): Promise<bigint> {
  const { rows } = await db.query<{ number: bigint }>(`SELECT nextval('book_desk_seq') AS number`)
  return rows[0]?.number ?? 0n
}
