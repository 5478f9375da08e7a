// The switch of a county, its rehearsal and its roll-back, each a job. A rehearsal is the switch in a transaction that is rolled back:
// it tells what would happen. What really happens is checked again under the take-over's lock, and the step is written last.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type TakeOverStepKind, takeOverStepRefused } from '@tongchou/domain/pooling/take-over/take-over-life.js'
import type pg from 'pg'
import { PlainError } from '../../database/plain-error.js'
import type { RegisterCipher } from '../../enrolment/register-cipher.js'
import { inTransaction } from '../../fund/transaction.js'
import type { Progress } from '../../jobs/run-job.js'
import { type Applied, applyFiles } from './apply-files.js'
import { blockingOf } from './blocking.js'
import { checkStanding } from './difference-store.js'
import { takeBack } from './roll-back.js'
import { rulesFor } from './run-parallel.js'
import { holdTakeOver, insertStep, liveSettlements, stepsOf, type TakeOverRow, tasksOf } from './take-over-store.js'

export interface GoLive {
  readonly batch: pg.Pool
  readonly cipher: RegisterCipher
  readonly of: TakeOverRow
  readonly officer: bigint
  readonly today: Day
  readonly remark: string
}

/** Why the step may not be taken now, as the take-over stands in this transaction. */
export async function stepRefused(client: pg.ClientBase, of: TakeOverRow, kind: TakeOverStepKind, officer: bigint): Promise<Refusal | undefined> {
  const [steps, tasks] = [await stepsOf(client, [of.takeover]), await tasksOf(client, [of.takeover])]
  const blocking = await blockingOf(client, { of, steps, tasks })
  return takeOverStepRefused({ steps, blocking, liveSettlements: await liveSettlements(client, of) }, kind, officer)
}

export function tooEarly({ switch_on }: TakeOverRow, today: Day): Refusal | undefined {
  return today < switch_on ? refused('too_early', `计划切换日是 ${switch_on}，还没有到；可以先演练。`) : undefined
}

async function checked(client: pg.ClientBase, { of, officer, today }: GoLive, kind: TakeOverStepKind): Promise<void> {
  await holdTakeOver(client, of.takeover)
  const wrong = (kind === 'switched' ? tooEarly(of, today) : undefined) ?? (await stepRefused(client, of, kind, officer))
  if (wrong !== undefined) throw new PlainError(wrong.sentence)
}

class Rehearsed extends Error {
  readonly applied: readonly Applied[]
  constructor(applied: readonly Applied[]) {
    super('a rehearsal is rolled back')
    this.applied = applied
  }
}

export async function rehearse(given: GoLive, progress: Progress): Promise<Readonly<Record<string, unknown>>> {
  const { batch, of, officer, remark } = given
  const applied = await inTransaction(batch, async (client): Promise<readonly Applied[]> => {
    await checked(client, given, 'rehearsed')
    throw new Rehearsed(await appliedNow(client, given, progress))
  }).catch((error: unknown) => {
    if (error instanceof Rehearsed) return error.applied
    throw error
  })
  return inTransaction(batch, async (client) => {
    const { newest_data } = await checkStanding(client, of.takeover)
    const report = { applied, newest_file: newest_data === null ? null : String(newest_data) }
    await insertStep(client, { takeover: of.takeover, unit: of.unit, kind: 'rehearsed', report, remark, officer })
    return report
  })
}

export async function switchOver(given: GoLive, progress: Progress): Promise<Readonly<Record<string, unknown>>> {
  const { batch, of, officer, remark } = given
  return inTransaction(batch, async (client) => {
    await checked(client, given, 'switched')
    const applied = await appliedNow(client, given, progress)
    await insertStep(client, { takeover: of.takeover, unit: of.unit, kind: 'switched', report: { applied }, remark, officer })
    return { applied }
  })
}

/** The number the coming step will have, under the lock. */
async function appliedNow(client: pg.ClientBase, { of, today, cipher }: GoLive, progress: Progress): Promise<readonly Applied[]> {
  const step = ((await stepsOf(client, [of.takeover])).at(-1)?.step ?? 0) + 1
  const { versions } = await rulesFor(client, of)
  return applyFiles(client, { of, step, today, cipher, versions }, progress)
}

export async function rollBack(given: GoLive, progress: Progress): Promise<Readonly<Record<string, unknown>>> {
  const { batch, of, officer, today, remark } = given
  return inTransaction(batch, async (client) => {
    await checked(client, given, 'rolled_back')
    const switched = (await stepsOf(client, [of.takeover])).filter(({ kind }) => kind === 'switched').at(-1)
    if (switched === undefined) throw new Error(`take-over ${of.takeover} is live without a switch`)
    const went = await takeBack(client, of, switched.step, today, progress)
    await insertStep(client, { takeover: of.takeover, unit: of.unit, kind: 'rolled_back', report: { went }, remark, officer }).catch(liveMeanwhile)
    return { went }
  })
}

/** The database refuses what a bill settled in the meantime forbids. */
export function liveMeanwhile(error: unknown): never {
  if (error instanceof Error && error.message.startsWith('live_already')) {
    throw new PlainError('该县区切换后已有正式结算，不能再回退；请用更正登记、重算差额、更正凭证等办法向前更正。')
  }
  throw error
}
