// What the same rows cost to add up with plain SQL, without rules, checks or keeping anything: the measure beside the year end.
import type { Pool } from '@tongchou/server/database/connect.js'
import { YEAR } from './city-rows.js'

const LINES = `
  SELECT e.book, e.area AS unit, a.account, a.fen FROM memo_entry e, unnest(e.accounts, e.amounts) AS a(account, fen) WHERE e.booked_on <= '${YEAR}-12-31'
  UNION ALL SELECT v.book, v.unit, a.account, a.fen FROM memo_movement v, unnest(v.accounts, v.amounts) AS a(account, fen) WHERE v.booked_on <= '${YEAR}-12-31'`

const BALANCES = `SELECT book, unit, account, sum(fen)::bigint AS fen FROM (${LINES}) line GROUP BY 1, 2, 3`

export const PLAIN: readonly { readonly name: string; readonly sql: string }[] = [
  { name: 'memo lines by book, unit, account', sql: BALANCES },
  {
    name: 'bills by unit, scheme, month',
    sql: `SELECT area, scheme, date_trunc('month', booked_on), count(*), sum(fund_fen), sum(total_fen) FROM settlement GROUP BY 1, 2, 3`,
  },
  { name: 'cash entries by book, account, unit', sql: 'SELECT book, account, detail, unit, sum(amount_fen) FROM cash_entry GROUP BY 1, 2, 3, 4' },
  {
    name: 'insured persons by unit and year',
    sql: 'SELECT area, scheme, benefit_year, count(*) FROM enrolment WHERE entitled_to >= entitled_from GROUP BY 1, 2, 3',
  },
  {
    name: 'December’s fee lines by charge type',
    sql: `SELECT l.charge_type, sum(l.fen) FROM fee_batch f, unnest(f.charge_type, f.amount_fen) AS l(charge_type, fen) WHERE f.month = '${YEAR}-12-01' GROUP BY 1`,
  },
]

export interface BalanceRow {
  readonly book: string
  readonly unit: string
  readonly account: string
  readonly fen: bigint
}

export async function readBalances(batch: Pool): Promise<BalanceRow[]> {
  return (await batch.query<BalanceRow>(BALANCES)).rows
}
