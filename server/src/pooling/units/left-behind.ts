// What a unit that leaves a pool still has there: money in its part of the books, papers under way, persons, bookings of the new time.
import type { Day } from '@tongchou/domain/base/day.js'
import { MEMO_ACCOUNTS, memoBase } from '@tongchou/domain/fund/memo-accounts.js'
import { OPEN_VOUCHER_STAGES } from '@tongchou/domain/fund/voucher-life.js'
import type { LeftBehind } from '@tongchou/domain/pooling/unit-change.js'
import { memoBalances } from '../../fund/memo-balances.js'
import type { Queries } from '../../fund/transaction.js'

interface Leaving {
  readonly pool: string
  readonly unit: string
  readonly from: Day
}

export async function leftBehind(db: Queries, of: Leaving, today: Day): Promise<LeftBehind> {
  return { money: [...(await cashLeft(db, of)), ...(await duesLeft(db, of, today))], papers: await papersOpen(db, of), bookedSince: await bookedSince(db, of) }
}

/** Assets and liabilities by account, and net assets as one figure: within a year income and expenditure stand beside the surplus. */
async function cashLeft(db: Queries, { pool, unit }: Leaving): Promise<LeftBehind['money']> {
  const { rows } = await db.query<{ book: string; account: string; fen: bigint }>(
    `SELECT b.name AS book, CASE WHEN c.account < '3' THEN a.name ELSE '净资产' END AS account, sum(c.amount_fen * CASE WHEN c.account < '2' THEN 1 ELSE -1 END)::bigint AS fen
       FROM book b JOIN cash_balance c USING (book) JOIN account a USING (account) WHERE b.pool = $1 AND c.unit = $2 GROUP BY 1, 2, b.book
     HAVING sum(c.amount_fen) <> 0 ORDER BY 1, min(c.account)`,
    [pool, unit],
  )
  return rows
}

/** What is owed to it and by it on the accrual side. */
async function duesLeft(db: Queries, { pool, unit }: Leaving, today: Day): Promise<LeftBehind['money']> {
  const books = (await db.query<{ book: string; name: string }>('SELECT book, name FROM book WHERE pool = $1 ORDER BY book', [pool])).rows
  const balances = await memoBalances(
    db,
    today,
    books.map(({ book }) => book),
  )
  return books.flatMap(({ book, name }) =>
    [...(balances.get(book)?.get(unit) ?? new Map<string, bigint>())].flatMap(([account, fen]) => {
      const known = MEMO_ACCOUNTS[memoBase(account)]
      if (known === undefined || known.side === 'contra') return []
      return [{ book: name, account: known.name, fen: known.side === 'payable' ? -fen : fen }]
    }),
  )
}

async function papersOpen(db: Queries, { pool, unit }: Leaving): Promise<LeftBehind['papers']> {
  const { rows } = await db.query<{ drafts: number; requests: number; stays: number; persons: number }>(
    `SELECT (SELECT count(*)::integer FROM voucher_draft d JOIN book b USING (book) CROSS JOIN LATERAL (SELECT s.kind FROM voucher_draft_step s WHERE s.draft = d.draft ORDER BY s.step DESC LIMIT 1) l
              WHERE b.pool = $1 AND $2 = ANY (d.units) AND l.kind = ANY ($3)) AS drafts,
            (SELECT count(*)::integer FROM fund_request r JOIN book b USING (book) WHERE b.pool = $1 AND r.unit = $2 AND EXISTS (
               SELECT 1 FROM request_chain_step n WHERE n.chain = r.chain AND payment_stage('fund_request', r.request) = ANY (string_to_array(n.after, ' ')))) AS requests,
            (SELECT count(*)::integer FROM visit_state v WHERE v.area = $2 AND v.status IN ('open', 'discharged')) AS stays,
            (SELECT count(*)::integer FROM person p WHERE p.area = $2) AS persons`,
    [pool, unit, OPEN_VOUCHER_STAGES],
  )
  const [row] = rows
  if (row === undefined) return []
  const papers = [
    { what: '未记账的凭证', count: row.drafts, todo: '在“凭证”里记账或作废' },
    { what: '未办完的用款申请', count: row.requests, todo: '在“用款申请”里拨付或退回' },
    { what: '未结算的就诊', count: row.stays, todo: '由医院结算或撤销' },
    { what: '登记在本单位的参保人', count: row.persons, todo: '在“参保人”里变更参保地' },
  ]
  return papers.filter(({ count }) => count > 0)
}

/** Vouchers and bills of the new time in the old pool's books. */
async function bookedSince(db: Queries, { pool, unit, from }: Leaving): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT (SELECT count(DISTINCT (e.book, e.voucher)) FROM book b JOIN cash_entry e USING (book) WHERE b.pool = $1 AND e.unit = $2 AND e.booked_on >= $3)::integer
          + (SELECT count(*) FROM book b JOIN memo_entry m USING (book) WHERE b.pool = $1 AND m.area = $2 AND m.booked_on >= $3)::integer AS count`,
    [pool, unit, from],
  )
  return rows[0]?.count ?? 0
}
