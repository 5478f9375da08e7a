// Departments as institutions report them: each report a fact, the latest of a code is how it stands.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Queryable } from '../policy/store.js'

export interface DepartmentRecord {
  readonly kind: 'opened' | 'changed' | 'withdrawn'
  readonly code: string
  readonly name: string
  readonly specialty: string
  readonly begins: Day
  readonly ends: Day | null
  readonly approved_beds: number
  readonly insured_beds: number | null
  readonly doctors: number
  readonly pharmacists: number
  readonly nurses: number
  readonly technicians: number
  readonly attributes: Readonly<Record<string, string>>
}

/** The institution's departments that stand, by code; all of them where no codes are named. */
export async function departmentsOf(database: Queryable, institution: string, codes?: readonly string[]): Promise<Map<string, DepartmentRecord>> {
  const { rows } = await database.query<DepartmentRecord>(
    `SELECT kind, code, name, specialty, begins, ends, approved_beds, insured_beds, doctors, pharmacists, nurses, technicians, attributes
     FROM department WHERE institution = $1 AND ($2::text[] IS NULL OR code = ANY ($2)) ORDER BY code`,
    [institution, codes ?? null],
  )
  return new Map(rows.map((row) => [row.code, row]))
}

export async function insertDepartments(
  database: Queryable,
  by: { readonly institution: string; readonly operator: string; readonly day: Day },
  rows: readonly DepartmentRecord[],
): Promise<void> {
  await database.query(
    `INSERT INTO department_record (institution, fact, kind, code, name, specialty, begins, ends, approved_beds, insured_beds, doctors, pharmacists, nurses,
       technicians, attributes, operator, in_force, booked_on)
     SELECT $1, nextval('fact_seq'), d.kind, d.code, d.name, d.specialty, d.begins, d.ends, d.approved_beds, d.insured_beds, d.doctors, d.pharmacists, d.nurses,
       d.technicians, d.attributes, $2, d.begins, $3::date
     FROM jsonb_to_recordset($4::jsonb) AS d(kind text, code text, name text, specialty text, begins date, ends date, approved_beds integer, insured_beds integer,
       doctors integer, pharmacists integer, nurses integer, technicians integer, attributes jsonb)`,
    [by.institution, by.operator, by.day, JSON.stringify(rows)],
  )
}
