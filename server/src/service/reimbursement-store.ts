// Bills that persons claim back: taken at the counter, found with where they stand, what they were settled for and what was paid.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Queries } from '../fund/transaction.js'
import { likeText, orderBy } from '../http/list-query.js'

export interface ClaimLine {
  readonly code: string
  readonly day: Day
  readonly quantity: string
  readonly price: string
  readonly amount_fen: number
}

export interface ClaimRow {
  readonly claim: bigint
  readonly person: bigint
  readonly person_name: string
  readonly unit: string
  readonly scheme: Scheme
  readonly provider: string
  readonly provider_name: string
  readonly med_type: string
  readonly begins: Day
  readonly ends: Day
  readonly invoice: string
  readonly diagnosis: string | null
  readonly disease: string | null
  readonly total_fen: bigint
  readonly reason: string
  readonly papers: string
  readonly lines: readonly ClaimLine[]
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
  readonly stage: string
  readonly settlement: string | null
  /** Of the settled bill. */
  readonly visit: bigint | null
  readonly recoveries: readonly { readonly number: string; readonly amount_fen: number; readonly open_fen: number; readonly due_on: Day }[]
  readonly fund_fen: bigint | null
  /** Where its payments stand, each once. */
  readonly standings: readonly string[]
  readonly tail: string | null
  readonly total: number
}

const FOUND = `
SELECT c.*, p.name AS person_name, v.name AS provider_name, o.name AS officer_name, to_char(c.known_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS known,
       payment_stage('reimbursement', c.claim) AS stage, d.detail ->> 'settlement' AS settlement,
       (SELECT t.visit FROM settlement t WHERE t.person = c.person AND t.settlement = (d.detail ->> 'settlement')::bigint) AS visit,
       coalesce((SELECT jsonb_agg(jsonb_build_object('number', r.recovery::text, 'amount_fen', r.amount_fen, 'open_fen', r.amount_fen - b.fen, 'due_on', r.due_on) ORDER BY r.recovery)
                   FROM recovery r, LATERAL (SELECT coalesce(sum(x.amount_fen), 0)::bigint AS fen FROM recovery_act x WHERE x.recovery = r.recovery) b WHERE r.claim = c.claim), '[]') AS recoveries,
       (d.detail ->> 'fund_fen')::bigint AS fund_fen,
       ARRAY(SELECT DISTINCT y.standing FROM payable_standing y WHERE y.kind = 'claim' AND y.source = c.claim::text) AS standings,
       (SELECT a.tail FROM payee_account_standing a WHERE a.kind = 'person' AND a.person = c.person AND a.stage = 'approved' ORDER BY a.account DESC LIMIT 1) AS tail
  FROM reimbursement c JOIN person p USING (person) JOIN provider v ON v.code = c.provider JOIN officer o ON o.officer = c.officer
  LEFT JOIN payment_step d ON d.subject = 'reimbursement' AND d.number = c.claim AND d.kind = 'settled'`

const ORDER = { number: 'claim', begins: 'begins', total_fen: 'total_fen', fund_fen: 'fund_fen', provider_name: 'provider_name', known_at: 'known_at' }

export interface ClaimsAsked {
  readonly stage?: string
  readonly from?: Day
  readonly until?: Day
  readonly q?: string
  /** The person that `q` numbers. */
  readonly person: bigint | null
  readonly sort?: string
  readonly limit: number
  readonly offset: number
}

/** What waits first, the oldest first. */
export async function claimRows(db: Queries, { stage, from, until, q, person, sort, limit, offset }: ClaimsAsked): Promise<ClaimRow[]> {
  const { rows } = await db.query<ClaimRow & { known: string }>(
    `SELECT *, count(*) OVER ()::integer AS total FROM (${FOUND}) f
      WHERE ($1::text IS NULL OR stage = $1) AND ($2::date IS NULL OR begins >= $2) AND ($3::date IS NULL OR begins <= $3)
        AND ($4::text IS NULL OR person = $5 OR provider = $4 OR invoice = $4 OR provider_name LIKE '%' || $4 || '%')
      ORDER BY ${orderBy(sort, ORDER, "stage IN ('settled', 'refused', 'cancelled'), claim")} LIMIT $6 OFFSET $7`,
    [stage ?? null, from ?? null, until ?? null, q === undefined ? null : likeText(q), person, limit, offset],
  )
  return rows.map(({ known, ...row }) => ({ ...row, known_at: known }))
}

export async function claimNumbered(db: Queries, claim: bigint): Promise<ClaimRow | undefined> {
  const { rows } = await db.query<ClaimRow & { known: string }>(`SELECT *, 1 AS total FROM (${FOUND}) f WHERE claim = $1`, [claim])
  return rows.map(({ known, ...row }) => ({ ...row, known_at: known }))[0]
}

/** Another claim of the same paper, or a bill that was settled directly for the same care; undefined where there is none. */
export async function claimedBefore(
  db: Queries,
  asked: { person: bigint; provider: string; invoice: string; begins: Day; ends: Day },
): Promise<string | undefined> {
  const { rows } = await db.query<{ found: string }>(
    `SELECT '手工报销 ' || c.claim AS found FROM reimbursement c WHERE c.provider = $2 AND c.invoice = $3 AND payment_stage('reimbursement', c.claim) NOT IN ('refused', 'cancelled')
     UNION ALL
     SELECT '结算单 ' || s.settlement FROM settlement s WHERE s.person = $1 AND s.provider = $2 AND s.admitted = $4 AND s.discharged = $5 AND s.cancels IS NULL
        AND NOT EXISTS (SELECT 1 FROM settlement x WHERE x.person = s.person AND x.cancels = s.settlement) LIMIT 1`,
    [asked.person, asked.provider, asked.invoice, asked.begins, asked.ends],
  )
  return rows[0]?.found
}

/** What the funds owe the person for a settled claim, by book and part. */
export async function owedToPerson(db: Queries, person: bigint, settlement: bigint): Promise<{ book: string; part: string; care: string; fen: bigint }[]> {
  const { rows } = await db.query<{ book: string; part: string; care: string; fen: bigint }>(
    `SELECT m.book, CASE split_part(a.account, '/', 2) WHEN '' THEN 'pool' ELSE split_part(a.account, '/', 2) END AS part, care_of(s.benefit) AS care, -sum(a.fen)::bigint AS fen
       FROM memo_entry m JOIN settlement s USING (person, settlement), unnest(m.accounts, m.amounts) AS a(account, fen)
      WHERE m.person = $1 AND m.settlement = $2 AND split_part(a.account, '/', 1) = 'payable_persons' GROUP BY 1, 2, 3 HAVING sum(a.fen) < 0 ORDER BY 1, 2`,
    [person, settlement],
  )
  return rows
}
