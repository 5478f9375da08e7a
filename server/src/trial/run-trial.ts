// Carries a trial out, on all cores: threads read and settle ranges of persons, this one adds up and writes. Everything is written
// in one transaction that ends with the trial, so that a trial stopped half-way leaves nothing.
import { availableParallelism } from 'node:os'
import { type Day, monthOf, yearOf } from '@tongchou/domain/base/day.js'
import type { Databases, Pool, PoolClient } from '../database/connect.js'
import { PlainError } from '../database/plain-error.js'
import { fundPositions } from '../fund/position.js'
import type { Progress } from '../jobs/run-job.js'
import { startThreads } from '../jobs/threads.js'
import type { RuleSetText } from '../policy/rule-set.js'
import { ENGINE } from '../settlement/settle-bill.js'
import { type Population, partsOfPersons } from './read-bills.js'
import { type CityAsked, type SyntheticCity, sourceOfCity, urlOf } from './synthetic-city.js'
import { addCell, type Cell, type PartResult, Total } from './tally.js'
import type { TrialRules } from './trial-rules.js'
import type { TrialSource } from './trial-source.js'
import { insertCells, insertFunds, insertLosers, insertTrial, insertTriedRules, nextTrial } from './trial-store.js'
import type { TrialThread } from './trial-worker.js'

export interface TrialAsked {
  readonly pool: string
  readonly officer: bigint | null
  readonly draft: string
  readonly draftName: string
  /** SHA-256 of the draft's texts. */
  readonly draftHashes: readonly string[]
  readonly population: Population
  /** Instead of stored bills; null: those of the population's days. */
  readonly city: { readonly drawn: SyntheticCity; readonly request: CityAsked } | null
  /** What is settled with; already of one day where `rulesOn` says so. */
  readonly rules: TrialRules
  readonly rulesOn: Day | null
  readonly tried: readonly RuleSetText[]
  readonly today: Day
  readonly now: Date
}

/** Persons of one part: some thousand bills, so that progress moves and memory stays small. */
const PART = 1_000

export async function runTrial(databases: Databases, asked: TrialAsked, job: bigint, progress: Progress): Promise<{ readonly trial: string }> {
  const { batch } = databases
  progress.phase(asked.city === null ? '清点参保人' : '准备合成城市')
  const source = await sourceOf(databases, asked)
  const client = await batch.connect()
  try {
    await client.query('BEGIN')
    const trial = await nextTrial(client)
    const total = await settleAll(client, trial, source, progress)
    if (total.bills === 0) throw new PlainError('所选日期内没有可以测算的结算单；请换一段日期或险种。')
    progress.phase('汇总')
    await saveTrial(batch, client, trial, asked, job, total)
    await client.query('COMMIT')
    return { trial: String(trial) }
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

async function sourceOf({ batch, settlement }: Databases, { city, rules, population }: TrialAsked): Promise<TrialSource> {
  if (city !== null) return sourceOfCity(city.drawn, settlement, { request: city.request, rules, scheme: population.scheme })
  const { ranges, persons } = await partsOfPersons(batch, PART)
  const data: TrialThread = { url: urlOf(batch), rules, population }
  return { thread: new URL('trial-worker.js', import.meta.url), data, parts: ranges.length, persons, given: async (part) => ranges[part] }
}

async function settleAll(client: PoolClient, trial: bigint, { thread, data, parts, persons, given }: TrialSource, progress: Progress): Promise<Total> {
  const total = new Total()
  const size = Math.ceil(persons / Math.max(1, parts))
  let left = persons
  const threads = await startThreads<PartResult>(thread, data, Math.min(parts, availableParallelism()))
  progress.phase('逐人逐单重新结算', persons)
  try {
    await threads.deal(parts, given, async ({ losers, ...sums }) => {
      total.add(sums)
      await insertLosers(client, trial, losers)
      progress.step(Math.min(size, left))
      left -= Math.min(size, left)
      progress.stopIfAsked()
    })
  } finally {
    await threads.end()
  }
  return total
}

async function saveTrial(batch: Pool, client: PoolClient, trial: bigint, asked: TrialAsked, job: bigint, total: Total): Promise<void> {
  await insertTriedRules(client, asked.tried)
  await insertTrial(client, {
    ...asked,
    trial,
    job,
    engine: ENGINE,
    bills: total.bills,
    persons: total.persons,
    leftOut: total.leftOut,
    months: monthsOf(asked.population),
    city: asked.city?.request ?? null,
  })
  await insertCells(client, trial, [...total.cells.values()])
  // What the register's funds hold says nothing of a city that was drawn.
  if (asked.city !== null) return
  const free = new Map((await fundPositions(batch, asked.today)).map((row) => [`${row.unit} ${row.fund}`, row.freeFen]))
  const funds = [...fundCells(total.cells.values()).values()].flatMap(({ unit, key, fundBefore, fundAfter }) => {
    const freeFen = free.get(`${unit} ${key}`)
    return freeFen === undefined ? [] : [{ unit, fund: key, freeFen, before: fundBefore, after: fundAfter }]
  })
  await insertFunds(client, trial, funds)
}

/** A fund may pay for both schemes. */
function fundCells(cells: Iterable<Cell>): Map<string, Cell> {
  const funds = new Map<string, Cell>()
  for (const cell of cells) if (cell.dimension === 'fund') addCell(funds, { ...cell, scheme: '' })
  return funds
}

/** Calendar months that the days touch. */
export function monthsOf({ from, to }: Pick<Population, 'from' | 'to'>): number {
  return (yearOf(to) - yearOf(from)) * 12 + monthOf(to) - monthOf(from) + 1
}
