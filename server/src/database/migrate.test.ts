import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(() => db.drop())

test('the application may neither change nor remove a fact', async () => {
  for (const pool of [db.settlement, db.desk, db.batch]) {
    await assert.rejects(pool.query('UPDATE settlement SET cash_fen = 0'), /permission denied/)
    await assert.rejects(pool.query('DELETE FROM memo_entry'), /permission denied/)
  }
})

test('money and days come back as bigint and text', async () => {
  const { rows } = await db.settlement.query(`SELECT 9007199254740993::bigint AS fen, date '2026-01-31' AS day, ARRAY[1, 2]::bigint[] AS parts`)
  assert.deepEqual(rows[0], { fen: 9007199254740993n, day: '2026-01-31', parts: [1n, 2n] })
})
