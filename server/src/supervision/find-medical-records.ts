// Medical records for supervision: searched by person, visit, institution, kind and time, and read whole. Each look is in the audit trail.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import { maskedContent, maskedName } from '../enrolment/mask.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import { visiblePerson } from '../enrolment/visible-person.js'
import { cutOf, orderBy } from '../http/list-query.js'
import type { Desk } from '../http/route.js'
import type { RecordDetail, RecordList, RecordQuery } from './record-schemas.js'

type Query = Static<typeof RecordQuery>
type Row = Static<typeof RecordList>['rows'][number]

interface Found extends Omit<Row, 'psn_no' | 'kind_name'> {
  readonly person: bigint
  readonly total: number
}

/** Number of a kind's transaction → its name. */
export type KindNames = ReadonlyMap<string, { readonly label: string }>

const FOUND = `
SELECT r.person, r.record::text, r.kind, coalesce(p.name, '') AS person_name, r.institution, i.name AS institution_name, r.visit::text, r.visit_no, r.document,
       to_char(r.happened_at, 'YYYY-MM-DD HH24:MI:SS') AS happened_at, r.valid, to_char(r.known_at, 'YYYY-MM-DD HH24:MI:SS') AS known_at,
       count(*) OVER ()::integer AS total
  FROM medical_record r JOIN provider i ON i.code = r.institution LEFT JOIN person p ON p.person = r.person`

const FILTERS = [
  ['psn_no', 'r.person = $'],
  ['visit', 'r.visit = $'],
  ['visit_no', 'r.visit_no = $'],
  ['institution', 'r.institution = $'],
  ['kind', 'r.kind = $'],
  ['from', 'r.happened_at >= $'],
  ['to', "r.happened_at < interval '1 day' + $"],
] as const
const ORDER = { happened_at: 'r.happened_at', kind: 'r.kind', known_at: 'r.known_at', institution: 'i.name' }
const CASTS: Readonly<Record<string, string>> = { psn_no: '::bigint', visit: '::bigint', from: '::date', to: '::date' }

export async function findMedicalRecords(query: Query, desk: Desk, kinds: KindNames): Promise<Static<typeof RecordList> | Refusal> {
  const { limit, offset } = cutOf(query)
  return desk.read(async (client) => {
    const seen = query.psn_no === undefined ? undefined : await visiblePerson(client, desk.officer, query.psn_no)
    if (isRefusal(seen)) return seen
    const { where, values } = whereOf(desk.officer.pool, query)
    const sql = `${FOUND} ${where} ORDER BY ${orderBy(query.sort, ORDER, 'r.happened_at DESC, r.record DESC')} LIMIT ${limit} OFFSET ${offset}`
    const { rows } = await client.query<Found>(sql, values)
    for (const person of new Set(rows.map((row) => row.person))) await desk.audit('medical_record.listed', person === 0n ? {} : { person })
    return { total: rows[0]?.total ?? 0, rows: rows.map((row) => shown(desk.officer.pool, row, kinds)) }
  })
}

function whereOf(pool: string, query: Query): { readonly where: string; readonly values: unknown[] } {
  const values: unknown[] = []
  const parts = FILTERS.flatMap(([field, condition]) => {
    const value = field === 'psn_no' ? personOf(pool, query.psn_no ?? '') : query[field]
    return value === undefined ? [] : [`${condition}${values.push(value)}${CASTS[field] ?? ''}`]
  })
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values }
}

function shown(pool: string, { person, total: _total, ...row }: Found, kinds: KindNames): Row {
  return {
    ...row,
    kind_name: kinds.get(row.kind)?.label ?? row.kind,
    psn_no: person === 0n ? null : personNumber(pool, person),
    person_name: row.person_name === '' ? '' : maskedName(row.person_name),
  }
}

const NO_RECORD = refused('not_in_register', '没有这份诊疗记录，或者它不属于您的区域；请核对编号。')

export async function readMedicalRecord(
  record: string,
  desk: Desk,
  kinds: KindNames,
  labelsOf: (kind: string) => Record<string, string>,
): Promise<Static<typeof RecordDetail> | Refusal> {
  return desk.read(async (client) => {
    const [found] = (await client.query<Found>(`${FOUND} WHERE r.record = $1`, [record])).rows
    if (found === undefined) return NO_RECORD
    await desk.audit('medical_record.see', { ...(found.person === 0n ? {} : { person: found.person }), detail: { record } })
    const content = await client.query<{ content: Static<typeof RecordDetail>['content'] }>(
      'SELECT content FROM medical_record WHERE person = $1 AND record = $2',
      [found.person, record],
    )
    const versions = await client.query<Static<typeof RecordDetail>['versions'][number]>(
      `SELECT record::text, to_char(known_at, 'YYYY-MM-DD HH24:MI:SS') AS known_at, valid FROM medical_record
        WHERE person = $1 AND institution = $2 AND kind = $3 AND visit_no = $4 AND document = $5 AND (document <> '' OR record = $6::bigint) ORDER BY medical_record.record`,
      [found.person, found.institution, found.kind, found.visit_no, found.document, record],
    )
    return {
      ...shown(desk.officer.pool, found, kinds),
      labels: labelsOf(found.kind),
      content: maskedContent(content.rows[0]?.content ?? {}, desk.officer.permissions),
      versions: versions.rows,
    }
  })
}
