// A night's sample: once, by one process, with its findings kept, complained about and shown to who may see them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import { settleStay } from '../testing/stays.js'
import type { NightHouse } from './at-night.js'
import { replayTonight } from './nightly-replay.js'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
const complaints: string[] = []
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  desk = await testDesk(db, { pool: POOL, clock: testClock(noon('2026-03-25')) })
  for (const yuan of [10_000, 20_000]) await settleStay(city.app, city.resident, yuan)
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

const houseAt = (time: string): NightHouse => ({
  batch: db.batch,
  clock: { now: () => new Date(`${time}+08:00`) },
  pool: POOL,
  complain: (error, what) => void complaints.push(`${what}: ${(error as Error).message}`),
})

interface Shown {
  readonly nights: readonly { night: string; equal: number; differs: number }[]
  readonly findings: readonly { settlement: string; sentence: string }[]
}
const shownTo = async (department: string, role: string, home?: string) =>
  (await (await desk.as(department, role, home)).get('/api/replays')).body as unknown as Shown

test('a night is done once, in the night, by whichever process comes first', async () => {
  assert.equal(await replayTonight(houseAt('2026-03-21T12:00:00')), false)
  assert.equal(await replayTonight(houseAt('2026-03-21T01:59:00')), false)
  const together = await Promise.all([1, 2, 3].map(() => replayTonight(houseAt('2026-03-21T02:10:00'))))
  assert.equal(together.filter(Boolean).length, 1)
  assert.equal(await replayTonight(houseAt('2026-03-21T05:50:00')), false)
  assert.equal(await replayTonight(houseAt('2026-03-22T02:00:00')), true)
  const { nights } = await shownTo('bureau', 'policy_officer')
  assert.deepEqual(
    nights.map(({ night, equal, differs }) => [night, equal, differs]),
    [
      ['2026-03-22', 2, 0],
      ['2026-03-21', 2, 0],
    ],
  )
  assert.deepEqual(complaints, [])
})

test('a bill that was tampered with is found, complained about and shown to its own unit', async () => {
  const { default: pg } = await import('pg')
  const owner = new pg.Client({ connectionString: db.adminUrl, options: '-c search_path=tongchou' })
  await owner.connect()
  const tamper = (fen: number) =>
    owner.query('UPDATE settlement SET cash_fen = cash_fen + $1, fund_fen = fund_fen - $1 WHERE settlement = (SELECT min(settlement) FROM settlement)', [fen])
  await tamper(100)
  assert.equal(await replayTonight(houseAt('2026-03-23T02:00:00')), true)
  await tamper(-100)
  await owner.end()
  assert.match(complaints.join(), /^a stored bill differs when it is settled again: settlement \d+ does not give its own amounts again$/)
  const { nights, findings } = await shownTo('agency', 'benefit_clerk', '980101')
  assert.deepEqual([nights[0]?.equal, nights[0]?.differs, findings.length], [1, 1, 1])
  assert.match(findings[0]?.sentence ?? '', /现金：当时3101\.00元，重算3100\.00元/)
  assert.deepEqual((await shownTo('agency', 'benefit_clerk', '980102')).findings, [])
  assert.deepEqual((await shownTo('agency', 'enrolment_clerk', '980101')).findings, [])
})
