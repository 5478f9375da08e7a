// A change for the past, carried out as long work: who may be touched, their bills settled again some persons at a time, and what
// differs written at the end in one transaction. A person whose bills moved on meanwhile is computed again before that.
import type { Day } from '@tongchou/domain/base/day.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import type { Pool } from '../database/connect.js'
import { PlainError } from '../database/plain-error.js'
import { type Clock, dayIn } from '../http/clock.js'
import type { Progress } from '../jobs/run-job.js'
import { newestHash, type Queryable } from '../policy/store.js'
import { candidates, rulesOfScheme, type Scope } from './candidates.js'
import type { Change } from './circumstances.js'
import { type ChangeKind, linesOfBills, loadPersons } from './load-bills.js'
import { firstTouched, groundsOfPerson, type Recomputed, recomputePerson } from './recompute-person.js'
import { overtakenPersons, saveChange } from './save-change.js'

export interface RecomputationAsked extends Scope {
  readonly kind: ChangeKind
  readonly pool: string
  readonly officer: bigint
}

export interface House {
  readonly batch: Pool
  readonly clock: Clock
}

const AT_ONCE = 40
const MOST_TURNS = 5
const TOLD = 20

export async function recompute(house: House, asked: RecomputationAsked, job: bigint, progress: Progress): Promise<Record<string, unknown>> {
  const { batch, clock } = house
  const change = await changeOf(batch, asked)
  progress.phase('查找涉及的人员')
  const persons = await candidates(batch, change, asked)
  progress.phase('重新结算', persons.length)
  const done = new Map<bigint, Recomputed>()
  await recomputePersons(batch, change, persons, done, progress)
  for (let turn = 0; ; turn += 1) {
    const overtaken = await overtakenPersons(batch, asked.scheme, [...done.values()])
    // Whoever still moves is told when the difference is decided on: its guard does not match then.
    if (overtaken.length === 0 || turn === MOST_TURNS) break
    progress.phase('重算期间又有新结算的人员', overtaken.length)
    await recomputePersons(batch, change, overtaken, done, progress)
  }
  progress.phase('登记差额')
  const at = { now: clock.now(), today: dayIn(clock) }
  const number = await saveChange(batch, { asked, change, job, at }, [...done.values()])
  return summary(number, asked.kind, [...done.values()])
}

export async function changeOf(db: Queryable, { kind, pool, scheme, from, until }: RecomputationAsked): Promise<Change> {
  const newHash = await newestHash(db, pool, scheme)
  if (newHash === undefined) throw new PlainError('本统筹区没有发布这个险种的待遇政策，没有可以重算的规则；请先发布政策。')
  return { kind, scheme, from, until, newHash, rules: await rulesOfScheme(db, scheme, newHash) }
}

export async function recomputePersons(
  batch: Pool,
  change: Change,
  persons: readonly bigint[],
  into: Map<bigint, Recomputed>,
  progress: Pick<Progress, 'step' | 'stopIfAsked'>,
): Promise<void> {
  for (let start = 0; start < persons.length; start += AT_ONCE) {
    const some = persons.slice(start, start + AT_ONCE)
    for (const one of await recomputeSome(batch, change, some)) into.set(one.person, one)
    progress.step(some.length)
    progress.stopIfAsked()
  }
}

/** All reading of these persons sees one state of the database. */
async function recomputeSome(batch: Pool, change: Change, persons: readonly bigint[]): Promise<Recomputed[]> {
  const client = await batch.connect()
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const stored = (await loadPersons(client, change.scheme, persons)).map((of) => ({ of, grounds: groundsOfPerson(change, of) }))
    const wanted = stored.flatMap(({ of, grounds }) => {
      const first = firstTouched(of, grounds)
      return first === undefined ? [] : of.bills.filter(({ settlement }) => settlement >= first && grounds.has(settlement))
    })
    const lines = await linesOfBills(client, wanted)
    return stored.map(({ of, grounds }) => recomputePerson(settle, change, of, grounds, lines))
  } finally {
    await client.query('ROLLBACK').catch(() => undefined)
    client.release()
  }
}

function summary(change: bigint, kind: ChangeKind, all: readonly Recomputed[]): Record<string, unknown> {
  const found = all.flatMap((one) => (one.kind === 'recomputed' ? one.years.flatMap((year) => year.found) : []))
  const sum = (amounts: readonly bigint[]): string => amounts.reduce((total, fen) => total + fen, 0n).toString()
  const owed = found.map((one) => one.difference.person)
  const left = all.flatMap((one) => (one.kind === 'not_possible' ? [one] : []))
  return {
    change: change.toString(),
    persons: all.length,
    bills: all.reduce((bills, one) => bills + (one.kind === 'recomputed' ? one.bills : 0), 0),
    differences: found.length,
    owed_to_persons_fen: sum(owed.filter((fen) => fen > 0n)),
    owed_by_persons_fen: sum(owed.filter((fen) => fen < 0n).map((fen) => -fen)),
    not_possible: left.length,
    not_possible_bills: left.slice(0, TOLD).map(({ settlement, sentence }) => ({ settlement: settlement.toString(), sentence })),
    note: kind === 'rules' ? '' : '当时因没有待遇或身份而被拒绝结算的就诊没有结算单，不在重算之内；请参保人凭票据办理手工报销。',
  }
}

/** Days as the register of changes tells them. */
export interface Moment {
  readonly now: Date
  readonly today: Day
}
