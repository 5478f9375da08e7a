// Mobile payment: order, payment with its split, question, refund and withdrawal, sealed as its channel seals them and in the
// ordinary envelope; each has its effect in the settlements, and only one, however often it is sent.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../http/app.js'
import { type CashierReply, call } from '../testing/cashier.js'
import { connectInstitution } from '../testing/connected.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '../testing/database.js'
import { CLINIC, DRUG, HOSPITAL, NOON, type Person, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'
import { decrypted, sealMobile } from './mobile-envelope.js'
import { installationSigningKey, signatureFits, signingKey } from './sm2.js'
import { sortedJson } from './sorted-json.js'

type Json = Record<string, unknown>

let db: TestDatabase
let city: SmallCity
let app: FastifyInstance
const own = signingKey('3'.repeat(64))
const credential = { accessKey: 'ABCDEF0123456789ABCDEF0123456789', secret: () => 'the-app-secret' }
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  await connectInstitution(db, HOSPITAL, { publicKey: own.publicKey })
  await db.batch.query(`INSERT INTO institution_key (institution, access_key, in_force, gateway, secret_cipher) VALUES ($1, $2, '2026-01-01', 'mobile', $3)`, [
    HOSPITAL,
    credential.accessKey,
    city.cipher.encrypt(credential.secret()),
  ])
  app = await buildApp({ databases: db, key: TEST_KEY, clock: NOON, pool: POOL })
})
after(async () => {
  await app?.close()
  await city?.close()
  await db?.drop()
})

let orders = 0
function order(person: Person, more: Json = {}, price = '100.00'): Json {
  orders += 1
  return {
    orgCodg: HOSPITAL,
    psnNo: person.number,
    insutype: '310',
    medOrgOrd: `ORD${orders}`,
    begntime: `${TODAY} 09:00:00`,
    idNo: person.certificate,
    userName: person.name,
    idType: '01',
    ecToken: 'token',
    insuCode: POOL,
    iptOtpNo: `MZ${orders}`,
    atddrNo: 'D1',
    drName: '医师一',
    deptCode: 'A01',
    deptName: '内科',
    caty: 'A03',
    medType: '11',
    medfeeSumamt: price,
    acctUsedFlag: '1',
    psnSetlway: '01',
    chrgBchno: `B${orders}`,
    diseinfoList: [
      {
        diagType: '1',
        diagSrtNo: 1,
        diagCode: 'J18.900',
        diagName: '肺炎',
        diagDept: 'A01',
        diseDorNo: 'D1',
        diseDorName: '医师一',
        diagTime: `${TODAY} 09:10:00`,
        valiFlag: '1',
      },
    ],
    feedetailList: [
      {
        feedetlSn: '1',
        feeOcurTime: `${TODAY} 09:20:00`,
        medListCodg: DRUG,
        medinsListCodg: 'OWN1',
        detItemFeeSumamt: price,
        cnt: 1,
        pric: price,
        bilgDeptCodg: 'A01',
        bilgDeptName: '内科',
        bilgDrCodg: 'D1',
        bilgDrName: '医师一',
        hospApprFlag: '0',
        medType: '11',
      },
    ],
    ...more,
  }
}

async function raw(path: string, payload: string): Promise<Json> {
  const answer = await app.inject({ method: 'POST', url: `/org/local/api/hos/${path}`, payload, headers: { 'content-type': 'application/json' } })
  assert.equal(answer.statusCode, 200)
  return answer.json()
}

/** Sends sealed, checks the seal of the answer, and gives what was in it. */
async function sealed(path: string, data: Json): Promise<Json> {
  const outer = await raw(path, sealMobile(credential, own, NOON.now(), JSON.stringify(data), {}))
  assert.equal(outer['code'], 0, String(outer['message']))
  const json = decrypted(credential, String(outer['encData'])) ?? ''
  const { signData, encData: _encData, ...fields } = outer
  const texts = Object.entries({ ...fields, data: sortedJson(json) }).sort(([one], [other]) => (one < other ? -1 : 1))
  const signed = `${texts.map(([name, value]) => `${name}=${String(value)}`).join('&')}&key=${credential.secret()}`
  assert.ok(signatureFits(installationSigningKey(city.cipher).publicKey, signed, String(signData), credential.secret()))
  return JSON.parse(json)
}

const paid = (made: Json): Json => ({ payOrdId: made['payOrdId'], payToken: made['payToken'], payAuthNo: 'AUTH', orgCodg: HOSPITAL, orgBizSer: 'S1' })
const asked = (made: Json, person: Person): Json => ({ ...paid(made), idNo: person.certificate, userName: person.name, idType: '01' })
const refund = (made: Json, number: string, more: Json): Json => ({
  payOrdId: made['payOrdId'],
  appRefdSn: number,
  appRefdTime: '20260320120000',
  ecToken: 'token',
  ...more,
})

async function bills(person: Person): Promise<[bigint, string][]> {
  const { rows } = await db.batch.query<{ total_fen: bigint; kind: string }>(
    "SELECT total_fen, CASE WHEN cancels IS NULL THEN 'bill' ELSE 'cancels' END AS kind FROM settlement WHERE person = $1 ORDER BY settlement",
    [person.person],
  )
  return rows.map((row) => [row.total_fen, row.kind])
}

test('an order is uploaded, paid with its split, asked for and refunded, each once', async () => {
  const person = await city.enrol('employee', 3_000n)
  const data = order(person)
  const made = await sealed('uldFeeInfo', data)
  assert.deepEqual(await sealed('uldFeeInfo', data), made)
  assert.equal((await sealed('query_order_info', asked(made, person)))['ordStas'], '0')
  const [first, again] = [await sealed('pay_order', paid(made)), await sealed('pay_order', { ...paid(made), orgBizSer: 'S2' })]
  assert.deepEqual(again, first)
  const fen = (field: string) => Math.round(Number(first[field]) * 100)
  assert.equal(fen('feeSumamt'), 10_000)
  assert.equal(fen('ownPayAmt') + fen('psnAcctPay') + fen('fundPay'), 10_000)
  assert.equal(fen('psnAcctPay'), 3_000)
  assert.equal(first['ordStas'], '4')
  assert.deepEqual(await bills(person), [[10_000n, 'bill']])
  const shown = await sealed('query_order_info', asked(made, person))
  assert.deepEqual([shown['medOrgOrd'], shown['ordStas'], shown['fundPay']], [data['medOrgOrd'], '4', first['fundPay']])
  const all = { totlRefdAmt: '100.00', cashRefdAmt: first['ownPayAmt'], psnAcctRefdAmt: first['psnAcctPay'], fundRefdAmt: first['fundPay'], refdType: 'ALL' }
  const back = await sealed('refund_Order', refund(made, 'R1', all))
  assert.equal(back['refStatus'], 'SUCC')
  assert.deepEqual(await sealed('refund_Order', refund(made, 'R1', { ...all, appRefdTime: 'later' })), back)
  assert.deepEqual(await bills(person), [
    [10_000n, 'bill'],
    [-10_000n, 'cancels'],
  ])
  assert.equal((await sealed('query_order_info', asked(made, person)))['ordStas'], '7')
})

async function inTheOrdinaryEnvelope(infno: string, data: Json): Promise<CashierReply> {
  return call(city.app, infno, { data }, { fixmedins_code: HOSPITAL })
}

test('the same in the ordinary envelope: cash alone, then the insurance; nothing twice, nothing too much', async () => {
  const person = await city.enrol('employee', 0n)
  // A client that wraps every node in a list.
  const upload = await call(city.app, '6201', { data: [order(person, {}, '1000.00')] }, { fixmedins_code: HOSPITAL })
  assert.equal(upload.infcode, 0, upload.err_msg)
  const made = upload.output['data'] as Json
  const pay = (await inTheOrdinaryEnvelope('6202', paid(made))).output['data'] as Json
  const give = async (number: string, more: Json): Promise<CashierReply> => inTheOrdinaryEnvelope('6203', refund(made, number, more))
  const cash = Number(pay['ownPayAmt'])
  assert.ok(cash < 1000 && Number(pay['fundPay']) > 0)
  assert.match((await give('C1', { refdType: 'CASH', totlRefdAmt: '100000', cashRefdAmt: '100000' })).err_msg, /超过/)
  assert.match((await give('C1', { refdType: 'CASH', totlRefdAmt: '10', cashRefdAmt: '5' })).err_msg, /不含个人账户和基金/)
  assert.equal((await give('C1', { refdType: 'CASH', totlRefdAmt: '5', cashRefdAmt: '5' })).infcode, 0)
  assert.match((await give('C1', { refdType: 'CASH', totlRefdAmt: '6', cashRefdAmt: '6' })).err_msg, /已用于另一笔退费/)
  const state = async (): Promise<unknown> => ((await inTheOrdinaryEnvelope('6301', asked(made, person))).output['data'] as Json)['ordStas']
  assert.equal(await state(), '10')
  assert.match((await give('H1', { refdType: 'HI', totlRefdAmt: '1', cashRefdAmt: '0' })).err_msg, /与该订单的结算不一致/)
  const insurance = (1000 - cash).toString()
  assert.equal((await give('H1', { refdType: 'HI', totlRefdAmt: insurance, cashRefdAmt: '0' })).infcode, 0)
  assert.equal(await state(), '11')
  assert.match((await give('H2', { refdType: 'ALL', totlRefdAmt: '100', cashRefdAmt: '0' })).err_msg, /已退费/)
  assert.match((await inTheOrdinaryEnvelope('6202', paid(made))).err_msg, /已退费，不能再支付/)
})

test('what is wrong with an order is told before anything is registered', async () => {
  const person = await city.enrol('employee')
  const other = await city.enrol('employee')
  const wrong = async (more: Json): Promise<string> => (await inTheOrdinaryEnvelope('6201', order(person, more))).err_msg
  assert.match(await wrong({ medfeeSumamt: '99' }), /与费用明细合计不一致/)
  assert.match(await wrong({ userName: other.name }), /与人员登记不一致/)
  assert.match(await wrong({ orgCodg: CLINIC }), /与发送机构不一致/)
  assert.match(await wrong({ ecToken: '' }), /ecToken/)
  assert.match(await wrong({ medType: '21' }), /不能用于门诊/)
  assert.match(await wrong({ feedetailList: [] }), /缺少节点feedetailList/)
  assert.match(await wrong({ psnNo: '1' }), /psn_no|人员编号/)
  const { rows } = await db.batch.query('SELECT 1 FROM visit WHERE person = $1', [person.person])
  assert.equal(rows.length, 0)
  const good = order(person)
  const made = (await inTheOrdinaryEnvelope('6201', good)).output['data'] as Json
  assert.match((await inTheOrdinaryEnvelope('6201', { ...order(other), medOrgOrd: good['medOrgOrd'] })).err_msg, /已用于另一笔费用/)
  assert.match((await inTheOrdinaryEnvelope('6202', { ...paid(made), payToken: 'guessed' })).err_msg, /payToken/)
  assert.match((await inTheOrdinaryEnvelope('6202', { ...paid(made), payAuthNo: '' })).err_msg, /payAuthNo/)
  assert.match((await inTheOrdinaryEnvelope('6301', asked(made, other))).err_msg, /与人员登记不一致/)
  assert.match((await call(city.app, '6301', { data: asked(made, person) }, { fixmedins_code: CLINIC })).err_msg, /不属于本机构/)
  assert.match((await inTheOrdinaryEnvelope('6203', refund(made, 'X1', { refdType: 'ALL', totlRefdAmt: '100', cashRefdAmt: '0' }))).err_msg, /尚未支付/)
})

test('an order that was not paid is withdrawn with its lines and the visit it registered', async () => {
  const person = await city.enrol('employee')
  const made = (await inTheOrdinaryEnvelope('6201', order(person))).output['data'] as Json
  for (let turn = 0; turn < 2; turn += 1) {
    const withdrawn = await inTheOrdinaryEnvelope('6401', asked(made, person))
    assert.equal(withdrawn.infcode, 0, withdrawn.err_msg)
  }
  assert.equal(((await inTheOrdinaryEnvelope('6301', asked(made, person))).output['data'] as Json)['ordStas'], '12')
  assert.equal((await inTheOrdinaryEnvelope('6202', paid(made))).infcode, -1)
  const { rows } = await db.batch.query<{ status: string }>('SELECT status FROM visit_state WHERE person = $1', [person.person])
  assert.deepEqual(rows, [{ status: 'cancelled' }])
})

test('payments of one order at the same time settle it once', async () => {
  const person = await city.enrol('employee', 1_000n)
  const made = await sealed('uldFeeInfo', order(person))
  const answers = await Promise.all(['1', '2', '3', '4'].map((orgBizSer) => sealed('pay_order', { ...paid(made), orgBizSer })))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  assert.equal((await bills(person)).length, 1)
})

test('the seal: unknown application, another key, old clock, changed cipher, and a plain sentence for each', async () => {
  const person = await city.enrol('employee')
  const json = JSON.stringify(order(person))
  const said = async (payload: string): Promise<string> => {
    const outer = await raw('uldFeeInfo', payload)
    assert.equal(outer['code'], -1)
    return String(outer['message'])
  }
  assert.match(await said(sealMobile({ ...credential, accessKey: 'F'.repeat(32) }, own, NOON.now(), json, {})), /appId/)
  assert.match(await said(sealMobile(credential, signingKey('4'.repeat(64)), NOON.now(), json, {})), /signData/)
  assert.match(await said(sealMobile(credential, own, new Date(NOON.now().getTime() - 3_600_000), json, {})), /时间戳/)
  assert.match(await said(sealMobile({ ...credential, secret: () => 'another' }, own, NOON.now(), json, {})), /encData/)
  const good = JSON.parse(sealMobile(credential, own, NOON.now(), json, {})) as Json
  const moved = JSON.parse(sealMobile(credential, own, NOON.now(), json.replace('ORD', 'ORX'), {})) as Json
  assert.match(await said(JSON.stringify({ ...good, encData: moved['encData'] })), /signData/)
  assert.match(await said(JSON.stringify({ ...good, encType: 'plain' })), /SM4/)
  assert.equal(sortedJson('{"b":1.50,"a":{"d":"x,1,\\"y","c":[2,{"f":null,"e":-3e2}]}}'), '{"a":{"c":[2,{"e":-3e2,"f":null}],"d":"x,1,\\"y"},"b":1.50}')
})
