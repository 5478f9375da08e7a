// Loads the catalogues without prices: diagnoses, operations and outpatient diseases, under the numbers of their downloads.
import type { Pool } from '../database/connect.js'
import { cell, readTable } from './table.js'

const FILES: readonly (readonly [catalogue: string, file: string])[] = [
  ['1307', 'diseases/icd10.tsv'],
  ['1308', 'diseases/icd9cm3.tsv'],
  ['1309', 'diseases/outpatient-diseases.tsv'],
]

/** As old as the editions are: no bill is older. */
const IN_FORCE = '2020-01-01'

export async function loadEntries(batch: Pool): Promise<void> {
  for (const [catalogue, file] of FILES) {
    const rows = readTable(file)
    await batch.query(
      `INSERT INTO catalogue_entry (catalogue, code, in_force, name)
       SELECT $1, e.code, $2::date, e.name FROM unnest($3::text[], $4::text[]) AS e(code, name)
       ON CONFLICT (catalogue, code, in_force, version) DO UPDATE SET name = excluded.name WHERE catalogue_entry.name IS DISTINCT FROM excluded.name`,
      [catalogue, IN_FORCE, rows.map((row) => cell(row, 'code')), rows.map((row) => cell(row, 'name'))],
    )
  }
}
