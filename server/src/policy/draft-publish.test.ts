import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as rest } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { publishedRules } from '../hospital-interface/published-rules.js'
import { loadReference, referenceKeeper } from '../settlement/reference.js'
import { done as carriedOut, purchase } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type TestDesk, testDesk } from '../testing/desk.js'
import { approved, done, draftText, NEW_PATH, type Office, opened, policyOffice, publishBase, published, RAISED } from '../testing/policy-office.js'
import { BASE } from '../testing/policy-texts.js'
import { type Person, POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import { publishedTexts } from './compose-texts.js'
import { publishPolicies } from './publish.js'
import { sha256 } from './rule-set.js'
import { rulesInForce } from './rules-in-force.js'
import { newestHash, pathsOfDrafts } from './store.js'
import { watchPublications } from './watch-publications.js'

let db: TestDatabase
let city: SmallCity
let office: Office
/** A second process of the same installation. */
let second: TestDesk
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await publishBase(db)
  office = await policyOffice(db, '2026-03-20', { demonstration: true })
  second = await testDesk(db, { pool: POOL, clock: office.clock, demonstration: true })
})
after(async () => {
  await city.close()
  await second.close()
  await office.desk.close()
  await db.drop()
})

const MINUTES_A_DAY = 24 * 60

/** What the fund pays of medicine for 300 yuan bought on the day; 2101 tries, 2102 settles. */
async function fundPays(app: FastifyInstance, infno: '2101' | '2102', person: Person, day: string, sn: string): Promise<string> {
  const at = `${day} 11:00:00`
  const input = purchase(person, '390', '300.00', [{ sn, price: '300.00', more: { fee_ocur_time: at } }], { begntime: at })
  const { setlinfo } = (await carriedOut(app, infno, input, { inf_time: `${day} 12:00:00` })) as { setlinfo: { hifp_pay: unknown } }
  return String(setlinfo.hifp_pay)
}

test('a published draft rules the bills from its day on, in every process, without a restart', async () => {
  const [one, other] = [office.desk.app, second.app]
  // 100 yuan of deductible, then half of 200.
  assert.equal(await fundPays(one, '2102', city.resident, '2026-03-20', 'a1'), '100')
  const draft = await opened(await office.author(), draftText('2026-04-01', [RAISED]))
  await approved(office, draft)
  done(await published(office, draft, '小城医保办〔2026〕3号'))
  office.clock.pass(5 * MINUTES_A_DAY)
  assert.equal(await fundPays(one, '2102', city.resident, '2026-03-25', 'a2'), '150')
  assert.equal(await fundPays(other, '2102', city.resident, '2026-03-25', 'a3'), '150')
  office.clock.pass(8 * MINUTES_A_DAY)
  assert.equal(await fundPays(one, '2102', city.resident, '2026-04-02', 'a4'), '180')
  assert.equal(await fundPays(other, '2102', city.resident, '2026-04-02', 'a5'), '180')
})

test('a draft in force on the day of its publication reaches the other process too', async () => {
  const draft = await opened(await office.author(), draftText('2026-04-02', [RAISED.replace('60%', '70%')]), { path: 'policies/small-city/today.md' })
  await approved(office, draft)
  done(await published(office, draft, '小城医保办〔2026〕4号'))
  for (let turn = 0; turn < 500 && (await fundPays(second.app, '2101', city.resident, '2026-04-02', `t${turn}`)) !== '210'; turn += 1) await rest(20)
  assert.equal(await fundPays(second.app, '2102', city.resident, '2026-04-02', 'b1'), '210')
  assert.equal(await fundPays(office.desk.app, '2102', city.resident, '2026-04-02', 'b2'), '210')
  const { rows } = await db.batch.query<{ rule_hash: string }>('SELECT rule_hash FROM settlement ORDER BY settlement DESC LIMIT 1')
  assert.equal(rows[0]?.rule_hash, await newestHash(db.batch, POOL, 'resident'))
})

test('two drafts published at the same moment by two processes both enter the rules', async () => {
  const author = await office.author()
  const rule = (name: string): string => `caps.${name}: { on: fund_paid, amount: 5000, kinds: [inpatient], period: month }`
  const drafts: string[] = []
  for (const name of ['left', 'right']) drafts.push(await opened(author, draftText('2026-09-01', [rule(name)]), { path: `policies/small-city/${name}.md` }))
  for (const draft of drafts) await approved(office, draft)
  const [one = '', other = ''] = drafts
  const elsewhere = await second.as('bureau', 'policy_officer')
  const answers = await Promise.all([
    published(office, one, '小城医保办〔2026〕6号'),
    elsewhere.post(`/api/policy/drafts/${other}/publish`, { revision: 1, document_number: '小城医保办〔2026〕7号' }),
  ])
  for (const answer of answers) done(answer)
  const newest = (await rulesInForce(db.settlement)).of(POOL, 'resident')
  assert.deepEqual(
    newest?.versions
      .at(-1)
      ?.caps.map(({ id }) => id)
      .sort(),
    ['left', 'outpatient_year', 'right'],
  )
})

test('whoever listens hears of every publication, and of each new connection', async () => {
  const heard: (() => void)[] = []
  let next = new Promise<void>((resolve) => heard.push(resolve))
  const stop = watchPublications(db.settlement, () => heard.at(-1)?.())
  await next
  next = new Promise<void>((resolve) => heard.push(resolve))
  await db.batch.query(`INSERT INTO rule_set (hash, area, scheme, documents, content) VALUES ($1, '980101', 'resident', '{}', '{}')`, ['e'.repeat(64)])
  await next
  next = new Promise<void>((resolve) => heard.push(resolve))
  await db.batch.query(`SELECT 1`)
  const { rows } = await ended(db)
  assert.ok(rows.length > 0)
  await next
  await stop()
})

/** Ends every connection that listens, as a restart of the database would. */
async function ended({ adminUrl }: TestDatabase) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  const result = await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN rules_published'`,
  )
  await client.end()
  return result
}

test('reference data that are known to be outdated are not served again', async () => {
  const source = { settlement: db.settlement, pool: POOL, loadRules: publishedRules(db.settlement) }
  const keeper = referenceKeeper(source, { rules: 1e12, catalogue: 1e12 })
  const old = await keeper()
  assert.equal(await keeper(), old)
  keeper.outdate()
  const fresh = await keeper()
  assert.notEqual(fresh, old)
  assert.equal(await keeper(), fresh)
  assert.deepEqual(fresh.rules, (await loadReference(source)).rules)
})

test('a folder of policies neither overwrites what was published from drafts nor fails beside it', async () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'policies-')), 'policies')
  mkdirSync(path.join(folder, 'small-city'), { recursive: true })
  const write = (file: string, text: string): void => writeFileSync(path.join(path.dirname(folder), file), text)
  write(BASE.file, BASE.text)
  const hash = await newestHash(db.batch, POOL, 'resident')
  const same = await publishPolicies(db.batch, folder, 'folder')
  assert.deepEqual([same.newDocuments, same.newRuleSets, same.kept], [0, 0, []])
  // The folder has another text where the console published one.
  write(NEW_PATH, draftText('2026-04-01', [RAISED.replace('60%', '99%')], { document: '小城医保办〔2026〕3号', status: 'published' }))
  const kept = await publishPolicies(db.batch, folder, 'folder')
  assert.deepEqual([kept.newDocuments, kept.newRuleSets, kept.kept], [0, 0, [NEW_PATH]])
  assert.equal(await newestHash(db.batch, POOL, 'resident'), hash)
  // What the folder alone has is brought, and composed with what the console published.
  write(
    'policies/small-city/cap.md',
    draftText('2026-08-01', ['caps.visit: { on: fund_paid, amount: 100, kinds: [outpatient], period: per_bill }'], {
      document: '小城医保办〔2026〕5号',
      status: 'published',
    }),
  )
  const brought = await publishPolicies(db.batch, folder, 'folder')
  assert.deepEqual([brought.newDocuments, brought.newRuleSets], [1, 2])
  const { rows } = await db.batch.query<{ documents: string[] }>(
    'SELECT documents FROM rule_set WHERE area = $1 AND scheme = $2 ORDER BY published_at DESC LIMIT 1',
    [POOL, 'resident'],
  )
  const texts = await publishedTexts(db.batch)
  assert.deepEqual(rows[0]?.documents, texts.map(({ text }) => sha256(text)).sort())
  // A file that was only renamed brings nothing.
  cpSync(path.join(path.dirname(folder), 'policies/small-city/cap.md'), path.join(folder, 'small-city/limit.md'))
  rmSync(path.join(folder, 'small-city/cap.md'))
  assert.deepEqual((await publishPolicies(db.batch, folder, 'folder')).newDocuments, 0)
  assert.deepEqual(readdirSync(path.join(folder, 'small-city')).sort(), ['benefits.md', 'change.md', 'limit.md'])
  assert.deepEqual([...(await pathsOfDrafts(db.batch)).keys()].sort(), [
    NEW_PATH,
    'policies/small-city/left.md',
    'policies/small-city/right.md',
    'policies/small-city/today.md',
  ])
  rmSync(path.dirname(folder), { recursive: true })
})
