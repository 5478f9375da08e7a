// Vouchers written by hand, before and after they are posted. Insert-only; the last step says where one stands.
import type { VoucherStage } from '@tongchou/domain/fund/voucher-life.js'
import type { Queries } from './transaction.js'

export interface DraftRow {
  readonly draft: bigint
  readonly book: string
  readonly purpose: string
  readonly corrects: bigint | null
  readonly text: string
  readonly day: string
  readonly booked_on: string
  readonly units: readonly string[]
  readonly accounts: readonly string[]
  readonly details: readonly string[]
  readonly amounts: readonly bigint[]
  readonly replaces: bigint | null
  readonly officer_name: string
  readonly known_at: string
  readonly stage: VoucherStage
  readonly voucher: bigint | null
}

const DRAFT = `SELECT d.draft, d.book, d.purpose, d.corrects, d.text, d.day, d.booked_on, d.units, d.accounts, d.details, d.amounts, d.replaces, o.name AS officer_name, d.known_at,
    l.kind AS stage, l.voucher
  FROM voucher_draft d JOIN officer o USING (officer) CROSS JOIN LATERAL (SELECT s.kind, s.voucher FROM voucher_draft_step s WHERE s.draft = d.draft ORDER BY s.step DESC LIMIT 1) l`

export async function draftPage(
  db: Queries,
  { book, stages, limit, offset }: { readonly book: string; readonly stages: readonly string[] | null; readonly limit: number; readonly offset: number },
): Promise<{ total: number; rows: DraftRow[] }> {
  const where = 'WHERE d.book = $1 AND ($2::text[] IS NULL OR l.kind = ANY ($2))'
  const count = await db.query<{ total: number }>(`SELECT count(*)::integer AS total FROM (${DRAFT} ${where}) d`, [book, stages])
  const { rows } = await db.query<DraftRow>(`${DRAFT} ${where} ORDER BY d.draft DESC LIMIT $3 OFFSET $4`, [book, stages, limit, offset])
  return { total: count.rows[0]?.total ?? 0, rows }
}

export async function draftNumbered(db: Queries, pool: string, draft: bigint): Promise<DraftRow | undefined> {
  return (await db.query<DraftRow>(`${DRAFT} JOIN book b ON b.book = d.book WHERE b.pool = $1 AND d.draft = $2`, [pool, draft])).rows[0]
}

export interface NewDraft {
  readonly draft: bigint
  readonly book: string
  readonly purpose: string
  readonly corrects: bigint | null
  readonly text: string
  readonly day: string
  readonly bookedOn: string
  readonly units: readonly string[]
  readonly accounts: readonly string[]
  readonly details: readonly string[]
  readonly amounts: readonly bigint[]
  readonly replaces: bigint | null
  readonly officer: bigint
}

export async function insertDraft(db: Queries, one: NewDraft): Promise<void> {
  await db.query(
    `INSERT INTO voucher_draft (draft, book, purpose, corrects, text, day, booked_on, units, accounts, details, amounts, replaces, officer)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      one.draft,
      one.book,
      one.purpose,
      one.corrects,
      one.text,
      one.day,
      one.bookedOn,
      one.units,
      one.accounts,
      one.details,
      one.amounts,
      one.replaces,
      one.officer,
    ],
  )
}

export interface AccountNames {
  readonly accounts: readonly {
    readonly account: string
    readonly name: string
    readonly details: readonly { readonly detail: string; readonly name: string }[]
  }[]
  readonly units: readonly { readonly unit: string; readonly name: string }[]
}

/** Accounts that the book opened with their details, and the units that it counts for. */
export async function namesOfBook(db: Queries, book: string): Promise<AccountNames> {
  const accounts = await db.query<AccountNames['accounts'][number]>(
    `SELECT o.account, a.name, coalesce((SELECT jsonb_agg(jsonb_build_object('detail', d.detail, 'name', d.name) ORDER BY d.detail) FROM account_detail d WHERE d.fund = o.fund AND d.account = o.account), '[]') AS details
       FROM book_account o JOIN account a USING (account) WHERE o.book = $1 ORDER BY 1`,
    [book],
  )
  const units = await db.query<AccountNames['units'][number]>(
    `SELECT DISTINCT u.unit, unit_name(b.pool, u.unit, current_day()) AS name FROM pooling_unit u JOIN book b ON b.pool = u.pool
      WHERE b.book = $1 AND u.in_force <= current_day() AND (u.until IS NULL OR u.until >= current_day() OR EXISTS (
        SELECT 1 FROM cash_balance c WHERE c.book = b.book AND c.unit = u.unit AND c.amount_fen <> 0)) ORDER BY 1`,
    [book],
  )
  return { accounts: accounts.rows, units: units.rows }
}
