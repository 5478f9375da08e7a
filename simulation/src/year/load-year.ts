// Settles and saves the year of the whole city: threads settle, one connection copies.
import { type Day, firstOfMonth } from '@tongchou/domain/base/day.js'
import type { Pool } from '@tongchou/server/database/connect.js'
import { makeMonths } from '@tongchou/server/database/migrate.js'
import { startThreads } from '@tongchou/server/jobs/threads.js'
import type { City } from '../city/city.js'
import { type Bulk, bulkLoad, takeNumbers } from '../copy/bulk-load.js'
import type { TableText } from '../copy/copy-text.js'
import { PART, partsOf } from '../people/generate-people.js'
import { type FirstNumbers, SETTLEMENTS_OF_PART, VISITS_OF_PART, YEAR_FACTS_OF_PART, type YearCounts, type YearGiven } from './bill-part.js'
import { ACCOUNTS_NOW, YEAR_TABLES } from './bill-rows.js'
import type { YearThread } from './year-worker.js'

export interface YearLoad {
  readonly adminUrl: string
  /** Makes the months' partitions of the fee lines. */
  readonly batch: Pool
  /** Connection string of the settlement role, with which threads read the reference data. */
  readonly settlementUrl: string
  readonly firstPerson: bigint
  readonly progress?: (counts: YearCounts) => void
}

export async function loadYear(city: City, load: YearLoad): Promise<YearCounts> {
  const { people, seed, today } = city
  await makeMonths(load.batch, firstOfMonth(city.window.from), firstOfMonth(city.window.to))
  const work: YearThread = { request: { people, seed, today }, url: load.settlementUrl }
  const threads = await startThreads<{ texts: TableText[]; counts: YearCounts }>(new URL('year-worker.js', import.meta.url), work, partsOf(city))
  try {
    return await bulkLoad(load.adminUrl, YEAR_TABLES, async (bulk) => {
      await bulk.query(ACCOUNTS_NOW.make)
      let counts: YearCounts = { people: 0, bills: 0, lines: 0, refused: {} }
      const numbers = await firstNumbers(bulk, load.firstPerson, partsOf(city))
      const given = async (part: number): Promise<YearGiven> => ({ ...numbers, credits: await creditsOfPart(bulk, load.firstPerson, part) })
      await threads.deal(partsOf(city), given, async ({ texts, counts: more }) => {
        for (const text of texts) await bulk.copy(text)
        counts = added(counts, more)
        load.progress?.(counts)
      })
      await bulk.query(ACCOUNTS_NOW.carryOver)
      return counts
    })
  } finally {
    await threads.end()
  }
}

async function firstNumbers(bulk: Bulk, firstPerson: bigint, parts: number): Promise<FirstNumbers> {
  return {
    firstPerson,
    firstVisit: await takeNumbers(bulk, 'visit_seq', parts * VISITS_OF_PART),
    firstSettlement: await takeNumbers(bulk, 'settlement_seq', parts * SETTLEMENTS_OF_PART),
    firstFact: await takeNumbers(bulk, 'fact_seq', parts * YEAR_FACTS_OF_PART),
  }
}

/** What was credited to the individual accounts of a part's people, in the order of days. */
async function creditsOfPart(bulk: Bulk, firstPerson: bigint, part: number): Promise<YearGiven['credits']> {
  const first = firstPerson + BigInt(part * PART)
  const rows = await bulk.query(
    `SELECT person, booked_on, current_fen FROM account_movement WHERE kind = 'credited' AND person BETWEEN $1 AND $2 ORDER BY person, booked_on, movement`,
    [first, first + BigInt(PART - 1)],
  )
  return rows.map((row) => ({ person: row['person'] as bigint, day: row['booked_on'] as Day, fen: row['current_fen'] as bigint }))
}

function added(a: YearCounts, b: YearCounts): YearCounts {
  const refused: Record<string, number> = { ...a.refused }
  for (const [code, many] of Object.entries(b.refused)) refused[code] = (refused[code] ?? 0) + many
  return { people: a.people + b.people, bills: a.bills + b.bills, lines: a.lines + b.lines, refused }
}
