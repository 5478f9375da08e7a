// Accounts of the desk over HTTP: two officers open one, one-time passwords, locking, areas, and what must be refused.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Answer, type Caller, type TestClock, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { COUNTY, insertPeople, OTHER_COUNTY, POOL } from '../testing/persons.js'

let db: TestDatabase
let desk: TestDesk
let clock: TestClock
let first: Caller
let second: Caller
let county: Caller

before(async () => {
  db = await testDatabase()
  clock = testClock()
  desk = await testDesk(db, { clock })
  await insertPeople(db, 2026, [])
  first = await desk.as('platform', 'security_administrator', POOL, 'a')
  second = await desk.as('platform', 'security_administrator', POOL, 'b')
  county = await desk.as('platform', 'security_administrator', COUNTY)
})
after(async () => {
  await desk.close()
  await db.drop()
})

const CLERK = { name: '何立夏', department: 'agency', role: 'benefit_clerk', area: COUNTY, reason: '新到岗' }
const ask = (caller: Caller, more: object): Promise<Answer> => caller.post('/api/officer-requests', { ...CLERK, ...more })
const decide = (caller: Caller, request: unknown, decision: string, reason?: string): Promise<Answer> =>
  caller.post(`/api/officer-requests/${String(request)}/decision`, { decision, ...(reason === undefined ? {} : { reason }) })
const signIn = (account: string, password: unknown): Promise<Answer> => desk.nobody.post('/api/session', { account, password })

async function opened(account: string, more: object = {}): Promise<{ readonly officer: string; readonly password: string }> {
  const { body } = await ask(first, { account, ...more })
  const answer = await decide(second, body['request'], 'approved')
  assert.equal(answer.status, 200, String(answer.body['sentence']))
  const { rows } = await db.desk.query<{ officer: bigint }>('SELECT officer FROM officer WHERE account = $1', [account])
  return { officer: String(rows[0]?.officer), password: String(answer.body['password']) }
}

test('one asks, another approves, and the one-time password opens nothing but its own replacement', async () => {
  const asked = await ask(first, { account: 'he.lixia' })
  assert.equal(asked.status, 200, String(asked.body['sentence']))
  assert.equal((await decide(first, asked.body['request'], 'approved')).body['code'], 'second_officer')
  assert.equal((await ask(second, { account: 'he.lixia' })).body['code'], 'request_waiting')
  const { body } = await decide(second, asked.body['request'], 'approved')
  assert.match(String(body['password']), /^(\w{4}-){3}\w{4}$/)
  assert.equal((await decide(second, asked.body['request'], 'refused', '改主意')).body['code'], 'already_decided')

  const signed = await signIn('he.lixia', body['password'])
  assert.equal(signed.body['must_change_password'], true)
  assert.deepEqual(signed.body['permissions'], [])
  const headers = { cookie: String(signed.headers['set-cookie']).split(';')[0] ?? '' }
  assert.equal((await desk.nobody.call({ method: 'GET', url: '/api/persons', headers })).status, 403)
  const payload = { password: body['password'], new_password: 'Xia-Tian-2026-he' }
  assert.equal((await desk.nobody.call({ method: 'POST', url: '/api/session/password', headers, payload })).status, 200)
  assert.equal((await desk.nobody.call({ method: 'GET', url: '/api/persons', headers })).status, 200)
  assert.equal((await signIn('he.lixia', payload.new_password)).body['must_change_password'], false)
  assert.equal((await signIn('he.lixia', body['password'])).status, 401)
})

test('what waits is counted for whoever may decide it, not for whoever asked', async () => {
  const { body } = await ask(first, { account: 'waiting.one' })
  const waits = async (caller: Caller) =>
    ((await caller.get('/api/waiting')).body['items'] as { kind: string; count: number }[]).find(({ kind }) => kind === 'officer')?.count
  assert.equal(await waits(first), 0)
  assert.equal(await waits(second), 1)
  assert.equal((await decide(second, body['request'], 'withdrawn')).body['code'], 'not_the_asker')
  assert.equal((await decide(first, body['request'], 'withdrawn')).status, 200)
  assert.equal(await waits(second), 0)
})

test('a one-time password that nobody used in three days is worth nothing', async () => {
  const { password } = await opened('late.one')
  clock.pass(3 * 24 * 60 + 1)
  assert.equal((await signIn('late.one', password)).body['code'], 'password_over')
  // The administrators' own sessions have idled meanwhile.
  first = await desk.as('platform', 'security_administrator', POOL, 'a')
  second = await desk.as('platform', 'security_administrator', POOL, 'b')
  county = await desk.as('platform', 'security_administrator', COUNTY)
})

test('another role and area take effect when approved, and end the open sessions', async () => {
  const { officer, password } = await opened('moving.one')
  const signed = await signIn('moving.one', password)
  const headers = { cookie: String(signed.headers['set-cookie']).split(';')[0] ?? '' }
  assert.equal((await ask(first, { officer })).body['code'], 'nothing_changed')
  const { body } = await ask(first, { officer, role: 'enrolment_clerk', area: OTHER_COUNTY, reason: '调到西县' })
  assert.equal((await decide(second, body['request'], 'refused')).body['code'], 'reason_missing')
  assert.equal((await decide(second, body['request'], 'approved')).status, 200)
  assert.equal((await desk.nobody.call({ method: 'GET', url: '/api/session', headers })).status, 401)
  const { body: seen } = await first.get(`/api/officers/${officer}`)
  assert.deepEqual([seen['role'], seen['area']], ['enrolment_clerk', OTHER_COUNTY])
  const requests = seen['requests'] as { kind: string; before: Record<string, string>; decision: string }[]
  assert.deepEqual(
    requests.map(({ kind, decision }) => [kind, decision]),
    [
      ['change', 'approved'],
      ['open', 'approved'],
    ],
  )
  assert.equal(requests[0]?.before['area_name'], '东县')
})

test('locking ends what is open, unlocking lets in again, a new password replaces the old; never on the own account', async () => {
  const { officer, password } = await opened('locked.one')
  const act = (caller: Caller, of: string, name: string) => caller.post(`/api/officers/${of}/acts`, { act: name, reason: '离岗' })
  assert.equal((await act(first, officer, 'unlock')).body['code'], 'not_locked')
  assert.equal((await act(first, officer, 'lock')).status, 200)
  assert.equal((await signIn('locked.one', password)).status, 401)
  assert.equal((await act(first, officer, 'new_password')).body['code'], 'locked')
  assert.equal((await act(second, officer, 'unlock')).status, 200)
  assert.equal((await signIn('locked.one', password)).status, 200)
  const renewed = await act(first, officer, 'new_password')
  assert.equal((await signIn('locked.one', password)).status, 401)
  assert.equal((await signIn('locked.one', renewed.body['password'])).status, 200)
  assert.equal((await act(first, officer, 'end_sessions')).status, 200)
  const { body } = await first.get(`/api/officers/${officer}`)
  assert.equal(body['open_sessions'], 0)
  assert.deepEqual(
    (body['acts'] as { kind: string }[]).map(({ kind }) => kind),
    ['end_sessions', 'new_password', 'unlock', 'lock'],
  )
  const { rows } = await db.desk.query<{ officer: bigint }>(`SELECT officer FROM officer WHERE account = 'platform.security-administrator.${POOL}.a'`)
  assert.equal((await act(first, String(rows[0]?.officer), 'lock')).body['code'], 'own_account')
})

test('a county administers its own place and nothing above or beside it', async () => {
  assert.equal((await ask(county, { account: 'own.place' })).status, 200)
  for (const area of [POOL, OTHER_COUNTY]) assert.equal((await ask(county, { account: 'too.far', area })).body['code'], 'beyond_own_area')
  const areas = ((await county.get('/api/officers?size=200')).body['rows'] as { area: string }[]).map(({ area }) => area)
  assert.ok(areas.length > 0 && areas.every((area) => area.startsWith(COUNTY)), areas.join())
  const { rows } = await db.desk.query<{ officer: bigint }>('SELECT officer FROM officer WHERE area = $1 LIMIT 1', [OTHER_COUNTY])
  const officer = String(rows[0]?.officer)
  assert.equal((await county.get(`/api/officers/${officer}`)).status, 404)
  assert.equal((await ask(county, { officer, area: COUNTY })).status, 404)
  assert.equal((await county.post(`/api/officers/${officer}/acts`, { act: 'lock', reason: '试试看' })).status, 404)
})

test('an institution’s role asks for its institution, and a role of the office for none', async () => {
  const institution = { account: 'house.one', department: 'hospital', role: 'institution_officer' }
  assert.equal((await ask(first, institution)).body['code'], 'provider_needed')
  assert.equal((await ask(first, { account: 'clerk.two', provider: 'H00000000001' })).body['code'], 'provider_not_wanted')
  assert.equal((await ask(first, { account: 'clerk.three', role: 'director' })).body['code'], 'unknown_role')
  assert.equal((await ask(first, { account: 'insured.one', department: 'insured', role: 'insured_person' })).body['code'], 'unknown_role')
  assert.equal((await ask(first, { account: 'Not An Account' })).body['code'], 'invalid_field')
})

test('the list searches, filters and sorts, and goes to Excel', async () => {
  const { body } = await first.get('/api/officers?q=moving&role=enrolment_clerk&sort=-account')
  assert.equal(body['total'], 1)
  assert.equal(((await first.get('/api/officers?standing=one_time')).body['total'] as number) >= 2, true)
  assert.match((await first.download('/api/officers.xlsx?q=moving')).type, /spreadsheetml/)
})

test('the database itself refuses a decision by whoever asked, and a role written past it', async () => {
  const { body } = await ask(first, { account: 'past.one' })
  const { rows } = await db.batch.query<{ asked_by: bigint }>('SELECT asked_by FROM officer_request WHERE request = $1', [body['request']])
  const write = `INSERT INTO officer_decision (request, asked_by, decision, decided_by, decided_at) VALUES ($1, $2, 'approved', $2, now())`
  await assert.rejects(db.desk.query(write, [body['request'], rows[0]?.asked_by]), /row-level security|check constraint/)
  await assert.rejects(db.desk.query("UPDATE officer SET role = 'director'"), /permission denied/)
})

test('the trail keeps what was asked, decided and done', async () => {
  const { rows } = await db.batch.query<{ action: string }>("SELECT DISTINCT action FROM audit_event WHERE action LIKE 'officer.%' ORDER BY action")
  for (const action of [
    'officer.asked',
    'officer.approved',
    'officer.withdrawn',
    'officer.lock',
    'officer.unlock',
    'officer.new_password',
    'officer.end_sessions',
  ])
    assert.ok(
      rows.some((row) => row.action === action),
      action,
    )
})
