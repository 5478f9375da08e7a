// Opening, describing and closing visits: 1101, 2001, 2201–2203, 2401–2405.
import type { Diagnosis, Institution, Person } from '../centre.js'
import type { Json } from '../wire/envelope.js'

export function findPerson(person: Person): Json {
  return { data: { mdtrt_cert_type: '02', mdtrt_cert_no: person.certificate, psn_cert_type: '01', certno: person.certificate, psn_name: person.name } }
}

export function askEntitlement(person: Person, institution: Institution, medType: string, at: string): Json {
  return { data: { psn_no: person.psn_no, insutype: person.insutype, fixmedins_code: institution.code, med_type: medType, begntime: at } }
}

export function register(person: Person, number: string, at: string): Json {
  return {
    data: {
      psn_no: person.psn_no,
      insutype: person.insutype,
      begntime: at,
      mdtrt_cert_type: '02',
      mdtrt_cert_no: person.certificate,
      ipt_otp_no: number,
      atddr_no: 'D000000000001',
      dr_name: '医师一',
      dept_code: 'A03',
      dept_name: '内科',
      caty: 'A03',
    },
  }
}

export function diagnose(person: Person, visit: string, medType: string, diagnosis: Diagnosis, at: string): Json {
  return { mdtrtinfo: { mdtrt_id: visit, psn_no: person.psn_no, med_type: medType, begntime: at }, diseinfo: [found(diagnosis, at)] }
}

function found(diagnosis: Diagnosis, at: string): Json {
  return {
    diag_type: '1',
    maindiag_flag: '1',
    diag_srt_no: '1',
    diag_code: diagnosis.code,
    diag_name: diagnosis.name,
    diag_dept: '内科',
    dise_dor_no: 'D000000000001',
    dise_dor_name: '医师一',
    diag_time: at,
    vali_flag: '1',
  }
}

const WARD = { atddr_no: 'D000000000001', chfpdr_name: '医师一', adm_dept_codg: 'A03', adm_dept_name: '内科', adm_bed: '12' }

export function admit(person: Person, number: string, medType: string, diagnosis: Diagnosis, at: string): Json {
  const { code, name } = diagnosis
  return {
    mdtrtinfo: {
      psn_no: person.psn_no,
      insutype: person.insutype,
      begntime: at,
      mdtrt_cert_type: '02',
      mdtrt_cert_no: person.certificate,
      med_type: medType,
      ipt_no: number,
      ...WARD,
      adm_diag_dscr: name,
      dscg_maindiag_code: code,
      dscg_maindiag_name: name,
    },
    diseinfo: [found(diagnosis, at)],
  }
}

export function changeStay(person: Person, visit: string, number: string, medType: string, diagnosis: Diagnosis, admitted: string): Json {
  const { code, name } = diagnosis
  return {
    adminfo: {
      mdtrt_id: visit,
      psn_no: person.psn_no,
      begntime: admitted,
      mdtrt_cert_type: '02',
      med_type: medType,
      ipt_otp_no: number,
      ...WARD,
      adm_bed: '31',
      adm_diag_dscr: name,
      dscg_maindiag_code: code,
      dscg_maindiag_name: name,
    },
    diseinfo: [found(diagnosis, admitted)],
  }
}

export function discharge(person: Person, visit: string, diagnosis: Diagnosis, at: string): Json {
  return {
    dscginfo: { mdtrt_id: visit, psn_no: person.psn_no, insutype: person.insutype, endtime: at, dscg_dept_codg: 'A03', dscg_dept_name: '内科', dscg_way: '1' },
    diseinfo: [found(diagnosis, at)],
  }
}

/** 2404, 2405; with the outpatient number also 2202. */
export function visitOnly(person: Person, visit: string, number?: string): Json {
  return { data: { mdtrt_id: visit, psn_no: person.psn_no, ...(number === undefined ? {} : { ipt_otp_no: number }) } }
}
