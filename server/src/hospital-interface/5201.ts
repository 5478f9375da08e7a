// 5201 就诊信息查询: the person's visits of a time and kind at the institution that asks.
import { dayNumber } from '@tongchou/domain/base/day.js'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { Known } from '../settlement/work.js'
import { askedPerson, insuranceShown, periodAsked, personShown } from './asked-visit.js'
import { only } from './codec.js'
import { type Counter, reply, type Transaction } from './message.js'
import { type VisitFound, visitsFound } from './visit-rows.js'
import type { Written } from './write-json.js'

export const findVisits: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const known = await askedPerson(counter, row)
  const period = periodAsked(row)
  if (isRefusal(known)) return known
  if (isRefusal(period)) return period
  const found = await visitsFound(counter.database, { institution: message.provider.code, person: known.person.person, ...period, inHospital: false })
  const medType = row.text('med_type')
  // 21 asks for every kind of stay that begins with it.
  const wanted = found.filter((one) => one.med_type.startsWith(medType) && (!row.has('mdtrt_id') || String(one.visit) === row.text('mdtrt_id')))
  return reply({ mdtrtinfo: wanted.map((one) => visitShown(counter, known, one)) })
}

/** Particulars that come back as they were sent. */
const SENT = [
  'coner_name',
  'mdtrt_cert_type',
  'medrcdno',
  'adm_dept_codg',
  'adm_dept_name',
  'adm_bed',
  'dscg_maindiag_name',
  'dscg_dept_codg',
  'dscg_dept_name',
  'dscg_bed',
  'dscg_way',
  'main_cond_dscr',
  'dise_name',
  'oprn_oprt_name',
  'fpsc_no',
  'matn_type',
  'birctrl_type',
  'latechb_flag',
  'geso_val',
  'fetts',
  'fetus_cnt',
  'pret_flag',
  'birctrl_matn_date',
  'cop_flag',
  'die_date',
  'memo',
] as const

function visitShown(counter: Counter, known: Known, one: VisitFound): Written {
  const said: Readonly<Record<string, unknown>> = { ...one.attributes, ...one.said, ...one.left }
  const of = (field: string): string => (typeof said[field] === 'string' ? said[field] : '')
  const inpatient = one.kind === 'inpatient'
  const end = one.discharged === null ? '' : of('endtime') || `${one.discharged} 00:00:00`
  return {
    ...Object.fromEntries(SENT.map((field) => [field, of(field)])),
    mdtrt_id: String(one.visit),
    ...personShown(counter, known.person, one.admitted),
    tel: '',
    ...insuranceShown(counter, known, one.scheme, one.admitted),
    maf_psn_flag: known.identities.some((identity) => identity.inForce <= one.admitted && (identity.until === null || identity.until >= one.admitted))
      ? '1'
      : '0',
    begntime: one.opened_at,
    endtime: inpatient ? end : one.opened_at,
    med_type: one.med_type,
    ars_year_ipt_flag: inpatient && one.discharged !== null && one.discharged.slice(0, 4) !== one.admitted.slice(0, 4) ? '1' : '0',
    ipt_otp_no: one.hospital_no,
    atddr_no: of('atddr_no'),
    chfpdr_name: of('chfpdr_name') || of('dr_name'),
    adm_dept_codg: of('adm_dept_codg') || of('dept_code'),
    adm_dept_name: of('adm_dept_name') || of('dept_name'),
    dscg_maindiag_code: one.diagnosis ?? '',
    dise_codg: one.disease ?? '',
    oprn_oprt_code: one.procedure ?? '',
    inhosp_stas: inpatient && one.discharged === null ? '1' : '0',
    ipt_days: inpatient && one.discharged !== null ? Math.max(1, dayNumber(one.discharged) - dayNumber(one.admitted)) : 0,
    opter_id: '',
    opter_name: '',
    opt_time: one.opened_at,
  }
}
