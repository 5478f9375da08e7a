// An institution's connection from the desk: credentials issued, replaced with an overlap, revoked; switches; the message log.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { dayIn } from '../http/clock.js'
import { envelope } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Answer, type Caller, noon, type TestClock, type TestDesk, testClock, testDesk } from '../testing/desk.js'
import { apiHeaders, type Headers, tifHeaders } from '../testing/signed-knock.js'
import { CLINIC, HOSPITAL, PHARMACY, POOL, type SmallCity, smallCity } from '../testing/small-city.js'
import { signingKey } from './sm2.js'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let clock: TestClock
let manager: Caller
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  clock = testClock(noon('2026-03-20'))
  desk = await testDesk(db, { clock, pool: POOL })
  manager = await desk.as('agency', 'provider_manager', '980101')
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

const PATH = `/api/connections/${HOSPITAL}`
const SWITCHES = {
  upon: 0,
  gateway: 'any',
  signature_required: false,
  cainfo_required: false,
  cainfo_replied: false,
  sign_in_required: false,
  addresses: [],
  public_key: null,
  profile: 'national',
  per_second: null,
  at_once: null,
}

function done({ status, body }: Answer): Record<string, unknown> {
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

async function knock(headers: Headers, more: Record<string, unknown> = {}, text?: string): Promise<Record<string, unknown>> {
  const message = envelope('1201', { medinsinfo: { fixmedins_type: '1', fixmedins_code: CLINIC } }, { fixmedins_code: HOSPITAL, ...more })
  const answer = await desk.app.inject({
    method: 'POST',
    url: '/fsi/api/rsfComIfsService/callService',
    payload: text ?? JSON.stringify(message),
    headers: { 'content-type': 'application/json', ...headers },
    remoteAddress: '10.1.2.3',
  })
  return answer.json()
}

/** Another process hears of a change a moment later; it is asked until it has. */
async function until(expected: (answer: Record<string, unknown>) => boolean, ask: () => Promise<Record<string, unknown>>): Promise<Record<string, unknown>> {
  for (let turn = 0; turn < 200; turn += 1) {
    const answer = await ask()
    if (expected(answer)) return answer
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error('the change was never heard')
}
const letIn = (answer: Record<string, unknown>): boolean => answer['infcode'] === 0
const keptOut = (answer: Record<string, unknown>): boolean => answer['code'] === 401

let step = 0
const moment = (): Date => {
  step += 1
  return new Date(clock.now().getTime() + step)
}
const signed = (key: Record<string, unknown>): Headers =>
  apiHeaders({ accessKey: String(key['access_key']), secret: String(key['secret']), infno: '1201', at: moment() })

test('a credential is issued, shown once, kept encrypted, and asked for from then on', async () => {
  assert.ok(letIn(await knock({})))
  const key = done(await manager.post(`${PATH}/keys`, { gateway: 'api' }))
  await until(keptOut, () => knock({}))
  assert.ok(letIn(await knock(signed(key))))
  const { rows } = await db.batch.query<{ secret_cipher: Buffer }>('SELECT secret_cipher FROM institution_key WHERE access_key = $1', [key['access_key']])
  assert.ok(!String(rows[0]?.secret_cipher).includes(String(key['secret'])))
  assert.ok(!JSON.stringify(done(await manager.get(PATH))).includes(String(key['secret'])))
  const trail = await db.batch.query<{ detail: unknown }>("SELECT detail FROM audit_event WHERE action = 'connection.key.issue'")
  assert.equal(trail.rows.length, 1)
  assert.ok(!JSON.stringify(trail.rows).includes(String(key['secret'])))
})

test('rotation: the old and the new open until the day, then the new alone; revocation holds at once', async () => {
  const old = done(await manager.post(`${PATH}/keys`, { gateway: 'api' }))
  const path = `${PATH}/keys/${String(old['access_key'])}`
  assert.equal((await manager.post(`${path}/rotation`, { until: '2026-03-19' })).body['code'], 'wrong_days')
  const fresh = done(await manager.post(`${path}/rotation`, { until: '2026-03-22' }))
  assert.equal((await manager.post(`${path}/rotation`, { until: '2026-03-25' })).body['code'], 'replaced_already')
  await until(letIn, () => knock(signed(fresh)))
  assert.ok(letIn(await knock(signed(old))))
  clock.pass(2 * 24 * 60)
  assert.ok(letIn(await knock(signed(old))), 'on its last day')
  clock.pass(24 * 60)
  assert.equal(dayIn(clock), '2026-03-23')
  assert.ok(keptOut(await knock(signed(old))))
  assert.ok(letIn(await knock(signed(fresh))))
  // The desk's session of three days ago is over.
  manager = await desk.as('agency', 'provider_manager', '980101')
  assert.equal((await manager.post(`${path}/revocation`, { reason: '已经到期' })).body['code'], 'ended_already')
  const ended = done(await manager.post(`${PATH}/keys/${String(fresh['access_key'])}/revocation`, { reason: '密钥外泄' }))
  const shown = (ended['keys'] as Record<string, unknown>[]).find((one) => one['access_key'] === fresh['access_key'])
  assert.deepEqual([shown?.['ended'], shown?.['end_kind'], shown?.['end_reason']], [true, 'revoked', '密钥外泄'])
  await until(keptOut, () => knock(signed(fresh)))
})

test('switches: which gateway, signature, addresses, sign-in, and each saved upon what was read', async () => {
  const path = '/api/connections/'
  const of = (institution: string) => (more: Record<string, unknown>) => manager.post(`${path}${institution}/switches`, { ...SWITCHES, ...more })
  const set = of(PHARMACY)
  const ask =
    (more: Record<string, unknown> = {}) =>
    () =>
      knock({}, { fixmedins_code: PHARMACY, ...more })
  assert.ok(letIn(await ask()()))
  done(await set({ signature_required: true, gateway: 'tif' }))
  assert.match(String((await until(keptOut, ask()))['message']), /x-tif-\*/)
  assert.equal((await set({ upon: 0 })).body['code'], 'saved_meanwhile')
  const key = done(await manager.post(`${path}${PHARMACY}/keys`, { gateway: 'tif' }))
  const tif = { accessKey: String(key['access_key']), secret: String(key['secret']), infno: '1201' }
  await until(letIn, () => knock(tifHeaders({ ...tif, at: clock.now() }, `n${moment().getTime()}`), { fixmedins_code: PHARMACY }))
  assert.equal((await set({ upon: 1, addresses: ['10.1.2'] })).body['code'], 'wrong_address')
  done(await manager.post(`${path}${PHARMACY}/keys/${tif.accessKey}/revocation`, { reason: '测试完毕' }))
  const page = done(await set({ upon: 1, addresses: ['10.9.8.7/24', ' 10.9.9.1 '] }))
  assert.deepEqual((page['switches'] as Record<string, unknown>)['addresses'], ['10.9.8.0/24', '10.9.9.1/32'])
  assert.match(String((await until((answer) => /不在本机构登记/.test(String(answer['message'])), ask()))['message']), /10\.1\.2\.3/)
  done(await set({ upon: 2, addresses: ['10.1.0.0/16'], sign_in_required: true }))
  await until((answer) => /请先签到/.test(String(answer['err_msg'])), ask())
  done(await set({ upon: 3 }))
  await until(letIn, ask())
})

test('limits: a sentence when an institution sends too fast, and others go on', async () => {
  const set = (more: Record<string, unknown>) => manager.post(`/api/connections/${PHARMACY}/switches`, { ...SWITCHES, ...more })
  done(await set({ upon: 4, per_second: 1, at_once: 2 }))
  const ask = () => knock({}, { fixmedins_code: PHARMACY })
  const slow = await until((answer) => answer['infcode'] === -1, ask)
  assert.match(String(slow['err_msg']), /发送过快|同时办理的业务已达2笔/)
  // What others send in its name, signed wrongly, is none of its rate.
  const keys = `/api/connections/${PHARMACY}/keys`
  const key = done(await manager.post(keys, { gateway: 'api' }))
  await until(keptOut, ask)
  const guessed = { ...key, secret: 'guessed' }
  await until(letIn, async () => {
    for (let turn = 0; turn < 4; turn += 1) assert.ok(keptOut(await knock(signed(guessed), { fixmedins_code: PHARMACY })))
    return knock(signed(key), { fixmedins_code: PHARMACY })
  })
  done(await manager.post(`${keys}/${String(key['access_key'])}/revocation`, { reason: '测试完毕' }))
  done(await set({ upon: 5 }))
  await until(letIn, ask)
})

test('cainfo: an SM2 signature over the input node, and the reply signed likewise', async () => {
  const [own, other] = [signingKey('1'.repeat(64)), signingKey('2'.repeat(64))]
  const set = (more: Record<string, unknown>) => manager.post(`/api/connections/${PHARMACY}/switches`, { ...SWITCHES, ...more })
  assert.equal((await set({ upon: 6, cainfo_required: true })).body['code'], 'no_public_key')
  assert.equal((await set({ upon: 6, public_key: '04abc' })).body['code'], 'wrong_public_key')
  const page = done(await set({ upon: 6, cainfo_required: true, cainfo_replied: true, public_key: own.publicKey }))
  const input = '{"medinsinfo": {"fixmedins_type":"1","fixmedins_code":"H98010200002", "amt": 1.50}}'
  const message = (cainfo: string): string => {
    const { input: _input, ...fields } = envelope('1201', {}, { fixmedins_code: PHARMACY, cainfo, signtype: 'SM2' })
    return `${JSON.stringify(fields).slice(0, -1)},"input": ${input} }`
  }
  const ask = (cainfo: string) => () => knock({}, {}, message(cainfo))
  const answer = await until((one) => one['infcode'] === 0 && one['cainfo'] !== '', ask(own.sign(input)))
  // A client whose library writes the node anew signs the compact form; hexadecimal digits do as well.
  assert.equal((await ask(Buffer.from(own.sign(JSON.stringify(JSON.parse(input))), 'base64').toString('hex'))())['infcode'], 0)
  for (const [cainfo, sentence] of [
    ['', /缺少cainfo/],
    [other.sign(input), /与input节点不符/],
    [own.sign(`${input} `), /与input节点不符/],
    ['MEUCIQ==', /与input节点不符/],
  ] as const)
    assert.match(String((await ask(cainfo)())['err_msg']), sentence)
  const { signatureFits } = await import('./sm2.js')
  const output = JSON.stringify(answer['output'])
  assert.ok(signatureFits(String(page['our_public_key']), output, String(answer['cainfo'])))
  done(await set({ upon: 7 }))
})

test('who may: seeing is not managing, another area is not found, an institution sees itself alone', async () => {
  const [fund, west] = [await desk.as('bureau', 'fund_officer', POOL), await desk.as('agency', 'provider_manager', '980102')]
  done(await fund.get(PATH))
  assert.equal((await fund.post(`${PATH}/keys`, { gateway: 'api' })).body['code'], 'not_allowed')
  assert.equal((await west.get(PATH)).body['code'], 'not_found')
  assert.equal((await west.post(`${PATH}/keys`, { gateway: 'api' })).body['code'], 'not_found')
  const rows = done(await west.get('/api/connections'))['rows'] as Record<string, unknown>[]
  assert.deepEqual(
    rows.map((row) => row['institution']),
    [CLINIC],
  )
  const hospital = await desk.as('hospital', 'institution_officer', '980101')
  await db.batch.query("UPDATE officer SET provider = $1 WHERE account LIKE 'hospital.institution-officer%'", [HOSPITAL])
  assert.equal((await hospital.get(PATH)).body['code'], 'not_allowed')
  assert.equal(done(await hospital.get('/api/own-connection'))['institution'], HOSPITAL)
  const own = done(await hospital.get(`/api/own-connection/messages?institution=${PHARMACY}`))['rows'] as Record<string, unknown>[]
  assert.ok(own.every((row) => row['institution'] === HOSPITAL))
})

test('the log: found by institution, number, result and time; nothing in it names a person', async () => {
  const { needy } = city
  const [msgid, failed] = ['H9801010000120260320120000A001', 'H9801010000120260320120000A002']
  const person = { psn_no: needy.number, psn_name: needy.name, certno: needy.certificate }
  const base = { ...envelope('1101', { data: { mdtrt_cert_type: '02', mdtrt_cert_no: needy.certificate, ...person } }), fixmedins_code: CLINIC, msgid }
  assert.equal((await knock({}, {}, JSON.stringify(base)))['infcode'], 0)
  const wrong = {
    ...base,
    infno: '2201',
    msgid: failed,
    input: { data: { ...person, begntime: needy.certificate, insutype: '390', [needy.certificate]: '1' } },
  }
  assert.equal((await knock({}, {}, JSON.stringify(wrong)))['infcode'], -1)
  const of = async (query: string) => done(await (await desk.as('agency', 'provider_manager', POOL)).get(`/api/messages?${query}`))
  const found = await until(
    (answer) => answer['total'] === 1,
    () => of(`msgid=${failed}`),
  )
  const [row] = found['rows'] as Record<string, unknown>[]
  assert.deepEqual([row?.['infno'], row?.['infcode'], row?.['name'], row?.['institution']], ['2201', -1, '门诊挂号', CLINIC])
  assert.match(String(row?.['shape']), /data×1[\s\S]*"insutype":"390"/)
  const { rows } = await db.batch.query<{ text: string }>('SELECT message_log::text AS text FROM message_log')
  for (const secret of [needy.certificate, needy.name, needy.number])
    assert.ok(
      rows.every(({ text }) => !text.includes(secret)),
      secret,
    )
  assert.ok(Number((await of(`institution=${CLINIC}&result=done&infno=1101`))['total']) >= 1)
  assert.equal((await of(`institution=${CLINIC}&from=2026-03-01&to=2026-03-02`))['total'], 0)
  assert.ok(Number((await of('result=gateway'))['total']) >= 1)
  assert.equal((await (await desk.as('agency', 'provider_manager', POOL)).get('/api/messages?from=2026-03-02&to=2026-03-01')).body['code'], 'wrong_days')
  const health = (await (await desk.as('agency', 'provider_manager', POOL)).get(`/api/connections/${CLINIC}`)).body['health'] as Record<string, unknown>[]
  const one = health.find((line) => line['infno'] === '1101')
  assert.ok(Number(one?.['p50_micros']) > 0 && Number(one?.['p99_micros']) >= Number(one?.['p50_micros']))
})

test('old days of the log go as a whole, and the days ahead are there', async () => {
  const { dropGateDays } = await import('./gate-days.js')
  const logged = async (): Promise<number> => (await db.batch.query('SELECT 1 FROM message_log')).rows.length
  const before = await logged()
  // Marks are kept for as long as the clock would let them in again, the log for as long as the settings say.
  assert.ok((await dropGateDays(db.batch, '2026-03-23', 90)) > 0)
  assert.ok((await logged()) >= before)
  assert.equal((await db.settlement.query("SELECT 1 FROM gateway_mark WHERE sent_at < '2026-03-22'")).rows.length, 0)
  assert.ok((await dropGateDays(db.batch, '2026-08-01', 90)) > 0)
  assert.equal(await logged(), 0)
})
