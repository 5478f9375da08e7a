import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { insertPolicyAreas, POLICIES } from '../testing/policies.js'
import { checkPolicies } from './check.js'
import { publishPolicies } from './publish.js'
import { rulesInForce } from './rules-in-force.js'

let db: TestDatabase
let folder: string

before(async () => {
  db = await testDatabase()
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'policies-')), 'policies')
  cpSync(POLICIES, folder, { recursive: true })
})
after(async () => {
  rmSync(path.dirname(folder), { recursive: true })
  await db.drop()
})

test('rules of an area that the database does not know are not published', async () => {
  await assert.rejects(publishPolicies(db.batch, folder, 'test'), /行政区划表里没有 .*340000/)
})

test('publishing stores texts and rules; publishing the same again changes nothing', async () => {
  await insertPolicyAreas(db, folder)
  const first = await publishPolicies(db.batch, folder, 'test')
  const { documents, rules } = checkPolicies(folder)
  assert.deepEqual([first.newDocuments, first.newRuleSets, first.ruleSets.length], [documents.length, rules.length, rules.length])
  const again = await publishPolicies(db.batch, folder, 'test')
  assert.deepEqual([again.newDocuments, again.newRuleSets, again.ruleSets], [0, 0, first.ruleSets])
  const { rows } = await db.batch.query<{ hash: string }>(`SELECT encode(sha256(convert_to(text, 'UTF8')), 'hex') AS computed, hash FROM policy_document`)
  for (const row of rows as { computed?: string; hash: string }[]) assert.equal(row.computed, row.hash)
})

test('the rules come back from the database exactly as they were composed', async () => {
  const inForce = await rulesInForce(db.settlement)
  for (const { area, scheme, versions, pooling } of checkPolicies(folder).rules) {
    const set = inForce.of(area, scheme)
    assert.deepEqual(set?.versions, JSON.parse(JSON.stringify(versions, bigintsKept), bigintsBack))
    assert.deepEqual(set?.pooling, pooling)
  }
  assert.equal(inForce.of('340400', 'resident')?.pooling.at(-1)?.gap?.kind, 'same_level_finance')
  assert.equal(inForce.of('340400', 'employee')?.pooling.at(-1)?.gap, null)
})

// Leaves out what is undefined, as the database does.
const bigintsKept = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value}n` : value)
const bigintsBack = (_: string, value: unknown): unknown => (typeof value === 'string' && /^-?\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value)

test('a real installation takes no rule from a document without a number: what only stands in for one is not even stored', async () => {
  const client = await db.batch.connect()
  await client.query('BEGIN')
  const before = await client.query('SELECT count(*)::int AS n FROM policy_document')
  const strict = checkPolicies(folder, { withDrafts: false, standIns: false })
  assert.deepEqual(strict.faults, [])
  assert.ok(
    strict.documents.every(({ frontMatter }) =>
      frontMatter.every(({ key, value }) => key !== 'status' || (value.kind === 'text' && value.text !== 'stand_in')),
    ),
  )
  assert.ok(strict.rules.every(({ versions }) => versions.length === 0))
  assert.equal(strict.rules.find(({ area, scheme }) => area === '340400' && scheme === 'resident')?.pooling.at(-1)?.gap?.kind, 'same_level_finance')
  const published = await publishPolicies(client, folder, 'test', { standIns: false })
  assert.equal(published.newDocuments, 0)
  assert.ok(published.newRuleSets > 0 && published.ruleSets.every(({ versions }) => versions === 0))
  await client.query('ROLLBACK')
  assert.deepEqual((await client.query('SELECT count(*)::int AS n FROM policy_document')).rows, before.rows)
  client.release()
})

test('a new section makes a new rule set; the old one stays to be looked up', async () => {
  const inForce = await rulesInForce(db.settlement)
  const old = inForce.of('340400', 'resident')
  assert.ok(old)
  const file = path.join(folder, 'huainan/resident-city-figures.md')
  const text = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    `${text}\n## 调整住院限额\n\`\`\`policy\nscheme: resident\nin_force: 2028-01-01\ncertainty: illustrative\ncaps.basic_year: { on: fund_paid, amount: 320000, kinds: [inpatient], period: year }\n\`\`\`\n`,
  )
  assert.equal((await publishPolicies(db.desk, folder, 'test')).newRuleSets, 1)
  await inForce.reload()
  const now = inForce.of('340400', 'resident')
  assert.ok(now)
  assert.notEqual(now.hash, old.hash)
  assert.equal(now.versions.at(-1)?.inForce, '2028-01-01')
  assert.deepEqual((await (await rulesInForce(db.settlement)).lookUp(old.hash))?.versions, old.versions)
  assert.equal(await inForce.lookUp('0'.repeat(64)), undefined)
  writeFileSync(file, text)
  await assert.rejects(publishPolicies(db.batch, folder, 'test'), /恢复旧规定请新增一节/)
})

test('nothing is published while a document has a fault, and the fault is named', async () => {
  const checkedBefore = checkPolicies(folder).rules.length
  const file = path.join(folder, 'huainan/resident-city-figures.md')
  writeFileSync(file, readFileSync(file, 'utf8').replace('amount: 300000', 'amount: 30万'))
  await assert.rejects(publishPolicies(db.batch, folder, 'test'), /resident-city-figures\.md:\d+: “30万”不是金额/)
  const { rows } = await db.batch.query(`SELECT count(*)::int AS n FROM rule_set`)
  // The sets of the first publication, and the one of the new section.
  assert.equal(rows[0]?.n, checkedBefore + 1)
})
