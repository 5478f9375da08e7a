// The gate behind the composed server: both gateways, their clock, keys, signatures and replay, in two processes' worth of memory.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../http/app.js'
import { call, envelope, post } from '../testing/cashier.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '../testing/database.js'
import { apiHeaders, type Headers, tifHeaders } from '../testing/signed-knock.js'
import { CLINIC, HOSPITAL, NOON, PHARMACY, POOL, type SmallCity, smallCity } from '../testing/small-city.js'

const URL = '/fsi/api/rsfComIfsService/callService'
let db: TestDatabase
let city: SmallCity
let app: FastifyInstance
/** Another process of the same installation. */
let second: FastifyInstance
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await db.batch.query(
    `INSERT INTO institution_key (institution, access_key, in_force, until, gateway, secret_cipher) VALUES
     ($1, 'AK1', '2026-01-01', NULL, 'api', $2), ($1, 'PAAS1', '2026-01-01', NULL, 'tif', $2), ($3, 'AK9', '2026-01-01', '2026-03-19', 'api', $2),
     ($3, 'AK8', '2026-01-01', NULL, 'api', $2)`,
    [HOSPITAL, city.cipher.encrypt('secret-one'), PHARMACY],
  )
  const context = { databases: db, key: TEST_KEY, clock: NOON, pool: POOL }
  app = await buildApp(context)
  second = await buildApp(context)
})
after(async () => {
  await app?.close()
  await second?.close()
  await city?.close()
  await db?.drop()
})

const input = { medinsinfo: { fixmedins_type: '1', fixmedins_code: CLINIC } }

async function knock(headers: Headers, process = app, more: Record<string, unknown> = {}, remoteAddress = '127.0.0.1'): Promise<Record<string, unknown>> {
  const payload = JSON.stringify(envelope('1201', input, more))
  const answer = await process.inject({ method: 'POST', url: URL, payload, remoteAddress, headers: { 'content-type': 'application/json', ...headers } })
  assert.deepEqual([answer.statusCode, answer.headers['content-type']], [200, 'application/json;charset=UTF-8'])
  return answer.json()
}

function letIn(answer: Record<string, unknown>): void {
  assert.equal(answer['infcode'], 0, JSON.stringify(answer))
}

function keptOut(answer: Record<string, unknown>, sentence: RegExp): void {
  assert.deepEqual(Object.keys(answer), ['code', 'message'])
  assert.equal(answer['code'], 401)
  assert.match(String(answer['message']), sentence)
}

let step = 0
/** A moment that no other message of this file was signed at. */
function moment(seconds = 0): Date {
  step += 1
  return new Date(NOON.now().getTime() + seconds * 1000 + step)
}
const as = { accessKey: 'AK1', secret: 'secret-one', infno: '1201' }
const api = (changes: Headers = {}, at = moment(), who: Partial<typeof as> = {}) => apiHeaders({ ...as, ...who, at }, changes)
const tif = (nonce: string, at = moment(), who: Partial<typeof as> = {}) => tifHeaders({ ...as, accessKey: 'PAAS1', ...who, at }, nonce)

test('_api_* headers: let in with either form of the name, kept out for each thing that is wrong', async () => {
  letIn(await knock(api()))
  letIn(await knock(api({ _api_name: 'hsa-fsi-1201' })))
  keptOut(await knock({}), /缺少网关签名头/)
  keptOut(await knock({ ...api(), _api_version: '' }), /_api_version/)
  keptOut(await knock(api({}, moment(), { secret: 'another' })), /签名不正确/)
  keptOut(await knock({ ...api(), _api_signature: '!!' }), /签名不正确/)
  keptOut(await knock(api({}, moment(), { accessKey: 'AK2' })), /不存在、已停用或不属于本机构/)
  keptOut(await knock(api({}, moment(-31 * 60))), /超过30分钟/)
  keptOut(await knock(api({}, moment(31 * 60))), /超过30分钟/)
  keptOut(await knock(api({ _api_timestamp: 'now' })), /超过30分钟/)
  keptOut(await knock(api({ _api_name: '2207' })), /与交易编号不一致/)
})

test('x-tif-* headers: either case of the digits, a shorter clock window, and the same faults', async () => {
  letIn(await knock(tif('n1')))
  letIn(await knock(tifHeaders({ ...as, accessKey: 'PAAS1', at: moment() }, 'n2', true)))
  keptOut(await knock({ ...tif('n3'), 'x-tif-nonce': '' }), /x-tif-nonce/)
  keptOut(await knock({ ...tif('n4'), 'x-tif-nonce': 'n5' }), /签名不正确/)
  keptOut(await knock(tif('n6', moment(), { secret: 'another' })), /签名不正确/)
  keptOut(await knock(tif('n7', moment(), { accessKey: 'PAAS2' })), /不存在/)
  keptOut(await knock(tif('n8', moment(-6 * 60))), /超过5分钟/)
  // A key of the other gateway opens nothing here.
  keptOut(await knock(tif('n9', moment(), { accessKey: 'AK1' })), /不属于本机构/)
})

test('a signature is taken once, also by another process and with another message', async () => {
  const [headers, byNonce] = [api(), tif('once')]
  letIn(await knock(headers))
  keptOut(await knock(headers), /已使用过/)
  keptOut(await knock(headers, second), /已使用过/)
  letIn(await knock(byNonce))
  keptOut(await knock(byNonce, second), /已使用过/)
  const restarted = await buildApp({ databases: db, key: TEST_KEY, clock: NOON, pool: POOL })
  keptOut(await knock(headers, restarted), /已使用过/)
  await restarted.close()
  letIn(await knock(api(), second))
  const together = api()
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => knock(together, index % 2 === 0 ? app : second)))
  assert.equal(answers.filter((answer) => answer['infcode'] === 0).length, 1)
})

test('many signed messages at once are all let in, each for one mark', async () => {
  const answers = await Promise.all(Array.from({ length: 60 }, () => knock(api())))
  answers.forEach(letIn)
  const { rows } = await db.settlement.query<{ marks: bigint }>('SELECT count(*) AS marks FROM gateway_mark')
  assert.ok((rows[0]?.marks ?? 0n) >= 60n)
})

test('a key that ended opens nothing; one institution’s key opens nothing for another', async () => {
  const pharmacy = { fixmedins_code: PHARMACY }
  keptOut(await knock(api({}, moment(), { accessKey: 'AK9' }), app, pharmacy), /已停用/)
  keptOut(await knock(api(), app, pharmacy), /不属于本机构/)
  letIn(await knock(api({}, moment(), { accessKey: 'AK8' }), app, pharmacy))
})

test('an institution without a credential needs none; in the demonstration city this machine may use the demonstration’s', async () => {
  const other = await call(app, '1201', input, { fixmedins_code: CLINIC })
  assert.equal(other.infcode, 0)
  assert.equal((await call(city.app, '1201', input)).infcode, 0)
  const shown = { accessKey: 'demonstration', secret: 'demonstration' }
  letIn(await knock(api({}, moment(), shown), city.app))
  letIn(await knock(tif('d1', moment(), shown), city.app))
  // Behind a proxy of this machine anybody may stand, and another machine is another machine.
  keptOut(await knock({ ...api({}, moment(), shown), 'x-forwarded-for': '203.0.113.9' }, city.app), /不存在/)
  keptOut(await knock(api({}, moment(), shown), city.app, {}, '203.0.113.9'), /不存在/)
  // Whoever signs is held to the signature, and outside the demonstration the key is nobody's.
  keptOut(await knock(api({}, moment(), { ...shown, secret: 'guessed' }), city.app), /签名不正确/)
  keptOut(await knock(api({}, moment(), shown)), /不存在/)
  keptOut(await knock(api({}, moment(), shown), app, { fixmedins_code: CLINIC }), /不存在/)
})

test('behind the composed server every answer is still the envelope', async () => {
  for (const [body, type] of [
    ['{', 'application/json'],
    ['<a/>', 'application/xml'],
  ] as const)
    assert.equal((await post(app, body, type)).infcode, -1)
})
