// The institutions' own codes as stored: what is mapped to which national code, and when.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Queryable } from '../policy/store.js'

export interface Mapping {
  readonly own_code: string
  readonly list_type: string
  readonly national_code: string
  readonly in_force: Day
  readonly until: Day | null
}

export interface NewMapping extends Mapping {
  readonly withdrawn: boolean
  readonly own_name: string
  readonly attributes: Readonly<Record<string, string>>
}

export async function mappingsOf(database: Queryable, institution: string, ownCodes: readonly string[]): Promise<Mapping[]> {
  const { rows } = await database.query<Mapping>(
    'SELECT own_code, list_type, national_code, in_force, until FROM mapping_in_use WHERE institution = $1 AND own_code = ANY ($2) ORDER BY own_code, in_force',
    [institution, ownCodes],
  )
  return rows
}

export async function insertMappings(
  database: Queryable,
  by: { readonly institution: string; readonly operator: string; readonly day: Day },
  rows: readonly NewMapping[],
): Promise<void> {
  await database.query(
    `INSERT INTO catalogue_mapping (institution, fact, own_code, list_type, national_code, withdrawn, own_name, in_force, until, attributes, operator, booked_on)
     SELECT $1, nextval('fact_seq'), m.own_code, m.list_type, m.national_code, m.withdrawn, m.own_name, m.in_force, m.until, m.attributes, $2, $3::date
     FROM jsonb_to_recordset($4::jsonb) AS m(own_code text, list_type text, national_code text, withdrawn boolean, own_name text, in_force date, until date, attributes jsonb)`,
    [by.institution, by.operator, by.day, JSON.stringify(rows)],
  )
}

export function coversDay(mapping: Mapping, day: Day): boolean {
  return mapping.in_force <= day && (mapping.until === null || day <= mapping.until)
}
