// A draft tried on a synthetic city over the desk's own route, as a job: no bill is stored anywhere, the same seed is the same city.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sumOf } from '@tongchou/domain/base/money.js'
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

interface View {
  readonly psn_no: string | null
  readonly drawn: number
  readonly bills: readonly { readonly difference_fen: number | null }[]
  readonly difference_fen: number
  readonly why: { readonly step: string } | null
}

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

test('a loser of the city, and anybody else, is drawn again from the seed: the bill stands in both ways as the trial settled it', async () => {
  const trial = String(first['trial'])
  const { body } = await officer.get(`/api/trials/${trial}/losers`)
  const [worst] = body['rows'] as { drawn: number; settlement: string; bills: number; loss_fen: number; why: { step: string } }[]
  assert.ok(worst !== undefined)
  const answer = await officer.get(`/api/trials/${trial}/drawn/${worst.drawn}/${worst.settlement}`)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const view = answer.body as unknown as View
  assert.deepEqual([view.psn_no, view.drawn, view.bills.length], [null, worst.drawn, worst.bills])
  assert.equal(sumOf(view.bills.map(({ difference_fen }) => BigInt(difference_fen ?? 0))), BigInt(worst.loss_fen))
  assert.ok(view.difference_fen > 0 && view.why?.step === worst.why.step)
  assert.deepEqual((await officer.get(`/api/trials/${trial}/drawn/${worst.drawn}/${worst.settlement}`)).body, answer.body)
  assert.equal((await officer.get(`/api/trials/${trial}/drawn/${worst.drawn}/999`)).status, 404)
  assert.equal((await officer.get(`/api/trials/${trial}/drawn/1001/1`)).status, 404)
  const { rows } = await db.batch.query<{ stored: bigint }>('SELECT count(*) AS stored FROM settlement')
  assert.equal(rows[0]?.stored, 0n)
})

test('where the city is no longer the one that was tried, no bill of it is shown', async () => {
  const trial = String(first['trial'])
  const { body } = await officer.get(`/api/trials/${trial}/losers`)
  const [worst] = body['rows'] as { drawn: number; settlement: string }[]
  const moved = await testDesk(db, {
    pool,
    clock: testClock(noon(TODAY)),
    syntheticCity: { ...syntheticCity(pool), days: () => ({ from: '2025-01-01', to: '2025-12-31' }) },
  })
  const there = await moved.as('bureau', 'policy_officer')
  assert.equal((await there.get(`/api/trials/${trial}/drawn/${worst?.drawn ?? 0}/${worst?.settlement ?? ''}`)).body['code'], 'city_changed')
  await moved.app.close()
})

test('a city of another pool is none', async () => {
  const elsewhere = await testDesk(db, { pool, clock: testClock(noon(TODAY)), syntheticCity: syntheticCity('000000') })
  const there = await elsewhere.as('bureau', 'policy_officer')
  assert.deepEqual((await there.get('/api/trial-populations')).body, { synthetic: null })
  assert.equal((await there.post('/api/trials', { draft, ...SYNTHETIC })).body['code'], 'no_synthetic_city')
  assert.match(String((await officer.post('/api/trials', { draft, ...SYNTHETIC, from: '2026-01-01' })).body['sentence']), /不填起止日期/)
  await elsewhere.app.close()
})
