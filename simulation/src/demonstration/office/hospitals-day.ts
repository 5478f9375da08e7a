// What hospitals and pharmacies send besides bills: filings applied for, orders held against the rules, settlement lists, records, their
// own accounts to compare, and a month's clearing.
import { daysAfter as addDays } from '@tongchou/domain/base/day.js'
import { zipOne } from '@tongchou/server/catalogue/zip.js'
import { type Bill, yuan } from './bills.js'
import { ago, type Office } from './office.js'

export async function applyForFilings(office: Office, stays: readonly Bill[], far: string): Promise<void> {
  const [first, second, third, fourth] = stays
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) return
  for (const bill of [first, second]) await office.send(bill.provider, '2501', referral(office, bill, far))
  for (const bill of [third, fourth]) await office.send(bill.provider, '2503', disease(office, bill))
  const clerk = await office.as('agency', 'benefit_clerk')
  const { rows } = await clerk.get('/api/filings?standing=pending&kind=chronic&size=1')
  const one = rows[0]
  if (one !== undefined) await clerk.post(`/api/filings/${one.psn_no}/${one.application}/decision`, { decision: 'confirm' })
}

function referral(office: Office, { psnNo, insutype }: Bill, far: string): Readonly<Record<string, unknown>> {
  const place = { insu_optins: office.pool, reflin_medins_no: far, reflin_medins_name: '南京市示范三级医院', mdtrtarea_admdvs: far.slice(1, 7) }
  const illness = { diag_code: 'C16.900', diag_name: '胃恶性肿瘤', refl_rea: '病情需要', refl_opnn: '同意转院', hosp_agre_refl_flag: '1' }
  return {
    refmedin: { psn_no: psnNo, insutype, tel: '', ...place, ...illness, refl_type: '3', refl_date: ago(office, 2), begndate: ago(office, 2), enddate: '' },
  }
}

function disease(office: Office, { psnNo, insutype, provider, area }: Bill): Readonly<Record<string, unknown>> {
  const of = { opsp_dise_code: 'M04600', opsp_dise_name: '冠心病', insu_optins: area, ide_fixmedins_no: provider, ide_fixmedins_name: '演示医院' }
  const said = { hosp_ide_date: ago(office, 3), diag_dr_codg: 'D000000000001', diag_dr_name: '医师一', begndate: ago(office, 3), enddate: '' }
  return { data: { psn_no: psnNo, insutype, ...of, ...said } }
}

/** Orders as the order screen shows them to the centre: a man's coil is found. */
export async function holdOrders(office: Office, stays: readonly Bill[]): Promise<void> {
  for (const [at, bill] of stays
    .filter(({ sex }) => sex === '1')
    .slice(0, 3)
    .entries())
    await office.send(bill.provider, '3101', { data: { rule_ids: [], trig_scen: '4', syscode: 'HIS', patient_dtos: [patient(office, bill, at)] } })
}

const COIL = 'XG02BAZ061Z007010279543'

function patient(office: Office, bill: Bill, at: number): Readonly<Record<string, unknown>> {
  const begun = `${office.today} 08:2${at}:00`
  const order = {
    ...{ rx_id: `YZ${at + 1}`, rxno: `CF${at + 1}`, grpno: '', long_drord_flag: 0, hilist_type: '101', chrg_type: '09', drord_bhvr: 0 },
    ...{ hilist_code: COIL, hilist_name: '左炔诺孕酮宫内节育系统', hilist_lv: '--', hosplist_code: COIL, hosplist_name: '左炔诺孕酮宫内节育系统' },
    ...{ cnt: 1, pric: 1153, sumamt: 1153, selfpay_amt: 0, ownpay_amt: 0, spec: '52mg', spec_unt: '盒', drord_begn_date: begun, drord_stop_date: null },
    ...{ drord_dept_codg: 'A03', drord_dept_name: '内科', drord_dr_codg: `ys0${at + 1}`, drord_dr_name: '医生', drord_dr_profttl: '231', curr_drord_flag: 1 },
  }
  const encounter = {
    ...{ mdtrt_id: `HIS${bill.visit}`, medins_id: bill.provider, medins_name: '演示医院', medins_admdvs: office.pool, medins_type: 'A', medins_lv: '01' },
    ...{ bedno: `${at + 1}床`, setl_date: null, adm_date: `${office.today} 08:00:00`, dscg_date: null, dscg_main_dise_codg: 'I10.x00' },
    ...{ dscg_main_dise_name: '高血压', dr_codg: 'ys01', adm_dept_codg: 'A03', med_mdtrt_type: '1', med_type: '21', matn_stas: '0', medfee_sumamt: 0 },
    ...{ insutype: bill.insutype, reim_flag: 0, out_setl_flag: 0, fsi_operation_dtos: [], fsi_order_dtos: [order] },
    fsi_diagnose_dtos: [{ dise_id: 1, inout_dise_type: '1', maindise_flag: 1, dias_srt_no: 1, dise_codg: 'I10.x00', dise_name: '高血压', dise_date: begun }],
  }
  const who = { patn_id: bill.psnNo, patn_name: bill.name, gend: bill.sex, brdy: bill.born, poolarea: office.pool }
  return { ...who, curr_mdtrt_id: `HIS${bill.visit}`, fsi_encounter_dtos: [encounter] }
}

/** Lists of stays; what does not fit the settlement stands with them as a fault, as in any month. */
export async function sendLists(office: Office, stays: readonly Bill[]): Promise<void> {
  for (const bill of stays.slice(0, 5)) await office.send(bill.provider, '4101', list(bill))
}

function list(bill: Bill): Readonly<Record<string, unknown>> {
  const days = Math.max(1, Math.round((Date.parse(bill.discharged) - Date.parse(bill.admitted)) / 86_400_000))
  const who = { psn_no: bill.psnNo, psn_name: bill.name, gend: bill.sex, brdy: bill.born, patn_cert_type: '01', certno: bill.certificate }
  const home = { ntly: 'CHN', naty: '01', prfs: '27', coner_name: '联系人', patn_rlts: '10', coner_addr: '演示路一号', coner_tel: '00012345678' }
  const stay = {
    ...{ medcasno: `BA${bill.visit}`, hi_type: bill.insutype, insuplc: bill.area, ipt_med_type: '1', adm_way: '2', adm_caty: 'A03', dscg_caty: 'A03' },
    ...{ adm_time: `${bill.admitted} 08:00:00`, dscg_time: `${bill.discharged} 10:00:00`, act_ipt_days: String(days), diag_code_cnt: '1', dscg_way: '1' },
  }
  const money = { psn_selfpay: '0', psn_ownpay: 0, acct_pay: yuan(bill.accountFen), psn_cashpay: yuan(bill.cashFen), hi_paymtd: '1' }
  const paper = { bill_code: 'PJ1', bill_no: bill.settlement, biz_sn: `YW${bill.settlement}`, setl_begn_date: bill.admitted, setl_end_date: bill.discharged }
  return {
    setlinfo: {
      ...{ mdtrt_id: bill.visit, setl_id: bill.settlement, fixmedins_code: bill.provider, fixmedins_name: '演示医院', age: '50' },
      ...{ ...who, ...home, ...stay, ...money, ...paper, medins_fill_dept: '医保办', medins_fill_psn: '填报人' },
    },
    opspdiseinfo: [],
    diseinfo: [{ diag_type: '1', diag_code: 'J18.900', diag_name: '肺炎', adm_cond_type: '1', maindiag_flag: '1' }],
    payinfo: [],
    iteminfo: [{ med_chrgitm: '09', amt: yuan(bill.totalFen), claa_sumfee: yuan(bill.totalFen), clab_amt: 0, fulamt_ownpay_amt: 0, oth_amt: 0 }],
  }
}

export async function sendRecords(office: Office, visits: readonly Bill[]): Promise<void> {
  for (const [at, bill] of visits.slice(0, 6).entries()) {
    const of = { mdtrt_sn: `JZ${bill.visit}`, mdtrt_id: bill.visit, psn_no: bill.psnNo, vali_flag: '1' }
    await office.send(bill.provider, '4301', {
      rgstinfo: { ...of, rgst_retnr_time: `${bill.discharged} 09:0${at}:00` },
      caseinfo: { chfcomp: '咳嗽三天', vali_flag: '1' },
      diseinfo: [{ diag_code: 'J18.900', diag_name: '肺炎', vali_flag: '1' }],
      rxinfo: { rxno: `CF${at}`, 'drug_used-idose': '10', vali_flag: '1' },
    })
  }
}

/** A pharmacy's own account of the last two days, a bill short and one with another amount. */
export async function compareAccounts(office: Office, bills: readonly Bill[]): Promise<void> {
  const [first] = bills
  if (first === undefined) return
  const from = ago(office, 2)
  const theirs = bills.filter((bill) => bill.provider === first.provider && bill.discharged >= from).slice(1)
  const lines = theirs.map((bill, at) =>
    [bill.settlement, bill.visit, bill.psnNo, yuan(bill.totalFen + (at === 0 ? 100n : 0n)), yuan(bill.fundFen), yuan(bill.accountFen), '0'].join('\t'),
  )
  const packed = await zipOne('mx.txt', Buffer.from(lines.join('\r\n')))
  const sent = { fsUploadIn: { in: [...new Int8Array(packed)], filename: 'mx.zip', fixmedins_code: first.provider } }
  const { file_qury_no } = await office.send(first.provider, '9101', sent)
  const period = { setl_optins: office.pool, stmt_begndate: from, stmt_enddate: ago(office, 1), clr_type: '41', file_qury_no }
  await office.send(first.provider, '3202', { data: { ...period, medfee_sumamt: '0', fund_pay_sumamt: '0', cash_payamt: '0', fixmedins_setl_cnt: '0' } })
}

interface Sums {
  readonly provider: string
  readonly bills: number
  readonly total: bigint
  readonly fund: bigint
  readonly account: bigint
  readonly cash: bigint
}

/** Three pharmacies ask for last month's clearing with the sums of their bills. */
export async function askForClearing(office: Office): Promise<void> {
  const end = addDays(office.lastMonth, 40).slice(0, 8)
  const { rows } = await office.databases.batch.query<Sums>(
    `SELECT s.provider, count(*)::int AS bills, sum(s.total_fen)::bigint AS total, sum(s.fund_fen)::bigint AS fund, sum(s.account_fen)::bigint AS account, sum(s.cash_fen)::bigint AS cash
       FROM settlement s WHERE s.benefit = 'pharmacy' AND s.cancels IS NULL AND s.settled_on >= $1::date AND s.settled_on < $2::date
        AND NOT EXISTS (SELECT FROM settlement c WHERE c.person = s.person AND c.cancels = s.settlement) GROUP BY s.provider ORDER BY s.provider LIMIT 3`,
    [office.lastMonth, `${end}01`],
  )
  const month = {
    clr_type: '41',
    clr_way: '',
    setlym: office.lastMonth.slice(0, 7).replace('-', ''),
    begndate: office.lastMonth,
    enddate: addDays(`${end}01`, -1),
  }
  for (const { provider, bills, total, fund, account, cash } of rows) {
    const sums = {
      psntime: bills,
      medfee_sumamt: yuan(total),
      med_sumfee: yuan(total),
      fund_appy_sum: yuan(fund),
      acct_pay: yuan(account),
      cash_payamt: yuan(cash),
    }
    await office.send(provider, '3203', { data: { ...month, ...sums } })
  }
}
