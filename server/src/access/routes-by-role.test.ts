// Every route of the table as every role of the data, and as nobody: who may is decided by catalogues/access alone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { personNumber } from '../enrolment/person-number.js'
import type { Route } from '../http/route.js'
import { routes } from '../http/routes.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { COUNTY, insertPeople, OTHER_COUNTY, POOL, WANG } from '../testing/persons.js'
import { type AccessData, accessData, readAccessData } from './load-roles.js'

let db: TestDatabase
let desk: TestDesk
let data: AccessData
let table: readonly Route[]

before(async () => {
  db = await testDatabase()
  desk = await testDesk(db)
  data = await readAccessData()
  table = routes(desk.context)
  await insertPeople(db, 2026)
})
after(async () => {
  await desk.close()
  await db.drop()
})

const WANG_NUMBER = personNumber(POOL, WANG.person)
const call = (caller: Caller, one: Route) => caller.call({ method: one.method, url: one.url.replace(/:psn_no\b/, WANG_NUMBER).replace(/:\w+/g, '1') })

test('every permission a route asks for is one of the data, and some role holds it', () => {
  for (const { url, access } of table) {
    if (typeof access === 'string') continue
    assert.ok(
      data.permissions.some(({ permission }) => permission === access.permission),
      `${url} asks for the unknown permission ${access.permission}`,
    )
    assert.ok(
      data.roles.some(({ permissions }) => permissions.includes(access.permission)),
      `nobody may call ${url}`,
    )
  }
})

test('each route answers each role as the data say', async () => {
  for (const role of data.roles) {
    const home = role.scope === 'pool' || role.scope === 'none' ? POOL : COUNTY
    const signIn = () => desk.as(role.department, role.role, home)
    let caller = await signIn()
    for (const one of table) {
      const { status, body } = await call(caller, one)
      const allowed = typeof one.access === 'string' || role.permissions.includes(one.access.permission)
      const said = `${role.department}/${role.role} ${one.method} ${one.url}: ${status} ${String(body['code'])}`
      assert.equal(body['code'] === 'not_allowed', !allowed, said)
      assert.notEqual(status, 500, said)
      if (!allowed) assert.match(String(body['sentence']), new RegExp(`^您的岗位（${role.roleName}）不能.+可以办理的岗位：`), said)
      if (one.access !== 'public') assert.notEqual(status, 401, said)
      if (one.url.startsWith('/api/session')) caller = await signIn()
    }
  }
})

test('nobody gets further than signing in', async () => {
  for (const one of table) {
    const { status, body } = await call(desk.nobody, one)
    if (one.access === 'public') assert.notEqual(body['code'], 'not_signed_in', one.url)
    else assert.deepEqual([status, body['code']], [401, 'not_signed_in'], one.url)
  }
})

test('a route that changes something needs the page header, whoever calls it', async () => {
  const clerk = await desk.as('agency', 'benefit_clerk', COUNTY)
  for (const one of table.filter(({ method }) => method !== 'GET')) {
    const reply = await clerk.call({ method: one.method, url: one.url.replace(':psn_no', WANG_NUMBER), headers: { 'x-tongchou': '' } })
    assert.deepEqual([reply.status, reply.body['code']], [403, 'header_missing'], one.url)
  }
})

/** What a route about a person is sent, by the end of its address; the others ask for a reason. */
const BODIES: Readonly<Record<string, object>> = {
  accidents: { happened_on: '2026-01-05', happened_at: '村口', circumstances: '骑车摔倒受伤', claimed: 'undetermined', promised: false },
  findings: { found: 'third_party', basis: '交警责任认定书' },
  advance: { ground: null, liable_party: '车主', basis: '责任方已经支付' },
  recoveries: { amount_fen: 1, payer: '保险公司', received_on: '2026-01-05' },
  'family-links': { member: personNumber(POOL, 2n), relation: 'spouse', rank: 1, consented_on: '2026-01-05', in_force: '2026-01-05' },
  withdraw: {},
  review: { decision: 'pass' },
  decision: { decision: 'confirm' },
}

function bodyOf(url: string): object {
  return BODIES[url.split('/').at(-1) ?? ''] ?? { reason: '核对身份信息' }
}

test('a foreign county gets no row and no data of a person, on any route, in any role', async () => {
  for (const role of data.roles.filter(({ scope }) => scope === 'area')) {
    const foreign = await desk.as(role.department, role.role, OTHER_COUNTY)
    for (const one of table.filter(({ url }) => url.includes(':psn_no'))) {
      const url = one.url.replace(':psn_no', WANG_NUMBER).replace(/:\w+/g, '1')
      const { status, body } = await foreign.call({ method: one.method, url, ...(one.method === 'POST' ? { payload: bodyOf(one.url) } : {}) })
      assert.ok(status === 403, `${role.role} ${url}: ${status}`)
      assert.ok(body['code'] === 'elsewhere' || body['code'] === 'not_allowed')
    }
    const list = await foreign.get(`/api/persons?q=${WANG_NUMBER}`)
    if (list.status === 200) assert.deepEqual(list.body, { total: 0, rows: [] })
  }
})

test('system, security and audit administration hold no business permission, and none holds another', async () => {
  const three = data.roles.filter(({ department }) => department === 'platform')
  assert.deepEqual(three.map(({ role }) => role).sort(), ['audit_administrator', 'security_administrator', 'system_administrator'])
  const held = three.flatMap(({ permissions }) => permissions)
  assert.equal(new Set(held).size, held.length)
  assert.ok(held.every((word) => data.permissions.find(({ permission }) => permission === word)?.business === false))
  const business = data.permissions.map(({ permission, name, business }) => [permission, name, business ? 'yes' : 'no'])
  assert.throws(() => accessData(business, [['platform', '', 'admin', '', 'none', 'person.search']]), /no business scope/)
  assert.throws(() => accessData(business, [['agency', '', 'clerk', '', 'everywhere', 'person.fly']]), /unknown scope.*unknown permission/)
})

test('an area officer sees the unit above a town, the pool sees all units in force, the three administrators none', async () => {
  const areasOf = async (department: string, role: string, home: string) => {
    const { body } = await (await desk.as(department, role, home)).get('/api/session')
    return (body['areas'] as { code: string; name: string }[]).map(({ name }) => name)
  }
  assert.deepEqual(await areasOf('station', 'enrolment_clerk', '990122001'), ['西县'])
  assert.deepEqual(await areasOf('agency', 'enrolment_clerk', COUNTY), ['东县'])
  assert.deepEqual(await areasOf('agency', 'enrolment_clerk', POOL), ['市本级', '东县', '西县'])
  assert.deepEqual(await areasOf('bureau', 'fund_officer', POOL), ['市本级', '东县', '西县'])
  assert.deepEqual(await areasOf('platform', 'audit_administrator', POOL), [])
  assert.deepEqual(await areasOf('hospital', 'institution_officer', COUNTY), [])
})

test('settings of one officer never reach the next on the same connection', async () => {
  await (await desk.as('agency', 'benefit_clerk', COUNTY)).get('/api/persons')
  for (let turn = 0; turn < 10; turn++) {
    const { rows } = await db.desk.query('SELECT (SELECT count(*) FROM person) AS seen, current_areas() AS areas, current_officer() AS officer')
    assert.deepEqual(rows[0], { seen: 0n, areas: [], officer: null })
  }
})
