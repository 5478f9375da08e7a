// A catalogue download: the rows that are newer than what a client holds, as a ZIP with one TXT — UTF-8, a line a record, fields
// separated by tabs, an empty one written `null` (hospital interface §9101, §12).
import type { Day } from '@tongchou/domain/base/day.js'
import type { Queryable } from '../policy/store.js'
import { type FileColumn, ITEM_KINDS, layoutOf, type OurField } from './file-layout.js'
import { versionText } from './version-cursor.js'
import { zipOne } from './zip.js'

export interface FileRow {
  readonly code: string
  readonly name: string
  readonly in_force: Day
  readonly until: Day | null
  readonly version: bigint
  readonly edition: string
  readonly known_on: Day
  readonly unit: string | null
  readonly class: string | null
  readonly restricted: boolean | null
  readonly negotiated: boolean | null
  readonly remark: string | null
  readonly as_printed: Readonly<Record<string, string>>
}

const ITEMS = `
SELECT i.code, i.name, i.in_force, i.until, i.version, v.edition, v.known_at::date AS known_on, i.unit, i.class, i.restricted, i.negotiated, i.remark, i.as_printed
FROM catalogue_item i JOIN catalogue_version v USING (version)
WHERE i.version > $1 AND i.kind = ANY ($2) ORDER BY i.code, i.in_force, i.version`

const ENTRIES = `
SELECT e.code, e.name, e.in_force, e.until, e.version, v.edition, v.known_at::date AS known_on, NULL AS unit, NULL AS class, NULL AS restricted,
       NULL AS negotiated, NULL AS remark, e.as_printed
FROM catalogue_entry e JOIN catalogue_version v USING (version)
WHERE e.version > $1 AND e.catalogue = $2 ORDER BY e.code, e.in_force, e.version`

export async function newerRows(database: Queryable, infno: string, held: bigint): Promise<FileRow[]> {
  const kinds = ITEM_KINDS[infno]
  const { rows } = await database.query<FileRow>(kinds === undefined ? ENTRIES : ITEMS, [String(held), kinds ?? infno])
  return rows
}

export async function newestVersion(database: Queryable): Promise<bigint> {
  const { rows } = await database.query<{ newest: bigint }>('SELECT max(version) AS newest FROM catalogue_version')
  return rows[0]?.newest ?? 0n
}

export function catalogueZip(infno: string, rows: readonly FileRow[]): Promise<Buffer> {
  return zipOne(`${infno}.txt`, Buffer.from(catalogueText(infno, rows), 'utf8'))
}

export function catalogueText(infno: string, rows: readonly FileRow[]): string {
  const columns = layoutOf(infno) ?? []
  return rows.map((row) => `${columns.map((column) => written(cellOf(column, row))).join('\t')}\n`).join('')
}

function written(text: string): string {
  const plain = text.replaceAll(/[\t\r\n]+/g, ' ').trim()
  return plain === '' ? 'null' : plain
}

function cellOf(column: FileColumn, row: FileRow): string {
  if (column.ours === '') return row.as_printed[column.label] ?? ''
  return OURS[column.ours](row)
}

const flag = (value: boolean | null): string => (value === null ? '' : value ? '1' : '0')

const OURS: Readonly<Record<OurField, (row: FileRow) => string>> = {
  code: (row) => row.code,
  name: (row) => row.name,
  unit: (row) => row.unit ?? '',
  class: (row) => row.class ?? '',
  pays: (row) => (row.class === '丙' ? '不予支付' : (row.remark ?? '')),
  restricted: (row) => flag(row.restricted),
  negotiated: (row) => flag(row.negotiated),
  remark: (row) => row.remark ?? '',
  in_force: (row) => row.in_force,
  until: (row) => row.until ?? '',
  valid: (row) => (row.until !== null && row.until < row.in_force ? '0' : '1'),
  rid: (row) => `${row.code}-${row.in_force.replaceAll('-', '')}-${row.version}`,
  created: (row) => row.known_on,
  updated: (row) => row.known_on,
  version: (row) => versionText(row.version),
  edition: (row) => row.edition,
}
