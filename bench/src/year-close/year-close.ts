// `npm run bench -- year-close [--persons N] [--bills N]`: a year of a city closes, counties, statements, gaps and appraisal, beside plain
// SQL sums over the same rows in the same run.
import path from 'node:path'
import { type Databases, openDatabases } from '@tongchou/server/database/connect.js'
import { startEmbedded } from '@tongchou/server/database/embedded.js'
import { openBooks } from '@tongchou/server/fund/open-books.js'
import { TEST_KEY } from '@tongchou/server/testing/database.js'
import { type TestDesk, testDesk } from '@tongchou/server/testing/desk.js'
import { dropDatabase, emptyDatabase } from '../prepare-city.js'
import { BOOKS, recordYear } from './city-facts.js'
import { type CitySize, makeRows, POOL, UNITS, YEAR } from './city-rows.js'
import { publishRules } from './city-rules.js'
import { PLAIN } from './plain-sums.js'
import { CLOCK, type Part, takeYearEnd } from './year-end-path.js'

const NAME = 'bench_year_close'
const PERSONS_OF_A_HOSPITAL = 10_000

export interface YearCloseOptions {
  readonly persons: number
  /** Bills of the year. */
  readonly bills: number
}

export async function benchYearClose({ persons, bills }: YearCloseOptions): Promise<string> {
  const server = await startEmbedded({
    folder: path.resolve(import.meta.dirname, '../../../.cache/bench-year'),
    settings: { shared_buffers: '1GB', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '1GB', autovacuum: 'off' },
  })
  try {
    const url = await emptyDatabase(server.adminUrl, NAME)
    const size = { persons, bills, providers: Math.max(20, Math.round(persons / PERSONS_OF_A_HOSPITAL)) }
    const databases = openDatabases(url, TEST_KEY)
    try {
      return await measured(url, databases, size)
    } finally {
      await databases.end()
    }
  } finally {
    await dropDatabase(server.adminUrl, NAME)
    await server.stop()
  }
}

async function measured(url: string, databases: Databases, size: CitySize): Promise<string> {
  const began = performance.now()
  const told = (line: string): void => console.error(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}`)
  await makeRows(url, size, told)
  await openBooks(databases.batch, { pool: POOL, openedOn: '2021-01-01', funds: ['resident', 'employee'] })
  await publishRules(databases.batch)
  await recordYear(databases.batch)
  told('the year’s facts are recorded')
  const desk = await testDesk({ ...databases, adminUrl: url, drop: async () => undefined }, { pool: POOL, clock: CLOCK })
  try {
    await issuePlans(desk)
    await databases.batch.query('ANALYZE')
    const made = (performance.now() - began) / 1000
    told('plans are issued; the year end begins')
    const parts = await takeYearEnd(databases, desk, told)
    return report(size, await describe(databases), parts, await plainSums(databases), made)
  } finally {
    await desk.app.close()
  }
}

/** The budget of the year, through finance, government and congress. */
async function issuePlans(desk: TestDesk): Promise<void> {
  const [officer, finance] = [await desk.as('bureau', 'fund_officer'), await desk.as('finance', 'finance_officer', POOL)]
  for (const book of BOOKS) {
    const units = UNITS.map((unit) => ({ unit, income_fen: 10_000_000_000, expenditure_fen: 10_000_000_000 }))
    const { body } = await officer.post('/api/budgets', { book, year: YEAR, units })
    for (const [caller, kind, document] of [
      [officer, 'submitted', undefined],
      [finance, 'reviewed', undefined],
      [officer, 'government_approved', '示政办〔2025〕1号'],
      [officer, 'congress_approved', '示人大〔2025〕2号'],
      [officer, 'issued', undefined],
    ] as const) {
      const step = { kind, dated: '2025-01-05', ...(document === undefined ? {} : { document }) }
      const answer = await caller.post(`/api/budgets/${String(body['budget'])}/steps`, step)
      if (answer.status >= 300) throw new Error(JSON.stringify(answer.body))
    }
  }
}

async function plainSums({ batch }: Databases): Promise<Part[]> {
  const parts: Part[] = []
  for (const { name, sql } of PLAIN) {
    const began = performance.now()
    await batch.query(sql)
    parts.push({ name, seconds: (performance.now() - began) / 1000 })
  }
  return parts
}

interface Described {
  readonly lines: string
  readonly gigabytes: string
}

async function describe({ batch }: Databases): Promise<Described> {
  const { rows } = await batch.query<{ cash: number; vouchers: number; movements: number; bytes: bigint }>(
    `SELECT (SELECT count(*)::integer FROM cash_entry) AS cash, (SELECT count(*)::integer FROM cash_voucher) AS vouchers,
            (SELECT count(*)::integer FROM memo_movement) AS movements, pg_database_size(current_database()) AS bytes`,
  )
  const [{ cash = 0, vouchers = 0, movements = 0, bytes = 0n } = {}] = rows
  return {
    lines: `${vouchers.toLocaleString('en')} vouchers with ${cash.toLocaleString('en')} entries, ${movements.toLocaleString('en')} memo movements of facts`,
    gigabytes: (Number(bytes) / 1e9).toFixed(1),
  }
}

function report(
  { persons, bills, providers }: CitySize,
  { lines, gigabytes }: Described,
  parts: readonly Part[],
  plain: readonly Part[],
  made: number,
): string {
  const row = ({ name, seconds }: Part): string => `| ${name} | ${seconds.toFixed(2)} |`
  const sum = (of: readonly Part[]): number => of.reduce((all, { seconds }) => all + seconds, 0)
  return [
    '| year end | s |',
    '|--|--:|',
    ...parts.map(row),
    row({ name: '**all**', seconds: sum(parts) }),
    '',
    '| plain SQL sums over the same rows | s |',
    '|--|--:|',
    ...plain.map(row),
    row({ name: '**all**', seconds: sum(plain) }),
    '',
    `${persons.toLocaleString('en')} persons in ${UNITS.length} units, enrolments of two years, ${bills.toLocaleString('en')} bills with visit and memo entry, the fee lines of December; ${providers} hospitals paid each month: ${lines}. ${gigabytes} GB, made in ${made.toFixed(0)} s.`,
    'A bill is one settled visit of any kind; layers, messages and counters, which a year end does not read, are not made. Payments, premiums, subsidies and closes are facts through the real entries. All steps go over the desk’s routes under row-level security; waiting for objections is left out. PostgreSQL runs without fsync on the same machine.',
    'The closed days agree with the plain sum of all memo lines to the fen.',
  ].join('\n')
}
