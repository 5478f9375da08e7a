import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { plainArray, textArray } from './array-literal.js'

let db: TestDatabase
before(async () => {
  db = await testDatabase()
})
after(async () => {
  await db?.drop()
})

test('PostgreSQL reads every text back as it was, also inside another array', async () => {
  const texts = [
    '',
    ' ',
    '7',
    'a1',
    'A-1.5_x',
    'NULL',
    'null',
    '"',
    '\\',
    '\\"n',
    'a,b',
    '{}',
    '{"a":"b\\n"}',
    '甲',
    '一\n二\t三',
    '\u0001',
    '𠮷"',
    '\u2028',
    '\u007f',
    '2026-03-20',
  ]
  const { rows } = await db.settlement.query('SELECT $1::text[] AS flat, ($2::text[])[1]::text[] AS nested', [
    textArray([...texts, null]),
    textArray([textArray([...texts, null])]),
  ])
  assert.deepEqual(rows[0], { flat: [...texts, null], nested: [...texts, null] })
})

test('numbers, days and gaps', async () => {
  assert.equal(plainArray([]), '{}')
  assert.equal(textArray([]), '{}')
  assert.equal(plainArray([1n, 2, null, '2026-03-20']), '{1,2,NULL,2026-03-20}')
})
