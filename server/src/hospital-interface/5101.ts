// 5101 科室信息查询: the departments of the institution that asks, as it reported them (3401–3403).
import { departmentsOf } from './department-store.js'
import { reply, type Transaction } from './message.js'

export const findDepartments: Transaction = async (message, counter) => {
  const departments = await departmentsOf(counter.database, message.provider.code)
  const rows = [...departments.values()].map((one) => ({
    ...one.attributes,
    hosp_dept_codg: one.code,
    caty: one.specialty,
    hosp_dept_name: one.name,
    begntime: `${one.begins} 00:00:00`,
    endtime: one.ends === null ? '' : `${one.ends} 23:59:59`,
    aprv_bed_cnt: one.approved_beds,
    hi_crtf_bed_cnt: one.insured_beds ?? 0,
    poolarea_no: one.attributes['poolarea_no'] ?? counter.pool,
    dr_psncnt: one.doctors,
    phar_psncnt: one.pharmacists,
    nurs_psncnt: one.nurses,
    tecn_psncnt: one.technicians,
  }))
  return reply({ feedetail: rows })
}
