// The gateway signature, and the interface behind the composed server with its other doors.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../http/app.js'
import { call, envelope, post } from '../testing/cashier.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '../testing/database.js'
import { CLINIC, HOSPITAL, NOON, POOL, type SmallCity, smallCity } from '../testing/small-city.js'

let db: TestDatabase
let city: SmallCity
let app: FastifyInstance
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await db.batch.query(`INSERT INTO institution_key (institution, access_key, in_force, secret_cipher) VALUES ($1, 'AK1', '2026-01-01', $2)`, [
    HOSPITAL,
    city.cipher.encrypt('secret-one'),
  ])
  app = await buildApp({ databases: db, key: TEST_KEY, clock: NOON, pool: POOL })
})
after(async () => {
  await app?.close()
  await city?.close()
  await db?.drop()
})

const input = { medinsinfo: { fixmedins_type: '1', fixmedins_code: CLINIC } }

async function knock(headers: Record<string, string>): Promise<Record<string, unknown>> {
  const body = JSON.stringify(envelope('1201', input))
  const answer = await app.inject({
    method: 'POST',
    url: '/fsi/api/rsfComIfsService/callService',
    payload: body,
    headers: { 'content-type': 'application/json', ...headers },
  })
  assert.equal(answer.statusCode, 200)
  return answer.json()
}

function signed(changes: Record<string, string> = {}, secret = 'secret-one'): Record<string, string> {
  const headers: Record<string, string> = {
    _api_access_key: 'AK1',
    _api_name: '1201',
    _api_timestamp: String(NOON.now().getTime()),
    _api_version: '1.0.0',
    ...changes,
  }
  const text = Object.entries(headers)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join('&')
  return { ...headers, _api_signature: createHmac('sha1', secret).update(text).digest('base64') }
}

test('an institution with a credential is let in only with its signature', async () => {
  assert.equal((await knock(signed()))['infcode'], 0)
  assert.equal((await knock(signed({ _api_name: 'hsa-fsi-1201' })))['infcode'], 0)
  for (const headers of [
    {},
    signed({}, 'another secret'),
    signed({ _api_access_key: 'AK2' }),
    signed({ _api_timestamp: String(NOON.now().getTime() - 31 * 60_000) }),
    signed({ _api_timestamp: 'now' }),
    signed({ _api_name: '2207' }),
  ]) {
    const answer = await knock(headers)
    assert.equal(answer['code'], 401)
    assert.ok(String(answer['message']).length > 4)
  }
})

test('an institution without a credential, and in demonstration this machine, need none', async () => {
  const other = await call(app, '1201', input, { fixmedins_code: CLINIC })
  assert.equal(other.infcode, 0)
  assert.equal((await call(city.app, '1201', input)).infcode, 0)
})

test('behind the composed server every answer is still the envelope', async () => {
  for (const [body, type] of [
    ['{', 'application/json'],
    ['<a/>', 'application/xml'],
  ] as const)
    assert.equal((await post(app, body, type)).infcode, -1)
})
