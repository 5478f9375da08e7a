// A department as 3401, 3401A and 3402 report it: read, and checked for what cannot be.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { attributesOf, type Row } from './codec.js'
import type { DepartmentRecord } from './department-store.js'

const TAKEN = [
  'hosp_dept_codg',
  'hosp_dept_name',
  'caty',
  'begntime',
  'endtime',
  'aprv_bed_cnt',
  'hi_crtf_bed_cnt',
  'dr_psncnt',
  'phar_psncnt',
  'nurs_psncnt',
  'tecn_psncnt',
] as const

const COUNTS = ['aprv_bed_cnt', 'hi_crtf_bed_cnt', 'dr_psncnt', 'phar_psncnt', 'nurs_psncnt', 'tecn_psncnt'] as const

export function readDepartment(row: Row, kind: 'opened' | 'changed'): DepartmentRecord | Refusal {
  const code = row.text('hosp_dept_codg')
  const bad = (sentence: string): Refusal => refused('bad_department', `科室${code.slice(0, 20)}：${sentence}`)
  if (COUNTS.some((field) => row.scaled(field, 0) < 0n)) return bad('床位数和人数不能为负')
  const ends = row.day('endtime') || null
  if (ends !== null && ends < row.day('begntime')) return bad(`结束时间（endtime）${ends}早于开始时间（begntime）${row.day('begntime')}`)
  if (row.scaled('hi_crtf_bed_cnt', 0) > row.scaled('aprv_bed_cnt', 0)) return bad('医保认可床位数不能超过批准床位数')
  return {
    kind,
    code,
    name: row.text('hosp_dept_name'),
    specialty: row.text('caty'),
    begins: row.day('begntime'),
    ends,
    approved_beds: whole(row, 'aprv_bed_cnt'),
    insured_beds: row.has('hi_crtf_bed_cnt') ? whole(row, 'hi_crtf_bed_cnt') : null,
    doctors: whole(row, 'dr_psncnt'),
    pharmacists: whole(row, 'phar_psncnt'),
    nurses: whole(row, 'nurs_psncnt'),
    technicians: whole(row, 'tecn_psncnt'),
    attributes: attributesOf(row, TAKEN),
  }
}

function whole(row: Row, field: string): number {
  return Number(row.scaled(field, 0))
}
