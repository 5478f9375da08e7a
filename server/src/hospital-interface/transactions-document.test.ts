// docs/transactions.md against the tables and the server: each number is sent over HTTP, and is offered or refused as the file says.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { call } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type SmallCity, smallCity } from '../testing/small-city.js'
import { INTERFACE_FOLDER, loadInterfaceTables, readTable } from './tables.js'
import { TRANSACTIONS } from './transactions.js'
import { TRANSACTIONS_FILE, transactionsText } from './transactions-document.js'

let db: TestDatabase
let city: SmallCity
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
})
after(async () => {
  await city?.close()
  await db?.drop()
})

const offered = readTable(path.join(INTERFACE_FOLDER, 'transactions.tsv')).map((row) => row['infno'] ?? '')
const known = readTable(path.join(INTERFACE_FOLDER, 'known-transactions.tsv'))

test('the committed file is what the tables say', () => {
  assert.equal(readFileSync(TRANSACTIONS_FILE, 'utf8'), transactionsText())
})

test('what is offered is carried out by a transaction, has its nodes and its effect, and stands among the known', () => {
  const tables = loadInterfaceTables()
  assert.deepEqual([...offered].sort(), [...TRANSACTIONS.keys()].sort())
  for (const row of readTable(path.join(INTERFACE_FOLDER, 'transactions.tsv'))) {
    assert.ok(tables.nodes.has(row['infno'] ?? ''), `${row['infno']} has no nodes`)
    assert.ok((row['effect'] ?? '').length > 5, `${row['infno']} says no effect`)
  }
  assert.ok(known.length >= 286)
  assert.deepEqual(
    offered.filter((infno) => !known.some((row) => row['infno'] === infno)),
    [],
  )
  for (const row of known) assert.equal(offered.includes(row['infno'] ?? ''), row['not_offered'] === '', `${row['infno']} is offered or says why not`)
})

test('every number is answered over HTTP as the file says', async () => {
  for (const row of known) {
    const infno = row['infno'] ?? ''
    const answer = await call(city.app, infno, {})
    assert.doesNotMatch(answer.err_msg, /系统故障/, infno)
    if (offered.includes(infno)) assert.doesNotMatch(answer.err_msg, /未开通/, infno)
    else {
      assert.equal(answer.infcode, -1, infno)
      assert.match(answer.err_msg, new RegExp(`^本平台未开通交易${infno}（`), infno)
    }
  }
  assert.match((await call(city.app, '9998', {})).err_msg, /^本平台未开通交易9998，/)
})
