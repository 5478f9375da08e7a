// Messages as public clients of the interface form them, beyond those that were recorded: how they frame the body, name the gateway,
// write times and numbers, and where they put the fields. Names and numbers are ours; what the message looks like is theirs.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import fastify, { type FastifyInstance } from 'fastify'
import { admission, call, done, envelope, post, registerVisit, settlementOf, uploadOf } from '../testing/cashier.js'
import { connectInstitution } from '../testing/connected.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { apiHeaders, tifHeaders } from '../testing/signed-knock.js'
import { CLINIC, HOSPITAL, NOON, type Person, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'
import { type Reading, type Said, THIRD_PARTY_CLIENTS, type ThirdPartyClient } from '../testing/third-party-clients.js'
import { readTime } from './read-time.js'
import { registerHospitalInterface } from './register.js'
import { INTERFACE_FOLDER, readTable } from './tables.js'

const ONE = '/fsi/api/rsfComIfsService/callService'
/** Speaks by the profile of a province's capital, and must sign in. */
const CAPITAL = 'H98010100003'

let db: TestDatabase
let city: SmallCity
let signed: FastifyInstance
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await connectInstitution(db, CLINIC, { profile: 'jiangxi' })
  await db.batch.query(
    `INSERT INTO institution_key (institution, access_key, in_force, until, gateway, secret_cipher) VALUES
     ($1, 'BUS', '2026-01-01', NULL, 'api', $2), ($1, 'PAAS', '2026-01-01', NULL, 'tif', $2)`,
    [HOSPITAL, city.cipher.encrypt('secret')],
  )
  await db.batch.query(
    `INSERT INTO provider (code, name, kind, area, level, hosp_lv, institution_type, uscc, designated_from, designated_until, price_tier, certainty)
     SELECT $1, '小城第三医院', kind, area, level, hosp_lv, institution_type, 'DEMO3', designated_from, NULL, price_tier, certainty FROM provider WHERE code = $2`,
    [CAPITAL, HOSPITAL],
  )
  await db.batch.query(
    `INSERT INTO institution_key (institution, access_key, in_force, until, gateway, secret_cipher)
     SELECT $1, 'CAPITAL', in_force, NULL, gateway, secret_cipher FROM institution_key WHERE institution = $2 AND gateway = 'tif'`,
    [CAPITAL, HOSPITAL],
  )
  await db.batch.query(
    `INSERT INTO institution_connection (institution, revision, gateway, signature_required, cainfo_required, cainfo_replied, sign_in_required, addresses, profile, set_by, set_at)
     SELECT $1, 1, 'tif', true, false, false, true, '{}', 'guangzhou', set_by, set_at FROM institution_connection WHERE institution = $2`,
    [CAPITAL, CLINIC],
  )
  signed = fastify()
  const { cipher, loadRules } = city
  await registerHospitalInterface(signed, { databases: db, clock: NOON, pool: POOL, cipher, loadRules, demonstration: false })
})
after(async () => {
  await signed?.close()
  await city?.close()
  await db?.drop()
})

type Row = Record<string, unknown>
const institution = { medinsinfo: { fixmedins_type: '1', fixmedins_code: CLINIC } }

async function sent(app: FastifyInstance, payload: string | Buffer, headers: Record<string, string>, url = ONE): Promise<Row> {
  const answer = await app.inject({ method: 'POST', url, payload, headers })
  assert.equal(answer.statusCode, 200)
  return answer.json()
}

function taken(answer: Row, what: string): void {
  assert.equal(answer['infcode'], 0, `${what}: ${JSON.stringify(answer).slice(0, 300)}`)
}

test('a Java client names the charset as content encoding', async () => {
  for (const encoding of ['UTF-8', 'utf8', 'GBK', 'binary']) {
    const headers = { 'content-type': 'application/json;charset=utf-8', 'content-encoding': encoding }
    taken(await sent(city.app, JSON.stringify(envelope('1201', institution)), headers), encoding)
  }
})

/** 收费员 in the charset of Chinese Windows. */
const CASHIER = Buffer.from([0xca, 0xd5, 0xb7, 0xd1, 0xd4, 0xb1])

test('a Windows client sends its own charset, named or not', async () => {
  for (const type of ['application/json', 'application/json;charset=utf-8', 'text/plain', 'application/json;charset=GBK', 'text/plain; charset=gb2312']) {
    const message = envelope('9001', { signIn: { opter_no: '1', mac: '00-FF', ip: '10.0.0.1' } }, { opter_name: '@@' })
    const [left = '', right = ''] = JSON.stringify(message).split('@@')
    taken(await sent(city.app, Buffer.concat([Buffer.from(left), CASHIER, Buffer.from(right)]), { 'content-type': type }), type)
  }
  const { rows } = await db.settlement.query<{ named: bigint }>('SELECT count(*) AS named FROM sign_in WHERE institution = $1', [HOSPITAL])
  assert.ok((rows[0]?.named ?? 0n) >= 5n)
})

test('whatever type is named, a body that is JSON is read; a form may hold it under any key', async () => {
  const text = (): string => JSON.stringify(envelope('1201', institution))
  for (const type of [
    'text/html',
    'application/octet-stream',
    'application/*',
    'text/xml',
    'application/json, text/plain',
    'json',
    'application/json,charset=utf-8',
  ])
    taken(await sent(city.app, `\n${text()}`, { 'content-type': type }), type)
  const form = 'application/x-www-form-urlencoded; charset=UTF-8'
  for (const key of ['', 'jsonStr', 'param', 'data']) taken(await sent(city.app, `${key}=${encodeURIComponent(text())}`, { 'content-type': form }), key)
  taken(await sent(city.app, `token=x&jsonStr=${encodeURIComponent(text())}&v=1`, { 'content-type': form }), 'among others')
  assert.match(String((await sent(city.app, '<a/>', { 'content-type': 'text/xml' }))['err_msg']), /不支持的内容类型/)
})

test('a client that puts its JSON together by hand leaves line breaks and tabs in the texts', async () => {
  const text = JSON.stringify(envelope('1201', institution, { dev_safe_info: '@@' })).replace('@@', 'one\r\n\ttwo')
  taken(await sent(city.app, text, { 'content-type': 'application/json' }), 'raw line break')
})

test('a client that writes its JSON twice sends one text', async () => {
  const twice = (text: string) => sent(city.app, JSON.stringify(text), { 'content-type': 'application/json' })
  taken(await twice(JSON.stringify(envelope('1201', institution))), 'twice')
  assert.match(String((await twice('hello'))['err_msg']), /不是合法的JSON/)
})

test('addresses of further provinces, with and without a slash at the end', async () => {
  const ofProfiles = readTable(path.join(INTERFACE_FOLDER, 'profiles/profiles.tsv')).map((row) => String(row['path']).replace('{infno}', '1201'))
  for (const url of [
    ...ofProfiles,
    '/power-csb/powercsb/1201',
    '/isp-api/powercsb/hsa-fsi-1201',
    '/mbs-hiIntf-nanning/web/api/fsi/callService',
    '/mss/web/api/fsi/callService',
    '/test/fsi/api/rsfComIfsService/callService',
    '/ebus/gdyb_inf/poc/hsa/hgs',
    '/eapdomain/callService',
    '/1.0.0/hsa-fsi-1201',
    `${ONE}/`,
    `/${ONE}`,
    '/CSB/',
    '/ebus/gdyb_inf/poc/hsa/hgs/1201/',
  ])
    taken((await post(city.app, envelope('1201', institution), 'text/plain', url)) as unknown as Row, url)
})

test('a multipart upload whose file part is named like the field', async () => {
  const message = envelope('9101', { fsUploadIn: { filename: 'a.txt', fixmedins_code: HOSPITAL } })
  const body = [
    '--B\r\nContent-Disposition: form-data; name="jsonStr"\r\n\r\n',
    JSON.stringify(message),
    '\r\n--B\r\nContent-Disposition: form-data; name="in"; filename="a.txt"\r\nContent-Type: application/octet-stream\r\n\r\nabc\r\n--B--\r\n',
  ].join('')
  for (const url of [ONE, '/fsi/api/fileupload/upload'])
    taken(await sent(city.app, body.replace(/"msgid":"[^"]+"/, `"msgid":"${url.length}"`), { 'content-type': 'multipart/form-data; boundary=B' }, url), url)
})

test('the bus: one service name for every transaction, its clock in seconds or milliseconds', async () => {
  const as = { accessKey: 'BUS', secret: 'secret', infno: 'hsa-service-bus' }
  const knock = (at: Date, changes: Record<string, string>) =>
    sent(signed, JSON.stringify(envelope('1201', institution)), { 'content-type': 'application/json', ...apiHeaders({ ...as, at }, changes) })
  const now = NOON.now()
  taken(await knock(now, {}), 'milliseconds')
  const inSeconds = { _api_timestamp: String(Math.floor(now.getTime() / 1000)) }
  taken(await knock(now, inSeconds), 'seconds')
  taken(await knock(now, inSeconds), 'the next message within the same second')
  assert.match(String((await knock(new Date(now.getTime() + 1), { _api_name: '1101' }))['message']), /与交易编号不一致/)
})

test('a client that copied the sample’s nonce: several messages within a second are let in, each of them once', async () => {
  const knock = (body: string) => {
    const headers = {
      'content-type': 'application/json',
      ...tifHeaders({ accessKey: 'PAAS', secret: 'secret', infno: '', at: NOON.now() }, '123456789abcdefg'),
    }
    return sent(signed, body, headers)
  }
  const bodies = [1, 2].map(() => JSON.stringify(envelope('1201', institution)))
  for (const body of bodies) taken(await knock(body), 'first')
  for (const body of bodies) assert.match(String((await knock(body))['message']), /已使用过/)
})

test('times come in every spelling that a serializer gives them', () => {
  const noon = '2026-03-20 12:00:05'
  for (const text of [
    '2026-03-20T12:00:05',
    '2026-03-20T12:00:05.123',
    '2026-03-20T12:00:05.1234567+08:00',
    '2026-03-20T04:00:05Z',
    '2026/3/20 12:00:05',
    '20260320120005',
    '20260320120005123',
    '1773979205000',
    '/Date(1773979205000)/',
    '/Date(1773979205000+0800)/',
  ])
    assert.equal(readTime(text), noon, text)
  // Births and first days, as milliseconds: twelve digits before September 2001, below nothing before 1970.
  for (const [text, time] of [
    ['946656000000', '2000-01-01 00:00:00'],
    ['315504000000', '1980-01-01 00:00:00'],
    ['-579081600000', '1951-08-27 00:00:00'],
  ] as const)
    assert.equal(readTime(text), time, text)
  assert.equal(readTime('2026/3/5 8:01'), '2026-03-05 08:01:00')
  for (const text of ['20260320', '2026-3-20', '2026.03.20']) assert.equal(readTime(text), '2026-03-20 00:00:00', text)
  for (const text of ['', 'now', '2026-02-30', '20261301', '202613011200', '2026-03-20 24:00:00', '12345', '2026-03-20T12:00:61'])
    assert.equal(readTime(text), undefined, text)
})

test('the time of the message and times inside it, as clients write them', async () => {
  for (const time of [`${TODAY}T12:00:00.123+08:00`, '20260320120000', '2026/3/20 12:00:00'])
    assert.equal((await call(city.app, '1201', institution, { inf_time: time })).infcode, 0, time)
  assert.match((await call(city.app, '1201', institution, { inf_time: 'noon' })).err_msg, /inf_time/)
  const person = await city.enrol('resident')
  const visit = await registerVisit(city.app, person, '390', { inf_time: '20260320090000' })
  const upload = uploadOf(person, visit, 'B1', [{ sn: '1', more: { fee_ocur_time: '2026/3/20 9:05:00' } }])
  assert.equal((await call(city.app, '2204', upload)).infcode, 0)
})

test('amounts that went through binary fractions are the amounts that were meant', async () => {
  const person = await city.enrol('resident')
  const visit = await registerVisit(city.app, person, '390')
  const line = { sn: '1', count: '3', price: '.1', amount: '0.30000000000000004' }
  assert.equal((await call(city.app, '2204', uploadOf(person, visit, 'B1', [line]))).err_msg, '')
  const bill = await call(city.app, '2207', settlementOf(person, visit, '390', 'B1', '0.29999999999999999'))
  assert.equal((bill.output['setlinfo'] as Row)['medfee_sumamt'], 0.3)
  assert.match((await call(city.app, '2204', uploadOf(person, visit, 'B2', [{ sn: '2', amount: '10.123456789' }]))).err_msg, /不是数字|小数/)
})

test('zeros behind a whole number, and behind an amount, add nothing to it', async () => {
  const page = { page_num: '1.0', page_size: '10.000', updt_time: '2020-01-01' }
  assert.equal((await done(city.app, '1312', { data: page }))['pageNum'], 1)
  assert.equal((await done(city.app, '1312', { data: { ...page, page_size: '10.' } }))['pageSize'], 10)
  assert.match((await call(city.app, '1312', { data: { ...page, page_num: '1.5' } })).err_msg, /page_num/)
  for (const noNumber of ['.', '+', '-.', '1..', '1.2.0'])
    assert.match((await call(city.app, '1312', { data: { ...page, page_num: noNumber } })).err_msg, /page_num/)
  const nobody = { psn_cert_type: '99', certno: 'F1', psn_name: '甲', ipt_otp_no: 'M1', dise_codg: 'J18', dise_name: '肺炎', otp_ipt_flag: '1' }
  const [sent] = uploadOf(city.resident, 'F1', 'B1', [{ sn: '1', count: '1.0000000', price: '10.000000000', amount: '10.0000' }])['feedetail'] as Row[]
  const line = { ...sent, ...nobody, mdtrt_sn: 'F1', med_chrgitm_type: '09', med_type: '11', medins_list_name: '药', prodname: '药' }
  assert.equal((await call(city.app, '4201', { feedetail: [line] })).err_msg, '')
})

test('an admission of one northern province: the card with what its reader signed, nodes that are objects, zeros for the sign-in', async () => {
  const person = await city.enrol('resident')
  const { mdtrtinfo, diseinfo } = admission(person, '390') as { mdtrtinfo: Row; diseinfo: Row[] }
  const message = envelope(
    '2401',
    {
      mdtrtinfo: { ...mdtrtinfo, mdtrt_cert_type: '03', mdtrt_cert_no: `DA0000001|${'x'.repeat(300)}`, exp_content: { local_dise: '' }, latechb_flag: '' },
      diseinfo: { ...diseinfo[0], maindiag_flag: '1', adm_cond: '肺炎' },
    },
    { sign_no: '0000', msgid: '20260320120003240156', insuplc_admdvs: POOL, cainfo: '046dbdaed2fc', recer_sys_code: 'YMXCHIS' },
  )
  const answer = await post(city.app, message, 'text/plain')
  assert.equal(answer.err_msg, '')
  assert.ok((answer.output['result'] as Row)['mdtrt_id'])
})

test('2206A and 2207A with a field of the envelope inside the input, and a settlement reversed by its letter', async () => {
  const person = await city.enrol('resident')
  const visit = await registerVisit(city.app, person, '390')
  await done(city.app, '2204', uploadOf(person, visit, 'B1', [{ sn: '1', count: '90', price: '10', amount: '900' }]))
  const { data } = settlementOf(person, visit, '390', 'B1', '900') as { data: Row }
  const input = { data: { ...data, medfee_sumamt: 900, exp_content: { dise_reim_mon: '', deve_flag: '' } }, insuplcAdmdvs: POOL }
  const tried = await done(city.app, '2206A', input)
  const message = envelope('2207A', input)
  const settled = await post(city.app, message)
  assert.equal(settled.infcode, 0, settled.err_msg)
  const amounts = (output: Row): unknown => [(output['setlinfo'] as Row)['fund_pay_sumamt'], (output['setlinfo'] as Row)['psn_part_amt']]
  assert.deepEqual(amounts(settled.output), amounts(tried))
  const status = await done(city.app, '5203', { data: { psn_no: person.number, omsgid: message['msgid'] } })
  assert.deepEqual(amounts(status), amounts(settled.output))
  await done(city.app, '2601', { data: { psn_no: person.number, omsgid: message['msgid'], oinfno: '2207A' } })
})

test('2303A and 2304A settle a stay', async () => {
  const person = await city.enrol('resident')
  const { result } = (await done(city.app, '2401', admission(person, '390'))) as { result: { mdtrt_id: string } }
  await done(city.app, '2301', uploadOf(person, result.mdtrt_id, '', [{ sn: '1', count: '90', price: '10', amount: '900' }]))
  const bill = settlementOf(person, result.mdtrt_id, '390', '', '900', { mid_setl_flag: '1' })
  assert.ok((await done(city.app, '2303A', bill))['setlinfo'])
  assert.ok(((await done(city.app, '2304A', bill))['setlinfo'] as Row)['setl_id'])
})

test('fields without their node are taken where the profile says so, and refused with the node’s name elsewhere', async () => {
  const flat = { fixmedins_type: '1', fixmedins_code: CLINIC }
  assert.match((await call(city.app, '1201', flat)).err_msg, /缺少节点medinsinfo/)
  const own = { fixmedins_code: CLINIC }
  assert.equal((await call(city.app, '1201', JSON.stringify(flat), own)).err_msg, '')
  assert.equal((await call(city.app, '9001', { opter_no: '1', mac: 'a', ip: 'b' }, own)).infcode, 0)
  assert.match((await call(city.app, '1201', { nothing: 'known' }, own)).err_msg, /缺少节点/)
  assert.match((await call(city.app, '2203', { mdtrt_id: '1', psn_no: '2' }, own)).err_msg, /缺少节点/)
})

test('1101 by a certificate type of one digit', async () => {
  const data = { mdtrt_cert_type: '', mdtrt_cert_no: '', card_sn: '', begntime: '', psn_cert_type: '1', certno: city.resident.certificate, psn_name: '' }
  assert.equal((await call(city.app, '1101', { data }, { opter_type: 1, insuplc_admdvs: '' })).err_msg, '')
})

test('1161 and 1162: a person by the card or the voucher that was read, with what was read', async () => {
  const { certificate, name, number } = city.resident
  const of = (output: Row): unknown[] => [
    (output['baseinfo'] as Row)['psn_no'],
    (output['cardecinfo'] as Row)['psn_name'],
    (output['insuinfo'] as Row[])[0]?.['insutype'],
  ]
  const card = await done(city.app, '1161', { data: { cardno: 'A00000001', card_sn: 'SN', psn_cert_type: '1', certno: certificate, psn_name: name } })
  assert.deepEqual(of(card), [number, name, '390'])
  assert.equal((card['cardecinfo'] as Row)['cardno'], 'A00000001')
  assert.match((await call(city.app, '1161', {})).err_msg, /请先读卡/)
  const asked = { orgId: HOSPITAL, businessType: '01101', operatorId: '1', operatorName: '收费员', officeId: '1', officeName: '内科', mdtrt_cert_type: '1' }
  const voucher = await done(city.app, '1162', { data: { ...asked, ecQrCode: number } })
  assert.deepEqual([of(voucher)[0], (voucher['cardecinfo'] as Row)['ecToken']], [number, number])
  assert.match((await call(city.app, '1162', { data: asked })).err_msg, /ecQrCode/)
})

let knocks = 0

/** What lets a message of this client in; its clock is the server's. */
function knock({ gateway, institution }: ThirdPartyClient, infno: string): Record<string, string> {
  knocks += 1
  const as = { secret: 'secret', infno: `hsa-fsi-${infno}`, at: new Date(NOON.now().getTime() + knocks) }
  if (gateway === 'api') return apiHeaders({ ...as, accessKey: 'BUS' })
  return gateway === undefined ? {} : tifHeaders({ ...as, accessKey: institution === CAPITAL ? 'CAPITAL' : 'PAAS' }, `${knocks}`.padStart(32, 'a'))
}

test('what a settling message says beside the bill is kept with it, without what names a person', async () => {
  const person = await city.enrol('resident')
  const visit = await registerVisit(city.app, person, '390')
  await done(city.app, '2204', uploadOf(person, visit, 'B1', [{ sn: '1' }]))
  const { data } = settlementOf(person, visit, '390', 'B1', '10', {
    invono: 'F77',
    order_no: 'O1',
    hcard_basinfo: 'x',
    agnter_tel: '00012345678',
    mdtrt_mode: '0',
  }) as { data: Row }
  const codes = [{ feedetl_sn: '1', drug_trac_codg: '81000000000000000009', trdn_flag: '0' }]
  const { setlinfo } = (await done(city.app, '2207', { data, drug_trac_info: codes })) as { setlinfo: Row }
  const { rows } = await db.batch.query<{ kept: Row }>('SELECT kept FROM message WHERE person = $1 AND kept IS NOT NULL', [person.person])
  assert.deepEqual(
    rows.map((row) => row.kept),
    [{ invono: 'F77', order_no: 'O1', mdtrt_mode: '0', drug_trac_info: codes }],
  )
  const asked = await done(city.app, '5203', { data: { psn_no: person.number, mdtrt_id: visit, setl_id: setlinfo['setl_id'] } })
  assert.equal((asked['setlinfo'] as Row)['invono'], 'F77')
})

function readAt(output: unknown, path: string): unknown {
  let at = output
  for (const step of path.split('.')) at = (at as Row | undefined)?.[step]
  return at
}

function isThere(value: unknown, as: Reading): boolean {
  if (as === 'list') return Array.isArray(value)
  return as === 'text' ? typeof value === 'string' && value !== '' : typeof value === as && value !== null
}

/** Plays the client's day; answers what its 9001 gave. */
async function play(client: ThirdPartyClient, person: Person): Promise<void> {
  const { institution = HOSPITAL } = client
  const app = client.gateway === undefined ? city.app : signed
  let signNo = ''
  const say = async ({ infno, input, msgid = `${institution}${++knocks}`, reads = {}, refused }: Said): Promise<Row> => {
    const { payload, url, type } = client.frame({ infno, msgid, institution, input, signNo })
    const answer = await sent(app, payload, { 'content-type': type, ...knock(client, infno) }, url)
    const where = `${client.name} ${infno}: ${JSON.stringify(answer).slice(0, 300)}`
    assert.ok(answer['infcode'] === (refused === undefined ? 0 : -1), where)
    if (refused === undefined) assert.equal(answer['err_msg'], '', where)
    else assert.match(String(answer['err_msg']), refused, where)
    for (const [path, as] of Object.entries(reads)) assert.ok(isThere(readAt(answer['output'], path), as), `${path} is no ${as}: ${where}`)
    const output = answer['output'] as Row
    signNo = infno === '9001' ? String((output['signinoutb'] as Row)['sign_no']) : signNo
    return output
  }
  const day = client.day(person)
  for (let next = day.next(); next.done !== true; ) next = day.next(await say(next.value))
}

test('days of public clients, each as its source frames it', async (days) => {
  for (const client of THIRD_PARTY_CLIENTS)
    await days.test(client.name, async () => {
      const person = await city.enrol('resident')
      await play(client, person)
      const sum = 'SELECT coalesce(sum(total_fen), 0)::text AS total FROM settlement WHERE person = $1'
      const { rows } = await db.batch.query<{ total: string }>(sum, [person.person])
      assert.equal(rows[0]?.total, String(client.settled))
    })
})
