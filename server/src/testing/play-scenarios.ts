// Plays worked cases over HTTP on one calendar: day by day, all persons of a day side by side, each person's bills in order. A
// case that the hospital interface cannot express goes to the open calculator instead, with the reason.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Counters } from '@tongchou/domain/settlement/bill.js'
import type { FastifyInstance } from 'fastify'
import type { Clock } from '../http/clock.js'
import type { Scenario, ScenarioEvent } from '../policy/scenario-form.js'
import { differences } from '../policy/scenarios.js'
import type { SettlementFact } from '../settlement/fact.js'
import { loadKnown } from '../settlement/load-known.js'
import type { Known } from '../settlement/work.js'
import type { TestDatabase } from './database.js'
import { noon } from './desk.js'
import { type Estimating, estimateEvent } from './scenario-calculator.js'
import { declareInjury, type ScenarioCity } from './scenario-city.js'
import { cancelBill, type Played, playBill, settlementIn, undoStay } from './scenario-messages.js'
import { statementOf, unlikeFact, unlikeRefusal } from './scenario-replies.js'
import type { Person } from './small-city.js'

export type BillEvent = Extract<ScenarioEvent, { event: 'bill' }>
type CancelEvent = Extract<ScenarioEvent, { event: 'cancel' }>

/** One case being played. */
export interface Run extends Estimating {
  readonly db: TestDatabase
  readonly way: 'messages' | 'calculator'
  readonly person: Person
  readonly played: Map<string, Booked>
  /** One line for each difference from what the case expects. */
  readonly differences: string[]
}

interface Booked {
  readonly played: Played
  readonly fact: SettlementFact
}

export interface RunAsked {
  readonly db: TestDatabase
  readonly app: FastifyInstance
  readonly city: ScenarioCity
  readonly it: Scenario
  readonly way: Run['way']
}

export async function openRun(asked: RunAsked): Promise<Run> {
  return { ...asked, person: await asked.city.enrol(asked.it), played: new Map(), estimates: [], differences: [] }
}

export interface Calendar extends Clock {
  /** Noon of the day. */
  turnTo(day: Day): void
}

export function calendar(): Calendar {
  let now = noon('2000-01-01')
  return {
    now: () => now,
    turnTo: (day) => {
      now = noon(day)
    },
  }
}

const SIDE_BY_SIDE = 16

export async function playAll(runs: readonly Run[], days: Calendar): Promise<void> {
  const agenda = new Map<Day, Map<Run, ScenarioEvent[]>>()
  for (const run of runs) {
    for (const [day, event] of dated(run.it)) {
      const onDay = agenda.get(day) ?? new Map<Run, ScenarioEvent[]>()
      agenda.set(day, onDay.set(run, [...(onDay.get(run) ?? []), event]))
    }
  }
  for (const [day, onDay] of [...agenda].sort(([a], [b]) => (a < b ? -1 : 1))) {
    days.turnTo(day)
    await sideBySide([...onDay], async ([run, events]) => {
      for (const event of events) await playEvent(run, event)
    })
  }
}

/** A bill is settled on its day, never before the bill above it; a cancellation follows at once. */
function dated({ events }: Scenario): readonly (readonly [Day, ScenarioEvent])[] {
  let day: Day = ''
  return events.map((event) => {
    if (event.event === 'bill' && event.bill.settledOn > day) day = event.bill.settledOn
    return [day, event] as const
  })
}

async function sideBySide<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all]
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one)
  }
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker))
}

async function playEvent(run: Run, event: ScenarioEvent): Promise<void> {
  const found = await differencesOf(run, event).catch((error: unknown) => [`${event.line}行：${error instanceof Error ? error.message : String(error)}`])
  run.differences.push(...found)
}

async function differencesOf(run: Run, event: ScenarioEvent): Promise<readonly string[]> {
  if (run.way === 'calculator') return estimateEvent(run, event)
  return event.event === 'bill' ? settleEvent(run, event) : cancelEvent(run, event)
}

async function settleEvent(run: Run, event: BillEvent): Promise<readonly string[]> {
  const { it, person } = run
  const stay = event.partOf?.link === 'mid_stay' ? run.played.get(event.partOf.name)?.played : undefined
  const follows = (link: 'mid_stay' | 'transfer'): boolean =>
    it.events.some((one) => one.event === 'bill' && one.partOf?.link === link && one.partOf.name === event.name)
  const family = (it.person.account?.family.length ?? 0) > 0
  await declareInjury(run.db.batch, person.person, event.bill)
  const asked = {
    person,
    bill: event.bill,
    name: event.name,
    stay,
    goesOn: follows('mid_stay'),
    arrives: event.partOf?.link === 'transfer',
    transferred: follows('transfer'),
    family,
  }
  const played = await playBill(run, asked)
  if (played.reply.infcode !== 0) return named(event.line, event.name, unlikeRefusal(played.reply.err_msg, event.then.words))
  const known = await knownAfter(run, played)
  const fact = factOf(known, settlementIn(played.reply))
  run.played.set(event.name, { played, fact })
  return [...named(event.line, event.name, unlikeFact(played.reply, fact)), ...differences(countersOf(run, known), event, event.name, statementOf(fact))]
}

async function cancelEvent(run: Run, event: CancelEvent): Promise<readonly string[]> {
  const booked = run.played.get(event.of)
  if (booked === undefined) return [`${event.line}行：没有结算过“${event.of}”`]
  const { played, fact } = booked
  const reply = await cancelBill(run, run.person, played)
  if (reply.infcode !== 0) return named(event.line, event.of, unlikeRefusal(reply.err_msg, event.then.words))
  const known = await knownAfter(run, played)
  const settlement = factOf(known, settlementIn(reply))
  if (played.kind === 'inpatient' && known.visit?.status === 'discharged') await undoStay(run, run.person, played, true)
  const restored = { ...fact, accountBalance: -settlement.accountBalance }
  return [...named(event.line, event.of, unlikeFact(reply, restored, -1n)), ...differences(countersOf(run, known), event, event.of, statementOf(fact))]
}

const named = (line: number, name: string, found: readonly string[]): readonly string[] => found.map((one) => `${line}行“${name}”${one}`)

/** Read as the write path reads: what the next bill of the person will find. */
async function knownAfter({ db, person }: Run, { visit }: Played): Promise<Known> {
  const decide = () => {
    throw new Error('nothing is decided here')
  }
  const [loaded] = await loadKnown(db.settlement, [{ person: person.person, message: null, visit: BigInt(visit), decide }])
  if (loaded?.known === undefined) throw new Error('the person is not there')
  return loaded.known
}

function factOf(known: Known, settlement: string): SettlementFact {
  const found = known.visit?.settlements.find((one) => String(one.settlement) === settlement)
  if (found === undefined) throw new Error(`the settlement ${settlement} is not stored`)
  return found.fact
}

function countersOf({ it }: Run, { accumulators }: Known): { readonly counters: Map<number, Counters> } {
  const own = [...accumulators].filter(([key]) => key.startsWith(`${it.scheme}/`))
  return { counters: new Map(own.map(([key, { counters }]) => [Number(key.slice(it.scheme.length + 1)), counters])) }
}
