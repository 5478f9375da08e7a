// The one write path. Load what is known, decide in the domain, save in one guarded statement, answer after the commit.
// A batch holds a person once (person-queue.ts); a batch that fails is carried out member by member. A connection that is lost
// after the write was sent leaves its work *in doubt*: the message key is looked up before anything is answered or tried again.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { type Clock, timeText } from '../http/clock.js'
import { type Loaded, loadKnown } from './load-known.js'
import { personQueue } from './person-queue.js'
import { saveChanges } from './save-changes.js'
import type { Answer, Changes, Done, Known, Work } from './work.js'
import type { Writing } from './write-columns.js'

/** The database does not answer: nothing was booked, or it cannot be known yet whether it was. */
export class DatabaseAway extends Error {
  readonly inDoubt: boolean
  constructor(inDoubt: boolean, cause?: unknown) {
    super(inDoubt ? 'the connection was lost after the write was sent' : 'the database does not answer', { cause })
    this.inDoubt = inDoubt
  }
}

export interface WritePath {
  /** Resolves after the commit. Rejects with DatabaseAway, or with our own fault. */
  settle(work: Work): Promise<Answer>
}

export interface WritePathOptions {
  readonly pool: pg.Pool
  readonly clock: Clock
  readonly writers?: number
  readonly largest?: number
  /** Milliseconds for which a lost database is asked again. */
  readonly patience?: number
}

/** A work that collides more often than this meets something that will not give way. */
const MOST_COLLISIONS = 100

export function openWritePath(options: WritePathOptions): WritePath {
  const patience = options.patience ?? 4000
  const path: Path = { pool: options.pool, clock: options.clock, patience }
  const queue = personQueue<Work, Answer>({
    writers: options.writers ?? 2,
    largest: options.largest ?? 64,
    patience: patience * 2,
    personOf: (work) => work.person,
    tooLate: () => new DatabaseAway(false),
    carryOut: (batch) => settleVisits(path, batch),
  })
  return { settle: (work) => queue.submit(work) }
}

interface Path {
  readonly pool: pg.Pool
  readonly clock: Clock
  readonly patience: number
}

/** Carries out a batch that holds each person once; an Error in the answers is that work's own. */
export async function settleVisits(path: Path, list: readonly Work[]): Promise<(Answer | Error)[]> {
  try {
    return await attempt(path, list)
  } catch (error) {
    if (list.length === 1 && list[0] !== undefined) return [await settleAlone(path, list[0], error)]
  }
  const answers: (Answer | Error)[] = []
  for (const work of list) answers.push(await settleAlone(path, work, undefined))
  return answers
}

/** One work by itself, again and again while it merely collided or the database was lost for a moment. */
async function settleAlone(path: Path, work: Work, first: unknown): Promise<Answer | Error> {
  const deadline = Date.now() + path.patience
  let last: unknown = first
  let sent = wasSent(first)
  for (let collisions = 0; ; ) {
    if (isAway(last)) {
      if (Date.now() > deadline) return new DatabaseAway(sent, last)
      await pause(200)
    } else if (isCollision(last)) {
      if (++collisions > MOST_COLLISIONS || Date.now() > deadline) return BUSY
      await pause(Math.random() * Math.min(collisions * 5, 50))
    } else if (last !== undefined) return last instanceof Error ? last : new Error(String(last))
    try {
      return (await attempt(path, [work]))[0] ?? new Error('a work was not answered')
    } catch (error) {
      last = error
      sent ||= wasSent(error)
    }
  }
}

const BUSY = refused('busy', '该人员正有其他业务同时办理，本次未办理，请稍后用同一报文重发')

/** Asks again while the database is away for a moment; reading leaves nothing in doubt. */
export async function askedAgain<T>(ask: () => Promise<T>, patience = 4000): Promise<T> {
  for (const deadline = Date.now() + patience; ; ) {
    try {
      return await ask()
    } catch (error) {
      if (!isAway(error) || Date.now() > deadline) throw error
      await pause(200)
    }
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, milliseconds))
}

/** Marks an error that came after the write was sent. */
class SentAndLost extends Error {}

async function attempt(path: Path, list: readonly Work[]): Promise<(Answer | Error)[]> {
  const client = await path.pool.connect()
  let trouble: Error | undefined
  try {
    const loaded = await loadKnown(client, list)
    const answers = list.map((work, index) => decide(work, loaded[index]))
    await save(client, path, list, answers)
    return answers.map((answer) => (isOpen(answer) ? new Error('a change was not saved') : answer))
  } catch (error) {
    if (isAway(error)) trouble = error instanceof Error ? error : new Error(String(error))
    throw error
  } finally {
    client.release(trouble)
  }
}

/** A decision that still has to be saved. */
interface Open {
  readonly kind: 'open'
  readonly known: Known
  readonly changes: Changes
}

function isOpen(answer: Answer | Open | Error): answer is Open {
  return !(answer instanceof Error) && answer.kind === 'open'
}

function decide(work: Work, loaded: Loaded | undefined): Answer | Open | Error {
  if (loaded?.message !== undefined && work.message !== null) {
    const { message } = loaded
    if (!message.hash.equals(work.message.hash)) {
      return refused('message_reused', '该发送方报文ID（msgid）已用于另一笔业务，本次内容不同，未受理；请换新的msgid重发')
    }
    return { kind: 'done_before', person: message.person, visit: message.visit, fact: message.fact, receivedAt: message.receivedAt }
  }
  if (loaded?.known === undefined) return refused('unknown_person', '人员编号（psn_no）不存在，请先用1101获取人员信息')
  try {
    const changes = work.decide(loaded.known)
    return isRefusal(changes) ? changes : { kind: 'open', known: loaded.known, changes }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

async function save(client: pg.ClientBase, path: Path, list: readonly Work[], answers: (Answer | Open | Error)[]): Promise<void> {
  const places: number[] = []
  const writings: Writing[] = []
  const receivedAt = timeText(path.clock.now())
  answers.forEach((answer, index) => {
    const work = list[index]
    if (!isOpen(answer) || work === undefined) return
    if (work.message === null) throw new Error('a work that changes something needs a message')
    places.push(index)
    writings.push({ person: work.person, message: work.message, receivedAt, changes: answer.changes })
  })
  if (writings.length === 0) return
  for (const row of await send(client, writings)) {
    const at = places[row.ix]
    const answer = at === undefined ? undefined : answers[at]
    if (at !== undefined && answer !== undefined && isOpen(answer)) answers[at] = doneOf(answer, row, receivedAt)
  }
}

async function send(client: pg.ClientBase, writings: readonly Writing[]): ReturnType<typeof saveChanges> {
  try {
    return await saveChanges(client, writings)
  } catch (error) {
    throw isAway(error) ? new SentAndLost('connection lost while writing', { cause: error }) : error
  }
}

function doneOf(open: Open, row: Awaited<ReturnType<typeof saveChanges>>[number], receivedAt: string): Done {
  const fact = row.settlement ?? row.fact ?? row.batches[0] ?? row.visit
  return {
    kind: 'done',
    known: open.known,
    changes: open.changes,
    saved: { visit: row.visit, settlement: row.settlement, batches: row.batches, fact, receivedAt },
  }
}

const COLLISIONS: ReadonlySet<string> = new Set(['40001', '40P01', '23505'])

/** Somebody else was faster, in another process or under the same message. */
function isCollision(error: unknown): boolean {
  return COLLISIONS.has(codeOf(error))
}

/** The server went away, shut down, refuses connections or does not answer in time; the statement itself is not at fault. */
export function isAway(error: unknown): boolean {
  if (error instanceof SentAndLost || error instanceof DatabaseAway) return true
  const code = codeOf(error)
  if (/^(08|57P)/.test(code) || code === '53300' || /^E[A-Z]+$/.test(code)) return true
  return error instanceof Error && code === '' && /connection|timeout|terminated|not queryable/i.test(error.message)
}

function wasSent(error: unknown): boolean {
  return error instanceof SentAndLost
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : ''
}
