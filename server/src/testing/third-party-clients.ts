// Days of public clients of the interface: how each one frames its messages, what it sends, and what it reads from the answers. Their
// source is named in third-party-clients.md; the messages are reconstructed from it, with people and institutions of the small city.
import { DRUG, HOSPITAL, type Person, POOL, TODAY } from './small-city.js'

type Row = Record<string, unknown>

/** What a client does with a field that it reads: `text` is used without a look whether it is there. */
export type Reading = 'text' | 'number' | 'list' | 'object'

export interface Said {
  readonly infno: string
  readonly input: unknown
  /** Path in the output → what the client takes it for. */
  readonly reads?: Readonly<Record<string, Reading>>
  /** The sentence, where the message is at fault. */
  readonly refused?: RegExp
  readonly msgid?: string
}

export interface Sending {
  readonly infno: string
  readonly msgid: string
  readonly institution: string
  readonly input: unknown
  /** From 9001, where the client signs in. */
  readonly signNo: string
}

export interface Framed {
  readonly payload: string
  readonly url: string
  readonly type: string
}

export type Day = Generator<Said, void, Row>

export interface ThirdPartyClient {
  readonly name: string
  readonly gateway?: 'api' | 'tif'
  readonly institution?: string
  readonly frame: (sending: Sending) => Framed
  readonly day: (person: Person) => Day
  /** In fen, of the person, after the day. */
  readonly settled: number
}

const ONE = '/fsi/api/rsfComIfsService/callService'
const TIME = `${TODAY} 11:58:00`

/** The envelope of the documents; each client changes it its own way. */
function plain({ infno, msgid, institution, input, signNo }: Sending): Row {
  return {
    ...{ infno, msgid, mdtrtarea_admvs: POOL, insuplc_admdvs: POOL, recer_sys_code: 'MBS_LOCAL', dev_no: '', dev_safe_info: '', cainfo: '', signtype: '' },
    ...{ infver: 'V1.0', opter_type: '1', opter: '001', opter_name: '收费员', inf_time: TIME, fixmedins_code: institution, fixmedins_name: '小城第一医院' },
    ...{ sign_no: signNo, input },
  }
}

const json = (message: unknown, url = ONE, type = 'application/json'): Framed => ({ payload: JSON.stringify(message), url, type })
const part = (output: Row, name: string): Row => output[name] as Row
const BILL = { 'setlinfo.setl_id': 'text', 'setlinfo.mdtrt_id': 'text', 'setlinfo.fund_pay_sumamt': 'number', 'setlinfo.psn_cash_pay': 'number' } as const
const FOUND = {
  'baseinfo.psn_no': 'text',
  'baseinfo.psn_name': 'text',
  'baseinfo.brdy': 'text',
  insuinfo: 'list',
  'insuinfo.0.insuplc_admdvs': 'text',
} as const

/** A pharmacy’s or clinic’s line as the clients write it that make every value a text. */
const line = (person: Person, visit: string, batch: string, sn: string): Row => ({
  ...{ feedetl_sn: sn, psn_no: person.number, mdtrt_id: visit, chrg_bchno: batch, dise_codg: null, rxno: 'RX1', rx_circ_flag: '0', fee_ocur_time: TIME },
  ...{ cnt: '2', pric: '300.0000', det_item_fee_sumamt: '600.00', med_list_codg: DRUG, medins_list_codg: 'Y1', medins_list_name: '甲类药' },
  ...{ bilg_dept_codg: 'A01', bilg_dept_name: '内科', bilg_dr_codg: 'D1', bilg_dr_name: '医师一', hosp_appr_flag: '0', etip_flag: null },
})
const disease = (more: Row = {}): Row => ({
  ...{ diag_type: '1', diag_srt_no: '1', diag_code: 'J18.900', diag_name: '肺炎', diag_dept: '内科', dise_dor_no: 'D1', dise_dor_name: '医师一' },
  ...{ diag_time: TIME, vali_flag: '1', ...more },
})
const visitor = (person: Person): Row => ({ psn_no: person.number, insutype: '390', mdtrt_cert_type: '02', mdtrt_cert_no: person.certificate })
const doctor = { ipt_otp_no: 'MZ20260320001', dept_code: 'A01', dept_name: '内科', atddr_no: 'D1', dr_name: '医师一', caty: 'A03' }
const asked = (person: Person): Row => ({
  ...{ mdtrt_cert_type: '02', mdtrt_cert_no: person.certificate, card_sn: '', begntime: TIME, psn_cert_type: '01', certno: person.certificate },
  psn_name: person.name,
})

/** A province's capital: nodes of its own, unset texts sent as null, a message number without a serial, some inputs without a node. */
const capital: ThirdPartyClient = {
  name: 'IBORN_HIS_ALL',
  gateway: 'tif',
  institution: 'H98010100003',
  settled: 90_000,
  frame: (sending) => {
    const { dev_no, ...message } = plain(sending)
    const own = { recer_admdvs: POOL, dev_no, signtype: 'SM3', cainfo: '9F6A0C3A', infver: '1.0.0', opter: '01', recer_sys_code: 'HIS' }
    return json({ ...message, ...own }, `/ebus/gdyb_inf/poc/hsa/hgs/${sending.infno}`)
  },
  *day(person) {
    const signIn = { mac: '11-11-11-11-11', ip: '11.11.11.11', userid: 'U1', opter_no: '000001', password: '5EBE2294', currenttime: '20260320115800' }
    yield { infno: '9001', input: { data: signIn }, reads: { 'result.sign_no': 'text' } }
    yield { infno: '1101', input: { data: asked(person) }, reads: { '0.baseinfo.psn_no': 'text', '0.insuinfo.0.balc': 'number', '0.idetinfo': 'list' } }
    const card = { hcard_basinfo: null, hcard_chkinfo: null }
    const opened = yield {
      infno: '2201',
      input: { mdtrtinfo: { ...visitor(person), ...doctor, begntime: TIME, ...card }, agnterinfo: null },
      reads: { 'data.mdtrt_id': 'text', 'data.ipt_otp_no': 'text' },
    }
    const visit = String(part(opened, 'data')['mdtrt_id'])
    const named = { mdtrt_id: visit, psn_no: person.number }
    const seen = { ...named, med_type: '11', begntime: TIME, main_cond_dscr: null, dise_codg: null, birctrl_matn_date: null, ttp_resp: '0' }
    yield { infno: '2203', input: { mdtrtinfo: seen, diseinfo: [disease({ maindiag_flag: '1' })] } }
    yield {
      infno: '2204',
      input: { feedetail: [line(person, visit, 'B1', '1')] },
      reads: { result: 'list', 'result.0.chrgitm_lv': 'text', 'result.0.inscp_scp_amt': 'number' },
    }
    const bill = { ...visitor(person), ...named, med_type: '11', medfee_sumamt: '600.00', psn_setlway: '01', chrg_bchno: 'B1', acct_used_flag: '0' }
    const more = { mdtrt_mode: '0', order_no: null, ...card }
    yield { infno: '2206', input: { mdtrtinfo: { ...bill, ...more } }, reads: { 'setlinfo.fund_pay_sumamt': 'number' } }
    const paid = yield {
      infno: '2207',
      input: { mdtrtinfo: { ...bill, invono: 'F1', mid_setl_flag: '0', ...more }, setldetail: null, voladetail: null },
      reads: { ...BILL, setldetail: 'list' },
    }
    yield { infno: '5203', input: { data: { ...named, setl_id: part(paid, 'setlinfo')['setl_id'] } }, reads: { 'setlinfo.setl_id': 'text' } }
    yield { infno: '2208', input: { mdtrtinfo: { ...named, setl_id: part(paid, 'setlinfo')['setl_id'] } }, reads: BILL }
    const unbilled = yield { infno: '2201', input: { mdtrtinfo: { ...visitor(person), ...doctor, begntime: TIME, ...card } } }
    yield { infno: '2202', input: { mdtrtinfo: { ...part(unbilled, 'data'), ipt_otp_no: doctor.ipt_otp_no, mdtrt_mode: '0' } } }
    yield* capitalStay(person)
    const sums = { clr_optins: POOL, insutype: '390', clr_type: '21', stmt_begndate: TODAY, stmt_enddate: TODAY, medfee_sumamt: '900', fund_pay_sumamt: '1' }
    yield { infno: '3201', input: { ...sums, cash_payamt: '0', fixmedins_setl_cnt: '1' }, reads: { 'stmtinfo.stmt_rslt': 'text' } }
  },
}

function* capitalStay(person: Person): Day {
  const birth = { matn_type: null, birctrl_type: null, latechb_flag: '0', geso_val: null, fetts: null, fetus_cnt: null, birctrl_matn_date: null }
  const stay = { ...visitor(person), coner_name: null, tel: null, begntime: `${TODAY} 08:00:00`, med_type: '21', ipt_otp_no: 'ZY1', medrcdno: null, ...birth }
  const ward = { atddr_no: 'D1', chfpdr_name: '医师一', adm_diag_dscr: '肺炎', adm_dept_codg: 'A01', adm_dept_name: '内科', adm_bed: '1' }
  const mdtrtinfo = { ...stay, ...ward, dscg_maindiag_code: 'J18.900', dscg_maindiag_name: '肺炎', repeat_ipt_flag: '0', advpay: null }
  const main = disease({ psn_no: person.number, mdtrt_id: null, maindiag_flag: '1', adm_cond: null })
  const admitted = yield { infno: '2401', input: { mdtrtinfo, agnterinfo: null, diseinfo: [main] }, reads: { 'result.mdtrt_id': 'text' } }
  const named = { mdtrt_id: String(part(admitted, 'result')['mdtrt_id']), psn_no: person.number }
  const fee = (sn: string): Row => ({ ...line(person, named.mdtrt_id, '', sn), med_type: '21', cnt: '3', pric: '300', det_item_fee_sumamt: '900.00' })
  yield { infno: '2301', input: { feedetail: [fee('1')] }, reads: { result: 'list' } }
  yield { infno: '2302', input: { feeinfo: { ...named, feedetl_sn: '1' } } }
  yield { infno: '2301', input: { feedetail: [fee('2')] } }
  const left = { ...named, insutype: '390', endtime: TIME, dscg_dept_code: 'A01', dscg_dept_name: '内科', dscg_bed: '1', dscg_way: '1', die_date: null }
  yield { infno: '2402', input: { mdtrtinfo: left, diseinfo: [main] } }
  yield { infno: '2405', input: named }
  yield { infno: '2402', input: { mdtrtinfo: left, diseinfo: [main] } }
  const bill = {
    ...visitor(person),
    ...named,
    medfee_sumamt: '900.00',
    med_type: '21',
    acct_used_flag: '0',
    psn_setlway: '01',
    mid_setl_flag: '0',
    mdtrt_mode: '0',
  }
  yield { infno: '2303', input: { mdtrtinfo: bill }, reads: { 'setlinfo.fund_pay_sumamt': 'number' } }
  const paid = yield { infno: '2304', input: { mdtrtinfo: { ...bill, invono: null, order_no: null } }, reads: BILL }
  yield { infno: '2305', input: { mdtrtinfo: { ...named, setl_id: part(paid, 'setlinfo')['setl_id'] } } }
  yield { infno: '2304', input: { mdtrtinfo: bill }, reads: BILL }
}

/** Input as a text, fields without a value left out, the trace codes of the goods in a node beside the bill. */
const tenants: ThirdPartyClient = {
  name: 'com.yb.hi',
  settled: 0,
  frame: (sending) => {
    const { dev_no, dev_safe_info, signtype, sign_no, ...message } = plain(sending)
    return json({ ...message, enc_type: 'SM4', cainfo: 'A1B2', input: JSON.stringify(sending.input) }, ONE, 'application/json; charset=utf-8')
  },
  *day(person) {
    const opened = yield { infno: '2201', input: { data: { ...visitor(person), ...doctor, begntime: TIME } }, reads: { 'data.mdtrt_id': 'text' } }
    const visit = String(part(opened, 'data')['mdtrt_id'])
    const named = { mdtrt_id: visit, psn_no: person.number }
    yield { infno: '2203', input: { mdtrtinfo: { ...named, med_type: '11', begntime: TIME }, diseinfo: [disease()] } }
    yield { infno: '2204', input: { feedetail: [{ ...line(person, visit, 'B1', 'P17'), cnt: 2, pric: 300, det_item_fee_sumamt: 600.0 }] } }
    const bill = { ...visitor(person), ...named, med_type: '11', medfee_sumamt: 600, psn_setlway: '01', chrg_bchno: 'B1', acct_used_flag: '0' }
    const split = { fulamt_ownpay_amt: 0, overlmt_selfpay: 0, preselfpay_amt: 0, inscp_scp_amt: 600 }
    const codes = [{ feedetl_sn: 'P17', drug_trac_codg: '81000000000000000001', trdn_flag: '0', min_prcunt_type: '2' }]
    const paid = yield { infno: '2207', input: { data: { ...bill, ...split }, drug_trac_info: codes }, reads: BILL }
    const goods = { med_list_codg: DRUG, fixmedins_hilist_id: 'Y1', fixmedins_hilist_name: '甲类药', fixmedins_bchno: 'TRCS20260320-1', manu_lotnum: 'L1' }
    const sale = { prsc_dr_name: '医师一', hi_feesetl_type: '1', setl_id: part(paid, 'setlinfo')['setl_id'], mdtrt_sn: visit, psn_no: person.number }
    const dated = { manu_date: '2025-06-01', rx_flag: '1', trdn_flag: '0', finl_trns_pric: '300.00', sel_retn_cnt: '1', sel_retn_time: TIME }
    const traced = { sel_retn_opter_name: '药师一', mdtrt_setl_type: '1', drugtracinfo: [{ drug_trac_codg: '81000000000000000002' }] }
    yield {
      infno: '3505A',
      input: { selinfoDetail: [{ ...goods, ...sale, psn_cert_type: '01', certno: person.certificate, ...dated, ...traced }] },
      reads: { 'selinfoDetail.0.retRslt': 'text' },
    }
    yield { infno: '2208', input: { data: { ...named, setl_id: part(paid, 'setlinfo')['setl_id'] } }, reads: { 'setlinfo.setl_id': 'text' } }
  },
}

/** Every message is numbered and signed in by one and the same number; the medical type is a number; success is an empty err_msg. */
const terminal: ThirdPartyClient = {
  name: 'YbjsLib',
  settled: 0,
  frame: (sending) => json({ ...plain(sending), sign_no: sending.msgid }),
  *day(person) {
    yield { infno: '1101', input: { data: asked(person) }, reads: FOUND }
    const opened = yield { infno: '2201', input: { data: { ...visitor(person), ...doctor, begntime: TIME } }, reads: { 'data.mdtrt_id': 'text' } }
    const visit = String(part(opened, 'data')['mdtrt_id'])
    const named = { mdtrt_id: visit, psn_no: person.number }
    yield {
      infno: '2203',
      input: { mdtrtinfo: { ...named, med_type: 11, begntime: TIME, birctrl_type: '' }, diseinfo: [disease({ diag_type_name: '西医诊断' })] },
    }
    yield { infno: '2204', input: { feedetail: [line(person, visit, doctor.ipt_otp_no, '1')] } }
    const bill = { ...visitor(person), ...named, med_type: 11, medfee_sumamt: 600.0, psn_setlway: '01', chrg_bchno: doctor.ipt_otp_no, acct_used_flag: '1' }
    const split = { fulamt_ownpay_amt: 0.0, overlmt_selfpay: 0.0, preselfpay_amt: 0.0, inscp_scp_amt: 600.0 }
    const paid = yield { infno: '2207', input: { data: { ...bill, ...split } }, reads: { ...BILL, 'setlinfo.balc': 'number', 'setlinfo.med_type': 'text' } }
    const setl = part(paid, 'setlinfo')['setl_id']
    yield { infno: 'YH03', input: { data: { ...named, med_type: '11', setl_id: setl } }, refused: /未开通交易YH03/ }
    yield { infno: '2208', input: { data: { ...named, setl_id: setl } }, reads: { 'setlinfo.balc': 'number' } }
  },
}

/** JSON written twice, times in milliseconds, a certificate and a flag that the documents demand left out: refused until they are there. */
const clinic: ThirdPartyClient = {
  name: 'com.geeke.medicareutils',
  settled: 0,
  frame: (sending) => {
    const own = { dev_no: 'value6', dev_safe_info: 'value7', cainfo: 'value8', signtype: 'value9', opter_type: 'value10', opter: '000000', sign_no: null }
    return json(JSON.stringify({ ...plain(sending), ...own }))
  },
  *day(person) {
    const begntime = Date.parse(`${TODAY}T11:58:00+08:00`)
    const opened = yield { infno: '2201', input: { data: { ...visitor(person), ...doctor, begntime, expContent: '' } }, reads: { 'data.mdtrt_id': 'text' } }
    const visit = String(part(opened, 'data')['mdtrt_id'])
    const named = { mdtrt_id: visit, psn_no: person.number }
    const birth = { birctrl_type: '', bitctrl_matn_date: '', matn_type: '', geso_val: '', expContent: '' }
    const uncoded = { diag_type: '1', diag_name: '肺炎', diag_srt_no: '0', diag_dept: '内科', dise_dor_no: 'D1', dise_dor_name: '医师一', diag_time: TIME }
    const seen = { ...named, med_type: '11', begntime, main_cond_dscr: '', dise_code: '', dise_name: '', ...birth }
    yield { infno: '2203', input: { mdtrtinfo: seen, diseinfo: [{ ...uncoded, vali_flag: '1' }] }, refused: /诊断代码（diag_code）不能为空/ }
    const upload = { mdtrtinfo: { ...seen, begntime: TIME, dise_codg: '', birctrl_matn_date: '', geso_val: 0 }, diseinfo: [disease({ diag_time: begntime })] }
    yield { infno: '2203A', input: upload }
    yield { infno: '2204', input: { feedetail: [line(person, visit, 'B1', '1')] }, reads: { 'result.0.det_item_fee_sumamt': 'number' } }
    const bill = {
      ...named,
      mdtrt_cert_type: '',
      mdtrt_cert_no: '',
      med_type: '11',
      medfee_sumamt: 600,
      psn_setlway: '01',
      chrg_bchno: 'B1',
      acc_used_flag: '0',
    }
    yield { infno: '2206', input: { data: { ...bill, insutype: '390', expContent: '' } }, refused: /（mdtrt_cert_type）不能为空.*（acct_used_flag）不能为空/ }
    yield { infno: '2205', input: { data: { ...named, chrg_bchno: '0000', expContent: null } } }
    yield {
      infno: '5201',
      input: { data: { ...named, begntime: `${TODAY} 00:00:00`, endtime: `${TODAY} 23:59:59`, med_type: '11' } },
      reads: { mdtrtinfo: 'list' },
    }
    yield { infno: '2202', input: { data: { ...named, ipt_otp_no: doctor.ipt_otp_no, expContent: '' } } }
  },
}

/** A helper that reverses bills by messages put together as text: under the number of the bill's own message, with a date for the time. */
const reverser: ThirdPartyClient = {
  name: 'com.jsg.examples',
  settled: 0,
  frame: (sending) => {
    const { signtype, ...message } = plain(sending)
    const own = { ...message, recer_sys_code: 'YBXT', opter: '5012', inf_time: TODAY }
    return { payload: `               ${JSON.stringify(own, null, 24)}\n`, url: '/CSB', type: 'application/json' }
  },
  *day(person) {
    const opened = yield { infno: '2201', input: { data: { ...visitor(person), ...doctor, begntime: TIME } } }
    const visit = String(part(opened, 'data')['mdtrt_id'])
    yield { infno: '2204', input: { feedetail: [line(person, visit, 'B1', '1')] } }
    const msgid = `${HOSPITAL}260320115800`
    const bill = { ...visitor(person), psn_no: person.number, mdtrt_id: visit, med_type: '11', medfee_sumamt: '600', psn_setlway: '01', chrg_bchno: 'B1' }
    const paid = yield { infno: '2207', msgid, input: { data: { ...bill, acct_used_flag: '0' } }, reads: { ...BILL, 'setlinfo.certno': 'text' } }
    const reversal = { mdtrt_id: visit, psn_no: person.number, setl_id: part(paid, 'setlinfo')['setl_id'] }
    yield { infno: '2208', msgid, input: { data: reversal } }
    yield { infno: '2305', msgid, input: { data: reversal }, refused: /不能用交易2305撤销/ }
  },
}

/** Signs in, then asks with the same message number; its answer's code is an integer, a date is a time. */
const sdk: ThirdPartyClient = {
  name: 'HN-YBJ-SDK',
  gateway: 'api',
  settled: 0,
  frame: (sending) =>
    json({ ...plain(sending), signtype: 'SM2', opter: '999999', sign_no: sending.signNo || '12345678' }, ONE, 'application/json; charset=utf-8'),
  *day(person) {
    const msgid = `${HOSPITAL}202603201158001234`
    yield { infno: '9001', msgid, input: { signIn: { ip: '10.0.0.9', mac: '00:15:5D:00:00:01', opter_no: '999999' } }, reads: { 'signinoutb.sign_no': 'text' } }
    yield { infno: '1101', msgid, input: { data: { ...asked(person), card_sn: null, psn_cert_type: '02' } }, reads: FOUND }
  },
}

/** Texts put together by hand, every value a text, one more field in the envelope; no line end after it, or one. */
const byHand = (name: string, url: string, own: Row, end = ''): ThirdPartyClient => ({
  name,
  settled: 0,
  frame: (sending) => ({ payload: `${JSON.stringify({ ...plain(sending), ...own })}${end}`, url, type: 'application/json;charset=utf-8' }),
  *day(person) {
    const bare = { psn_cert_type: '', certno: '', psn_name: '', begntime: '2026-03-01', mdtrt_cert_type3: '02' }
    yield { infno: '1101', input: { data: { ...asked(person), ...bare } }, reads: FOUND }
    yield { infno: '1101', input: { data: asked(person) }, reads: FOUND }
  },
})

/** A page that signs in and takes bills back; the message number is the same every time, and another institution's. */
const refundPage: ThirdPartyClient = {
  name: 'hainanTuiFei',
  settled: 0,
  frame: (sending) => json({ ...plain(sending), recer_sys_code: 'fsi', signtype: 'SM2' }, '/CSB'),
  *day(person) {
    const msgid = 'H00000000055202203231147179456'
    yield {
      infno: '9001',
      msgid,
      input: { signIn: { opter_no: '1633138901983008485', mac: 'D8C4976F3988', ip: '192.168.33.1' } },
      reads: { 'signinoutb.sign_no': 'text' },
    }
    yield { infno: '2208', msgid, input: { data: { mdtrt_id: '1', setl_id: '1', psn_no: person.number } }, refused: /就诊ID|不匹配或不存在/ }
  },
}

/** What asks before a prescription: one order as objects inside each other, figures as texts. */
const review: ThirdPartyClient = {
  name: 'App_OP.Prescription',
  settled: 0,
  frame: (sending) => json({ ...plain(sending), fixmedins_soft_fcty: '软件公司' }),
  *day(person) {
    const order = { rx_id: '1', rxno: '1', long_drord_flag: '0', hilist_type: '101', chrg_type: '09', drord_bhvr: '', hilist_code: DRUG, hilist_name: '甲类药' }
    const more = { hilist_lv: '1', hilist_pric: '10', hosplist_code: 'Y1', cnt: '1', pric: '10', sumamt: '10', ownpay_amt: '0', drord_begn_date: TIME }
    const encounter = {
      mdtrt_id: '1',
      medins_id: HOSPITAL,
      med_type: '11',
      adm_date: TIME,
      dscg_date: '',
      setl_totlnum: 0,
      fsi_operation_dtos: '',
      reim_flag: '1',
    }
    const diagnoses = [{ dise_id: '1', inout_dise_type: '1', maindise_flag: '1', dias_srt_no: '1', dise_codg: 'J18.900', dise_name: '肺炎', dise_date: TIME }]
    const visit = { ...encounter, fsi_diagnose_dtos: diagnoses, fsi_order_dtos: [{ ...order, ...more }], insutype: '390' }
    const patient = { patn_id: person.number, patn_name: person.name, gend: '1', brdy: '1980-01-01', poolarea: POOL, curr_mdtrt_id: '1', fsi_his_data_dto: '' }
    const data = { syscode: 'HIS', task_id: '1', trig_scen: '2', rule_ids: '', patient_dtos: { ...patient, fsi_encounter_dtos: visit } }
    yield { infno: '3101', input: { data } }
  },
}

/** Stock of a hospital's own system and of a chain of pharmacies: times in milliseconds, codes as a text, one own number for a bill. */
const stock: ThirdPartyClient = {
  name: 'com.openhis / GP_QingDao_GetRetailIndex',
  settled: 0,
  frame: (sending) => json(plain(sending), ONE, 'text/plain'),
  *day() {
    const at = Date.parse(`${TODAY}T10:00:00+08:00`)
    const goods = { med_list_codg: DRUG, fixmedins_hilist_id: 'CG001', fixmedins_hilist_name: '甲类药', fixmedins_bchno: 'L20250601', rx_flag: '11' }
    const counted = { invdate: at, inv_cnt: 120, manu_date: Date.parse('2025-06-01T00:00:00+08:00'), expy_end: Date.parse('2027-05-31T00:00:00+08:00') }
    yield { infno: '3501', input: { invinfo: { ...goods, ...counted } } }
    yield { infno: '3502', input: { invinfo: { ...goods, inv_chg_type: '101', pric: 1.5, cnt: 120, inv_chg_time: at, drugtracinfo: '[]' } } }
    const bill = {
      fixmedins_bchno: '20260320778',
      prsc_dr_cert_type: '',
      prsc_dr_name: '医师一',
      phar_name: '药师一',
      phar_prac_cert_no: 'Y1',
      mdtrt_sn: 'LS778',
    }
    const buyer = { hi_feesetl_type: '', setl_id: '', psn_no: '', psn_cert_type: '01', certno: '', psn_name: '', rtal_docno: 'LS778', drug_trac_codg: '' }
    const sold = { manu_date: '2025-06-01', expy_end: '2027-05-31', finl_trns_pric: 12.5, sel_retn_cnt: 1.0, sel_retn_time: TIME, sel_retn_opter_name: '店员' }
    for (const lot of ['无', 'L2'])
      yield { infno: '3505', input: { selinfo: { ...goods, ...bill, ...buyer, ...sold, manu_lotnum: lot, rx_flag: '0', trdn_flag: '0', memo: '' } } }
  },
}

export const THIRD_PARTY_CLIENTS: readonly ThirdPartyClient[] = [
  capital,
  tenants,
  terminal,
  clinic,
  reverser,
  sdk,
  byHand('NeuSoftMedicare.SQLServer', ONE, { fixmedins_soft_fcty: '软件公司', recer_sys_code: 'YBXT' }),
  byHand('CHSInterfaceYn', '/eapdomain/callService', { recer_sys_code: 'mbs', infver: '1.0', opter: 'test', opter_name: 'test' }, '\n'),
  byHand('LegacyFsiGateway', ONE, { opter_type: '3', opter: '收款员', recer_sys_code: 'msun' }),
  refundPage,
  review,
  stock,
]
