// What we thought on a day: facts by the day in force and the moment they were known; a bill by the rules published then.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { type Person, POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import { cancelStay, publishStayRatio, settleStay } from '../testing/stays.js'
import { USED } from './as-known.js'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let person: Person
let settlement: bigint
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  desk = await testDesk(db, { pool: POOL, clock: testClock(noon('2026-06-20')) })
  person = await city.enrol('resident')
  await owner(`UPDATE rule_set SET published_at = '2025-12-01'`)
  await owner(`UPDATE enrolment SET known_at = '2025-12-01'`)
  settlement = await settleStay(city.app, person, 10_000)
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

/** Puts made-up facts into the past, which no role of the application may. */
async function owner(statement: string): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: db.adminUrl, options: '-c search_path=tongchou' })
  await client.connect()
  await client.query(statement)
  await client.end()
}

const clerk = () => desk.as('agency', 'benefit_clerk', '980101')
const asKnown = async (query: string) => {
  const { status, body } = await (await clerk()).get(`/api/persons/${person.number}/as-known?${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body as {
    enrolments: { scheme: string; entitled: boolean; reason: string | null }[]
    identities: { kind: string }[]
    filings: { kind: string }[]
    years: { bills: number; fund_fen: number; counters: { key: string; value: number }[] }[]
  }
}

test('an identity is in force in January and known in June', async () => {
  await db.batch.query(
    `INSERT INTO identity (person, identity, area, kind, list_code, in_force, confirmed_by, known_at, booked_on)
     VALUES ($1, nextval('fact_seq'), '980101', 'minimum_living', '2303', '2026-01-01', '民政', '2026-06-19T09:00:00+08:00', '2026-06-19')`,
    [person.person],
  )
  assert.deepEqual((await asKnown('on=2026-03-20&known_at=2026-03-20')).identities, [])
  assert.deepEqual((await asKnown('on=2026-03-20&known_at=2026-06-19%2008:59:59')).identities, [])
  assert.deepEqual(
    (await asKnown('on=2026-03-20&known_at=2026-06-19')).identities.map(({ kind }) => kind),
    ['minimum_living'],
  )
  assert.deepEqual((await asKnown('on=2025-12-31')).identities, [])
})

test('an enrolment withdrawn later was believed in before, and so was a filing', async () => {
  await db.batch.query(
    `INSERT INTO enrolment (person, enrolment, scheme, area, benefit_year, person_type, retired, entitled_from, entitled_to, reason, in_force, known_at, booked_on)
     VALUES ($1, nextval('fact_seq'), 'resident', '980101', 2026, '1701', false, '2026-01-01', '2025-12-31', '重复参保', '2026-01-01', '2026-05-01T09:00:00+08:00', '2026-05-01')`,
    [person.person],
  )
  await db.batch.query(
    `WITH filed AS (INSERT INTO filing (person, filing, area, kind, in_force, known_at, booked_on)
       VALUES ($1, nextval('fact_seq'), '980101', 'long_term', '2026-02-01', '2026-02-01T09:00:00+08:00', '2026-02-01') RETURNING filing)
     INSERT INTO filing (person, filing, area, kind, in_force, withdraws, known_at, booked_on)
       SELECT $1, nextval('fact_seq'), '980101', 'long_term', '2026-02-01', filing, '2026-04-01T09:00:00+08:00', '2026-04-01' FROM filed`,
    [person.person],
  )
  const [march, june] = [await asKnown('on=2026-03-20&known_at=2026-03-20'), await asKnown('on=2026-03-20')]
  assert.deepEqual([march.enrolments[0]?.entitled, march.filings.map(({ kind }) => kind)], [true, ['long_term']])
  assert.deepEqual([june.enrolments[0]?.entitled, june.filings], [false, []])
  assert.match(june.enrolments[0]?.reason ?? '', /已暂停（重复参保）/)
})

test('the year is what was settled by then, for care up to the day', async () => {
  const [before, then, january] = [
    await asKnown('on=2026-03-20&known_at=2026-03-19'),
    await asKnown('on=2026-03-20&known_at=2026-03-20'),
    await asKnown('on=2026-01-31'),
  ]
  assert.deepEqual([before.years, january.years], [[], []])
  assert.deepEqual([then.years[0]?.bills, then.years[0]?.fund_fen], [1, 690_000])
  assert.equal(then.years[0]?.counters.find(({ key }) => key === 'paid/basic')?.value, 690_000)
  const other = await settleStay(city.app, await city.enrol('resident'), 10_000)
  assert.ok(other > settlement)
})

test('a bill is told by the rules, the enrolment and the identities that were known', async () => {
  await publishStayRatio(db.batch, 'resident', '2026-03-15', '2026-03-14', 80n)
  await owner(`UPDATE rule_set SET published_at = '2026-04-10' WHERE published_at > '2026-01-01'`)
  const bill = async (query: string) => (await (await clerk()).get(`/api/settlements/${person.number}/${settlement}/as-known?${query}`)).body
  const march = await bill('known_at=2026-03-20')
  assert.deepEqual([march['outcome'], march['person_fen'], (march['rules'] as { same_as_settled: boolean }).same_as_settled], ['settled', 0, true])
  const april = await bill('known_at=2026-04-20')
  assert.deepEqual([april['outcome'], april['person_fen'], (april['rules'] as { in_force: string }).in_force], ['settled', 46_000, '2026-03-15'])
  assert.deepEqual((april['layers'] as unknown[])[0], {
    layer: 'basic',
    layer_name: '基本医保',
    payer: 'fund',
    payer_name: '居民医保基金',
    settled_fen: 690_000,
    known_fen: 736_000,
  })
  const now = await bill('')
  assert.deepEqual([now['outcome'], now['person_fen']], ['not_payable', -690_000])
  const early = await bill('known_at=2025-01-01')
  assert.deepEqual([early['rules'], early['outcome']], [null, 'not_payable'])
})

test('a cancellation counts from when it was known', async () => {
  const { rows } = await db.batch.query<{ visit: bigint }>('SELECT visit FROM settlement WHERE settlement = $1', [settlement])
  await cancelStay(city.app, person, settlement, rows[0]?.visit ?? 0n)
  assert.deepEqual((await asKnown('on=2026-03-20&known_at=2026-06-20')).years[0]?.bills, 0)
})

test('the year is what was booked by a day: a cancellation of June leaves May’s accounts as they were', async () => {
  await owner(`UPDATE settlement SET booked_on = '2026-06-05' WHERE total_fen < 0`)
  const bills = async (bookedBy: string) => (await asKnown(`on=2026-03-20&booked_by=${bookedBy}`)).years.map((year) => [year.bills, year.fund_fen])
  assert.deepEqual([await bills('2026-03-19'), await bills('2026-05-31'), await bills('2026-06-20')], [[], [[1, 690_000]], [[0, 0]]])
  await owner('UPDATE settlement SET booked_on = settled_on WHERE total_fen < 0')
})

test('the year is read by the person, never through', async () => {
  const plan = await db.batch.query<Record<string, string>>(`EXPLAIN (COSTS OFF) ${USED} SELECT * FROM bill`, [
    person.person,
    2026,
    '2026-03-20',
    '2026-06-20',
    null,
  ])
  const text = plan.rows.map((row) => row['QUERY PLAN']).join('\n')
  assert.match(text, /Index Scan.* on settlement/)
  assert.doesNotMatch(text, /Seq Scan/)
})
