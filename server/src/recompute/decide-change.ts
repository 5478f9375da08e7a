// Decides all that waits of one change, as long work: batches of at most a thousand differences, each a transaction of its own that
// keeps a person's year together. Stopping leaves the batches that were decided; the rest goes on waiting.
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Pool } from '../database/connect.js'
import type { Clock } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { type Progress, Stopped } from '../jobs/run-job.js'
import { type Decided, type DecisionAsked, decideDifferences } from './decide-differences.js'

export const MOST_AT_ONCE = 1_000

export type ChangeDecision = Pick<DecisionAsked, 'decision' | 'remark'>

interface WaitingRow {
  readonly difference: bigint
  readonly person: bigint
}

/** The change's differences that wait and that the officer may see, batch by batch; or why nothing can be decided. */
export async function batchesOfChange(desk: Desk, change: bigint): Promise<readonly (readonly bigint[])[] | Refusal> {
  return desk.read(async (client) => {
    const { rows: found } = await client.query<{ officer: bigint }>(
      'SELECT officer FROM difference_change WHERE change = $1 AND pool = $2 AND areas && $3::text[]',
      [change, desk.officer.pool, desk.officer.areas],
    )
    if (found[0] === undefined) return refused('not_found', '没有这次重算，或它不涉及您的区域；请到重算清单里查看。')
    if (found[0].officer === desk.officer.officer) return refused('same_officer', '发起重算的人不能审批其结果；请由另一位有审批权限的人员办理。')
    const { rows } = await client.query<WaitingRow>(
      `SELECT difference, person FROM difference_standing WHERE change = $1 AND state = 'pending' ORDER BY person, difference`,
      [change],
    )
    return rows.length === 0 ? refused('nothing_waits', '这次重算没有待审批的差额。') : inBatches(rows, MOST_AT_ONCE)
  })
}

/** Persons are never divided between two batches. */
export function inBatches(rows: readonly WaitingRow[], most: number): bigint[][] {
  const batches: bigint[][] = []
  for (const ofPerson of groupedBy(rows, (row) => row.person).values()) {
    const last = batches.at(-1)
    const numbers = ofPerson.map((row) => row.difference)
    if (last !== undefined && last.length + numbers.length <= most) last.push(...numbers)
    else batches.push(numbers)
  }
  return batches
}

export async function decideChange(
  house: { readonly batch: Pool; readonly clock: Clock },
  asked: ChangeDecision & { readonly change: bigint; readonly batches: readonly (readonly bigint[])[] },
  desk: Desk,
  progress: Progress,
): Promise<Record<string, unknown>> {
  const { change, batches, decision, remark } = asked
  const result = { change: change.toString(), decision, decided: 0, overtaken: 0, left: 0, stopped: false, booked_on: null as string | null }
  progress.phase(
    '逐批审批差额',
    batches.reduce((sum, batch) => sum + batch.length, 0),
  )
  for (const differences of batches) {
    if (isStopped(progress)) return { ...result, stopped: true }
    const decided = await decideBatch(house, { differences, decision, remark }, desk)
    if (isRefusal(decided)) result.left += differences.length
    else {
      result.decided += decided.decided
      result.overtaken += decided.overtaken.length
      result.booked_on = decided.booked_on ?? result.booked_on
    }
    progress.step(differences.length)
  }
  return result
}

/** A desk for each batch: what it notes is written when the batch has ended, with what came of it, and never by the request. */
async function decideBatch(house: { readonly batch: Pool; readonly clock: Clock }, asked: DecisionAsked, desk: Desk): Promise<Decided | Refusal> {
  const own = desk.apart()
  try {
    const decided = await decideDifferences(house.batch, house.clock, asked, own)
    await own.close(isRefusal(decided) ? 'refused' : 'ok')
    return decided
  } catch (error) {
    await own.close('failed')
    throw error
  }
}

function isStopped(progress: Progress): boolean {
  try {
    progress.stopIfAsked()
    return false
  } catch (error) {
    if (error instanceof Stopped) return true
    throw error
  }
}
