// The small city after its institutions have sent what the hospital pages show: filings, a clearing request, findings, a settlement
// list, records, mappings; and the desk that looks at it, on a port of its own.
import path from 'node:path'
import { createOfficer } from '@tongchou/server/access/create-officer.js'
import { loadRoles } from '@tongchou/server/access/load-roles.js'
import { buildApp } from '@tongchou/server/http/app.js'
import { systemClock } from '@tongchou/server/http/clock.js'
import { done, purchase } from '@tongchou/server/testing/cashier.js'
import { TEST_KEY, type TestDatabase, testDatabase } from '@tongchou/server/testing/database.js'
import { listOf, settledStayIn } from '@tongchou/server/testing/settled-stay.js'
import { CEILED, DRUG, FAR, HOSPITAL, type Person, PHARMACY, POOL, type SmallCity, smallCity, TODAY } from '@tongchou/server/testing/small-city.js'

export const PASSWORD = 'Qiao-4411-lou'
const EAST = '980101'
export const ACCOUNTS = {
  manager: { account: 'east-manager', name: '郑清明', department: 'agency', role: 'provider_manager', area: EAST },
  second: { account: 'east-second', name: '冯惊蛰', department: 'agency', role: 'provider_manager', area: EAST },
  clerk: { account: 'east-clerk', name: '钱小满', department: 'agency', role: 'benefit_clerk', area: EAST },
  supervisor: { account: 'east-super', name: '褚谷雨', department: 'bureau', role: 'supervisor', area: EAST },
} as const

export interface HospitalDesk {
  readonly base: string
  readonly db: TestDatabase
  readonly city: SmallCity
  readonly filed: readonly Person[]
  close(): Promise<void>
}

type Row = Record<string, unknown>

export async function hospitalDesk(): Promise<HospitalDesk> {
  const db = await testDatabase()
  const city = await smallCity(db)
  await loadRoles(db.batch)
  for (const officer of Object.values(ACCOUNTS)) await createOfficer(db.batch, systemClock, { ...officer, pool: POOL }, PASSWORD)
  await db.batch.query(`INSERT INTO area (code, name, level, parent) VALUES ('980101001', '城关镇', 4, '980101'), ('980101001001', '小满村', 5, '980101001')`)
  const filed = [await city.enrol('resident'), await city.enrol('resident'), await city.enrol('resident')]
  await sendFilings(city, filed)
  await sendClearing(city)
  await sendFindings(city)
  await sendLists(city)
  await sendMappings(city)
  const app = await buildApp({ databases: db, key: TEST_KEY, clock: systemClock, pool: POOL, consoleFolder: path.resolve(import.meta.dirname, '../build') })
  const base = await app.listen({ host: '127.0.0.1', port: 0 })
  const close = async (): Promise<void> => {
    await app.close()
    await city.close()
    await db.drop()
  }
  return { base, db, city, filed, close }
}

async function sendFilings({ app }: SmallCity, [first, second, third]: readonly Person[]): Promise<void> {
  const disease = (person: Person | undefined, code: string, name: string): Row => ({
    data: {
      ...{ psn_no: person?.number, insutype: '390', opsp_dise_code: code, opsp_dise_name: name, insu_optins: EAST, ide_fixmedins_no: HOSPITAL },
      ...{
        ide_fixmedins_name: '小城第一医院',
        hosp_ide_date: '2026-03-01',
        diag_dr_codg: 'D980101000001',
        diag_dr_name: '医师一',
        begndate: '2026-03-01',
        enddate: '',
      },
    },
  })
  await done(app, '2503', disease(first, 'M01600', '糖尿病'))
  await done(app, '2503', disease(second, 'M03900', '高血压'))
  const moved = {
    psn_no: third?.number,
    biz_appy_type: '08',
    begndate: '2026-01-01',
    enddate: 'null',
    fix_srt_no: 1,
    fixmedins_code: FAR,
    fixmedins_name: '远省医院',
  }
  await done(app, '2505', { data: { ...moved, agnter_name: '' } })
}

/** A month of the pharmacy: one purchase, requested for clearing with its own sums. */
async function sendClearing({ app, enrol }: SmallCity): Promise<void> {
  const at = { fixmedins_code: PHARMACY }
  const bill = (await done(app, '2102', purchase(await enrol('employee', 10_000n), '310', '500.00', [{ sn: '1', price: '500.00' }], { acct_used_flag: '1' })))[
    'setlinfo'
  ] as Row
  const sums = {
    psntime: 1,
    medfee_sumamt: '500.00',
    med_sumfee: 500,
    fund_appy_sum: bill['fund_pay_sumamt'],
    cash_payamt: bill['psn_cash_pay'],
    acct_pay: bill['acct_pay'],
  }
  await done(app, '3203', { data: { clr_type: '41', clr_way: '1', setlym: '202603', begndate: '2026-03-01', enddate: '2026-03-31', ...sums } }, at)
}

const COIL = 'XG02BAZ061Z007010279543'

/** A contraceptive coil for a man: warned of before it is ordered, and answered. */
async function sendFindings({ app }: SmallCity): Promise<void> {
  const order = {
    ...{
      rx_id: 'Y1',
      rxno: 'IP1',
      grpno: '',
      long_drord_flag: 0,
      hilist_type: '101',
      chrg_type: '09',
      drord_bhvr: 0,
      hilist_code: COIL,
      hilist_name: '左炔诺孕酮宫内节育系统',
    },
    ...{
      hilist_lv: '--',
      hosplist_code: COIL,
      hosplist_name: '节育系统',
      cnt: 1,
      pric: 1153,
      sumamt: 1153,
      selfpay_amt: 0,
      ownpay_amt: 0,
      spec: '52mg',
      spec_unt: '盒',
    },
    ...{
      drord_begn_date: `${TODAY} 11:25:52`,
      drord_stop_date: null,
      drord_dept_codg: '100309',
      drord_dept_name: '骨科',
      drord_dr_codg: 'ys01',
      drord_dr_name: '医生01',
    },
    ...{ drord_dr_profttl: '231', curr_drord_flag: 1 },
  }
  const encounter = {
    ...{ mdtrt_id: '2001668', medins_id: HOSPITAL, medins_name: '小城第一医院', medins_admdvs: EAST, medins_type: 'A', medins_lv: '01', setl_date: null },
    ...{
      adm_date: '2026-03-10 10:59:45',
      dscg_date: null,
      dscg_main_dise_codg: 'M10.900',
      dscg_main_dise_name: '痛风性关节炎',
      dr_codg: '00129',
      adm_dept_codg: '骨科',
    },
    ...{ med_mdtrt_type: '1', med_type: '21', matn_stas: '0', medfee_sumamt: 0, insutype: '390', reim_flag: 0, out_setl_flag: 0, fsi_order_dtos: [order] },
    fsi_diagnose_dtos: [
      { dise_id: 1, inout_dise_type: '1', maindise_flag: 1, dias_srt_no: 1, dise_codg: 'M10.900', dise_name: '痛风', dise_date: '2026-03-10 21:55:18' },
    ],
    fsi_operation_dtos: [],
  }
  const patient = {
    patn_id: '1058158',
    patn_name: '测试人',
    gend: '1',
    brdy: '1951-08-27',
    poolarea: POOL,
    curr_mdtrt_id: '2001668',
    fsi_encounter_dtos: [encounter],
  }
  await done(app, '3101', { data: { rule_ids: [], trig_scen: '4', syscode: 'IMS', patient_dtos: [patient] } })
}

/** A stay with its settlement list; its number at the institution's side is the visit. */
async function stay(city: SmallCity, person: Person, days: string): Promise<{ readonly visit: string; readonly settlement: unknown }> {
  const settled = await settledStayIn(city, undefined, person)
  await done(city.app, '4101', listOf(settled, { head: { act_ipt_days: days } }))
  return { visit: settled.visit, settlement: settled.bill['setl_id'] }
}

/** A right list that waits for the office and a wrong one that can not be submitted; and a report of the first stay. */
async function sendLists(city: SmallCity): Promise<void> {
  const { app, resident, needy } = city
  await stay(city, needy, '12')
  const { visit, settlement } = await stay(city, resident, '10')
  await done(app, '4102', { data: { stastinfo: [{ psn_no: resident.number, setl_id: settlement, stas_type: '1' }] } })
  const record = { mdtrt_sn: 'JZ1', mdtrt_id: visit, psn_no: resident.number, vali_flag: '1', rpotc_no: 'BG1', appy_no: 'SQ1', exam_item_code: 'CT' }
  await done(app, '4501', {
    examinfo: { ...record, exam_ccls: '右肺炎症', rpt_date: TODAY },
    iteminfo: [{ rpotc_no: 'BG1', exam_item_code: 'CT' }],
    sampleinfo: [],
  })
}

async function sendMappings({ app }: SmallCity): Promise<void> {
  const mapping = (own: string, name: string, list: string, code: string): Row => ({
    ...{ fixmedins_hilist_id: own, fixmedins_hilist_name: name, list_type: list, med_list_codg: code, begndate: '2026-01-01', enddate: '2099-12-31' },
    ...{ aprvno: '', dosform: '', exct_cont: '', item_cont: '', prcunt: '', spec: '', pacspec: '', memo: '' },
  })
  await done(app, '3301', { data: [mapping('OWN-1', '院内甲药', '101', DRUG), mapping('OWN-2', '院内项目', '201', CEILED)] })
}

/** A report as the conformance suite writes it; `broken` fails in it. */
export function conformanceReport(at: string, broken: boolean): object {
  const line = (what: string, fails: boolean, came: string) => ({
    ...{ what, says: '符合规范的报文应被受理', section: '2101 输入', asked: '{"druginfo":{"psn_no":"***"}}' },
    ...{ came, verdict: fails ? 'fail' : 'pass', passes: fails ? 1 : 4, fails: fails ? 3 : 0 },
  })
  const none = { pass: 0, fail: 0, note: 0, offered: 0, not_offered: 0, messages: 0 }
  return {
    ...{ kind: 'conformance', url: 'http://127.0.0.1:7080', profile: '国家基线', institution: PHARMACY, at, seconds: 42, totals: none },
    chapters: [
      { infno: '2101', label: '药店预结算', offered: 'offered', messages: 12, lines: [line('受理', broken, '没有答复'), line('金额之和', !broken, '差一分')] },
      { infno: '2102', label: '药店结算', offered: 'offered', messages: 9, lines: [line('受理', false, '')] },
      { infno: '2701', label: '未开通的交易', offered: 'not_offered', messages: 1, lines: [] },
    ],
  }
}
