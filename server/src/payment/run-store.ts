// Comparisons of an institution's accounts with ours, page by page.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type pg from 'pg'

export interface RunRow {
  readonly reconciliation: string
  readonly kind: 'totals' | 'details'
  readonly scheme: string | null
  readonly clearing_type: string | null
  readonly begins: Day
  readonly ends: Day
  readonly theirs_bills: number
  readonly theirs_total_fen: Fen
  readonly theirs_fund_fen: Fen
  readonly theirs_account_fen: Fen | null
  readonly theirs_cash_fen: Fen | null
  readonly ours_bills: number
  readonly ours_total_fen: Fen
  readonly ours_fund_fen: Fen
  readonly ours_account_fen: Fen
  readonly ours_cash_fen: Fen
  readonly equal: boolean
  readonly said: string
  readonly differences: number
  readonly operator: string
  readonly at: string
  readonly total: number
}

export interface RunFilter {
  readonly areas: readonly string[]
  readonly provider: string
  readonly kind: string | null
  readonly page: number
  readonly size: number
}

export async function runPage(client: pg.ClientBase, { areas, provider, kind, page, size }: RunFilter): Promise<RunRow[]> {
  const { rows } = await client.query<RunRow>(
    `SELECT reconciliation::text, kind, scheme, clearing_type, begins, ends, theirs_bills, theirs_total_fen, theirs_fund_fen, theirs_account_fen, theirs_cash_fen,
            ours_bills, ours_total_fen, ours_fund_fen, ours_account_fen, ours_cash_fen, equal, said, differences, operator,
            to_char(known_at, 'YYYY-MM-DD HH24:MI:SS') AS at, count(*) OVER ()::integer AS total
       FROM reconciliation WHERE area = ANY ($1::text[]) AND institution = $2 AND ($3::text IS NULL OR kind = $3)
      ORDER BY reconciliation.reconciliation DESC LIMIT $4 OFFSET $5`,
    [areas, provider, kind, size, (page - 1) * size],
  )
  return rows
}
