// What happens in the demonstration city before its pictures are taken: a night's replay, an injury, an identity recognised late.
import { replayTonight } from '@tongchou/server/jobs/nightly-replay.js'
import type { TestDatabase } from '@tongchou/server/testing/database.js'
import type { Page } from 'playwright-core'

/** A sample of the bills settled again in the night before the day. */
export async function replayNight({ batch }: TestDatabase, pool: string, day: string): Promise<void> {
  const complain = (error: unknown, what: string) => console.error(what, error)
  await replayTonight({ batch, pool, complain, clock: { now: () => new Date(`${day}T02:10:00+08:00`) } }, 200)
}

/** Known today, in force since the year began: somebody with a stay and no identity so far. */
export async function recogniseLate({ batch }: TestDatabase, day: string): Promise<void> {
  await batch.query(
    `INSERT INTO identity (person, identity, area, kind, list_code, in_force, confirmed_by, booked_on)
     SELECT s.person, nextval('fact_seq'), s.area, 'minimum_living', '2303', make_date(s.benefit_year, 1, 1), '民政', $1
       FROM settlement s WHERE s.scheme = 'resident' AND s.benefit = 'inpatient' AND s.cancels IS NULL AND s.fund_fen > 0
        AND NOT EXISTS (SELECT FROM identity i WHERE i.person = s.person) ORDER BY s.settlement DESC LIMIT 1`,
    [day],
  )
}

/** Through the desk, as the benefit clerk who has the page open. */
export async function declareAndRecompute(page: Page, base: string, psnNo: string, day: string): Promise<void> {
  const sent = async (path: string, data: object) => {
    const answer = await page.request.post(`${base}${path}`, { headers: { 'x-tongchou': '1' }, data })
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as { readonly job?: string }
  }
  const told = { happened_on: day, happened_at: '人民路口', circumstances: '骑电动车被小客车碰撞', claimed: 'third_party', promised: false }
  await sent(`/api/persons/${psnNo}/accidents`, told)
  const { job = '' } = await sent('/api/recomputations', { kind: 'identity', scheme: 'resident' })
  await page.goto(`${base}/recomputations?job=${job}`)
  await page.getByText(/重算完成/).waitFor({ timeout: 120_000 })
}
