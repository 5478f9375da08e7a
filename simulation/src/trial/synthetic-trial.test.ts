// A draft tried on a synthetic city over the desk's own route, as a job: no bill is stored anywhere, the same seed is the same city.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { type Caller, noon, type TestDesk, testClock, testDesk } from '@tongchou/server/testing/desk.js'
import { makeCity } from '../city/city.js'
import { readDemonstration } from '../city/demonstration-file.js'
import { loadLaw } from '../load-demonstration.js'
import { syntheticCity } from './synthetic-city.js'

const TODAY = '2026-11-22'
const { pool } = readDemonstration()
const SYNTHETIC = { population: 'synthetic', people: 1_000, seed: 7, scheme: 'resident' }

let db: TestDatabase
let desk: TestDesk
let officer: Caller
let draft: string
let first: Record<string, unknown>
before(async () => {
  db = await testDatabase()
  await loadRoles(db.batch)
  await loadLaw({ adminUrl: db.adminUrl, key: TEST_KEY, databases: db }, makeCity({ people: 1_000, seed: 1, today: TODAY }), {})
  desk = await testDesk(db, { pool, clock: testClock(noon(TODAY)), syntheticCity: syntheticCity(pool) })
  officer = await desk.as('bureau', 'policy_officer')
  draft = await lowerRatio()
})
after(async () => {
  await desk?.close()
  await db?.drop()
})

/** Stays of residents at ten points less, from next year on. */
async function lowerRatio(): Promise<string> {
  const text = [
    '---',
    'document: 居民住院待遇调整方案',
    `area: "${pool}"`,
    'status: consultation_draft',
    '---',
    '## 第一条 比例',
    '```policy',
    'scheme: resident',
    'in_force: 2027-01-01',
    'certainty: illustrative',
    'inpatient.ratio_steps: [{ offsite: yes }, { when: { age_from: 0 }, points: -10% }]',
    '```',
    '',
  ].join('\n')
  const answer = await officer.post('/api/policy/drafts', { area: pool, title: '住院比例下调', path: 'policies/own/lower.md', text })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return String(answer.body['draft'])
}

async function ended(job: string): Promise<Record<string, unknown>> {
  for (;;) {
    const { body } = await officer.get(`/api/jobs/${job}`)
    if (body['state'] !== 'running') return body
    await new Promise((wake) => setTimeout(wake, 50))
  }
}

async function tried(more: object = {}): Promise<Record<string, unknown>> {
  const started = await officer.post('/api/trials', { draft, ...SYNTHETIC, ...more })
  assert.equal(started.status, 200, JSON.stringify(started.body))
  const end = await ended(String(started.body['job']))
  assert.equal(end['state'], 'done', JSON.stringify(end))
  return (await officer.get(`/api/trials/${(end['result'] as { trial: string }).trial}`)).body
}

test('the year of a city drawn from a seed is settled under both rules, and nothing of it is stored but the result', async () => {
  assert.deepEqual((await officer.get('/api/trial-populations')).body, { synthetic: { from: '2025-11-01', to: '2026-11-21', fewest: 1_000, most: 200_000 } })
  first = await tried()
  const one = first
  assert.deepEqual([one['population'], one['people'], one['seed'], one['from'], one['to']], ['synthetic', 1_000, 7, '2025-11-01', '2026-11-21'])
  const totals = one['totals'] as Record<string, number>
  assert.ok((totals['bills'] ?? 0) > 500 && (totals['losers'] ?? 0) > 10, JSON.stringify(totals))
  assert.ok((totals['difference_fen'] ?? 0) < 0)
  assert.deepEqual(one['cover'], [], 'what the funds of the register hold is not held against a city that was drawn')
  const { rows } = await db.batch.query<{ stored: bigint }>('SELECT (SELECT count(*) FROM settlement) + (SELECT count(*) FROM person) AS stored')
  assert.equal(rows[0]?.stored, 0n)
  const { body } = await officer.get(`/api/trials/${String(one['trial'])}/losers`)
  const [worst] = body['rows'] as Record<string, unknown>[]
  assert.equal(worst?.['psn_no'], null)
  assert.match(String(worst?.['person_name']), /^合成城市第\d+人$/)
  assert.match(String((worst?.['why'] as { article_after: string }).article_after), /居民住院待遇调整方案 第一条/)
  assert.equal(body['total'], totals['losers'])
})

test('the same seed is the same city, another seed another', async () => {
  const [again, other] = [await tried(), await tried({ seed: 8 })]
  assert.deepEqual(again['totals'], first['totals'])
  assert.notDeepEqual(other['totals'], first['totals'])
})

test('a city of another pool is none', async () => {
  const elsewhere = await testDesk(db, { pool, clock: testClock(noon(TODAY)), syntheticCity: syntheticCity('000000') })
  const there = await elsewhere.as('bureau', 'policy_officer')
  assert.deepEqual((await there.get('/api/trial-populations')).body, { synthetic: null })
  assert.equal((await there.post('/api/trials', { draft, ...SYNTHETIC })).body['code'], 'no_synthetic_city')
  assert.match(String((await officer.post('/api/trials', { draft, ...SYNTHETIC, from: '2026-01-01' })).body['sentence']), /不填起止日期/)
  await elsewhere.app.close()
})
