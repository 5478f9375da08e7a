// Vouchers of a book as the desk lists, shows and prints them: each with its fact behind it and with what corrected it.
import type { Queries } from './transaction.js'

export interface VoucherFilter {
  readonly book: string
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly kind?: string | undefined
  readonly account?: string | undefined
  readonly unit?: string | undefined
  /** Serial number in its month, or the whole number. */
  readonly number?: string | undefined
  /** Part of the summary. */
  readonly q?: string | undefined
  readonly least?: number | undefined
  readonly most?: number | undefined
  readonly rising: boolean
  readonly limit: number
  readonly offset: number
}

export interface VoucherRow {
  readonly voucher: bigint
  readonly day: string
  readonly booked_on: string
  readonly text: string
  readonly fact_kind: string
  readonly fact: bigint
  readonly debit_fen: bigint
  readonly units: string
  readonly attachments: number
  readonly corrects: bigint | null
  readonly corrected_by: readonly string[]
}

const FOUND = `FROM cash_voucher v WHERE v.book = $1 AND ($2::date IS NULL OR v.booked_on >= $2) AND ($3::date IS NULL OR v.booked_on <= $3)
  AND ($4::text IS NULL OR v.fact_kind = $4) AND ($5::bigint IS NULL OR v.voucher = $5 OR v.voucher % 1000000 = $5) AND ($6::text IS NULL OR position($6 IN v.text) > 0)
  AND (num_nulls($7::text, $8::text, $9::bigint, $10::bigint) = 4 OR EXISTS (SELECT 1 FROM cash_entry e WHERE e.book = v.book AND e.voucher = v.voucher
    AND ($7::text IS NULL OR e.account = $7) AND ($8::text IS NULL OR e.unit = $8) AND ($9::bigint IS NULL OR abs(e.amount_fen) >= $9) AND ($10::bigint IS NULL OR abs(e.amount_fen) <= $10)))`

// Attachments of a voucher written by hand hang on its draft.
const ATTACHED = `SELECT a.* FROM voucher_attachment a WHERE a.book = v.book AND (a.voucher = v.voucher
  OR a.draft IN (SELECT s.draft FROM voucher_draft_step s JOIN voucher_draft d USING (draft) WHERE d.book = v.book AND s.voucher = v.voucher))`

const SHOWN = `v.voucher, v.day, v.booked_on, v.text, v.fact_kind, v.fact,
  (SELECT coalesce(sum(e.amount_fen) FILTER (WHERE (e.amount_fen > 0) <> e.red), 0)::bigint FROM cash_entry e WHERE e.book = v.book AND e.voucher = v.voucher) AS debit_fen,
  (SELECT string_agg(DISTINCT u.name, '、') FROM cash_entry e JOIN area u ON u.code = e.unit WHERE e.book = v.book AND e.voucher = v.voucher) AS units,
  (SELECT count(*)::integer FROM (${ATTACHED}) a) AS attachments,
  (SELECT m.corrects FROM voucher_entered m WHERE m.book = v.book AND m.fact = v.fact) AS corrects,
  array(SELECT c.voucher::text FROM voucher_entered m JOIN cash_voucher c ON c.book = m.book AND c.fact = m.fact WHERE m.book = v.book AND m.corrects = v.voucher ORDER BY 1) AS corrected_by`

function values({ book, from, to, kind, number, q, account, unit, least, most }: VoucherFilter): (string | number | null)[] {
  return [book, from ?? null, to ?? null, kind ?? null, number ?? null, q ?? null, account ?? null, unit ?? null, least ?? null, most ?? null]
}

export async function voucherPage(db: Queries, filter: VoucherFilter): Promise<{ readonly total: number; readonly rows: readonly VoucherRow[] }> {
  const count = await db.query<{ total: number }>(`SELECT count(*)::integer AS total ${FOUND}`, values(filter))
  const { rows } = await db.query<VoucherRow>(
    `SELECT ${SHOWN} FROM (SELECT v.* ${FOUND} ORDER BY v.voucher ${filter.rising ? 'ASC' : 'DESC'} LIMIT $11 OFFSET $12) v ORDER BY v.voucher ${filter.rising ? 'ASC' : 'DESC'}`,
    [...values(filter), filter.limit, filter.offset],
  )
  return { total: count.rows[0]?.total ?? 0, rows }
}

/** The vouchers that follow one in the order of the list; from the first where `after` is undefined. */
export async function vouchersAfter(db: Queries, filter: VoucherFilter, after: bigint | undefined): Promise<readonly VoucherRow[]> {
  const [sign, order] = filter.rising ? ['>', 'ASC'] : ['<', 'DESC']
  const { rows } = await db.query<VoucherRow>(
    `SELECT ${SHOWN} FROM (SELECT v.* ${FOUND} AND ($12::bigint IS NULL OR v.voucher ${sign} $12) ORDER BY v.voucher ${order} LIMIT $11) v ORDER BY v.voucher ${order}`,
    [...values(filter), filter.limit, after ?? null],
  )
  return rows
}

export async function voucherNumbered(db: Queries, book: string, voucher: bigint): Promise<VoucherRow | undefined> {
  return (await db.query<VoucherRow>(`SELECT ${SHOWN} FROM cash_voucher v WHERE v.book = $1 AND v.voucher = $2`, [book, voucher])).rows[0]
}

export interface VoucherEntryRow {
  readonly voucher: bigint
  readonly line: number
  readonly account: string
  readonly account_name: string
  readonly detail: string
  readonly detail_name: string
  readonly unit: string
  readonly unit_name: string
  readonly amount_fen: bigint
  readonly red: boolean
}

export async function entriesOf(db: Queries, book: string, vouchers: readonly bigint[]): Promise<VoucherEntryRow[]> {
  const { rows } = await db.query<VoucherEntryRow>(
    `SELECT e.voucher, e.line, e.account, a.name AS account_name, e.detail, coalesce(d.name, e.detail) AS detail_name, e.unit, u.name AS unit_name, e.amount_fen, e.red
       FROM cash_entry e JOIN book b USING (book) JOIN account a USING (account) JOIN area u ON u.code = e.unit
       LEFT JOIN account_detail d ON d.fund = b.fund AND d.account = e.account AND d.detail = e.detail
      WHERE e.book = $1 AND e.voucher = ANY ($2) ORDER BY e.voucher, e.line`,
    [book, vouchers],
  )
  return rows
}

export interface SignatureRow {
  readonly voucher: bigint
  readonly draft: bigint
  readonly prepared_by: string
  readonly reviewed_by: string
  readonly posted_by: string
}

/** Who prepared, reviewed and posted; vouchers of business facts have nobody, the system made them. */
export async function signaturesOf(db: Queries, book: string, vouchers: readonly bigint[]): Promise<SignatureRow[]> {
  const { rows } = await db.query<SignatureRow>(
    `SELECT p.voucher, p.draft, max(o.name) FILTER (WHERE s.kind = 'prepared') AS prepared_by, max(o.name) FILTER (WHERE s.kind = 'reviewed') AS reviewed_by,
            max(o.name) FILTER (WHERE s.kind = 'posted') AS posted_by
       FROM voucher_draft_step p JOIN voucher_draft d USING (draft) JOIN voucher_draft_step s USING (draft) JOIN officer o ON o.officer = s.officer
      WHERE d.book = $1 AND p.voucher = ANY ($2) GROUP BY 1, 2`,
    [book, vouchers],
  )
  return rows
}

export interface AttachmentRow {
  readonly attachment: bigint
  readonly name: string
  readonly media_type: string
  readonly size: number
  readonly sha256: string
  readonly officer_name: string
  readonly known_at: string
}

const ATTACHMENT = 'a.attachment, a.name, a.media_type, a.size, a.sha256, o.name AS officer_name, a.known_at'

export async function attachmentsOfVoucher(db: Queries, book: string, voucher: bigint): Promise<AttachmentRow[]> {
  const { rows } = await db.query<AttachmentRow>(
    `SELECT ${ATTACHMENT} FROM (SELECT $1::text AS book, $2::bigint AS voucher) v, LATERAL (${ATTACHED}) a JOIN officer o USING (officer) ORDER BY a.attachment`,
    [book, voucher],
  )
  return rows
}

export async function attachmentsOfDraft(db: Queries, draft: bigint): Promise<AttachmentRow[]> {
  return (
    await db.query<AttachmentRow>(`SELECT ${ATTACHMENT} FROM voucher_attachment a JOIN officer o USING (officer) WHERE a.draft = $1 ORDER BY a.attachment`, [
      draft,
    ])
  ).rows
}

/** What other vouchers reversed in red already, posted or on their way. */
export async function reversedLines(db: Queries, book: string, voucher: bigint): Promise<{ unit: string; account: string; detail: string; amount: bigint }[]> {
  const { rows } = await db.query<{ unit: string; account: string; detail: string; amount: bigint }>(
    `SELECT l.* FROM voucher_draft d, unnest(d.units, d.accounts, d.details, d.amounts) AS l(unit, account, detail, amount)
      WHERE d.book = $1 AND d.corrects = $2 AND d.purpose = 'red_letter'
        AND (SELECT s.kind FROM voucher_draft_step s WHERE s.draft = d.draft ORDER BY s.step DESC LIMIT 1) NOT IN ('returned', 'withdrawn')`,
    [book, voucher],
  )
  return rows
}

/** Whether the voucher's fact also moved duties in the accrual memo. */
export async function hasMemo(db: Queries, book: string, fact: bigint): Promise<boolean> {
  return (await db.query('SELECT 1 FROM memo_movement WHERE book = $1 AND movement = $2 LIMIT 1', [book, fact])).rowCount === 1
}
