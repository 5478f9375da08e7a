// The payment methods agreed with institutions, for the desk: every version with the days it holds, what waits for a second officer, and
// what was rejected.
import type { Static } from 'typebox'
import { cell, readTable } from '../catalogue/table.js'
import { type Clock, dayIn } from '../http/clock.js'
import { cutOf, likeText, orderBy } from '../http/list-query.js'
import type { Desk } from '../http/route.js'
import type { PaymentMethodList, PaymentMethodQuery } from './payment-method-schemas.js'

type List = Static<typeof PaymentMethodList>
type Row = List['rows'][number]

let named: ReadonlyMap<string, string> | undefined

/** The national code list of methods, by code. */
export function paymentMethodNames(): ReadonlyMap<string, string> {
  const rows = readTable('interface/code-lists.tsv').filter((row) => cell(row, 'list') === 'clr_way' && cell(row, 'editions').includes('H27'))
  named ??= new Map(rows.map((row) => [cell(row, 'value'), cell(row, 'label')]))
  return named
}

/** A version holds until the day before the next one of the same care. */
const VERSIONS = `
SELECT m.institution, m.area, m.fact AS number, m.benefit, m.med_type, m.method, m.in_force, n.next::date - 1 AS until, m.source,
       CASE WHEN m.in_force > $2::date THEN 'future' WHEN n.next <= $2::date THEN 'past' ELSE 'standing' END AS standing,
       coalesce(p.officer, m.officer) AS proposer, coalesce(p.known_at, m.known_at) AS proposed_at, d.officer AS decider, d.known_at AS decided_at, coalesce(d.reason, '') AS reason
  FROM payment_method m
  LEFT JOIN payment_method_decision d ON d.institution = m.institution AND d.fact = m.fact
  LEFT JOIN payment_method_proposal p ON p.institution = d.institution AND p.proposal = d.proposal
  LEFT JOIN LATERAL (SELECT min(l.in_force) AS next FROM payment_method l WHERE l.institution = m.institution AND l.benefit = m.benefit
    AND l.med_type = m.med_type AND (l.in_force, l.fact) > (m.in_force, m.fact)) n ON true`

const PROPOSALS = `
SELECT p.institution, p.area, p.proposal, p.benefit, p.med_type, p.method, p.in_force, NULL::date, p.source, coalesce(d.kind, 'proposed'), p.officer, p.known_at,
       d.officer, d.known_at, coalesce(d.reason, '')
  FROM payment_method_proposal p LEFT JOIN payment_method_decision d ON d.institution = p.institution AND d.proposal = p.proposal
 WHERE d.kind IS DISTINCT FROM 'approved'`

const ORDER = { institution: 'i.name', in_force: 'r.in_force', method: 'r.method', proposed_at: 'r.proposed_at' }
const USUAL = "(r.standing = 'proposed') DESC, i.name, r.benefit, r.med_type, r.in_force DESC, r.number DESC"

export async function listPaymentMethods(query: Static<typeof PaymentMethodQuery>, desk: Desk, clock: Clock): Promise<List> {
  const { limit, offset } = cutOf(query)
  const { institution = null, standing = null, benefit = null, method = null } = query
  const q = query.q === undefined ? null : `%${likeText(query.q)}%`
  const { rows } = await desk.read((client) =>
    client.query<Row & { total: number }>(
      `SELECT r.institution, i.name AS institution_name, r.number::text, r.benefit, r.med_type, r.method, r.in_force, r.until, r.source, r.standing,
              a.name AS proposed_by, r.proposer = $3 AS proposed_by_me, to_char(r.proposed_at, 'YYYY-MM-DD HH24:MI:SS') AS proposed_at, b.name AS decided_by,
              to_char(r.decided_at, 'YYYY-MM-DD HH24:MI:SS') AS decided_at, r.reason, count(*) OVER ()::integer AS total
         FROM (${VERSIONS} UNION ALL ${PROPOSALS}) r JOIN provider i ON i.code = r.institution
         JOIN officer a ON a.officer = r.proposer LEFT JOIN officer b ON b.officer = r.decider
        WHERE r.area = ANY ($1::text[]) AND ($4::text IS NULL OR r.institution = $4) AND ($5::text IS NULL OR r.standing = $5)
          AND ($6::text IS NULL OR r.benefit = $6) AND ($7::text IS NULL OR r.method = $7) AND ($8::text IS NULL OR i.name LIKE $8 OR i.code LIKE $8 OR r.source LIKE $8)
        ORDER BY ${orderBy(query.sort, ORDER, USUAL)} LIMIT $9 OFFSET $10`,
      [desk.officer.areas, dayIn(clock), desk.officer.officer, institution, standing, benefit, method, q, limit, offset],
    ),
  )
  const shown = rows.map(({ total: _total, ...row }) => ({ ...row, method_name: paymentMethodNames().get(row.method) ?? '' }))
  return { total: rows[0]?.total ?? 0, methods: [...paymentMethodNames()].map(([code, name]) => ({ code, name })), rows: shown }
}
