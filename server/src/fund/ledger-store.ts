// Lists of the two ledgers for the desk: entries of a book, memo lines down to bills, payments, confirmed month ends.
import type { Queries } from './transaction.js'

export interface LedgerFilter {
  readonly book: string
  readonly account?: string | undefined
  readonly unit?: string | undefined
  readonly provider?: string | undefined
  /** First day of the month in which the bills were settled. */
  readonly period?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly page: number
  readonly size: number
}

export interface Page<Row> {
  readonly total: number
  readonly rows: readonly Row[]
}

function values({ book, account, unit, from, to }: LedgerFilter): (string | null)[] {
  return [book, account ?? null, unit ?? null, from ?? null, to ?? null]
}

/** `more`: values of the list's own, from $6 on. */
async function page<Row extends object>(
  client: Queries,
  lines: string,
  order: string,
  filter: LedgerFilter,
  more: readonly (string | null)[] = [],
): Promise<Page<Row>> {
  const asked = [...values(filter), ...more]
  const count = await client.query<{ total: number }>(`SELECT count(*)::int AS total FROM (${lines}) line`, asked)
  const { rows } = await client.query<Row>(`SELECT * FROM (${lines}) line ORDER BY ${order} LIMIT $${asked.length + 1} OFFSET $${asked.length + 2}`, [
    ...asked,
    filter.size,
    (filter.page - 1) * filter.size,
  ])
  return { total: count.rows[0]?.total ?? 0, rows }
}

export interface EntryRow {
  readonly voucher: bigint
  readonly day: string
  readonly line: number
  readonly account: string
  readonly account_name: string
  readonly detail: string
  readonly unit: string
  readonly unit_name: string
  readonly amount_fen: bigint
  readonly red: boolean
  readonly text: string
  readonly fact_kind: string
  readonly fact: bigint
}

const ENTRIES = `
  SELECT e.voucher, e.booked_on AS day, e.line, e.account, a.name || coalesce('·' || d.name, '') AS account_name, e.detail, e.unit, u.name AS unit_name,
         e.amount_fen, e.red, v.text, v.fact_kind, v.fact
    FROM cash_entry e JOIN cash_voucher v USING (book, voucher) JOIN book b USING (book) JOIN account a USING (account) JOIN area u ON u.code = e.unit
    LEFT JOIN account_detail d ON d.fund = b.fund AND d.account = e.account AND d.detail = e.detail
   WHERE e.book = $1 AND ($2::text IS NULL OR e.account = $2) AND ($3::text IS NULL OR e.unit = $3)
     AND ($4::date IS NULL OR e.booked_on >= $4) AND ($5::date IS NULL OR e.booked_on <= $5)`

export function entryPage(client: Queries, filter: LedgerFilter): Promise<Page<EntryRow>> {
  return page(client, ENTRIES, 'day DESC, voucher DESC, line', filter)
}

export interface MemoRow {
  readonly day: string
  readonly unit: string
  readonly unit_name: string
  readonly account: string
  readonly amount_fen: bigint
  readonly settlement: bigint | null
  readonly person: bigint | null
  readonly fact_kind: string
  readonly fact: bigint
  readonly provider: string | null
  readonly provider_name: string | null
}

// An account without a part also finds its parts: payable_providers finds payable_providers/account.
const MEMO = `
  SELECT line.*, u.name AS unit_name, p.name AS provider_name FROM (
    SELECT e.booked_on AS day, e.area AS unit, a.account, a.fen AS amount_fen, e.settlement, e.person, 'settlement' AS fact_kind, e.settlement AS fact, e.provider
      FROM memo_entry e, unnest(e.accounts, e.amounts) AS a(account, fen)
     WHERE e.book = $1 AND ($4::date IS NULL OR e.booked_on >= $4) AND ($5::date IS NULL OR e.booked_on <= $5)
       AND ($2::text IS NULL OR a.account = $2 OR a.account LIKE $2 || '/%')
    UNION ALL
    SELECT m.booked_on, m.unit, a.account, a.fen, NULL, NULL, m.fact_kind, m.movement, m.provider
      FROM memo_movement m, unnest(m.accounts, m.amounts) AS a(account, fen)
     WHERE m.book = $1 AND ($4::date IS NULL OR m.booked_on >= $4) AND ($5::date IS NULL OR m.booked_on <= $5)
       AND ($2::text IS NULL OR a.account = $2 OR a.account LIKE $2 || '/%')
  ) line JOIN area u ON u.code = line.unit LEFT JOIN provider p ON p.code = line.provider
  WHERE ($3::text IS NULL OR line.unit = $3) AND ($6::text IS NULL OR line.provider = $6)`

export function memoPage(client: Queries, filter: LedgerFilter): Promise<Page<MemoRow>> {
  return page(client, MEMO, 'day DESC, fact DESC, account', filter, [filter.provider ?? null])
}

export interface PaymentRow {
  readonly fact: bigint
  readonly voucher: bigint
  readonly book: string
  readonly provider: string
  readonly provider_name: string
  readonly period: string
  readonly paid_on: string
  readonly gross_fen: bigint
  readonly deduction_fen: bigint
  readonly deposit_fen: bigint
  readonly netted_fen: bigint
  readonly set_off_fen: bigint
}

const PAYMENTS = `
  SELECT p.fact, v.voucher, p.book, p.provider, h.name AS provider_name, p.period, p.booked_on AS paid_on, sum(l.gross_fen)::bigint AS gross_fen,
         sum(l.deduction_fen)::bigint AS deduction_fen, sum(l.deposit_fen)::bigint AS deposit_fen,
         sum(l.netted_this_year_fen + l.netted_earlier_fen)::bigint AS netted_fen, sum(l.set_off_fen)::bigint AS set_off_fen
    FROM provider_paid p JOIN provider_paid_line l USING (book, fact) JOIN provider h ON h.code = p.provider
    LEFT JOIN cash_voucher v ON v.book = p.book AND v.fact = p.fact
   WHERE p.book = $1 AND ($2::text IS NULL OR p.provider = $2) AND ($3::text IS NULL OR l.unit = $3) AND ($6::date IS NULL OR l.period = $6)
     AND ($4::date IS NULL OR p.booked_on >= $4) AND ($5::date IS NULL OR p.booked_on <= $5)
   GROUP BY 1, 2, 3, 4, 5, 6, 7`

/** `account` of the filter names the provider here. */
export function paymentPage(client: Queries, filter: LedgerFilter): Promise<Page<PaymentRow>> {
  return page(client, PAYMENTS, 'paid_on DESC, provider', filter, [filter.period ?? null])
}

export interface ReconciliationRow {
  readonly fact: bigint
  readonly book: string
  readonly month: string
  readonly unit: string
  readonly unit_name: string
  readonly account: string
  readonly account_name: string
  readonly detail: string
  readonly holder: string
  readonly book_fen: bigint
  readonly holder_fen: bigint
  readonly in_transit_fen: bigint
  readonly confirmed_on: string
}

const RECONCILIATIONS = `
  SELECT m.fact, m.book, m.month, m.unit, u.name AS unit_name, m.account, a.name AS account_name, m.detail, m.holder, m.book_fen, m.holder_fen, m.in_transit_fen, m.booked_on AS confirmed_on
    FROM month_reconciled m JOIN area u ON u.code = m.unit JOIN account a USING (account)
   WHERE m.book = $1 AND ($2::text IS NULL OR m.account = $2) AND ($3::text IS NULL OR m.unit = $3)
     AND ($4::date IS NULL OR m.month >= $4) AND ($5::date IS NULL OR m.month <= $5)`

export function reconciliationPage(client: Queries, filter: LedgerFilter): Promise<Page<ReconciliationRow>> {
  return page(client, RECONCILIATIONS, 'month DESC, account, detail, unit', filter)
}
