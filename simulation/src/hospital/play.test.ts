// Three institutions play working days against a real server on a port: nothing unexpected is answered, nobody stays in bed, and the
// books add up afterwards (closing the small city verifies them).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Played, play } from '@tongchou/hospital/play/play.js'
import { reportText } from '@tongchou/hospital/play/report.js'
import { type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { type SmallCity, smallCity } from '@tongchou/server/testing/small-city.js'
import { verify } from '@tongchou/server/verify/verify.js'
import { smallCentre } from './small-centre.js'

let db: TestDatabase
let city: SmallCity
let played: Played
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  const centre = await smallCentre(city, 60)
  // 5 days of 480 minutes in twenty seconds.
  played = await play(centre, {
    url: centre.url ?? '',
    hospitals: 2,
    pharmacies: 1,
    days: 5,
    speed: 7200,
    seed: 7,
    casesPerDay: 25,
    losses: 0.1,
    stays: 0.15,
    windows: 16,
  })
})
after(async () => {
  await city?.close()
  await db?.drop()
})

async function count(sql: string): Promise<number> {
  const { rows } = await db.batch.query<{ n: string }>(`SELECT count(*)::text AS n FROM ${sql}`)
  return Number(rows[0]?.n)
}

test('every answer was expected, and every transaction of a working day was among them', () => {
  assert.deepEqual([...played.tally.faults], [], reportText(played))
  const sent = new Set(played.tally.transactions.keys())
  const ofTheDay = '9001 9002 1101 2001 2101 2102 2103 2201 2202 2203 2204 2205 2206 2207 2208 2301 2302 2303 2304 2305 2401 2402 2403 2601'
  assert.deepEqual(
    ofTheDay.split(' ').filter((infno) => !sent.has(infno)),
    [],
  )
})

test('lost replies were asked for again, and nothing was settled twice', async () => {
  const resent = [...played.tally.transactions.values()].reduce((sum, one) => sum + one.resent, 0)
  assert.ok(resent > 20, `${resent} messages were sent again`)
  assert.equal(
    await count(`(SELECT institution_message FROM settlement WHERE cancels IS NULL GROUP BY provider, institution_message HAVING count(*) > 1) AS twice`),
    0,
  )
})

test('everybody went home: no stay is open, no line unsettled', async () => {
  assert.equal(await count(`visit_state WHERE open_fen <> 0`), 0)
  assert.equal(await count(`visit_state WHERE kind = 'inpatient' AND status NOT IN ('settled', 'cancelled')`), 0)
})

test('the books balance', async () => {
  assert.deepEqual(await verify(db.batch), [])
})
