// The life of a package of drugs by its trace code, and the events that contradict such a life, for whoever supervises.
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber } from '../enrolment/person-number.js'
import type { Desk } from '../http/route.js'
import type { DoubtQuery, Doubts, Life } from './trace-schemas.js'

const KIND_NAMES: Readonly<Record<string, string>> = {
  counted: '盘存',
  purchased: '采购',
  purchase_returned: '采购退货',
  sold: '销售',
  sale_returned: '销售退货',
}

interface EventRow {
  readonly kind: string
  readonly institution: string
  readonly institution_name: string
  readonly happened_at: string
  readonly split: boolean
  readonly doubt: string
  readonly withdrawn: boolean
  readonly drug: string | null
  readonly drug_name: string | null
  readonly batch_no: string | null
  readonly lot: string | null
  readonly person: bigint | null
  readonly person_name: string | null
}

/** Goods and buyer come with the records of the officer's own areas; elsewhere row-level security leaves them out. */
const LIFE = `
SELECT e.kind, e.institution, p.name AS institution_name, to_char(e.happened_at, 'YYYY-MM-DD HH24:MI:SS') AS happened_at, e.split, e.doubt,
       EXISTS (SELECT 1 FROM stock_withdrawal w WHERE w.institution = e.institution AND w.record = e.record) AS withdrawn,
       r.code AS drug, r.own_name AS drug_name, r.batch_no, r.lot, b.person, b.name AS person_name
  FROM trace_event e JOIN provider p ON p.code = e.institution
  LEFT JOIN stock_record r ON r.institution = e.institution AND r.record = e.record
  LEFT JOIN person b ON b.person = r.person
 WHERE e.code = $1 ORDER BY e.event`

export async function readLife(code: string, desk: Desk): Promise<Static<typeof Life>> {
  const rows = await desk.read(async (client) => (await client.query<EventRow>(LIFE, [code])).rows)
  await desk.audit('trace.life', { detail: { code } })
  for (const person of new Set(rows.map((row) => row.person))) if (person !== null) await desk.audit('trace.life', { person, detail: { code } })
  return { code, events: rows.map((row) => eventJson(desk.officer.pool, row)) }
}

function eventJson(pool: string, { person, person_name, drug, drug_name, ...row }: EventRow): Static<typeof Life>['events'][number] {
  return {
    ...row,
    kind_name: KIND_NAMES[row.kind] ?? row.kind,
    drug: drug ?? '',
    drug_name: drug_name ?? '',
    person: person === null ? null : { psn_no: personNumber(pool, person), name: maskedName(person_name ?? '') },
  }
}

const DOUBTS = `
SELECT e.code, e.kind, e.institution, p.name AS institution_name, to_char(e.happened_at, 'YYYY-MM-DD HH24:MI:SS') AS happened_at, e.doubt,
       count(*) OVER ()::integer AS total
  FROM trace_event e JOIN provider p ON p.code = e.institution
 WHERE e.doubt <> '' AND p.area = ANY ($1::text[]) AND ($2::text IS NULL OR e.institution = $2)
   AND ($3::date IS NULL OR e.happened_at >= $3::date) AND ($4::date IS NULL OR e.happened_at < $4::date + 1)
 ORDER BY e.event DESC LIMIT $5 OFFSET $6`

type DoubtRow = Omit<Static<typeof Doubts>['rows'][number], 'kind_name'> & { readonly total: number }

export async function listDoubts(query: Static<typeof DoubtQuery>, desk: Desk): Promise<Static<typeof Doubts>> {
  const { page = 1, size = 20 } = query
  const values = [desk.officer.areas, query.institution ?? null, query.from ?? null, query.to ?? null, size, (page - 1) * size]
  const rows = await desk.read(async (client) => (await client.query<DoubtRow>(DOUBTS, values)).rows)
  await desk.audit('trace.doubts', { detail: { rows: rows.length } })
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => ({ ...row, kind_name: KIND_NAMES[row.kind] ?? row.kind })) }
}
