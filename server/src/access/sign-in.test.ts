import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Answer, type TestClock, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { COUNTY, insertPeople, POOL } from '../testing/persons.js'
import { createOfficer } from './create-officer.js'
import { weakPassword } from './password.js'

const PASSWORD = 'Huahua-2026-hao'
let db: TestDatabase
let desk: TestDesk
let clock: TestClock

before(async () => {
  db = await testDatabase()
  clock = testClock()
  desk = await testDesk(db, { clock })
  await insertPeople(db, 2026, [])
  for (const account of ['chen', 'locked', 'racing', 'changing']) {
    const made = await createOfficer(
      db.batch,
      clock,
      { account, name: '陈芳', department: 'agency', role: 'benefit_clerk', pool: POOL, area: COUNTY },
      PASSWORD,
    )
    assert.ok(!isRefusal(made))
  }
})
after(async () => {
  await desk.close()
  await db.drop()
})

const signIn = (account: string, password: string): Promise<Answer> => desk.nobody.post('/api/session', { account, password })
const cookieOf = (answer: Answer): string => String(answer.headers['set-cookie']).split(';')[0] ?? ''
const withCookie = (cookie: string, method: 'GET' | 'DELETE' = 'GET'): Promise<Answer> => desk.nobody.call({ method, url: '/api/session', headers: { cookie } })

test('signing in gives officer, areas and permissions, and a cookie that no script reads', async () => {
  const answer = await signIn(' Chen ', PASSWORD)
  assert.equal(answer.status, 200)
  assert.match(String(answer.headers['set-cookie']), /^tongchou=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
  assert.equal(answer.body['role_name'], '待遇经办岗')
  assert.deepEqual(answer.body['areas'], [{ code: COUNTY, name: '东县' }])
  assert.ok((answer.body['permissions'] as string[]).includes('person.search'))
  assert.deepEqual((await withCookie(cookieOf(answer))).body, answer.body)
  const { rows } = await db.desk.query('SELECT encode(token_hash, $1) AS hash FROM desk_session', ['hex'])
  assert.ok(rows.every((row) => !cookieOf(answer).includes(String(row.hash))))
})

test('a wrong password and an unknown account are answered alike', async () => {
  const wrong = await signIn('chen', 'no')
  const unknown = await signIn('nobody', 'no')
  assert.deepEqual([wrong.status, wrong.body], [unknown.status, unknown.body])
  assert.equal(wrong.headers['set-cookie'], undefined)
})

test('the fifth wrong password locks the account for fifteen minutes, the right one included', async () => {
  for (let turn = 1; turn <= 4; turn++) assert.equal((await signIn('locked', 'wrong')).status, 401)
  assert.deepEqual([(await signIn('locked', 'wrong')).status, (await signIn('locked', PASSWORD)).status], [423, 423])
  clock.pass(14)
  assert.match(String((await signIn('locked', PASSWORD)).body['sentence']), /账号已锁定，请在 \d\d:\d\d 之后再试/)
  clock.pass(2)
  assert.equal((await signIn('locked', PASSWORD)).status, 200)
  assert.equal((await signIn('locked', 'wrong')).status, 401)
})

test('many guesses at once get no more than five', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => signIn('racing', 'wrong')))
  assert.ok(answers.every(({ status }) => status === 401 || status === 423))
  const { rows } = await db.desk.query('SELECT failures, locked_until IS NOT NULL AS locked FROM officer WHERE account = $1', ['racing'])
  assert.deepEqual(rows, [{ failures: 5, locked: true }])
})

test('a session ends by signing out, after half an hour without use, and after twelve hours', async () => {
  const out = cookieOf(await signIn('chen', PASSWORD))
  assert.equal((await withCookie(out, 'DELETE')).status, 200)
  assert.equal((await withCookie(out)).status, 401)
  const idle = cookieOf(await signIn('chen', PASSWORD))
  clock.pass(29)
  assert.equal((await withCookie(idle)).status, 200)
  clock.pass(29)
  assert.equal((await withCookie(idle)).status, 200, 'use keeps it open')
  clock.pass(31)
  assert.match(String((await withCookie(idle)).body['sentence']), /超过 30 分钟没有操作/)
  const long = cookieOf(await signIn('chen', PASSWORD))
  for (let turn = 0; turn < 25; turn++) {
    await withCookie(long)
    clock.pass(29)
  }
  assert.equal((await withCookie(long)).status, 401)
  assert.equal((await withCookie(`tongchou=${'x'.repeat(43)}`)).status, 401)
})

test('a new password must be strong, and ends the other sessions', async () => {
  const [here, there] = [cookieOf(await signIn('changing', PASSWORD)), cookieOf(await signIn('changing', PASSWORD))]
  const change = (password: string, chosen: string) =>
    desk.nobody.call({ method: 'POST', url: '/api/session/password', payload: { password, new_password: chosen }, headers: { cookie: here } })
  assert.equal((await change('wrong', 'Qing-tian-2026')).body['code'], 'wrong_password')
  assert.equal((await change(PASSWORD, 'short')).body['code'], 'weak_password')
  assert.equal((await change(PASSWORD, 'Qing-tian-2026')).status, 200)
  assert.deepEqual([(await withCookie(here)).status, (await withCookie(there)).status], [200, 401])
  assert.equal((await signIn('changing', PASSWORD)).status, 401)
})

test('weak passwords are named for what is weak in them', () => {
  const weakness = (password: string) => weakPassword('chen', password)?.sentence
  assert.match(weakness('Aa1-') ?? '', /至少 10 位/)
  assert.match(weakness('alllowercaseletters') ?? '', /至少三种/)
  assert.match(weakness('My-chen-2026') ?? '', /不能含有账号/)
  assert.match(weakness('Password-99') ?? '', /太常见/)
  assert.equal(weakness(PASSWORD), undefined)
})

test('signing in, out and failing stand in the trail; a number typed as account does not', async () => {
  await signIn('000000195803020014', 'x')
  const { rows } = await db.batch.query<{ action: string; outcome: string; account: string; detail: unknown }>(
    'SELECT action, outcome, account, detail FROM audit_event',
  )
  assert.ok(rows.some((row) => row.action === 'session.opened' && row.outcome === 'ok' && row.account === 'chen'))
  assert.ok(rows.some((row) => row.action === 'session.closed'))
  assert.ok(rows.some((row) => row.action === 'session.refused' && row.outcome === 'refused'))
  assert.doesNotMatch(JSON.stringify(rows), /195803020014/)
})
