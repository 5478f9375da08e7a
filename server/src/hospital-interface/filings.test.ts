// Filings over HTTP (2501–2507) and at the office: applied for, confirmed or refused, taken back, and what they do to bills.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { call, diagnosis, done, envelope, newMsgid, post, registerVisit, settlementOf, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { type Caller, type TestDesk, testDesk } from '../testing/desk.js'
import { CLINIC, FAR, HOSPITAL, NOON, type Person, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'

let db: TestDatabase
let city: SmallCity
let desk: TestDesk
let clerk: Caller
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  desk = await testDesk(db, { clock: NOON, pool: POOL })
  clerk = await desk.as('agency', 'benefit_clerk', '980101')
})
after(async () => {
  await desk?.close()
  await city?.close()
  await db?.drop()
})

type Row = Record<string, unknown>

const referralOf = (person: Person, more: Row = {}): Row => ({
  refmedin: {
    psn_no: person.number,
    insutype: '390',
    tel: '',
    insu_optins: POOL,
    diag_code: 'C16.900',
    diag_name: '胃恶性肿瘤',
    reflin_medins_no: FAR,
    reflin_medins_name: '远省医院',
    mdtrtarea_admdvs: '970101',
    refl_type: '3',
    refl_date: '2026-03-01',
    refl_rea: '病情需要',
    refl_opnn: '同意转院',
    hosp_agre_refl_flag: '1',
    ...more,
  },
})

const diseaseOf = (person: Person, more: Row = {}): Row => ({
  data: {
    psn_no: person.number,
    insutype: '390',
    opsp_dise_code: 'M01600',
    opsp_dise_name: '糖尿病',
    insu_optins: '980101',
    ide_fixmedins_no: HOSPITAL,
    ide_fixmedins_name: '小城第一医院',
    hosp_ide_date: '2026-03-01',
    diag_dr_codg: 'D980101000001',
    diag_dr_name: '医师一',
    begndate: '2026-03-01',
    enddate: '0001-01-01T00:00:00',
    ...more,
  },
})

const choiceOf = (person: Person, business: string, code: string): Row => ({
  data: {
    psn_no: person.number,
    biz_appy_type: business,
    begndate: '2026-01-01',
    enddate: 'null',
    fix_srt_no: 1,
    fixmedins_code: code,
    fixmedins_name: '所选机构',
    agnter_name: '',
  },
})

const serial = (output: Row): string => (output['result'] as { trt_dcla_detl_sn: string }).trt_dcla_detl_sn
const decide = (person: Person, application: string, body: Row) => clerk.post(`/api/filings/${person.number}/${application}/decision`, body)

async function outpatientTrial(person: Person, more: Row = {}, where: Row = {}): Promise<{ infcode: number; err_msg: string; output: Row }> {
  const visit = await registerVisit(city.app, person, '390', where)
  const { disease, medType = '11' } = more as { disease?: string; medType?: string }
  const mdtrtinfo = { mdtrt_id: visit, psn_no: person.number, med_type: medType, begntime: `${TODAY} 09:10:00`, ...(disease ? { dise_codg: disease } : {}) }
  await done(city.app, '2203', { mdtrtinfo, diseinfo: diagnosis() }, where)
  await done(city.app, '2204', uploadOf(person, visit, 'B1', [{ sn: `${visit}-1`, price: '200.00' }]), where)
  return call(city.app, '2206', settlementOf(person, visit, '390', 'B1', '200.00', { med_type: medType }), where)
}

test('a disease waits for the office; confirmed as a special one it is settled as such, with the same msgid once', async () => {
  const person = await city.enrol('resident')
  const asked = { disease: 'M01600', medType: '14' }
  assert.match((await outpatientTrial(person, asked)).err_msg, /没有病种M01600的门诊慢特病备案/)
  const message = envelope('2503', diseaseOf(person))
  const [first, again] = [await post(city.app, message), await post(city.app, message)]
  assert.equal(first.infcode, 0, first.err_msg)
  assert.deepEqual([again.output, again.inf_refmsgid], [first.output, first.inf_refmsgid])
  const number = serial(first.output)
  assert.match((await call(city.app, '2503', diseaseOf(person))).err_msg, new RegExp(`已申请，等待经办机构审核（待遇申报明细流水号${number}`))
  assert.match((await outpatientTrial(person, asked)).err_msg, /没有病种/, 'what waits changes no bill')
  const list = await clerk.get('/api/filings?standing=pending&q=糖尿病')
  assert.equal(list.status, 200, JSON.stringify(list.body))
  assert.deepEqual(
    (list.body['rows'] as Row[]).map((row) => [row['application'], row['kind'], row['institution'], row['standing'], row['person_name']]),
    [[number, 'chronic', HOSPITAL, 'pending', '测*']],
  )
  assert.deepEqual((await decide(person, number, { decision: 'confirm', kind: 'special' })).body, { application: number, standing: 'confirmed' })
  assert.match(String((await decide(person, number, { decision: 'confirm' })).body['sentence']), /已确认，不能重复办理/)
  const trial = await outpatientTrial(person, asked)
  // Special outpatient care is paid at 75 % without a deductible, chronic at 60 %.
  assert.equal((trial.output['setlinfo'] as Row)['hifp_pay'], 150)
  const back = { data: { psn_no: person.number, trt_dcla_detl_sn: number, memo: '撤销' } }
  assert.match((await call(city.app, '2504', back)).err_msg, /经办机构已审核通过.*不能由医药机构撤销/)
})

test('an application is taken back while it waits, by the institution that made it, and the cancellation can be reversed', async () => {
  const person = await city.enrol('resident')
  const number = serial(await done(city.app, '2503', diseaseOf(person)))
  const back = { data: { psn_no: person.number, trt_dcla_detl_sn: number, memo: '填错了' } }
  assert.match((await call(city.app, '2504', back, { fixmedins_code: CLINIC })).err_msg, /不是本机构申请的/)
  assert.match((await call(city.app, '2506', back)).err_msg, /由交易2503申请，不能用2506撤销/)
  const msgid = newMsgid(HOSPITAL)
  await done(city.app, '2504', back, { msgid })
  assert.match((await call(city.app, '2504', back)).err_msg, /已撤销，不能重复撤销/)
  assert.match(String((await decide(person, number, { decision: 'confirm' })).body['sentence']), /已由医药机构撤销/)
  await done(city.app, '2601', { data: { psn_no: person.number, omsgid: msgid, oinfno: '2504' } })
  assert.equal((await decide(person, number, { decision: 'refuse' })).status, 422, 'a refusal needs its reason')
  assert.equal((await decide(person, number, { decision: 'refuse', reason: '检查资料不足' })).body['standing'], 'refused')
  const list = await clerk.get(`/api/filings?q=${person.number}`)
  assert.equal((list.body['rows'] as Row[])[0]?.['reason'], '检查资料不足')
})

test('a referral stands at once for the area it names, until it is taken back; one that a bill used stays', async () => {
  const person = await city.enrol('resident')
  const kind = async (): Promise<string | undefined> => {
    const { rows } = await db.batch.query<{ kind: string; withdrawn: boolean }>(
      `SELECT f.kind FROM filing f WHERE f.person = $1 AND f.withdraws IS NULL AND NOT EXISTS (SELECT 1 FROM filing w WHERE w.person = f.person AND w.withdraws = f.filing)`,
      [person.person],
    )
    return rows[0]?.kind
  }
  assert.match((await call(city.app, '2501', referralOf(person, { hosp_agre_refl_flag: '0' }))).err_msg, /医院不同意转院/)
  assert.match((await call(city.app, '2501', referralOf(person, { refl_type: '9' }))).err_msg, /转院类型（refl_type）应为/)
  const number = serial(await done(city.app, '2501', referralOf(person)))
  assert.equal(await kind(), 'referral')
  const settled = await stayAt(FAR, person)
  assert.equal(settled['filing'], 'referral')
  const back = { data: { psn_no: person.number, trt_dcla_detl_sn: number } }
  assert.match((await call(city.app, '2502', back)).err_msg, /已有结算（结算ID \d+）使用该转院备案/)
  const undo = { data: { psn_no: person.number, setl_id: String(settled['settlement']), mdtrt_id: String(settled['visit']) } }
  await done(city.app, '2208', undo, { fixmedins_code: FAR })
  await done(city.app, '2502', back)
  assert.equal(await kind(), undefined)
  const elsewhere = await city.enrol('resident')
  await done(city.app, '2501', referralOf(elsewhere, { mdtrtarea_admdvs: '960000' }))
  assert.equal((await stayAt(FAR, elsewhere))['filing'], 'none', 'a referral to another province does not reach')
})

test('a referral within the area says how the patient came: up from the township, for the hospital that it names', async () => {
  const person = await city.enrol('resident')
  const within = { reflin_medins_no: HOSPITAL, reflin_medins_name: '小城第一医院', mdtrtarea_admdvs: '980101', refl_type: '1' }
  await done(city.app, '2501', referralOf(person, within), { fixmedins_code: CLINIC })
  const cameTo = async (institution: string): Promise<unknown> => {
    const { settlement } = await stayAt(institution, person)
    const { rows } = await db.batch.query<Row>(`SELECT receipt->'bill'->>'firstSeen' AS came FROM settlement WHERE person = $1 AND settlement = $2`, [
      person.person,
      settlement,
    ])
    return rows[0]?.['came']
  }
  assert.equal(await cameTo(HOSPITAL), 'referred_up')
  assert.equal(await cameTo(CLINIC), null)
})

async function stayAt(institution: string, person: Person): Promise<Row> {
  const where = { fixmedins_code: institution }
  const visit = await registerVisit(city.app, person, '390', where)
  await done(city.app, '2204', uploadOf(person, visit, 'B1', [{ sn: '1', price: '300.00' }]), where)
  await done(city.app, '2207', settlementOf(person, visit, '390', 'B1', '300.00'), where)
  const { rows } = await db.batch.query<Row>('SELECT settlement, visit, filing, place FROM settlement WHERE person = $1 AND visit = $2', [person.person, visit])
  return rows[0] ?? {}
}

test('who has chosen an institution is settled there and nowhere else, once the office has confirmed', async () => {
  const person = await city.enrol('resident')
  const number = serial(await done(city.app, '2505', choiceOf(person, '03', CLINIC)))
  assert.equal((await outpatientTrial(person)).infcode, 0, 'what waits binds nobody')
  await decide(person, number, { decision: 'confirm' })
  assert.match((await outpatientTrial(person)).err_msg, new RegExp(`定点医药机构是${CLINIC}，不是本机构`))
  assert.equal((await outpatientTrial(person, {}, { fixmedins_code: CLINIC })).infcode, 0)
  const asked = { data: { psn_no: person.number, insutype: '390', fixmedins_code: CLINIC, med_type: '11', begntime: `${TODAY} 09:00:00` } }
  const told = async (where: Row): Promise<Row[]> => (await done(city.app, '2001', asked, where))['trtinfo'] as Row[]
  assert.match(String((await told({}))[0]?.['trt_chk_rslt']), new RegExp(`定点医药机构是${CLINIC}`))
  assert.equal((await told({ fixmedins_code: CLINIC }))[0]?.['trt_enjymnt_flag'], '1')
  assert.match((await call(city.app, '2505', choiceOf(person, '99', CLINIC))).err_msg, /不在本平台开通范围：01门诊慢特病定点备案、03/)
  assert.match((await call(city.app, '2505', choiceOf(person, '03', 'H00000000000'))).err_msg, /不存在，请用1201查询/)
})

test('living elsewhere, filed with the institution, is settled as such: here the rules say nothing about it', async () => {
  const person = await city.enrol('resident')
  const number = serial(await done(city.app, '2505', choiceOf(person, '08', FAR)))
  assert.equal((await stayAt(FAR, person))['filing'], 'none')
  await decide(person, number, { decision: 'confirm' })
  await assert.rejects(stayAt(FAR, person), /没有规定该就医地和备案情形的待遇/)
  const { rows } = await db.batch.query('SELECT kind, place_area, provider FROM filing WHERE person = $1', [person.person])
  assert.deepEqual(rows, [{ kind: 'long_term', place_area: '970101', provider: FAR }])
})

test('an injury is settled after the office has decided that nobody else answers for it', async () => {
  const person = await city.enrol('resident')
  const { admitPerson, dischargeOf } = await import('../testing/cashier.js')
  const visit = await admitPerson(city.app, person, '390', { med_type: '22' })
  await done(city.app, '2301', uploadOf(person, visit, '', [{ sn: '1', count: '300', price: '10', amount: '3000' }]))
  await done(city.app, '2402', dischargeOf(person, visit))
  const ask = settlementOf(person, visit, '390', '', '3000', { med_type: '22' })
  assert.match((await call(city.app, '2304', ask)).err_msg, /意外伤害须先办理备案（2507）/)
  const filing = {
    data: {
      dcla_souc: '01',
      psn_no: person.number,
      psn_cert_type: '01',
      certno: person.certificate,
      psn_name: person.name,
      insu_admdvs: POOL,
      trum_time: '2026-03-09',
      trum_site: '家中',
      trum_rea: '摔倒',
      chk_pay_flag: '1',
      begndate: '2026-03-09',
    },
  }
  const wrong = { data: { ...filing.data, certno: city.needy.certificate } }
  assert.match((await call(city.app, '2507', wrong)).err_msg, /不是同一人/)
  const number = serial(await done(city.app, '2507', filing))
  assert.match((await call(city.app, '2303', ask)).err_msg, /意外伤害须先办理备案/)
  await decide(person, number, { decision: 'confirm' })
  assert.equal((await call(city.app, '2304', ask)).infcode, 0)
  const kept = await db.batch.query<{ attributes: Row }>('SELECT attributes FROM filing_application WHERE person = $1', [person.person])
  assert.deepEqual([kept.rows[0]?.attributes['trum_rea'], kept.rows[0]?.attributes['certno']], ['摔倒', undefined])
})

test('what waits has a day by which it is decided, counted in working days, and several are decided at once', async () => {
  const [a, b, c] = [await city.enrol('resident'), await city.enrol('resident'), await city.enrol('resident')]
  const numbers = [serial(await done(city.app, '2503', diseaseOf(a))), serial(await done(city.app, '2503', diseaseOf(b)))]
  const moved = serial(await done(city.app, '2505', choiceOf(c, '08', FAR)))
  await db.batch.query(`INSERT INTO holiday (day, kind, name) VALUES ('2026-03-23', 'H', '试'), ('2026-03-21', 'W', '试')`)
  const waiting = (await clerk.get('/api/filings?standing=pending&sort=due_on')).body
  const due = (waiting['rows'] as Row[]).map((row) => [row['application'], row['due_on'], row['overdue']])
  // Friday 20 March: the make-up Saturday counts, the holiday Monday does not; twenty working days reach 17 April.
  assert.deepEqual(
    due.find(([number]) => number === moved),
    [moved, '2026-03-24', false],
  )
  assert.deepEqual(
    due.find(([number]) => number === numbers[0]),
    [numbers[0], '2026-04-17', false],
  )
  const filings = [
    { psn_no: a.number, application: numbers[0] },
    { psn_no: b.number, application: numbers[1] },
  ]
  assert.equal((await clerk.post('/api/filing-decisions', { decision: 'refuse', filings })).status, 422)
  await decide(a, String(numbers[0]), { decision: 'confirm' })
  const { body } = await clerk.post('/api/filing-decisions', { decision: 'refuse', reason: '资料不全', filings })
  assert.equal(body['decided'], 1)
  assert.match(String((body['left'] as Row[])[0]?.['sentence']), /已确认，不能重复办理/)
  const seen = (await clerk.get(`/api/filings/${b.number}/${numbers[1]}`)).body
  assert.deepEqual([seen['standing'], (seen['steps'] as Row[])[0]?.['reason'], (seen['limit'] as Row)['working_days']], ['refused', '资料不全', 20])
  assert.equal((await clerk.download('/api/filings.xlsx')).bytes.subarray(0, 2).toString(), 'PK')
})

test('an office of another area neither sees nor decides', async () => {
  const person = await city.enrol('resident')
  const number = serial(await done(city.app, '2503', diseaseOf(person)))
  const west = await desk.as('agency', 'benefit_clerk', '980102')
  assert.equal((await west.get('/api/filings')).body['total'], 0)
  assert.equal((await west.post(`/api/filings/${person.number}/${number}/decision`, { decision: 'confirm' })).status, 403)
})

test('two applications at once make one filing', async () => {
  const person = await city.enrol('resident')
  const answers = await Promise.all(Array.from({ length: 5 }, () => call(city.app, '2501', referralOf(person))))
  assert.deepEqual(answers.map((one) => one.infcode).sort(), [-1, -1, -1, -1, 0])
  const same = envelope('2503', diseaseOf(person))
  const repeated = await Promise.all(Array.from({ length: 5 }, () => post(city.app, same)))
  assert.equal(new Set(repeated.map((one) => JSON.stringify([one.infcode, one.output]))).size, 1)
  assert.match((await post(city.app, { ...same, input: diseaseOf(person, { tel: '1' }) })).err_msg, /msgid）已用于另一笔业务/)
})
