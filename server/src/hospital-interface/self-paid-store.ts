// Costs of people who pay everything themselves: uploads, their lines, sums by visit, and comparisons of totals.
import type { Fen } from '@tongchou/domain/base/money.js'
import type pg from 'pg'
import type { Queries } from '../fund/transaction.js'
import type { Content } from './seal-fields.js'

export interface SelfPaidBy {
  readonly institution: string
  readonly area: string
  readonly operator: string
  readonly message: string
  readonly now: string
}

export interface SelfPaidVisit {
  readonly visitNo: string
  readonly chargeBatch: string
  readonly medType: string
  readonly name: string
  readonly certType: string
  readonly certCipher: Buffer
  readonly certHash: Buffer
  readonly total: Fen
  readonly content: Content
  readonly sealed: Buffer | null
  readonly lines: readonly SelfPaidLine[]
}

export interface SelfPaidLine {
  readonly sn: string
  readonly feeAt: string
  readonly code: string
  readonly ownCode: string
  readonly ownName: string
  readonly chargeType: string
  readonly quantity: bigint
  readonly price: bigint
  readonly amount: Fen
  readonly attributes: Readonly<Record<string, string>>
}

export async function insertSelfPaid(client: pg.ClientBase, by: SelfPaidBy, one: SelfPaidVisit): Promise<void> {
  const { rows } = await client.query<{ upload: bigint }>(
    `INSERT INTO self_paid_visit (institution, upload, area, visit_no, charge_batch, med_type, name, cert_type, cert_cipher, cert_hash, total_fen, content, sealed,
       operator, message, known_at, booked_on)
     VALUES ($1, nextval('fact_seq'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::timestamptz, $15::date) RETURNING upload`,
    [
      by.institution,
      by.area,
      one.visitNo,
      one.chargeBatch,
      one.medType,
      one.name,
      one.certType,
      one.certCipher,
      one.certHash,
      one.total,
      one.content,
      one.sealed,
      by.operator,
      by.message,
      by.now,
    ],
  )
  const lines = one.lines.map((line, index) => ({
    ordinal: index + 1,
    sn: line.sn,
    fee_at: line.feeAt,
    code: line.code,
    own_code: line.ownCode,
    own_name: line.ownName,
    charge_type: line.chargeType,
    quantity: String(line.quantity),
    price: String(line.price),
    amount_fen: String(line.amount),
    attributes: line.attributes,
  }))
  await client.query(
    `INSERT INTO self_paid_line (institution, upload, ordinal, visit_no, sn, fee_at, code, own_code, own_name, charge_type, quantity, price, amount_fen, attributes)
     SELECT $1, $2, l.ordinal, $3, l.sn, l.fee_at, l.code, l.own_code, l.own_name, l.charge_type, l.quantity, l.price, l.amount_fen, l.attributes
     FROM jsonb_to_recordset($4::jsonb) AS l(ordinal integer, sn text, fee_at timestamptz, code text, own_code text, own_name text, charge_type text,
       quantity bigint, price bigint, amount_fen bigint, attributes jsonb)`,
    [by.institution, rows[0]?.upload, one.visitNo, JSON.stringify(lines)],
  )
}

export async function linesKnown(client: Queries, institution: string, visitNo: string, sn: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ sn: string }>('SELECT sn FROM self_paid_line WHERE institution = $1 AND visit_no = $2 AND sn = ANY ($3::text[])', [
    institution,
    visitNo,
    sn,
  ])
  return rows.map((row) => row.sn)
}

export interface VisitTotal {
  readonly lines: number
  readonly total: Fen
}

/** Undefined where nothing of the visit was uploaded. */
export async function totalOfVisit(client: Queries, institution: string, visitNo: string): Promise<VisitTotal | undefined> {
  const { rows } = await client.query<{ lines: number; total: bigint }>(
    'SELECT count(*)::integer AS lines, coalesce(sum(amount_fen), 0)::bigint AS total FROM self_paid_line WHERE institution = $1 AND visit_no = $2',
    [institution, visitNo],
  )
  const [row] = rows
  return row === undefined || row.lines === 0 ? undefined : row
}

export async function insertCheck(client: pg.ClientBase, by: SelfPaidBy, fact: bigint, check: { visitNo: string; theirs: Fen; ours: Fen }): Promise<void> {
  await client.query(
    `INSERT INTO self_paid_check (institution, fact, area, visit_no, theirs_fen, ours_fen, message, known_at, booked_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::timestamptz, $8::date)`,
    [by.institution, fact, by.area, check.visitNo, check.theirs, check.ours, by.message, by.now],
  )
}

export interface UnequalVisit {
  readonly visit_no: string
  readonly theirs_fen: Fen
  readonly ours_fen: Fen
  readonly name: string
  readonly cert_type: string
  readonly cert_cipher: Buffer
  readonly checked_at: string
  readonly total: number
}

/** Visits whose latest comparison found another total than the lines now come to. */
export async function unequalVisits(
  client: Queries,
  institution: string,
  asked: { visitNo: string; certHash: Buffer | null; page: number; size: number },
): Promise<UnequalVisit[]> {
  const { rows } = await client.query<UnequalVisit>(
    `SELECT c.visit_no, c.theirs_fen, s.ours_fen, v.name, v.cert_type, v.cert_cipher, to_char(c.known_at, 'YYYY-MM-DD HH24:MI:SS') AS checked_at, count(*) OVER ()::integer AS total
       FROM (SELECT DISTINCT ON (visit_no) * FROM self_paid_check WHERE institution = $1 ORDER BY visit_no, fact DESC) c
       CROSS JOIN LATERAL (SELECT coalesce(sum(l.amount_fen), 0)::bigint AS ours_fen FROM self_paid_line l WHERE l.institution = $1 AND l.visit_no = c.visit_no) s
       CROSS JOIN LATERAL (SELECT x.name, x.cert_type, x.cert_cipher, x.cert_hash FROM self_paid_visit x WHERE x.institution = $1 AND x.visit_no = c.visit_no
                            ORDER BY x.upload DESC LIMIT 1) v
      WHERE c.theirs_fen <> s.ours_fen AND ($2 = '' OR c.visit_no = $2) AND ($3::bytea IS NULL OR v.cert_hash = $3)
      ORDER BY c.visit_no LIMIT $4 OFFSET $5`,
    [institution, asked.visitNo, asked.certHash, asked.size, (asked.page - 1) * asked.size],
  )
  return rows
}
