// The database is lost in the middle of a settlement: a clear sentence, nothing half done, and the repeated message settles once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openDatabases } from '../database/connect.js'
import { envelope, post, purchase } from '../testing/cashier.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '../testing/database.js'
import { type SmallCity, smallCity } from '../testing/small-city.js'
import { Wire } from '../testing/wire.js'

let db: TestDatabase
let city: SmallCity
let wire: Wire
before(async () => {
  db = await testDatabase()
  wire = new Wire(db.adminUrl)
  const through = openDatabases(await wire.listen(), TEST_KEY)
  const end = async (): Promise<void> => void (await Promise.all([through.end(), db.end()]))
  city = await smallCity({ ...db, settlement: through.settlement, end }, 600)
})
after(async () => {
  await city?.close()
  wire?.cut()
  wire?.server.close()
  await db?.drop()
})

async function settlements(person: bigint): Promise<number> {
  const { rows } = await db.batch.query<{ n: number }>('SELECT count(*)::int AS n FROM settlement WHERE person = $1', [String(person)])
  return rows[0]?.n ?? -1
}

test('a database that is away is said in a sentence; the same message settles once when it is back', async () => {
  const person = await city.enrol('employee')
  const message = envelope('2102', purchase(person, '310', '10.00', [{ sn: '1' }]))
  assert.equal((await post(city.app, envelope('2101', message['input']))).infcode, 0)
  wire.cut()
  const away = await post(city.app, message)
  assert.equal(away.infcode, -1)
  assert.match(away.err_msg, /数据库暂时不可用.*用同一报文重发/)
  assert.equal(await settlements(person.person), 0)
  wire.mend()
  const settled = await post(city.app, message)
  assert.equal(settled.infcode, 0, settled.err_msg)
  assert.deepEqual((await post(city.app, message)).output, settled.output)
  assert.equal(await settlements(person.person), 1)
})

test('ten seconds without a database in the middle of the day: every sender is told, nothing is half done, each message settles once', async () => {
  const people = await Promise.all([city.enrol('employee'), city.enrol('resident'), city.enrol('employee')])
  const messages = people.map((person, at) => envelope('2102', purchase(person, at === 1 ? '390' : '310', '10.00', [{ sn: '1' }])))
  const under = messages.map((message) => post(city.app, message))
  wire.cut()
  await new Promise((wake) => setTimeout(wake, 10_000))
  for (const answer of await Promise.all(under)) assert.ok(answer.infcode === 0 || /用同一报文/.test(answer.err_msg), answer.err_msg)
  const late = await post(city.app, envelope('2101', messages[0]?.['input']))
  assert.match(late.err_msg, /数据库暂时不可用/)
  wire.mend()
  for (const message of messages) assert.equal((await post(city.app, message)).infcode, 0)
  for (const person of people) assert.equal(await settlements(person.person), 1)
})

test('an answer lost after the write was sent is in doubt, and the same message finds what was booked', async () => {
  const person = await city.enrol('employee')
  const message = envelope('2102', purchase(person, '310', '77.00', [{ sn: 'lost', price: '77.00' }]))
  // The provider's own code of the line travels in the write and nowhere else.
  wire.cutAfter = 'OWN-lost'
  const lost = await post(city.app, message)
  assert.equal(lost.infcode, -1)
  assert.match(lost.err_msg, /尚不能确认.*用同一报文/)
  assert.equal(await settlements(person.person), 1, 'it was booked, only the answer was lost')
  wire.mend()
  const [first, second] = [await post(city.app, message), await post(city.app, message)]
  assert.equal(first.infcode, 0, first.err_msg)
  assert.deepEqual(second.output, first.output)
  assert.equal(await settlements(person.person), 1)
})

test('a wire that is cut and mended at once is not noticed by the sender', async () => {
  const people = await Promise.all([city.enrol('employee'), city.enrol('employee'), city.enrol('employee')])
  const messages = people.map((person) => envelope('2102', purchase(person, '310', '10.00', [{ sn: '1' }])))
  const answers = messages.map((message) => post(city.app, message))
  wire.cut()
  setTimeout(() => wire.mend(), 100)
  for (const answer of await Promise.all(answers)) assert.equal(answer.infcode, 0, answer.err_msg)
  for (const person of people) assert.equal(await settlements(person.person), 1)
})
