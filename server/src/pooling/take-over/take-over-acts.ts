// What officers do to a take-over: open it, change its tasks, verify figures, confirm the sheet, take its steps.

import { daysAfter, isDay } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type TakeOverStepKind, takeOverStage } from '@tongchou/domain/pooling/take-over/take-over-life.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import type { AuditAction } from '../../access/audit-action.js'
import { cell, readTable } from '../../catalogue/table.js'
import { PlainError } from '../../database/plain-error.js'
import { type Clock, dayIn } from '../../http/clock.js'
import type { Desk } from '../../http/route.js'
import { auditItems, type Party, readSheet } from './audit-store.js'
import { liveMeanwhile, stepRefused } from './go-live.js'
import type * as shape from './take-over-schema.js'
import { holdTakeOver, insertStep, stepsOf, type TakeOverRow, takeOverNumbered, tasksOf } from './take-over-store.js'
import { STEP_PERMISSIONS } from './take-over-view.js'
import { postOpening, reverseOpening } from './transfer.js'

export const NO_SUCH = refused('not_found', '没有这项接管，或不在您的区域；请在接管看板里核对。')

export async function found(client: pg.ClientBase, desk: Desk, takeover: string): Promise<TakeOverRow | Refusal> {
  return (await takeOverNumbered(client, desk.officer.pool, BigInt(takeover))) ?? NO_SUCH
}

/** Reads the take-over under its lock and lets `act` change it; refusals pass through. */
export async function onTakeOver<T>(desk: Desk, takeover: string, act: (client: pg.PoolClient, of: TakeOverRow) => Promise<T | Refusal>): Promise<T | Refusal> {
  return desk.write(async (client): Promise<T | Refusal> => {
    const of = await found(client, desk, takeover)
    if (isRefusal(of)) return of
    await holdTakeOver(client, of.takeover)
    return act(client, of)
  })
}

export async function openTakeOver(desk: Desk, body: Static<typeof shape.OpenBody>): Promise<bigint | Refusal> {
  const { unit, scheme, as_of, switch_on, sources } = body
  if (!isDay(as_of) || !isDay(switch_on)) return refused('invalid_field', '日期要写真实的日期，如 2026-01-31。')
  if (switch_on <= as_of) return refused('invalid_field', '计划切换日要晚于清查基准日；请改正。')
  if (new Set(sources).size !== sources.length) return refused('invalid_field', '来源基金有重复；请各写一次。')
  const { pool, areas, officer } = desk.officer
  if (!areas.includes(unit)) return refused('elsewhere', '只能接管本统筹区的核算单位。')
  const made = await desk.write(async (client): Promise<bigint | Refusal> => {
    const { rows: books } = await client.query<{ book: string }>('SELECT book FROM book WHERE pool = $1 AND fund = $2', [pool, scheme])
    if (books[0] === undefined) return refused('no_such_book', '市级还没有这个险种的账套；请先开设账套。')
    const { rows } = await client.query<{ takeover: bigint }>(
      `INSERT INTO takeover (takeover, pool, unit, scheme, book, as_of, switch_on, sources, officer)
         VALUES (nextval('takeover_seq'), $1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (pool, unit, scheme) DO NOTHING RETURNING takeover`,
      [pool, unit, scheme, books[0].book, as_of, switch_on, sources, officer],
    )
    const takeover = rows[0]?.takeover
    if (takeover === undefined) return refused('already_open', '这个核算单位的这个险种已有接管；请在看板里打开。')
    for (const [i, task] of readTable('files/takeover-tasks.tsv').entries()) {
      const due = daysAfter(as_of, Number(cell(task, 'days_from_as_of')))
      await client.query('INSERT INTO takeover_task (takeover, task, unit, stage, name, owner, due, officer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
        takeover,
        i + 1,
        unit,
        cell(task, 'stage'),
        cell(task, 'name'),
        cell(task, 'owner'),
        due,
        officer,
      ])
    }
    return takeover
  })
  if (!isRefusal(made)) await desk.audit('takeover.opened', { area: unit, detail: { takeover: String(made), scheme } })
  return made
}

export async function addTask(desk: Desk, takeover: string, { stage, name, owner, due }: Static<typeof shape.TaskBody>): Promise<{ done: true } | Refusal> {
  if (!isDay(due)) return refused('invalid_field', '期限要写真实的日期，如 2026-01-31。')
  return audited(desk, 'takeover.task', takeover, (client, of) =>
    client.query(
      `INSERT INTO takeover_task (takeover, task, unit, stage, name, owner, due, officer)
         SELECT $1, coalesce(max(task), 0) + 1, $2, $3, $4, $5, $6, $7 FROM takeover_task WHERE takeover = $1`,
      [of.takeover, of.unit, stage, name, owner, due, desk.officer.officer],
    ),
  )
}

export async function actOnTask(
  desk: Desk,
  takeover: string,
  task: number,
  { kind, owner, due, remark = '' }: Static<typeof shape.TaskEventBody>,
): Promise<{ done: true } | Refusal> {
  if (due !== undefined && !isDay(due)) return refused('invalid_field', '期限要写真实的日期，如 2026-01-31。')
  return audited(desk, 'takeover.task', takeover, async (client, of) => {
    const known = (await tasksOf(client, [of.takeover])).find((one) => one.task === task)
    if (known === undefined) return refused('not_found', '没有这项任务；请刷新后再办。')
    if (kind !== 'changed' && known.done === (kind === 'done'))
      return refused('already_so', known.done ? '这项任务已经办完。' : '这项任务还没有办完，无需重新打开。')
    return client.query(
      `INSERT INTO takeover_task_event (takeover, task, event, unit, kind, owner, due, remark, officer) VALUES ($1, $2, nextval('takeover_seq'), $3, $4, $5, $6, $7, $8)`,
      [of.takeover, task, of.unit, kind, owner ?? null, due ?? null, remark, desk.officer.officer],
    )
  })
}

async function audited(
  desk: Desk,
  action: AuditAction,
  takeover: string,
  act: (client: pg.PoolClient, of: TakeOverRow) => Promise<unknown>,
): Promise<{ done: true } | Refusal> {
  const done = await onTakeOver<unknown>(desk, takeover, act)
  if (isRefusal(done)) return done
  await desk.audit(action, { detail: { takeover } })
  return { done: true }
}

export async function verifyFigure(
  desk: Desk,
  takeover: string,
  { key, verified_fen, basis }: Static<typeof shape.FigureBody>,
): Promise<{ done: true } | Refusal> {
  return audited(desk, 'takeover.verified', takeover, async (client, of) => {
    const stage = takeOverStage(await stepsOf(client, [of.takeover]))
    if (stage !== 'audit' && stage !== 'data') return refused('not_its_turn', '清查审计已经完成；数字有变请先冲回期初，再退回更正。')
    if (!(await auditItems(client, of.takeover)).some((item) => item.key === key)) return refused('not_found', '没有这项余额；请刷新后再办。')
    return client.query(
      `INSERT INTO takeover_verified (takeover, figure, unit, key, verified_fen, basis, officer) VALUES ($1, nextval('takeover_seq'), $2, $3, $4, $5, $6)`,
      [of.takeover, of.unit, key, verified_fen, basis, desk.officer.officer],
    )
  })
}

/** Each party speaks for itself: the officer's own department says for whom. */
export function partyOf({ officer }: Desk): Party | Refusal {
  const { department } = officer
  if (department === 'bureau' || department === 'agency') return 'bureau'
  if (department === 'finance' || department === 'audit') return department
  return refused('not_permitted', '只有医保、财政、审计三方可以确认清查审计表。')
}

export async function confirmSheet(desk: Desk, takeover: string, body: Static<typeof shape.ConfirmationBody>): Promise<{ done: true } | Refusal> {
  const party = partyOf(desk)
  if (isRefusal(party)) return party
  const { sheet_hash, agreed, document, remark = '' } = body
  if (!agreed && remark.trim().length < 4) return refused('remark_missing', '不同意时请写明理由（至少四个字）。')
  return audited(desk, 'takeover.confirmed', takeover, async (client, of) => {
    if (takeOverStage(await stepsOf(client, [of.takeover])) !== 'audit') return refused('not_its_turn', '只有在“清查审计”阶段才能确认清查审计表。')
    const { hash } = await readSheet(client, of)
    if (hash !== sheet_hash) return refused('sheet_changed', '您打开之后数字有变动；请刷新核对后再确认。')
    return client.query(
      `INSERT INTO takeover_confirmation (takeover, confirmation, unit, party, sheet_hash, agreed, document, remark, officer)
         VALUES ($1, nextval('takeover_seq'), $2, $3, $4, $5, $6, $7, $8)`,
      [of.takeover, of.unit, party, sheet_hash, agreed, document, remark, desk.officer.officer],
    )
  })
}

export function stepForbidden({ officer }: Desk, kind: TakeOverStepKind): Refusal | undefined {
  return officer.permissions.has(STEP_PERMISSIONS[kind]) ? undefined : refused('not_permitted', '您的岗位不能办理这一步。')
}

/** Steps that are done at once; the others are jobs. */
export async function takeStep(
  desk: Desk,
  clock: Clock,
  takeover: string,
  { kind: asked, remark = '' }: Static<typeof shape.StepBody>,
): Promise<{ done: true } | Refusal> {
  const kind = asked as TakeOverStepKind
  const forbidden = stepForbidden(desk, kind)
  if (forbidden !== undefined) return forbidden
  const today = dayIn(clock)
  const done = await onTakeOver(desk, takeover, async (client, of): Promise<true | Refusal> => {
    const wrong = await stepRefused(client, of, kind, desk.officer.officer)
    if (wrong !== undefined) return wrong
    const facts = await moneyOf(client, of, kind, today)
    if (isRefusal(facts)) return facts
    await insertStep(client, { takeover: of.takeover, unit: of.unit, kind, facts, remark, officer: desk.officer.officer }).catch(liveMeanwhile)
    return true
  }).catch((error: unknown) => {
    if (error instanceof PlainError) return refused('live_already', error.message)
    throw error
  })
  if (isRefusal(done)) return done
  await desk.audit(`takeover.${kind}`, { detail: { takeover } })
  return { done: true }
}

async function moneyOf(client: pg.ClientBase, of: TakeOverRow, kind: TakeOverStepKind, today: string): Promise<readonly bigint[] | Refusal> {
  if (kind === 'transferred') return postOpening(client, of, today)
  return kind === 'transfer_reversed' ? reverseOpening(client, of, await stepsOf(client, [of.takeover]), today) : []
}
