// States of a book's accounts for statements: balances at a day's end, turnover between two days.
import type { Day } from '@tongchou/domain/base/day.js'
import type { AccountState, Measure, StatementLine } from '@tongchou/domain/fund/statements.js'
import { MEASURES } from '@tongchou/domain/fund/statements.js'
import { readTable } from './read-table.js'
import type { Queries } from './transaction.js'

export type FormName = 'balance_sheet' | 'income_statement'

/** Lines of a form for a fund, as catalogues/fund/statements.tsv has them. */
export async function linesOfForm(form: FormName, fund: string): Promise<StatementLine[]> {
  const rows = await readTable('statements.tsv', ['form', 'funds', 'line', 'indent', 'name', 'measure', 'accounts', 'part'])
  const group = fund === 'employee' ? ['all', 'employee'] : ['all', 'other']
  return rows
    .filter((row) => row.form === form && group.includes(row.funds))
    .map(({ line, indent, name, measure, accounts, part }) => {
      const known = MEASURES.find((one): one is Measure => one === measure)
      if (known === undefined) throw new Error(`statements.tsv has the unknown measure ${measure}`)
      return { line: Number(line), indent: Number(indent), name, measure: known, of: accounts.split(' ').filter((word) => word !== ''), part }
    })
}

/** Balances at the end of `to`, turnover from `from` to `to`; of one unit, or of the whole book as far as the reader may see it. */
export async function accountStates(
  db: Queries,
  { book, from, to, unit }: { book: string; from: Day; to: Day; unit: string | undefined },
): Promise<AccountState[]> {
  const { rows } = await db.query<AccountState>(
    `SELECT e.account, e.detail, sum(e.amount_fen)::bigint AS balance,
            coalesce(sum(e.amount_fen) FILTER (WHERE moved AND (e.amount_fen > 0) <> e.red), 0)::bigint AS debit,
            coalesce(-sum(e.amount_fen) FILTER (WHERE moved AND (e.amount_fen > 0) = e.red), 0)::bigint AS credit
       FROM (SELECT x.*, x.booked_on >= $2::date AND v.fact_kind NOT IN ('opening_balance', 'year_closed') AS moved
               FROM cash_entry x JOIN cash_voucher v USING (book, voucher)
              WHERE x.book = $1 AND x.booked_on <= $3::date AND ($4::text IS NULL OR x.unit = $4)) e
      GROUP BY 1, 2`,
    [book, from, to, unit ?? null],
  )
  return rows
}
