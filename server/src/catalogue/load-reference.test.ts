import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { loadReference } from './load-reference.js'

const POOL = '340400'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
  await loadReference(db.batch, { pool: POOL })
})
after(() => db.drop())

async function one(sql: string, values: unknown[] = []): Promise<Record<string, unknown>> {
  const { rows } = await db.batch.query(sql, values)
  assert.equal(rows.length, 1)
  return rows[0]
}

test('loading again changes no row', async () => {
  const before = await one(`SELECT count(*)::int AS n, max(xmin::text::bigint) AS newest FROM catalogue_item`)
  await loadReference(db.batch, { pool: POOL })
  assert.deepEqual(await one(`SELECT count(*)::int AS n, max(xmin::text::bigint) AS newest FROM catalogue_item`), before)
  assert.equal((await one(`SELECT count(DISTINCT xmin::text)::int AS loads FROM code_list`)).loads, 1)
})

test('every unit of the pool has its area, and a zone takes its towns from the county', async () => {
  assert.equal((await one(`SELECT count(*)::int AS n FROM pooling_unit WHERE pool = $1`, [POOL])).n, 9)
  assert.deepEqual(await one(`SELECT a.certainty, t.name FROM area a JOIN area t ON t.parent = a.code WHERE a.code = '340491' ORDER BY t.code LIMIT 1`), {
    certainty: 'illustrative',
    name: '毛集镇',
  })
})

test('a drug the list does not have is 丙; a negotiated one carries its official payment standard', async () => {
  assert.equal((await one(`SELECT count(*)::int AS n FROM catalogue_item WHERE kind = 'western_drug' AND class = '丙' AND restricted`)).n, 0)
  const drug = await one(
    `SELECT class, negotiated, ceiling_tier1_fen AS ceiling, remark FROM catalogue_item WHERE name = '盐酸凯普拉生片' ORDER BY code LIMIT 1`,
  )
  assert.equal(drug['class'], '乙')
  assert.equal(drug['negotiated'], true)
  assert.equal(drug['ceiling'], 568n)
  assert.match(String(drug['remark']), /2025年12月31日/)
})

test('only a class 乙 item has a first share, and what is illustrative says so', async () => {
  assert.equal((await one(`SELECT count(*)::int AS n FROM catalogue_item WHERE class <> '乙' AND initial_self_payment_resident <> 0`)).n, 0)
  assert.equal((await one(`SELECT count(*)::int AS n FROM catalogue_item WHERE class = '乙' AND certainty <> 'illustrative'`)).n, 0)
  assert.equal((await one(`SELECT count(*)::int AS n FROM catalogue_item WHERE kind IN ('service', 'consumable') AND certainty <> 'illustrative'`)).n, 0)
})

test('restricted items stay few enough that an ordinary bill needs no approval', async () => {
  const { share } = await one(`SELECT avg(restricted::int)::float8 AS share FROM catalogue_item WHERE class <> '丙'`)
  assert.ok(Number(share) > 0 && Number(share) < 0.2, String(share))
})

test('a value of a code list says what editions call it and how provinces write it', async () => {
  const value = (list: string, of: string) => one(`SELECT labels, written FROM code_list WHERE list = $1 AND value = $2`, [list, of])
  assert.deepEqual(await value('list_type', '102'), { labels: { J: '中成药' }, written: [{ by: '江西', value: '103' }] })
  assert.deepEqual(await value('psn_type', '12'), {
    labels: {},
    written: [
      { by: '江西', value: '21' },
      { by: '河北', value: '1102' },
    ],
  })
  assert.deepEqual(await value('matn_type', '1'), { labels: {}, written: [] })
})
