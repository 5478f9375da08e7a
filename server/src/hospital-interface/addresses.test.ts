// The addresses and bodies that clients use: paths of several provinces as data, content types, encodings and packings.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { type CashierReply, envelope, newMsgid, post } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { CLINIC, HOSPITAL, type SmallCity, smallCity } from '../testing/small-city.js'
import { addressReader, routesOf } from './address-of.js'
import { loadGateSettings } from './gate-settings.js'

let db: TestDatabase
let city: SmallCity
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
})
after(async () => {
  await city?.close()
  await db?.drop()
})

const input = { medinsinfo: { fixmedins_type: '1', fixmedins_code: CLINIC } }
const JSON_TYPE = 'application/json'
const ONE = '/fsi/api/rsfComIfsService/callService'

test('each address of the table leads to its transaction, whatever the body leaves out', () => {
  const { paths } = loadGateSettings()
  const read = addressReader(paths)
  for (const { path, infno } of paths) {
    const address = path.replace('{any}', 'gdyb_fsi/x').replace('{app}', 'mbs-hiIntf-nanning').replace('{infno}', '2207')
    assert.equal(read(address), infno === '{infno}' ? '2207' : infno || undefined, address)
  }
  assert.equal(read('/ebus/hsa/hgs/1101'), '1101')
  assert.ok(isRefusal(read('/ebus/somewhere') as never))
  assert.ok(routesOf(paths).includes('/ebus/*'))
})

test('the address names the transaction where the body does not, and may not contradict it', async () => {
  const body = { ...envelope('1201', input), infno: '' }
  for (const url of [`${ONE}/1201`, '/ebus/gdyb_inf/poc/hsa/hgs/1201']) assert.equal((await post(city.app, body, JSON_TYPE, url)).infcode, 0, url)
  const sent = { ...envelope('9001', { signIn: { opter_no: '1', mac: 'x', ip: 'y' } }), infno: '' }
  const signedIn = await post(city.app, sent, JSON_TYPE, '/ebus/rio_fsi/fsi/api/signInSignOutService/signIn')
  assert.equal(signedIn.infcode, 0, signedIn.err_msg)
  assert.match((await post(city.app, envelope('1201', input), JSON_TYPE, `${ONE}/1101`)).err_msg, /不一致/)
  assert.equal((await post(city.app, envelope('1201', input), JSON_TYPE, '/CSB')).infcode, 0)
})

async function packed(payload: Buffer, encoding: string): Promise<CashierReply> {
  const headers = { 'content-type': JSON_TYPE, 'content-encoding': encoding }
  const answer = await city.app.inject({ method: 'POST', url: ONE, payload, headers })
  assert.equal(answer.headers['content-type'], 'application/json;charset=UTF-8')
  return answer.json()
}

test('bodies: plain text, a form with an empty key, a byte order mark, Input, input as text, packed', async () => {
  const text = (more = {}): string => JSON.stringify(envelope('1201', input, more))
  for (const type of ['text/plain', 'text/plain;charset=utf-8', 'application/json;charset=UTF-8', 'application/json; charset="utf-8"', ''])
    assert.equal((await post(city.app, text(), type)).infcode, 0, type)
  const form = 'application/x-www-form-urlencoded'
  assert.equal((await post(city.app, `=${encodeURIComponent(text())}`, form)).infcode, 0)
  assert.equal((await post(city.app, text(), form)).infcode, 0)
  assert.equal((await post(city.app, `=${text({ dev_safe_info: 'a&b=c%41+d' })}`, form)).infcode, 0, 'a form whose text was not escaped')
  assert.equal((await post(city.app, `${text()}\0`, JSON_TYPE)).infcode, 0, 'a text that ends in a zero character')
  assert.equal((await post(city.app, Buffer.from(`\uFEFF${text()}`, 'utf16le'), JSON_TYPE)).infcode, 0, 'UTF-16 with its mark')
  assert.equal((await post(city.app, `\uFEFF${text()}`, JSON_TYPE)).infcode, 0)
  const { input: node, ...rest } = envelope('1201', input)
  assert.equal((await post(city.app, { ...rest, Input: node })).infcode, 0)
  assert.equal((await post(city.app, { ...rest, msgid: newMsgid(HOSPITAL), input: JSON.stringify(node) })).infcode, 0)
  assert.equal((await post(city.app, { ...rest, msgid: newMsgid(HOSPITAL), input: JSON.stringify(JSON.stringify(node)) })).infcode, 0)
  for (const [encoding, pack] of [
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ] as const)
    assert.equal((await packed(pack(Buffer.from(text())), encoding)).infcode, 0, encoding)
})

test('what cannot be unpacked, or would unpack to more than a message may be, is refused with a sentence', async () => {
  assert.match((await packed(Buffer.from('no gzip'), 'gzip')).err_msg, /不是有效的gzip/)
  assert.match((await packed(gzipSync(Buffer.alloc(5 * 1024 * 1024, 32)), 'gzip')).err_msg, /过大/)
  assert.match((await packed(Buffer.from('{}'), 'zstd')).err_msg, /不支持的压缩方式/)
})
