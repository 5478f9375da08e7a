// What senders get wrong, each answered as HTTP 200 with infcode −1 and a sentence that says what to do; nothing is booked.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import {
  admission,
  admitPerson,
  type CashierReply,
  call,
  diagnosis,
  dischargeOf,
  done,
  envelope,
  newMsgid,
  post,
  purchase,
  registerVisit,
  settlementOf,
  uploadOf,
} from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { CLINIC, DRUG, ENDED, HOSPITAL, type Person, PHARMACY, type SmallCity, smallCity } from '../testing/small-city.js'
import { type FieldSpec, loadInterfaceTables, type NodeSpec } from './tables.js'

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

function refusedWith(answer: CashierReply, sentence: RegExp): void {
  assert.equal(answer.infcode, -1)
  assert.match(answer.err_msg, sentence)
  assert.ok(answer.err_msg.length <= 200)
}

const one = [{ sn: '1' }]
const buy = (person: Person, insutype = '310', total = '10.00') => purchase(person, insutype, total, one)

test('who may be settled for: unknown, uninsured, other area, other scheme, waiting, suspended', async () => {
  const { employee, uninsured, waiting, suspended } = city
  const unknown = { ...employee, number: '98010000000000009999' }
  refusedWith(await call(city.app, '2102', buy(unknown)), /人员编号（psn_no）不存在/)
  refusedWith(await call(city.app, '2102', buy({ ...employee, number: 'abc' })), /人员编号（psn_no）不存在/)
  refusedWith(await call(city.app, '2102', buy({ ...employee, number: '11010000000000000001' })), /参保地在外地/)
  refusedWith(await call(city.app, '2102', buy(employee), { insuplc_admdvs: '110101' }), /不在本统筹区/)
  refusedWith(await call(city.app, '2102', buy(uninsured)), /没有职工医保参保记录/)
  refusedWith(await call(city.app, '2102', buy(employee, '390')), /参加的是职工医保/)
  refusedWith(await call(city.app, '2102', buy(waiting, '390')), /自2026-06-01起享受待遇/)
  refusedWith(await call(city.app, '2102', buy(suspended)), /待遇已暂停（单位欠费）/)
  refusedWith(await call(city.app, '1101', { data: { mdtrt_cert_type: '02', mdtrt_cert_no: '000001199001010000' } }), /没有找到该人员/)
  refusedWith(await call(city.app, '1101', { data: { mdtrt_cert_type: '01', mdtrt_cert_no: 'stale' } }), /电子凭证无效/)
})

test('who may settle: unknown institution, one no longer designated, a visit of another', async () => {
  refusedWith(await call(city.app, '2102', buy(city.employee), { fixmedins_code: 'P00000000000' }), /不存在/)
  refusedWith(await call(city.app, '2102', buy(city.employee), { fixmedins_code: ENDED }), /2025-12-31到期/)
  const visit = await registerVisit(city.app, city.resident, '390')
  refusedWith(await call(city.app, '2204', uploadOf(city.resident, visit, 'B1', one), { fixmedins_code: CLINIC }), /不是本机构/)
  refusedWith(await call(city.app, '2204', uploadOf(city.employee, visit, 'B1', one)), /不匹配或不存在/)
  refusedWith(await call(city.app, '2204', uploadOf(city.resident, 'x', 'B1', one)), /不匹配或不存在/)
})

test('amounts: as text, signed text, exponents, null, negative, absurd, too fine, not quantity × price', async () => {
  const person = await city.enrol('employee')
  const line = (more: Record<string, unknown>, total: unknown = '10.00') => ({
    druginfo: { ...(buy(person)['druginfo'] as object), medfee_sumamt: total },
    drugdetail: [{ ...((buy(person)['drugdetail'] as object[])[0] ?? {}), ...more }],
  })
  for (const good of ['+1', '1.00', 1]) assert.equal((await call(city.app, '2101', line({ cnt: good }, 10))).infcode, 0)
  refusedWith(await call(city.app, '2102', line({ pric: '1e1' })), /不接受科学计数法/)
  const exponent = JSON.stringify(envelope('2102', line({}))).replace('"medfee_sumamt":"10.00"', '"medfee_sumamt":1e1')
  refusedWith(await post(city.app, exponent), /不接受科学计数法/)
  refusedWith(await call(city.app, '2102', line({ pric: null })), /不能为null/)
  refusedWith(await call(city.app, '2102', line({}, 'ten')), /不是数字/)
  refusedWith(await call(city.app, '2102', line({ pric: '-10.00', det_item_fee_sumamt: '-10.00' }, '-10')), /单价（pric）不能为负/)
  refusedWith(await call(city.app, '2102', line({ cnt: '-1', det_item_fee_sumamt: '-10.00' }, '-10')), /原费用流水号/)
  refusedWith(await call(city.app, '2102', line({ cnt: '0', det_item_fee_sumamt: '0' }, '0')), /数量（cnt）不能为0/)
  refusedWith(await call(city.app, '2102', line({ pric: '999999999' })), /数额过大/)
  refusedWith(await call(city.app, '2102', line({}, '10.001')), /最多2位小数/)
  refusedWith(await call(city.app, '2102', line({ det_item_fee_sumamt: '10.01' })), /不等于数量×单价/)
  refusedWith(await call(city.app, '2102', line({}, '99999999999999999999')), /不是数字|数额过大/)
})

test('totals and lines: unequal total, cancelled or settled lines, duplicates, refunds of nothing', async () => {
  const { app } = city
  const person = await city.enrol('resident')
  refusedWith(await call(app, '2102', buy(person, '390', '10.01')), /与明细合计10.00元不一致/)
  const visit = await registerVisit(app, person, '390')
  const lines = (batch: string, ...sns: string[]) =>
    uploadOf(
      person,
      visit,
      batch,
      sns.map((sn) => ({ sn })),
    )
  await done(app, '2204', lines('B1', '1', '2'))
  refusedWith(await call(app, '2204', lines('B1', '2')), /流水号2在该就诊中已上传/)
  refusedWith(await call(app, '2204', lines('B1', '8', '8')), /重复/)
  refusedWith(
    await call(app, '2204', uploadOf(person, visit, 'B1', [{ sn: '9', count: '-1', amount: '-10', more: { init_feedetl_sn: '77' } }])),
    /找不到原费用流水号77/,
  )
  refusedWith(await call(app, '2204', uploadOf(person, visit, 'B1', [{ sn: '9', count: '-2', amount: '-20', more: { init_feedetl_sn: '1' } }])), /超过原费用/)
  refusedWith(await call(app, '2207', settlementOf(person, visit, '390', 'B1', '19.99')), /与未结算明细合计20.00元不一致/)
  refusedWith(await call(app, '2207', settlementOf(person, visit, '390', 'B9', '20')), /没有上传明细/)
  refusedWith(await call(app, '2207', settlementOf(person, visit, '310', 'B1', '20')), /险种类型（insutype）与该就诊登记的险种不一致/)
  await done(app, '2204', lines('B2', '3'))
  await done(app, '2205', { data: { mdtrt_id: visit, chrg_bchno: 'B2', psn_no: person.number } })
  refusedWith(await call(app, '2207', settlementOf(person, visit, '390', 'B2', '10')), /已全部撤销/)
  refusedWith(await call(app, '2205', { data: { mdtrt_id: visit, chrg_bchno: 'B2', psn_no: person.number } }), /没有可撤销的明细/)
  await done(app, '2207', settlementOf(person, visit, '390', 'B1', '20'))
  refusedWith(await call(app, '2207', settlementOf(person, visit, '390', 'B1', '20')), /已结算，不能重复结算/)
  refusedWith(await call(app, '2205', { data: { mdtrt_id: visit, chrg_bchno: 'B1', psn_no: person.number } }), /已结算/)
  refusedWith(await call(app, '2208', { data: { setl_id: '999999', mdtrt_id: visit, psn_no: person.number } }), /不属于该就诊/)
})

test('the order of a stay: a second one, lines after discharge, settling before it, cancelling an admission with lines', async () => {
  const { app } = city
  const person = await city.enrol('resident')
  const visit = await admitPerson(app, person, '390')
  refusedWith(await call(app, '2401', admission(person, '390')), /未结算的住院/)
  await done(app, '2301', uploadOf(person, visit, '', one))
  refusedWith(await call(app, '2404', { data: { mdtrt_id: visit, psn_no: person.number } }), /已有费用明细/)
  refusedWith(await call(app, '2304', settlementOf(person, visit, '390', '', '10')), /尚未办理出院/)
  refusedWith(await call(app, '2402', dischargeOf(person, visit, '2026-03-01')), /早于入院日期/)
  refusedWith(await call(app, '2402', dischargeOf(person, visit, '2026-04-01')), /晚于今天/)
  await done(app, '2402', dischargeOf(person, visit))
  refusedWith(await call(app, '2301', uploadOf(person, visit, '', [{ sn: '2' }])), /已办理出院，不能再上传/)
  refusedWith(await call(app, '2302', { data: { feedetl_sn: '1', mdtrt_id: visit, psn_no: person.number } }), /已办理出院/)
  refusedWith(await call(app, '2207', settlementOf(person, visit, '390', '', '10', { chrg_bchno: 'B1' })), /不是门诊/)
})

test('medical types and filings: unknown, of another kind, a chronic disease that was not filed', async () => {
  const person = await city.enrol('resident')
  refusedWith(await call(city.app, '2102', purchase(person, '390', '10', one, { med_type: '777' })), /医疗类别/)
  refusedWith(await call(city.app, '2102', purchase(person, '390', '10', one, { med_type: '21' })), /不能用于药店购药/)
  refusedWith(await call(city.app, '2102', purchase(person, '999', '10', one)), /险种类型/)
  refusedWith(await call(city.app, '2102', purchase(person, '390', '10', one, { acct_used_flag: '2' })), /共济/)
  const visit = await registerVisit(city.app, person, '390')
  await done(city.app, '2203', {
    mdtrtinfo: { mdtrt_id: visit, psn_no: person.number, med_type: '14', begntime: '2026-03-20 09:00:00', dise_codg: 'M03900' },
    diseinfo: [diagnosis()],
  })
  await done(city.app, '2204', uploadOf(person, visit, 'B1', one))
  refusedWith(await call(city.app, '2207', settlementOf(person, visit, '390', 'B1', '10', { med_type: '14' })), /没有病种M03900的门诊慢特病备案，请先到/)
})

test('a message that is no message: not JSON, another content type, too long, no such transaction, missing nodes and fields', async () => {
  const { app } = city
  refusedWith(await post(app, '{"infno":"2102",'), /不是合法的JSON/)
  refusedWith(await post(app, '[]'), /应为一个JSON对象/)
  refusedWith(await post(app, ''), /报文为空/)
  refusedWith(await post(app, '<a/>', 'application/xml'), /不支持的内容类型application\/xml/)
  refusedWith(await post(app, JSON.stringify(envelope('2102', buy(city.employee))), 'application/json;charset=klingon'), /编码/)
  refusedWith(await post(app, JSON.stringify({ ...envelope('2102', {}), filler: 'x'.repeat(5 * 1024 * 1024) })), /过大/)
  refusedWith(await call(app, '8888', {}), /未开通交易8888/)
  refusedWith(await call(app, '2102', {}), /缺少节点druginfo/)
  refusedWith(await call(app, '2102', { druginfo: {}, drugdetail: [{}] }), /不能为空.*等\d+处/)
  refusedWith(await call(app, '2102', { druginfo: 'text', drugdetail: [1] }), /不是对象/)
  refusedWith(await call(app, '2102', 'not json'), /input应为对象/)
  refusedWith(await post(app, { ...envelope('2102', {}), msgid: '' }), /msgid/)
  refusedWith(await post(app, { ...envelope('2102', {}), msgid: 'x'.repeat(31) }), /过长/)
  refusedWith(await post(app, envelope('2102', {}), 'application/json', '/fsi/api/rsfComIfsService/callService/2207'), /不一致/)
  refusedWith(await post(app, envelope('2102', {}), 'application/json', '/ebus/somewhere'), /接口地址/)
  refusedWith(await call(app, '2207', settlementOf(city.employee, '1', '310', 'B', '1', { psn_no: "'; DROP TABLE visit; --" })), /不存在/)
})

test('the same msgid with another bill, of this person or another, is refused and never answered with the first reply', async () => {
  const [person, other] = [await city.enrol('employee'), await city.enrol('employee')]
  const msgid = newMsgid(PHARMACY)
  const first = await call(city.app, '2102', buy(person), { msgid })
  assert.equal(first.infcode, 0)
  refusedWith(await call(city.app, '2102', buy(other), { msgid }), /msgid）已用于另一笔业务/)
  refusedWith(await call(city.app, '2102', purchase(person, '310', '20', [{ sn: '1', count: '2', amount: '20' }]), { msgid }), /msgid）已用于另一笔业务/)
})

test('a zero character or half a pair of surrogates in any field of the envelope says nothing, and keeps no message from being carried out', async () => {
  const input = { signIn: { opter_no: '1', mac: 'A\0', ip: '10.0.0.1\ud800' } }
  for (const field of Object.keys(envelope('9001', {})).filter((one) => one !== 'input')) {
    const plain = envelope('9001', input)
    const answer = await post(city.app, { ...plain, [field]: `${String(plain[field])}\0` })
    assert.equal(answer.infcode, 0, `${field}: ${answer.err_msg}`)
  }
  const raw = JSON.stringify(envelope('9001', input, { opter_name: '收费@员', cainfo: '@' })).replaceAll('@', '\0')
  assert.equal((await post(city.app, raw)).infcode, 0)
  assert.equal((await call(city.app, '9001', input, { opter: '\ud83d', opter_name: '员\udc00' })).infcode, 0)
  const bill = purchase(city.employee, '310', '10', one)
  assert.equal((await call(city.app, '2102', bill, { msgid: `${newMsgid(PHARMACY)}\0`, opter: '00\u00001', dev_no: '\0' })).infcode, 0)
  refusedWith(await call(city.app, '9001', input, { opter_name: '\0\0' }), /经办人姓名（opter_name）/)
})

const NODES = [...loadInterfaceTables().nodes]

/** What nobody means and somebody sends. */
const ODD: readonly unknown[] = [
  ...['', ' ', '\0', 'a\0b', '\ud800', '😀', 'null', "'; DROP TABLE visit; --", '%00', '{}', '[', '[{"a":1}]', 'x'.repeat(600), '\u202e员', '员'.repeat(300)],
  ...['0', '-1', '+1', '1e9', '0.1', '-0', '00', '1.0000000001', '99999999999999999999', '9223372036854775808', '999999999999999999', 'NaN', '0x10', '１'],
  ...[
    '2026-03-20',
    '2026-03-20 10:00:00',
    '2026-02-30',
    '0000-00-00',
    '0001-01-01',
    '9999-12-31 23:59:59',
    '2026-03-20T10:00:00Z',
    '20260320',
    '1773979205000',
  ],
  ...[null, true, false, 0, 1, -1, 1.5, 1e21, 123456789012345, {}, [], [[]], [{}], [null], { a: { b: [1, 'x\0'] } }],
]

function fits(answer: CashierReply, what: string): void {
  const { infcode, err_msg, output } = answer
  assert.ok(infcode === 0 || infcode === -1, what)
  assert.equal(typeof output, 'object', what)
  assert.equal(err_msg === '', infcode === 0, what)
  assert.ok(err_msg.length <= 200, what)
  assert.doesNotMatch(err_msg, /系统故障|暂时不可用|尚不能确认/, what)
}

async function holds(payload: string | Buffer, headers: Record<string, string>, what: string): Promise<void> {
  const answer = await city.app.inject({ method: 'POST', url: '/fsi/api/rsfComIfsService/callService', payload, headers })
  assert.equal(answer.statusCode, 200)
  if (answer.headers['content-type'] !== 'application/octet-stream') fits(answer.json(), `${what}: ${answer.body.slice(0, 300)}`)
}

test('whatever stands in the fields of whatever transaction, the answer is one of business', async () => {
  const person = await city.enrol('resident')
  const visit = await admitPerson(city.app, person, '390')
  await done(city.app, '2301', uploadOf(person, visit, '', one))
  const named: Readonly<Record<string, readonly string[]>> = {
    ...{ psn_no: [person.number], mdtrt_id: [visit], insutype: ['390'], med_type: ['11', '21', '41'], med_list_codg: [DRUG], certno: [person.certificate] },
    ...{ mdtrt_cert_type: ['02'], mdtrt_cert_no: [person.certificate], psn_name: [person.name], fixmedins_code: [HOSPITAL, CLINIC], hilist_code: [DRUG] },
  }
  const usual = { date: ['2026-03-20', '2026-01-01', '20260312'], datetime: ['2026-03-20 10:00:00', '2026-03-10'], number: ['1', '10', '10.00', '0'] }
  const words = ['1', '0', '01', '02', '03', '2', '3', '11', '101', 'A01', '内科', 'J18.900', '980101', '980100']
  const odd = fc.oneof(
    fc.constantFrom(...ODD),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.double(),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
  )
  const fitting = ({ field, kind }: FieldSpec) => fc.constantFrom(...(named[field] ?? (kind === 'text' ? words : usual[kind])))
  const filled = (spec: FieldSpec) => fc.oneof({ weight: 25, arbitrary: fitting(spec) as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: odd })
  const rowOf = ({ fields }: NodeSpec) =>
    fc.record(Object.fromEntries(fields.map((spec) => [spec.field, spec.required ? filled(spec) : fc.option(filled(spec), { nil: undefined, freq: 2 })])))
  const nodeOf = (spec: NodeSpec) =>
    fc.oneof(
      { weight: 15, arbitrary: fc.array(rowOf(spec), { minLength: 1, maxLength: spec.many ? 3 : 1 }) as fc.Arbitrary<unknown> },
      { weight: 3, arbitrary: rowOf(spec) },
      { weight: 1, arbitrary: odd },
    )
  const message = fc.constantFrom(...NODES).chain(([infno, specs]) =>
    fc.record({
      infno: fc.constant(infno),
      input: fc.oneof(
        { weight: 20, arbitrary: fc.record(Object.fromEntries(specs.map((spec) => [spec.node, nodeOf(spec)]))) as fc.Arbitrary<unknown> },
        { weight: 1, arbitrary: odd },
      ),
      changed: fc.option(fc.record({ field: fc.constantFrom(...Object.keys(envelope('9001', {}))), value: odd }), { nil: undefined, freq: 5 }),
    }),
  )
  await fc.assert(
    fc.asyncProperty(message, async ({ infno, input, changed }) => {
      const sent = { ...envelope(infno, input), ...(changed === undefined ? {} : { [changed.field]: changed.value }) }
      await holds(JSON.stringify(sent), { 'content-type': 'application/json' }, infno)
    }),
    { includeErrorInReport: true, numRuns: 150 },
  )
})

test('whatever bytes arrive under whatever headers, the answer is one of business', async () => {
  const person = await city.enrol('employee', 5_000n)
  const bodies = [
    () => envelope('2102', buy(person)),
    () => envelope('1101', { data: { mdtrt_cert_type: '02', mdtrt_cert_no: person.certificate } }),
    () => envelope('2401', admission(person, '310')),
    () => envelope('9101', { fsUploadIn: { in: [1, -1, 80], filename: 'a.zip', fixmedins_code: PHARMACY } }),
  ]
  const types = [
    'application/json',
    'application/x-www-form-urlencoded',
    'text/plain;charset=gbk',
    'multipart/form-data; boundary=B',
    'multipart/form-data',
    'a/b; charset="',
  ]
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat({ max: 12 }), put: fc.uint8Array({ maxLength: 8 }) })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...bodies),
      fc.array(change, { maxLength: 4 }),
      fc.constantFrom(...types),
      fc.constantFrom('', '', '', 'gzip', 'br', 'deflate', 'utf-8', 'x'),
      async (body, changes, type, encoding) => {
        let bytes = Buffer.from(JSON.stringify(body()))
        for (const { at, cut, put } of changes) {
          const from = Math.floor(at * bytes.length)
          bytes = Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + cut)])
        }
        await holds(bytes, { 'content-type': type, ...(encoding === '' ? {} : { 'content-encoding': encoding }) }, type)
      },
    ),
    { includeErrorInReport: true, numRuns: 100 },
  )
})
