// What editions of the interface say differently (docs/profiles.md), each sent over HTTP in the edition's form: it is accepted, has its
// effect, and the reply holds what that edition's clients read. Codes and names are taken row by row from catalogues/interface/profiles.
import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { admission, call, diagnosis, dischargeOf, done, purchase, registerVisit, registration, settlementOf, uploadOf } from '../testing/cashier.js'
import { type TestDatabase, testDatabase } from '../testing/database.js'
import { inProvinces, type Provinces } from '../testing/in-provinces.js'
import { listOf, settledStayIn } from '../testing/settled-stay.js'
import { DRUG, HOSPITAL, PHARMACY, POOL, type SmallCity, smallCity, TODAY } from '../testing/small-city.js'
import { loadProfiles, readByProfile } from './profile.js'
import { INTERFACE_FOLDER, readTable } from './tables.js'

let db: TestDatabase
let city: SmallCity
let provinces: Provinces
let nation: FastifyInstance
let jiangxi: FastifyInstance
let early: FastifyInstance
before(async () => {
  db = await testDatabase()
  city = await smallCity(db)
  provinces = inProvinces(db, city)
  nation = city.app
  jiangxi = await provinces.speaking('jiangxi')
  early = await provinces.speaking('hunan_early')
})
after(async () => {
  await provinces?.close()
  await city?.close()
  await db?.drop()
})

type Row = Record<string, unknown>
const rowsOf = (name: string): Row[] => readTable(path.join(INTERFACE_FOLDER, name))
const codes = rowsOf('profiles/codes.tsv')
const text = (row: Row, column: string): string => String(row[column] ?? '')
const first = (of: unknown): Row => ((Array.isArray(of) ? of[0] : of) ?? {}) as Row

/** `a=b` as a field; for `a^b` a value that begins so. */
function fieldOf(condition: string): Row {
  const [field, value] = condition.split(/[=^]/)
  return field === undefined || value === undefined ? {} : { [field]: value }
}

/** Sends rows of fields inside a report and asks for it again. */
async function echoed(sender: FastifyInstance, asker: FastifyInstance, report: string, rows: readonly Row[]): Promise<Row[]> {
  const examinfo = { mdtrt_sn: 'E1', mdtrt_id: '', psn_no: city.employee.number, vali_flag: '1', rpotc_no: report, rpt_date: TODAY }
  await done(sender, '4501', { examinfo, iteminfo: rows, sampleinfo: [] })
  return askedAgain(asker, report)
}

async function askedAgain(asker: FastifyInstance, report: string): Promise<Row[]> {
  const { data } = await done(asker, '4507', { data: { psn_no: city.employee.number, pageNum: 1, pageSize: 10, rpotc_no: report } })
  return first(data)['iteminfo'] as Row[]
}

test('each code that a province writes otherwise is read in the nation’s words and answered in the province’s', async () => {
  for (const profile of new Set(codes.map((row) => text(row, 'profile')))) {
    const province = await provinces.speaking(profile)
    const own = codes.filter((row) => text(row, 'profile') === profile && !text(row, 'national').includes('/'))
    const readable = own.filter((row) => text(row, 'direction') !== 'reply')
    const read = await echoed(
      province,
      nation,
      `READ-${profile}`,
      readable.map((row) => ({ [text(row, 'list')]: text(row, 'local') })),
    )
    for (const [at, row] of readable.entries()) {
      assert.equal(read[at]?.[text(row, 'list')], text(row, 'national'), `${profile} ${text(row, 'list')} ${text(row, 'local')}`)
      for (const [field, value] of Object.entries(fieldOf(text(row, 'also')))) assert.equal(read[at]?.[field], value, field)
    }
    const answerable = own.filter((row) => text(row, 'direction') !== 'read')
    const answered = await echoed(
      nation,
      province,
      `TOLD-${profile}`,
      answerable.map((row) => ({ [text(row, 'list')]: text(row, 'national'), ...fieldOf(text(row, 'when')) })),
    )
    for (const [at, row] of answerable.entries())
      assert.equal(answered[at]?.[text(row, 'list')], text(row, 'local'), `${profile} ${text(row, 'list')} ${text(row, 'national')}`)
  }
})

test('a field of another name carries the codes of its list', async () => {
  const carriers = rowsOf('profiles/carriers.tsv')
  const codeOf = (row: Row): Row => codes.find((code) => code['list'] === row['list'] && code['direction'] === 'both') ?? {}
  for (const row of carriers) {
    const { profile, local, national } = codeOf(row)
    const [read] = await echoed(await provinces.speaking(String(profile)), nation, `CARRIES-${text(row, 'field')}`, [{ [text(row, 'field')]: local }])
    assert.equal(read?.[text(row, 'field')], national, text(row, 'field'))
  }
})

const lists = async (app: FastifyInstance, more: Row, admdvs = POOL): Promise<Row[]> =>
  (await done(app, '1901', { data: { type: 'insutype', admdvs, date: TODAY, ...more } }))['list'] as Row[]

const AT_PHARMACY = { fixmedins_code: PHARMACY }
const bought = (batch: string, more: Row): Row => ({
  med_list_codg: DRUG,
  fixmedins_hilist_id: 'OWN-1',
  fixmedins_hilist_name: '甲类药',
  fixmedins_bchno: batch,
  rx_flag: '0',
  manu_lotnum: 'L1',
  manu_date: '2025-06-01',
  expy_end: '2027-05-31',
  spler_name: '供应商',
  aprvno: 'H1',
  purc_retn_cnt: 5,
  purc_retn_stoin_time: `${TODAY} 08:00:00`,
  purc_invo_no: 'F1',
  purc_retn_opter_name: '库管',
  ...more,
})

async function purchased(name: string): Promise<unknown> {
  await done(nation, '3503', { purcinfo: bought(`B-${name}`, { [name]: TODAY }) }, AT_PHARMACY)
  const asked = { fixmedins_code: PHARMACY, medins_list_codg: 'OWN-1', fixmedins_bchno: `B-${name}`, begndate: TODAY, enddate: TODAY }
  return first((await done(nation, '3510', { data: asked }, AT_PHARMACY))['output'])['prodentpName']
}

const REPORTS: Readonly<Record<string, Row>> = {
  4402: { medcas_drord_detl_id: 'Y1' },
  4505: { palg_no: 'P1', cma_date: TODAY, cma_matl: '组织', exam_fnd: '见', sabc: '无', palg_diag: '良性', rpot_doc: '医师一' },
}

/** The field as the record keeps it. */
async function kept(infno: string, name: string, national: string): Promise<unknown> {
  const row = { mdtrt_sn: `S-${name}`, mdtrt_id: '', psn_no: city.employee.number, vali_flag: '1', ...REPORTS[infno], [name]: TODAY }
  await done(nation, infno, { data: [row] })
  const { rows } = await db.batch.query<{ said: string }>(`SELECT content -> 'data' -> 0 ->> $2 AS said FROM medical_record WHERE visit_no = $1`, [
    `S-${name}`,
    national,
  ])
  return rows[0]?.said
}

/** Asked for refunds alone, an institution that had none agrees with nothing; asked for all, it does not. */
async function refundsAlone(infno: string, name: string, national: string): Promise<void> {
  assert.deepEqual(readByProfile(loadProfiles().get('national') ?? assert.fail(), infno, { data: { [name]: '1' } }), { data: { [national]: '1' } })
  if (infno !== '3201') return
  await done(nation, '2102', purchase(city.employee, '310', '10.00', [{ sn: '1' }]))
  const sums = { medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0, fixmedins_setl_cnt: 0 }
  const period = { insutype: '310', clr_type: '41', setl_optins: POOL, stmt_begndate: TODAY, stmt_enddate: TODAY }
  const result = async (more: Row) => first((await done(nation, '3201', { data: { ...period, ...sums, ...more } }, AT_PHARMACY))['stmtinfo'])['stmt_rslt']
  assert.deepEqual([await result({}), await result({ [name]: '1' })], ['1', '0'])
}

test('each name that an edition spells otherwise is read under every profile', async () => {
  for (const row of rowsOf('profiles/spellings.tsv').filter((one) => one['direction'] === 'read' && one['profile'] === '*')) {
    const [infno, name, national] = [text(row, 'infno'), text(row, 'local'), text(row, 'national')]
    if (infno === '1901') {
      assert.ok((await lists(nation, {})).length > 0)
      assert.deepEqual(await lists(nation, { [name]: name === 'parentValue' ? 'x' : '0' }), [], name)
    } else if (national === 'refd_setl_flag') await refundsAlone(infno, name, national)
    else assert.equal(infno === '3503' ? await purchased(name) : await kept(infno, name, national), TODAY, `${infno} ${name}`)
  }
})

test('names that one client has of its own are read under its profile, and its nodes are in the replies', async () => {
  const own = await provinces.speaking('guangzhou')
  const person = await city.enrol('resident')
  const { ipt_no, ...admitted } = (admission(person, '390') as { mdtrtinfo: Row }).mdtrtinfo
  const { diseinfo } = admission(person, '390') as { diseinfo: Row[] }
  const opened = await done(own, '2401', { mdtrtinfo: { ...admitted, ipt_otp_no: ipt_no }, diseinfo })
  const left = dischargeOf(person, String(first(opened['result'])['mdtrt_id'])) as { dscginfo: Row; diseinfo: Row[] }
  const { dscg_dept_codg: department, ...discharged } = left.dscginfo
  await done(own, '2402', { dscginfo: { ...discharged, dscg_dept_code: department }, diseinfo: left.diseinfo })
  const sums = { medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0, fixmedins_setl_cnt: 0 }
  const period = { insutype: '390', clr_type: '11', clr_optins: POOL, stmt_begndate: '2026-03-01', stmt_enddate: '2026-03-02' }
  await done(own, '3201', { data: { ...period, ...sums } })
  const { result, signinoutb } = await done(own, '9001', { signIn: { opter_no: '1', mac: 'a', ip: 'b' } })
  assert.deepEqual(result, signinoutb)
  assert.ok(Array.isArray(await done(own, '1101', { data: { mdtrt_cert_type: '02', mdtrt_cert_no: person.certificate } })))
})

test('a name that only an edition’s replies have is added to them', async () => {
  const answer = await done(nation, '2102', purchase(city.employee, '310', '10.00', [{ sn: '1' }]))
  const bill = answer['setlinfo'] as Row
  const asked = { data: { psn_no: city.employee.number, setl_id: bill['setl_id'], mdtrt_id: bill['mdtrt_id'] } }
  const shown = async (app: FastifyInstance) => (await done(app, '5203', asked, AT_PHARMACY))['setlinfo'] as Row
  const [there, here] = [await shown(jiangxi), await shown(nation)]
  assert.deepEqual([there['PREF_FUND_PAY'], 'PREF_FUND_PAY' in here], [here['pref_fund_pay'], false])
})

test('no transaction requires a field that an edition with its node does not print', () => {
  const printed = new Map<string, Set<string>>()
  const fields = rowsOf('fields.tsv')
  const nodeOf = (row: Row): string => `${text(row, 'infno')} ${text(row, 'node')}`
  for (const row of fields) printed.set(nodeOf(row), new Set([...(printed.get(nodeOf(row)) ?? []), ...text(row, 'editions')]))
  const asked = fields.filter(
    (row) => row['required'] === 'Y' && [...(printed.get(nodeOf(row)) ?? [])].some((edition) => !text(row, 'editions').includes(edition)),
  )
  assert.deepEqual(
    asked.map((row) => `${nodeOf(row)} ${text(row, 'field')}`),
    [],
  )
})

test('what one edition demands and another does not may be left out', async () => {
  const person = await city.enrol('resident')
  const { data } = registration(person, '390', { atddr_no: '', dr_name: '' }) as { data: Row }
  const visit = first((await done(nation, '2201', { data }))['data'])['mdtrt_id'] as string
  await done(nation, '2203', { mdtrtinfo: { mdtrt_id: visit, psn_no: person.number, med_type: '11', begntime: `${TODAY} 09:30:00` }, diseinfo: [diagnosis()] })
  await done(nation, '2204', uploadOf(person, visit, 'B1', [{ sn: '1' }]))
  const { data: bill } = settlementOf(person, visit, '390', 'B1', '10.00', { mdtrt_cert_no: '' }) as { data: Row }
  await done(jiangxi, '2206', { data: bill })
  await done(jiangxi, '2207', { data: bill })
  assert.equal((await call(early, '1312', { data: { hilist_code: DRUG } })).err_msg, '', 'no pages')
  assert.deepEqual(first((await done(early, '1312', { data: { hilist_code: DRUG } }))['data'])['hilist_code'], DRUG)
  const sums = { medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0, fixmedins_setl_cnt: 0 }
  const period = { insutype: '390', clr_type: '11', setl_optins: POOL, stmt_begndate: '2026-03-01', stmt_enddate: '2026-03-02' }
  await done(nation, '3201', { data: { ...period, ...sums } })
})

test('an admission by the fields of each edition', async () => {
  const theirs = await city.enrol('resident')
  const elsewhere = { insuplc_admdvs: POOL, mdtrtarea_admvs: POOL }
  const of = (more: Row): unknown => {
    const { mdtrtinfo, diseinfo } = admission(theirs, '390') as { mdtrtinfo: Row; diseinfo: Row[] }
    return { mdtrtinfo: { ...mdtrtinfo, ...more }, diseinfo }
  }
  const opened = await done(jiangxi, '2401', of({ psn_cert_type: '1', certno: theirs.certificate, psn_type: '50', psn_name: theirs.name }))
  await done(jiangxi, '2404', { data: { mdtrt_id: first(opened['result'])['mdtrt_id'], psn_no: theirs.number } })
  assert.ok(first((await done(nation, '2401', of({ cert_type: '01', certno: theirs.certificate, ...elsewhere })))['result'])['mdtrt_id'])
})

test('the main diagnosis of an edition whose types tell it, and a delivery under its own number', async () => {
  const person = await city.enrol('resident')
  const visit = await registerVisit(jiangxi, person, '390')
  const { maindiag_flag: _flag, ...plain } = diagnosis()
  const other = { ...plain, diag_type: '2', diag_srt_no: 1, diag_code: 'I10.x00', diag_name: '高血压' }
  const main = { ...plain, diag_type: '1', diag_srt_no: 2 }
  const head = {
    mdtrt_id: visit,
    psn_no: person.number,
    med_type: '11',
    begntime: `${TODAY} 09:30:00`,
    matn_type: '4',
    rxfixmedinsCode: HOSPITAL,
    rxExpContent: '',
  }
  await done(jiangxi, '2203A', { mdtrtinfo: head, diseinfo: [other, main] })
  const { rows } = await db.batch.query(`SELECT 1 FROM visit_event WHERE attributes ->> 'rxfixmedinsCode' = $1`, [HOSPITAL])
  assert.equal(rows.length, 1)
  const asked = { data: { psn_no: person.number, mdtrt_id: visit, med_type: '11', begntime: `${TODAY} 00:00:00`, endtime: `${TODAY} 23:59:59` } }
  const shown = async (app: FastifyInstance) => first((await done(app, '5201', asked))['mdtrtinfo'])
  const types = async (app: FastifyInstance) => ((await done(app, '5202', asked))['diseinfo'] as Row[]).map((row) => row['diag_type'])
  assert.deepEqual([(await shown(nation))['dscg_maindiag_code'], (await shown(nation))['matn_type']], ['J18.900', '5'])
  assert.equal((await shown(jiangxi))['matn_type'], '4')
  assert.deepEqual(
    [await types(nation), await types(jiangxi)],
    [
      ['1', '1'],
      ['2', '1'],
    ],
  )
})

test('a settlement list in an edition’s words is checked in the nation’s, and shown in either', async () => {
  const settled = await settledStayIn(city)
  const diseinfo = ['1', '2', '3', '4'].map((type, at) => ({
    diag_type: type,
    diag_code: ['J18.900', 'I10.x00', 'A04.02', 'B02.01'][at],
    diag_name: '诊断',
    adm_cond_type: '1',
    maindiag_flag: at === 0 ? '1' : '0',
  }))
  await done(
    jiangxi,
    '4101',
    listOf(settled, { head: { trt_type: '2.1', diag_code_cnt: '4' }, nodes: { diseinfo, bldinfo: [{ bld_cat: '1', bld_amt: 200, bld_unt: '1' }] } }),
  )
  const asked = { data: { psn_no: settled.person.number, setl_id: settled.bill['setl_id'] } }
  const shown = async (app: FastifyInstance) => {
    const { setlinfo, diseinfo: of } = await done(app, '4103', asked)
    return [(setlinfo as Row)['trt_type'], (of as Row[]).map((row) => row['diag_type'])]
  }
  assert.deepEqual(await shown(nation), ['21', ['1', '1', '2', '3']])
  assert.deepEqual(await shown(jiangxi), ['2.1', ['1', '2', '3', '4']])
  const { detailinfo } = await done(nation, '4104', { data: { setl_ym: '202603', setl_id: settled.bill['setl_id'], page_num: 1, page_size: 10 } })
  const said = ((detailinfo ?? []) as Row[]).map((row) => String(row['qltctrl_chk_rslt']))
  assert.deepEqual(
    said.filter((one) => /trt_type|diag_type|主诊断|医保版/.test(one)),
    [],
  )
})

const PATENT = 'ZA09HAC0101010102129'

test('the catalogue’s own numbers for drugs: a patent drug is mapped, asked for and withdrawn under them', async () => {
  const mapping = {
    fixmedins_hilist_id: 'OWN-Z',
    fixmedins_hilist_name: '中成药',
    list_type: '102',
    med_list_codg: PATENT,
    begndate: '2026-01-01',
    enddate: '2026-12-31',
  }
  await done(jiangxi, '3301', { data: [mapping] })
  const page = { medins_list_codg: 'OWN-Z', updt_time: '2020-01-01', page_num: 1, page_size: 10 }
  const shown = async (app: FastifyInstance) => ((await done(app, '1317', { data: page }))['data'] as Row[]).map((row) => row['list_type'])
  assert.deepEqual([await shown(nation), await shown(jiangxi)], [['101'], ['102']])
  await done(jiangxi, '3302', { data: { fixmedins_code: HOSPITAL, ...mapping } })
  assert.deepEqual(await shown(nation), [])
})

test('levels of the institution, flags of a drug, and identities in each edition’s codes', async () => {
  const bill = (await done(nation, '2102', purchase(city.employee, '310', '10.00', [{ sn: '1' }])))['setlinfo'] as Row
  const levels = async (app: FastifyInstance) => {
    const answer = await done(app, '5203', { data: { psn_no: city.employee.number, setl_id: bill['setl_id'], mdtrt_id: bill['mdtrt_id'] } }, AT_PHARMACY)
    const { dedc_hosp_lv: deductible, lmtpric_hosp_lv: price } = answer['setlinfo'] as Row
    return [deductible, price]
  }
  assert.deepEqual(
    [await levels(nation), await levels(jiangxi)],
    [
      ['1', '1'],
      ['01', '01'],
    ],
  )
  const grade = async (app: FastifyInstance) =>
    first((await done(app, '1201', { medinsinfo: { fixmedins_type: '1', fixmedins_code: HOSPITAL } }))['medinsinfo'])['hosp_lv']
  assert.deepEqual([await grade(nation), await grade(jiangxi), await grade(early)], ['2', '2', '02'])
  const line = first((await done(jiangxi, '2102', purchase(city.employee, '310', '10.00', [{ sn: '1' }])))['detlcutinfo'])
  assert.deepEqual([line['bas_medn_flag'], line['hi_nego_drug_flag'], line['chld_medc_flag']], ['2', '2', '0'])
  const { certificate } = city.needy
  const asked = { data: { mdtrt_cert_type: '02', mdtrt_cert_no: certificate } }
  const identity = async (app: FastifyInstance) => first((await done(app, '1101', asked))['idetinfo'])['psn_idet_type']
  assert.deepEqual([await identity(nation), await identity(jiangxi)], ['2303', '06'])
})

test('an accident is filed from the source that the edition names', async () => {
  const { number, certificate, name } = city.resident
  const head = { dcla_souc: '1', psn_no: number, psn_cert_type: '1', certno: certificate, psn_name: name, insu_admdvs: '980101', chk_pay_flag: '0' }
  const answer = await done(jiangxi, '2507', { data: { ...head, insutype: '390', begndate: TODAY, trum_time: TODAY, trum_rea: '摔伤' } })
  const application = first(answer['result'])['trt_dcla_detl_sn']
  const { rows } = await db.batch.query<{ source: string }>(`SELECT attributes ->> 'dcla_souc' AS source FROM filing_application WHERE application = $1`, [
    application,
  ])
  assert.equal(rows[0]?.source, '01')
})

test('who has more is told by its own code where the edition has one', async () => {
  const person = await city.enrol('employee', 100_000n)
  await done(nation, '2102', purchase(person, '310', '10.00', [{ sn: '1' }], { med_type: '93' }))
  const period = { insutype: '310', clr_type: '41', setl_optins: POOL, stmt_begndate: TODAY, stmt_enddate: TODAY }
  const result = async (app: FastifyInstance, bills: number) => {
    const sums = { medfee_sumamt: '-1', fund_pay_sumamt: 0, acct_pay: 0, fixmedins_setl_cnt: bills }
    return first((await done(app, '3201', { data: { ...period, ...sums } }, AT_PHARMACY))['stmtinfo'])['stmt_rslt']
  }
  const { rows } = await db.batch.query<{ bills: number }>('SELECT count(*)::int AS bills FROM settlement WHERE provider = $1', [PHARMACY])
  const bills = rows[0]?.bills ?? 0
  assert.deepEqual([await result(jiangxi, bills - 1), await result(jiangxi, bills + 1), await result(jiangxi, bills)], ['1', '2', '3'])
  assert.equal(await result(nation, bills + 1), '1')
})

test('values that one edition alone prints are taken under every profile', async () => {
  const change = { med_list_codg: DRUG, fixmedins_hilist_id: 'OWN-1', fixmedins_hilist_name: '甲类药', fixmedins_bchno: 'C1', rx_flag: '0' }
  const settled = await settledStayIn(city)
  for (const app of [nation, jiangxi]) {
    const invinfo = { ...change, inv_chg_type: '110', pric: '1', cnt: 1, inv_chg_time: `${TODAY} 09:00:00` }
    await done(app, '3502', { invinfo }, { ...AT_PHARMACY, opter_type: '3' })
    await done(app, '4101', listOf(settled, { head: { hi_paymtd: '7' } }))
    const { detailinfo } = await done(app, '4104', { data: { setl_ym: '202603', setl_id: settled.bill['setl_id'], page_num: 1, page_size: 10 } })
    assert.ok(!((detailinfo ?? []) as Row[]).some((row) => String(row['qltctrl_chk_rslt']).includes('hi_paymtd')))
  }
})

test('what no document explains is refused with a sentence, and what an edition has no code for stays the nation’s', async () => {
  const person = await city.enrol('resident')
  const bill = (more: Row) => purchase(person, '390', '10.00', [{ sn: '1' }], more)
  assert.match((await call(jiangxi, '2102', bill({ med_type: '99' }))).err_msg, /med_type/)
  assert.match((await call(await provinces.speaking('hebei'), '2102', bill({ insutype: '39999' }))).err_msg, /insutype/)
  assert.deepEqual(
    (await echoed(nation, jiangxi, 'NO-CODE', [{ clr_way: '50' }, { clr_way: '902' }])).map((row) => row['clr_way']),
    ['50', '902'],
  )
})

test('what one edition alone demands is required nowhere', () => {
  const required = new Set(
    rowsOf('fields.tsv')
      .filter((row) => row['required'] === 'Y')
      .flatMap((row) => [`${text(row, 'infno')} ${text(row, 'field')}`, `${text(row, 'infno')} ${text(row, 'node')}.${text(row, 'field')}`]),
  )
  const demanded = rowsOf('profiles/differences.tsv').filter((row) => row['part'] === 'required')
  assert.ok(demanded.length >= 20)
  for (const row of demanded)
    for (const infno of text(row, 'where').split(' '))
      for (const field of text(row, 'difference').split(', ')) assert.ok(!required.has(`${infno} ${field}`), `${infno} ${field}`)
})

test('a list is given with the values and under the labels of the edition that is asked for', async () => {
  await db.batch.query(`INSERT INTO code_list (list, list_name, value, label, sort, editions, labels) VALUES
    ('list_type', '目录类别', '101', '西药中成药', 1, 'H13,H27,J', '{"J": "西药"}'), ('list_type', '目录类别', '102', '中药饮片', 2, 'H13,H27,J', '{"J": "中成药"}'),
    ('hosp_lv', '医院等级', '2', '三级甲等', 1, 'H27,J', '{}'), ('hosp_lv', '医院等级', '02', '三级甲等', 2, 'H13', '{}'),
    ('psn_type', '人员类别', '11', '在职', 1, 'H13,H27,J', '{}'), ('psn_type', '人员类别', '1101', '在职', 2, 'O', '{}')`)
  const shown = async (app: FastifyInstance, type: string, column: string, area?: string) => (await lists(app, { type }, area)).map((row) => row[column])
  assert.deepEqual(
    [await shown(nation, 'list_type', 'label'), await shown(jiangxi, 'list_type', 'label')],
    [
      ['西药中成药', '中药饮片'],
      ['西药', '中成药'],
    ],
  )
  assert.deepEqual(
    [await shown(nation, 'hosp_lv', 'value'), await shown(early, 'hosp_lv', 'value'), await shown(nation, 'hosp_lv', 'value', '430100')],
    [['2'], ['02'], ['2']],
  )
  assert.deepEqual([await shown(early, 'hosp_lv', 'value', '430100'), await shown(nation, 'psn_type', 'value', '130100')], [['02'], ['11', '1101']])
})

test('medical types that one edition alone prints open the visit they mean, under every profile', async () => {
  const ownTypes = rowsOf('med-types.tsv').filter((row) => row['visit'] === 'outpatient' && row['filing'] === '' && text(row, 'editions') !== 'hjk')
  assert.ok(ownTypes.length >= 3)
  for (const row of ownTypes.filter((one) => one['benefit'] === 'outpatient' || one['benefit'] === 'emergency')) {
    const person = await city.enrol('resident')
    const visit = await registerVisit(nation, person, '390')
    await done(nation, '2203', {
      mdtrtinfo: { mdtrt_id: visit, psn_no: person.number, med_type: row['med_type'], begntime: `${TODAY} 09:30:00` },
      diseinfo: [diagnosis()],
    })
    await done(nation, '2204', uploadOf(person, visit, 'B1', [{ sn: '1' }]))
    const bill = (await done(nation, '2207', settlementOf(person, visit, '390', 'B1', '10.00', { med_type: row['med_type'] })))['setlinfo'] as Row
    assert.deepEqual([bill['med_type'], bill['clr_type']], [row['med_type'], row['clr_type']])
  }
})

test('nodes under the names that clients give them; where no reading is safe, the node is named', async () => {
  for (const node of ['purcinfo', 'selinfo', 'data']) await done(nation, '3504', { [node]: bought(`R-${node}`, {}) }, AT_PHARMACY)
  assert.match((await call(nation, '4501', { data: { rpotc_no: '1' } })).err_msg, /缺少节点examinfo/)
  assert.match((await call(nation, '9101', { in: [80], filename: 'a.zip', fixmedins_code: HOSPITAL })).err_msg, /fsUploadIn/)
  const { signinoutb } = await done(nation, '9001', { signIn: { opter_no: '1', mac: 'a', ip: 'b' } })
  const left = await done(nation, '9002', { signOut: { sign_no: first(signinoutb)['sign_no'], opter_no: '1' } })
  assert.deepEqual([Object.keys(left).sort(), first(left['sign_time'])['sign_time']], [['sign_time', 'signoutoutb'], first(left['signoutoutb'])['sign_time']])
})

test('a message in the nation’s words is taken under every profile', async () => {
  for (const profile of loadProfiles().keys()) {
    const app = await provinces.speaking(profile)
    const data = { mdtrt_cert_type: '', mdtrt_cert_no: '', psn_cert_type: '01', certno: city.resident.certificate, psn_name: '' }
    assert.equal((await call(app, '1101', { data })).err_msg, '', profile)
    const answer = await call(app, '2102', purchase(city.employee, '310', '10.00', [{ sn: '1' }], { psn_type: '11', psn_cert_type: '01' }))
    assert.equal(answer.infcode, 0, `${profile}: ${answer.err_msg}`)
  }
  assert.equal(
    (await call(nation, '1101', { data: { psn_cert_type: '1', certno: city.resident.certificate } })).err_msg,
    '',
    'as both Hunan editions’ own sample',
  )
})
