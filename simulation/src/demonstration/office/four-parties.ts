// Last month as tax, treasury, finance and the bank have it: the same money as in our books, but for a line that is missing at the treasury
// and one with another amount at the bank.
import { type Fen, yuanText } from '@tongchou/domain/base/money.js'
import { monthText } from './fund-desks.js'
import type { Office } from './office.js'

interface Line {
  readonly fund: string
  readonly unit: string
  readonly key: string
  readonly day: string
  readonly fen: Fen
}

const LEVIED = `SELECT b.fund, r.unit, r.ticket AS key, r.booked_on AS day, r.pool_fen + r.account_fen AS fen FROM premium_received r JOIN book b USING (book)
  WHERE b.pool = $1 AND to_char(r.booked_on, 'YYYY-MM') = $2 AND r.paid_by = 'payer' ORDER BY r.book, r.fact`

const onAccount = (account: string): string => `SELECT b.fund, e.unit, coalesce(t.transfer_order, r.ticket, '') AS key, v.day, e.amount_fen AS fen
  FROM cash_entry e JOIN cash_voucher v USING (book, voucher) JOIN book b USING (book)
  LEFT JOIN treasury_transferred t ON t.book = v.book AND t.fact = v.fact LEFT JOIN premium_received r ON r.book = v.book AND r.fact = v.fact
  WHERE b.pool = $1 AND to_char(v.day, 'YYYY-MM') = $2 AND e.account = '${account}' AND e.detail <> 'county_finance' AND v.fact_kind <> 'opening_balance'
  ORDER BY e.book, e.voucher, e.line`

const HEAD = '基金,核算单位,业务,关键号,日期,金额,流水号'

export async function reconcileFourWays(office: Office): Promise<void> {
  const month = monthText(office.lastMonth)
  const read = async (sql: string): Promise<readonly Line[]> => (await office.databases.batch.query<Line>(sql, [office.pool, month])).rows
  const levied = await read(LEVIED)
  const banked = await read(onAccount('1004'))
  const tax = await office.as('tax', 'tax_officer')
  const bureau = await office.as('bureau', 'fund_officer')
  const { children } = await bureau.get('/api/areas')
  const statements = [
    [tax, 'tax', 'levy', levied],
    [bureau, 'treasury', 'levy', levied.slice(1)],
    [bureau, 'finance', 'special_account', await read(onAccount('1003'))],
    [bureau, 'bank', 'expenditure_account', banked.map((line, at) => (at === 0 ? { ...line, fen: line.fen + 100n } : line))],
  ] as const
  for (const [clerk, party, stream, lines] of statements) {
    const text = [HEAD, ...lines.map((line, at) => row(line, stream, `${party}${at + 1}`)), ''].join('\n')
    await clerk.job('/api/four-ways/files', { upload: await clerk.upload(children[0].code, 'four_ways', text), party })
  }
  await bureau.job('/api/four-ways/runs', { month })
}

function row({ fund, unit, key, day, fen }: Line, stream: string, serial: string): string {
  return [fund, unit, stream, key, day, yuanText(fen), serial].join(',')
}
