// One officer's step upon something that several decide: found under row-level security, checked by the domain, its effect and its
// row in one transaction, its line in the audit trail.

import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Life, stageName, stageOf, stepRefused } from '@tongchou/domain/payment/life.js'
import type pg from 'pg'
import { auditActionOf } from '../access/audit-action.js'
import type { Queries } from '../fund/transaction.js'
import type { Desk } from '../http/route.js'

export interface StepRow {
  readonly step: number
  readonly kind: string
  readonly remark: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
}

export async function paymentSteps(db: Queries, subject: string, number: bigint): Promise<StepRow[]> {
  const { rows } = await db.query<StepRow>(
    `SELECT s.step, s.kind, s.remark, s.detail, s.officer, o.name AS officer_name, to_char(s.known_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS known_at
       FROM payment_step s JOIN officer o USING (officer) WHERE s.subject = $1 AND s.number = $2 ORDER BY s.step`,
    [subject, number],
  )
  return rows
}

export interface Found {
  readonly number: bigint
  /** Whoever began it. */
  readonly officer: bigint
}

export interface StepAsked {
  readonly kind: string
  readonly remark?: string | undefined
  /** Where a step may approve less. */
  readonly amount_fen?: number | undefined
}

export interface Deciding<F extends Found> {
  readonly subject: string
  readonly life: (found: F) => Life
  readonly find: (client: pg.PoolClient, number: bigint) => Promise<F | undefined>
  /** What the step does beside being written down; what it answers is kept with the step. */
  readonly effect?: (client: pg.PoolClient, found: F, asked: StepAsked, steps: readonly StepRow[]) => Promise<Refusal | Readonly<Record<string, unknown>>>
}

export async function takeStep<F extends Found>(desk: Desk, deciding: Deciding<F>, number: bigint, asked: StepAsked): Promise<F | Refusal> {
  const { subject } = deciding
  return desk.write(async (client): Promise<F | Refusal> => {
    await lockSubject(client, subject, number)
    const found = await deciding.find(client, number)
    if (found === undefined) return refused('not_found', '没有这一件，或不在您的区域；请在列表里核对。')
    const steps = await paymentSteps(client, subject, number)
    const life = deciding.life(found)
    const wrong = whyNot(desk, life, found, steps, asked.kind) ?? reasonMissing(life, asked)
    if (wrong !== undefined) return wrong
    const effect = deciding.effect === undefined ? {} : await deciding.effect(client, found, asked, steps)
    if (isRefusal(effect)) return effect
    await client.query('INSERT INTO payment_step (subject, number, step, kind, remark, detail, officer) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      ...[subject, number, steps.length + 1, asked.kind, asked.remark ?? ''],
      ...[JSON.stringify(effect), desk.officer.officer],
    ])
    await desk.audit(auditActionOf(`${subject}.${asked.kind}`), { detail: { number: number.toString() } })
    return found
  })
}

export async function lockSubject(client: pg.PoolClient, subject: string, number: bigint | string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${subject}/${number}`])
}

/** Why the officer may not take the step; undefined where it may be taken. */
export function whyNot({ officer }: Desk, life: Life, found: Found, steps: readonly StepRow[], kind: string): Refusal | undefined {
  const permission = life.steps.find((one) => one.kind === kind)?.permission
  if (permission !== undefined && !officer.permissions.has(permission)) return refused('not_permitted', '您的岗位不能办理这一步。')
  return stepRefused(life, found.officer, steps, kind, officer.officer)
}

function reasonMissing(life: Life, { kind, remark = '' }: StepAsked): Refusal | undefined {
  const asks = life.steps.find((one) => one.kind === kind)?.reason === true
  return asks && remark.trim().length < 4 ? refused('reason_missing', '请写明理由（至少四个字）。') : undefined
}

/** What every page of something decided shows: where it stands, what was decided, what the officer may do now. */
export function standingJson(desk: Desk, life: Life, found: Found, steps: readonly StepRow[]) {
  const stage = stageOf(steps)
  return {
    stage,
    stage_name: stageName(life, stage),
    steps: steps.map(({ step, kind, remark, officer_name, known_at }) => ({ step, kind, name: stageName(life, kind), remark, officer_name, known_at })),
    actions: life.steps.map(({ kind, label, reason }) => ({
      kind,
      label,
      reason: reason === true,
      refused: whyNot(desk, life, found, steps, kind)?.sentence ?? null,
    })),
  }
}
