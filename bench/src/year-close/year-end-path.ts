// The year end as officers take it at the desk, over its own routes and under row-level security, each part timed.

import type { Databases } from '@tongchou/server/database/connect.js'
import { closeDays } from '@tongchou/server/fund/close-days.js'
import { memoBalances } from '@tongchou/server/fund/memo-balances.js'
import { type Answer, type Caller, noon, type TestClock, type TestDesk, testClock } from '@tongchou/server/testing/desk.js'
import { BOOKS, confirmCash } from './city-facts.js'
import { POOL, UNITS, YEAR } from './city-rows.js'
import { readBalances } from './plain-sums.js'

export interface Part {
  readonly name: string
  readonly seconds: number
}

export const CLOCK: TestClock = testClock(noon('2026-01-05'))
const MONTHS = Array.from({ length: 12 }, (_, i) => `${YEAR}-${String(i + 1).padStart(2, '0')}`)

function bodyOf({ status, body }: Answer): Record<string, unknown> {
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body)}`)
  return body
}

export async function takeYearEnd(databases: Databases, desk: TestDesk, told: (line: string) => void): Promise<Part[]> {
  const parts: Part[] = []
  const timed = async (name: string, work: () => Promise<void>): Promise<void> => {
    const began = performance.now()
    await work()
    const seconds = (performance.now() - began) / 1000
    parts.push({ name, seconds })
    told(`${name}: ${seconds.toFixed(2)} s`)
  }
  const fund = await officerOf(desk)
  const agency = await desk.as('agency', 'finance_officer', POOL, 'a')
  await timed('days: the memo ledger of 365 days summed at once', async () => void (await closeDays(databases.batch, `${YEAR}-12-31`, '2026-01-05')))
  await timed('months: twelve closes of two books, December with carry-forward', () => closeMonths(databases, agency, fund))
  await timed(`statements: 2 forms × 2 books × (city and ${UNITS.length} units)`, () => statements(fund))
  await timed('indicators of December, 25 for each unit and scheme, warnings', () => indicators(fund))
  await timed('appraisal: ten headings of every unit, judged points, approval', () => appraisal(desk))
  await timed('year end: gaps, who covers, objections, approval, posting, publication', () => yearEnds(desk))
  await mustAgree(databases)
  return parts
}

async function closeMonths({ batch }: Databases, agency: Caller, fund: Caller): Promise<void> {
  for (const book of BOOKS) {
    for (const month of [`${YEAR - 1}-12`, ...MONTHS]) {
      await confirmCash(batch, book, `${month}-01`)
      const { closes } = bodyOf(await agency.post(`/api/fund/books/${book}/closes`, { month }))
      const [close] = closes as { close: string }[]
      bodyOf(await fund.post(`/api/book-closes/${close?.close}/steps`, { kind: 'confirmed' }))
    }
  }
}

async function statements(fund: Caller): Promise<void> {
  for (const book of BOOKS) {
    for (const form of ['balance_sheet', 'income_statement']) {
      for (const unit of ['', ...UNITS.map((code) => `&unit=${code}`)]) {
        bodyOf(await fund.get(`/api/fund/books/${book}/statements?form=${form}&month=${YEAR}-12${unit}`))
      }
    }
  }
}

async function indicators(fund: Caller): Promise<void> {
  const { job } = bodyOf(await fund.post('/api/risk/runs', { month: `${YEAR}-12`, months: 1 }))
  for (;;) {
    const { state, ...rest } = bodyOf(await fund.get(`/api/jobs/${String(job)}`))
    if (state === 'done') return
    if (state !== 'running') throw new Error(JSON.stringify(rest))
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Sessions end while objections are waited for: whoever acts signs in anew. */
const officerOf = (desk: TestDesk): Promise<Caller> => desk.as('bureau', 'fund_officer')
const directorOf = (desk: TestDesk): Promise<Caller> => desk.as('bureau', 'director')

async function appraisal(desk: TestDesk): Promise<void> {
  const [fund, director] = [await officerOf(desk), await directorOf(desk)]
  for (const unit of UNITS) {
    const judged = { year: YEAR, unit, indicator: 'policy_deviations', count: '1', evidence: '市局年度检查记录' }
    const { recorded } = bodyOf(await fund.post('/api/appraisal-judgements', judged))
    bodyOf(await director.post(`/api/appraisal-judgements/${String(recorded)}/finding`, { accepted: true }))
  }
  await judgeMissing(bodyOf(await fund.post('/api/appraisals', { year: YEAR })) as unknown as Appraised, fund, director)
  const { run } = bodyOf(await fund.post('/api/appraisals', { year: YEAR }))
  await throughSteps(`/api/appraisals/${String(run)}`, desk, false)
}

interface Appraised {
  readonly indicators: readonly { readonly id: string; readonly asks: readonly { readonly figure: string }[] }[]
  readonly units: readonly { readonly unit: string; readonly values: readonly { readonly indicator: string; readonly origin: string }[] }[]
}

/** No unit is approved without a total: what the facts of the city do not tell, two officers judge as reached. */
async function judgeMissing({ indicators, units }: Appraised, fund: Caller, director: Caller): Promise<void> {
  for (const { unit, values } of units) {
    for (const { indicator } of values.filter(({ origin }) => origin === 'missing')) {
      const asks = indicators.find(({ id }) => id === indicator)?.asks ?? []
      const figures = Object.fromEntries(asks.map(({ figure }) => [figure, figure === 'count' ? '0' : '1']))
      const { recorded } = bodyOf(await fund.post('/api/appraisal-judgements', { year: YEAR, unit, indicator, ...figures, evidence: '市局年度检查记录' }))
      bodyOf(await director.post(`/api/appraisal-judgements/${String(recorded)}/finding`, { accepted: true }))
    }
  }
}

async function yearEnds(desk: TestDesk): Promise<void> {
  for (const book of BOOKS) {
    const fund = await officerOf(desk)
    const { run } = bodyOf(await fund.post('/api/year-ends', { book, year: YEAR }))
    await throughSteps(`/api/year-ends/${String(run)}`, desk, true)
    bodyOf(await (await officerOf(desk)).get(`/api/year-ends/${String(run)}`))
  }
}

async function throughSteps(url: string, desk: TestDesk, posts: boolean): Promise<void> {
  const until = CLOCK.now().toISOString().slice(0, 10)
  bodyOf(await (await officerOf(desk)).post(`${url}/steps`, { kind: 'objections_opened', until }))
  CLOCK.pass(2 * 24 * 60)
  bodyOf(await (await directorOf(desk)).post(`${url}/steps`, { kind: 'approved' }))
  const fund = await officerOf(desk)
  if (posts) bodyOf(await fund.post(`${url}/steps`, { kind: 'posted' }))
  bodyOf(await fund.post(`${url}/steps`, { kind: 'published' }))
}

/** The closed days must say what the plain sum of all lines says, to the fen. */
async function mustAgree({ batch }: Databases): Promise<void> {
  const closed = await memoBalances(batch, `${YEAR}-12-31`)
  for (const { book, unit, account, fen } of await readBalances(batch)) {
    const kept = closed.get(book)?.get(unit)?.get(account) ?? 0n
    if (kept !== fen) throw new Error(`${book} ${unit} ${account}: closed days say ${kept}, the lines ${fen}`)
  }
}
