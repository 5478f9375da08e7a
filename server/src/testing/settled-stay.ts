// A stay that was settled, and the list of it in which everything is right.
import { admitPerson, dischargeOf, done, drugLine, newMsgid, settlementOf } from './cashier.js'
import { HOSPITAL, type Person, type SmallCity, TODAY } from './small-city.js'

type Row = Record<string, unknown>

export interface SettledStay {
  readonly person: Person
  readonly visit: string
  readonly bill: Row
  readonly detail: Row[]
}

/** A stay from 10 March to today of 1000 yuan of one drug. */
export async function settledStayIn(city: SmallCity, msgid = newMsgid(HOSPITAL)): Promise<SettledStay> {
  const person = await city.enrol('resident')
  const visit = await admitPerson(city.app, person, '390')
  const line = { ...drugLine({ sn: '1', count: '100' }), det_item_fee_sumamt: '1000.00', mdtrt_id: visit, psn_no: person.number, med_type: '21' }
  await done(city.app, '2301', { feedetail: [line] })
  await done(city.app, '2402', dischargeOf(person, visit))
  const { setlinfo, setldetail } = await done(city.app, '2304', settlementOf(person, visit, '390', '', '1000.00', { med_type: '21' }), { msgid })
  return { person, visit, bill: setlinfo as Row, detail: setldetail as Row[] }
}

/** A list in which everything is right, as hospitals' software fills it from the settlement. */
export function listOf({ person, visit, bill, detail }: SettledStay, more: { head?: Row; nodes?: Row } = {}): Row {
  return {
    setlinfo: {
      psn_no: person.number,
      mdtrt_id: visit,
      setl_id: bill['setl_id'],
      fixmedins_code: HOSPITAL,
      fixmedins_name: '小城第一医院',
      medcasno: 'BA1',
      psn_name: person.name,
      gend: '1',
      brdy: '1980-01-01',
      age: '46',
      ntly: 'CHN',
      naty: '01',
      patn_cert_type: '01',
      certno: person.certificate,
      prfs: '27',
      coner_name: '联系人',
      patn_rlts: '10',
      coner_addr: '东区一街',
      coner_tel: '00012345678',
      hi_type: '390',
      insuplc: '980101',
      ipt_med_type: '1',
      adm_way: '2',
      adm_time: '2026-03-10 08:00:00',
      adm_caty: 'A03',
      dscg_time: `${TODAY} 11:00:00`,
      dscg_caty: 'A03',
      act_ipt_days: '10',
      diag_code_cnt: '1',
      dscg_way: '1',
      bill_code: 'PJ1',
      bill_no: '1',
      biz_sn: 'YW1',
      setl_begn_date: '2026-03-10',
      setl_end_date: TODAY,
      psn_selfpay: bill['psn_part_amt'],
      psn_ownpay: 0,
      acct_pay: bill['acct_pay'],
      psn_cashpay: bill['psn_cash_pay'],
      hi_paymtd: '1',
      medins_fill_dept: '医保办',
      medins_fill_psn: '填报人',
      ...more.head,
    },
    opspdiseinfo: [],
    diseinfo: [{ diag_type: '1', diag_code: 'J18.900', diag_name: '肺炎', adm_cond_type: '1', maindiag_flag: '1' }],
    payinfo: detail.map((row) => ({ fund_pay_type: row['fund_pay_type'], fund_payamt: row['fund_payamt'] })),
    iteminfo: [{ med_chrgitm: '09', amt: '1000.00', claa_sumfee: '1000.00', clab_amt: 0, fulamt_ownpay_amt: 0, oth_amt: 0 }],
    ...more.nodes,
  }
}
