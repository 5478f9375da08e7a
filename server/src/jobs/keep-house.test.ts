import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { makeSmallPool } from '../testing/small-pool.js'
import { keepDays } from './keep-house.js'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
  await makeSmallPool(db.batch)
})
after(() => db?.drop())

const at = (time: string) => ({ now: () => new Date(`${time}+08:00`) })

test('a day is closed a quarter of an hour after its midnight, not before', async () => {
  assert.equal(await keepDays(db.batch, at('2026-03-02T00:05:00')), '2026-02-28')
  assert.equal(await keepDays(db.batch, at('2026-03-02T00:16:00')), '2026-03-01')
  assert.equal(await keepDays(db.batch, at('2026-03-02T23:59:00')), '2026-03-01')
})

test('the months of the coming year have their partitions before anybody needs them', async () => {
  await keepDays(db.batch, at('2029-12-31T12:00:00'))
  const { rows } = await db.batch.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_class WHERE relkind = 'r' AND relname BETWEEN 'fee_batch_203001' AND 'fee_batch_203012'`,
  )
  assert.equal(rows[0]?.n, 12)
})
