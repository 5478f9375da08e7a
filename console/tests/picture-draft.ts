// A draft for the pictures: half right, so that the checker has something to say.
import assert from 'node:assert/strict'
import { policyText } from '@tongchou/server/testing/policy-texts.js'

export interface Drafting {
  readonly base: string
  readonly account: string
  readonly password: string
  readonly pool: string
}

/** Writes it through the desk's API as the policy officer, and gives its number. */
export async function beginDraft({ base, account, password, pool }: Drafting): Promise<string> {
  const headers = { 'content-type': 'application/json', 'x-tongchou': '1' }
  const session = await fetch(`${base}/api/session`, { method: 'POST', headers, body: JSON.stringify({ account, password }) })
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  const text = policyText({
    document: '居民医保年度限额调整（草案）',
    area: pool,
    status: 'consultation_draft',
    heading: '一、年度最高支付限额',
    scheme: 'resident',
    inForce: '2028-01-01',
    rules: [
      'caps.basic_year: { on: fund_paid, amount: 32万, kinds: [inpatient, special_outpatient, day_surgery], period: year }',
      'caps.outpatient_year: { on: fund_paid, amount: 240, kinds: [outpatient, emergency], period: year }',
    ],
  })
  const body = JSON.stringify({ area: pool, title: '居民医保年度限额调整', path: 'policies/city/limits.md', text })
  const reply = await fetch(`${base}/api/policy/drafts`, { method: 'POST', headers: { ...headers, cookie }, body })
  assert.equal(reply.status, 200, await reply.clone().text())
  return ((await reply.json()) as { draft: string }).draft
}
