// A hospital's or pharmacy's software for tests: sends messages in the interface's form and reads the replies.
import type { FastifyInstance } from 'fastify'
import { DRUG, HOSPITAL, type Person, PHARMACY, POOL, TODAY } from './small-city.js'

type Json = Record<string, unknown>

export interface CashierReply {
  readonly infcode: number
  readonly err_msg: string
  readonly inf_refmsgid: string
  readonly output: Record<string, unknown>
}

let sent = 0
export function newMsgid(institution: string): string {
  sent++
  return `${institution}20260320${String(sent).padStart(10, '0')}`
}

export function envelope(infno: string, input: unknown, more: Json = {}): Json {
  const institution = String(more['fixmedins_code'] ?? (infno.startsWith('21') ? PHARMACY : HOSPITAL))
  return {
    infno,
    msgid: newMsgid(institution),
    mdtrtarea_admvs: POOL,
    insuplc_admdvs: POOL,
    recer_sys_code: 'MBS_LOCAL',
    dev_no: '',
    dev_safe_info: '',
    cainfo: '',
    signtype: '',
    infver: 'V1.0',
    opter_type: '1',
    opter: '001',
    opter_name: '收费员',
    inf_time: `${TODAY} 12:00:00`,
    fixmedins_code: institution,
    fixmedins_name: '测试机构',
    sign_no: '',
    input,
    ...more,
  }
}

export async function post(
  app: FastifyInstance,
  body: unknown,
  contentType = 'application/json',
  url = '/fsi/api/rsfComIfsService/callService',
): Promise<CashierReply> {
  const payload = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  const answer = await app.inject({ method: 'POST', url, payload, headers: contentType === '' ? {} : { 'content-type': contentType } })
  if (answer.statusCode !== 200) throw new Error(`HTTP ${answer.statusCode}: ${answer.body}`)
  return answer.json()
}

export async function call(app: FastifyInstance, infno: string, input: unknown, more: Json = {}): Promise<CashierReply> {
  return post(app, envelope(infno, input, more))
}

/** Fails with the sentence where the message was refused. */
export async function done(app: FastifyInstance, infno: string, input: unknown, more: Json = {}): Promise<Json> {
  const answer = await call(app, infno, input, more)
  if (answer.infcode !== 0) throw new Error(`${infno}: ${answer.err_msg}`)
  return answer.output
}

export interface LineAsked {
  readonly sn: string
  readonly code?: string
  readonly count?: string
  readonly price?: string
  readonly amount?: string
  readonly more?: Json
}

export function drugLine({ sn, code = DRUG, count = '1', price = '10.00', amount = price, more = {} }: LineAsked): Json {
  return {
    feedetl_sn: sn,
    rx_circ_flag: '0',
    fee_ocur_time: `${TODAY} 11:00:00`,
    med_list_codg: code,
    medins_list_codg: `OWN-${sn}`,
    det_item_fee_sumamt: amount,
    cnt: count,
    pric: price,
    bilg_dept_codg: 'A01',
    bilg_dept_name: '内科',
    bilg_dr_codg: 'D980101000001',
    bilg_dr_name: '医师一',
    hosp_appr_flag: '0',
    ...more,
  }
}

export function purchase(person: Person, insutype: string, total: string, lines: readonly LineAsked[], more: Json = {}): Json {
  return {
    druginfo: {
      psn_no: person.number,
      mdtrt_cert_type: '02',
      mdtrt_cert_no: person.certificate,
      begntime: `${TODAY} 11:00:00`,
      medfee_sumamt: total,
      insutype,
      acct_used_flag: '0',
      med_type: '41',
      ...more,
    },
    drugdetail: lines.map(drugLine),
  }
}

export function diagnosis(more: Json = {}): Json {
  return {
    diag_type: '1',
    maindiag_flag: '1',
    diag_srt_no: 1,
    diag_code: 'J18.900',
    diag_name: '肺炎',
    diag_dept: 'A01',
    dise_dor_no: 'D980101000001',
    dise_dor_name: '医师一',
    diag_time: `${TODAY} 10:00:00`,
    vali_flag: '1',
    ...more,
  }
}

export function registration(person: Person, insutype: string, more: Json = {}): Json {
  return {
    data: {
      psn_no: person.number,
      insutype,
      begntime: `${TODAY} 09:00:00`,
      mdtrt_cert_type: '02',
      mdtrt_cert_no: person.certificate,
      ipt_otp_no: 'MZ1',
      atddr_no: 'D1',
      dr_name: '医师一',
      dept_code: 'A01',
      dept_name: '内科',
      caty: 'A03',
      ...more,
    },
  }
}

export async function registerVisit(app: FastifyInstance, person: Person, insutype: string, more: Json = {}): Promise<string> {
  const output = await done(app, '2201', registration(person, insutype), more)
  return (output['data'] as { mdtrt_id: string }).mdtrt_id
}

export function uploadOf(person: Person, visit: string, batch: string, lines: readonly LineAsked[]): Json {
  return { feedetail: lines.map((line) => ({ ...drugLine(line), mdtrt_id: visit, psn_no: person.number, chrg_bchno: batch, med_type: '21' })) }
}

export function settlementOf(person: Person, visit: string, insutype: string, batch: string, total: string, more: Json = {}): Json {
  return {
    data: {
      psn_no: person.number,
      mdtrt_cert_type: '02',
      mdtrt_cert_no: person.certificate,
      med_type: '11',
      medfee_sumamt: total,
      psn_setlway: '01',
      mdtrt_id: visit,
      chrg_bchno: batch,
      insutype,
      acct_used_flag: '0',
      mid_setl_flag: '0',
      fulamt_ownpay_amt: '0',
      overlmt_selfpay: '0',
      preselfpay_amt: '0',
      inscp_scp_amt: total,
      ...more,
    },
  }
}

export async function admitPerson(app: FastifyInstance, person: Person, insutype: string, more: Json = {}): Promise<string> {
  const output = await done(app, '2401', admission(person, insutype, more))
  return (output['result'] as { mdtrt_id: string }).mdtrt_id
}

export function admission(person: Person, insutype: string, more: Json = {}): Json {
  return {
    mdtrtinfo: {
      psn_no: person.number,
      insutype,
      begntime: '2026-03-10 08:00:00',
      mdtrt_cert_type: '02',
      med_type: '21',
      ipt_no: 'ZY1',
      atddr_no: 'D1',
      chfpdr_name: '医师一',
      adm_diag_dscr: '肺炎',
      adm_dept_codg: 'A01',
      adm_dept_name: '内科',
      adm_bed: '12',
      dscg_maindiag_code: 'J18.900',
      dscg_maindiag_name: '肺炎',
      ...more,
    },
    diseinfo: [{ ...diagnosis(), psn_no: person.number }],
  }
}

export function dischargeOf(person: Person, visit: string, day = TODAY, insutype = '390'): Json {
  return {
    dscginfo: {
      mdtrt_id: visit,
      psn_no: person.number,
      insutype,
      endtime: `${day} 11:00:00`,
      dscg_dept_codg: 'A01',
      dscg_dept_name: '内科',
      dscg_way: '1',
    },
    diseinfo: [{ ...diagnosis(), mdtrt_id: visit, psn_no: person.number }],
  }
}
