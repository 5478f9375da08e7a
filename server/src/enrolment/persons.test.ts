import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { timeText } from '../http/clock.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, noon, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { COUNTY, insertPeople, LI, OTHER_COUNTY, POOL, TOWN, WANG, WANG_OTHER, ZHANG } from '../testing/persons.js'
import { personNumber } from './person-number.js'

let db: TestDatabase
let desk: TestDesk
let county: Caller
let city: Caller

const number = (one: { person: bigint }): string => personNumber(POOL, one.person)
const names = (answer: { body: Record<string, unknown> }): unknown[] => (answer.body['rows'] as { psn_no: string }[]).map((row) => row.psn_no)

before(async () => {
  db = await testDatabase()
  desk = await testDesk(db, { clock: testClock(noon('2026-11-21')) })
  await insertPeople(db, 2026)
  county = await desk.as('agency', 'benefit_clerk', COUNTY)
  city = await desk.as('agency', 'benefit_clerk', POOL)
})
after(async () => {
  await desk.close()
  await db.drop()
})

test('a list shows people masked, with what covers them today', async () => {
  const answer = await county.get(`/api/persons?q=${encodeURIComponent('王小')}`)
  assert.equal(answer.status, 200)
  assert.deepEqual(answer.body, {
    total: 1,
    rows: [
      {
        psn_no: number(WANG),
        name: '王*',
        sex: '1',
        age: 68,
        born_year: 1958,
        cert: `000000********${WANG.certificate.slice(-4)}`,
        area: COUNTY,
        area_name: '东县',
        town_name: '东一镇',
        schemes: [{ scheme: 'resident', person_type: '15', entitled_from: '2026-01-01', entitled_to: '2026-12-31', status: 'entitled' }],
      },
    ],
  })
})

test('the city sees every unit; a county its own; filters, order and pages apply', async () => {
  assert.deepEqual(names(await city.get(`/api/persons?q=${encodeURIComponent('王小')}`)), [number(WANG_OTHER), number(WANG)])
  assert.deepEqual(names(await city.get('/api/persons?sort=-age')), [WANG, LI, ZHANG, WANG_OTHER].map(number))
  assert.deepEqual(names(await city.get('/api/persons?sort=-age&size=1&page=2')), [number(LI)])
  assert.deepEqual(names(await city.get('/api/persons?scheme=employee')), [number(ZHANG)])
  assert.deepEqual(names(await city.get(`/api/persons?area=${TOWN}`)), [number(WANG), number(LI)])
  assert.deepEqual(names(await county.get(`/api/persons?area=${OTHER_COUNTY}`)), [])
  assert.deepEqual(names(await county.get('/api/persons')), [number(WANG), number(LI)])
})

test('a person is found by number, by last four with birth date, and by certificate', async () => {
  const last4 = LI.certificate.slice(-4)
  assert.deepEqual(names(await county.get(`/api/persons?q=${number(LI)}`)), [number(LI)])
  assert.deepEqual(names(await county.get(`/api/persons?q=${last4}&born=${LI.born}`)), [number(LI)])
  assert.deepEqual(names(await county.get(`/api/persons?q=${last4}&born=1999-01-01`)), [])
  const found = await county.post('/api/persons/find', { cert_type: '1', cert_no: ` ${LI.certificate.toLowerCase()} ` })
  assert.equal(found.body['psn_no'], number(LI))
})

test('a certificate number in the address is sent back, with the way to ask', async () => {
  for (const text of [LI.certificate, '000000600715002', '13900000000']) {
    const answer = await county.get(`/api/persons?q=${text}`)
    assert.equal(answer.status, 422)
    assert.match(String(answer.body['sentence']), /不能放在网址里.*POST \/api\/persons\/find/)
    assert.doesNotMatch(JSON.stringify(answer.body), new RegExp(text))
  }
})

test('an unknown certificate is not in the register; a mistyped one is told so', async () => {
  const unknown = await county.post('/api/persons/find', { cert_type: '01', cert_no: '000000199001010007' })
  assert.equal(unknown.status, 404)
  assert.match(String(unknown.body['sentence']), /参保库里没有这个证件/)
  const mistyped = await county.post('/api/persons/find', { cert_type: '01', cert_no: '00000019900101' })
  assert.match(String(mistyped.body['sentence']), /位数或校验位不对/)
})

test('the detail of a person is masked and complete', async () => {
  const { status, body } = await county.get(`/api/persons/${number(WANG)}`)
  assert.equal(status, 200)
  assert.equal(body['name'], '王*')
  assert.equal(body['phone'], '000****5678')
  assert.equal(body['born'], '1958-03-02')
  assert.deepEqual(body['household'], [{ psn_no: number(LI), name: '李*', sex: '2', age: 66 }])
  assert.equal(body['account'], null)
  const [enrolment] = body['enrolments'] as Record<string, unknown>[]
  assert.equal(enrolment?.['status'], 'entitled')
  assert.equal(enrolment?.['ruling'], true)
  const employee = await city.get(`/api/persons/${number(ZHANG)}`)
  assert.deepEqual(employee.body['account'], { current_fen: 123456, history_fen: 7000 })
})

test('unmasking asks a reason, and no number may stand in it', async () => {
  const url = `/api/persons/${number(WANG)}/unmask`
  assert.equal((await county.post(url, { reason: '看' })).body['sentence'], '“理由”（reason）至少 4 个字。')
  assert.match(String((await county.post(url, { reason: `核对${WANG.certificate}` })).body['sentence']), /不要写证件号码/)
  const shown = await county.post(url, { reason: '窗口核对身份' })
  assert.deepEqual(shown.body, { name: '王小明', cert_no: WANG.certificate, phone: '00012345678' })
})

test('a person of another county is seen only after asking, and not after eight hours', async () => {
  // The database itself watches the end of a request, so these two desks tell the real time, and a time nine hours ago.
  const today = await testDesk(db, { clock: testClock(new Date()) })
  const earlier = await testDesk(db, { clock: testClock(new Date(Date.now() - 9 * 3_600_000)) })
  const clerk = await today.as('agency', 'benefit_clerk', OTHER_COUNTY)
  const early = await earlier.as('station', 'benefit_clerk', OTHER_COUNTY)
  const detail = `/api/persons/${number(WANG)}`
  const request = { psn_no: number(WANG), reason: '本人在窗口咨询报销' }
  const elsewhere = { elsewhere: true, psn_no: number(WANG), area_name: '东县' }
  assert.deepEqual((await clerk.post('/api/persons/find', { cert_type: '01', cert_no: WANG.certificate })).body, elsewhere)
  const refused = await clerk.get(detail)
  assert.equal(refused.status, 403)
  assert.match(String(refused.body['sentence']), /此人在东县参保.*申请查看/)
  const asked = await clerk.post('/api/access-requests', request)
  assert.deepEqual(asked.body, { expires_at: timeText(new Date(today.context.clock.now().getTime() + 8 * 3_600_000)) })
  assert.equal((await clerk.get(detail)).status, 200)
  assert.deepEqual(names(await clerk.get(`/api/persons?q=${number(WANG)}`)), [number(WANG)])
  assert.equal((await clerk.get(`/api/persons/${number(LI)}`)).status, 403, 'only the person named in the request')
  assert.equal((await early.post('/api/access-requests', request)).status, 200)
  assert.equal((await early.get(detail)).status, 403, 'the request has run out')
  await today.close()
  await earlier.close()
})

test('nobody asks for what is not there, or for what is open already', async () => {
  const clerk = await desk.as('agency', 'benefit_clerk', OTHER_COUNTY)
  const unknown = await clerk.post('/api/access-requests', { psn_no: personNumber(POOL, 999n), reason: '本人在窗口咨询' })
  assert.equal(unknown.status, 404)
  const own = await clerk.post('/api/access-requests', { psn_no: number(ZHANG), reason: '本人在窗口咨询' })
  assert.match(String(own.body['sentence']), /可以直接查看/)
})

test('what was seen stands in the trail, person by person, without any identity number', async () => {
  const trail = await desk.as('platform', 'audit_administrator')
  const { body } = await trail.get(`/api/audit-events?person=${number(WANG)}`)
  const actions = new Set((body['rows'] as { action: string }[]).map((row) => row.action))
  for (const action of ['person.listed', 'person.seen', 'person.unmasked', 'person.found', 'person.access_requested']) assert.ok(actions.has(action), action)
  const { rows } = await db.batch.query<{ all: string }>('SELECT string_agg(e::text, chr(10)) AS all FROM audit_event e')
  for (const one of [WANG, LI, ZHANG, WANG_OTHER]) assert.ok(!rows[0]?.all.includes(one.certificate), 'a certificate number stands in the trail')
})
