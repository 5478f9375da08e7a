// What the bridge of a month is made of: balances of both ledgers, what moved them, and what is owed to each provider.
import { type Day, daysAfter, lastOfMonth } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import { balanceKey } from '@tongchou/domain/fund/book.js'
import { type Bridge, bridgeOf } from '@tongchou/domain/fund/bridge.js'
import type { BridgeMove, PayablesFigures } from '@tongchou/domain/fund/explain-bridge.js'
import { likeText, orderBy } from '../http/list-query.js'
import { memoBalances } from './memo-balances.js'
import { cashBalances } from './position.js'
import type { Queries } from './transaction.js'

/** A month of a book, of one unit or of all. */
export interface BridgeAsked {
  readonly book: string
  /** Its first day. */
  readonly month: Day
  readonly unit: string | null
}

export interface BridgeEnds {
  readonly opening: Bridge
  readonly closing: Bridge
  /** Owed to local providers when the month began and ended, by unit. */
  readonly owed: ReadonlyMap<string, { readonly openingFen: Fen; readonly closingFen: Fen }>
}

export async function bridgeEnds(db: Parameters<typeof cashBalances>[0], asked: BridgeAsked): Promise<BridgeEnds> {
  const [before, after] = [daysAfter(asked.month, -1), lastOfMonth(asked.month)]
  const [first, last] = [await memoOn(db, asked, before), await memoOn(db, asked, after)]
  const owed = new Map<string, { openingFen: Fen; closingFen: Fen }>()
  for (const unit of new Set([...first.keys(), ...last.keys()])) owed.set(unit, { openingFen: owedOf(first, unit), closingFen: owedOf(last, unit) })
  return {
    opening: bridgeOf(
      await cashOn(db, asked, before),
      [...first.values()].flatMap((accounts) => [...accounts]),
    ),
    closing: bridgeOf(
      await cashOn(db, asked, after),
      [...last.values()].flatMap((accounts) => [...accounts]),
    ),
    owed,
  }
}

type Memo = ReadonlyMap<string, ReadonlyMap<string, Fen>>

async function memoOn(db: Queries, { book, unit }: BridgeAsked, day: Day): Promise<Memo> {
  const units = (await memoBalances(db, day, [book])).get(book) ?? new Map<string, ReadonlyMap<string, Fen>>()
  return new Map([...units].filter(([one]) => unit === null || one === unit))
}

function owedOf(memo: Memo, unit: string): Fen {
  let owed = 0n
  for (const [account, fen] of memo.get(unit) ?? []) if (account.startsWith('payable_providers')) owed -= fen
  return owed
}

async function cashOn(db: Parameters<typeof cashBalances>[0], { book, unit }: BridgeAsked, day: Day): Promise<Map<string, Fen>> {
  const own = (await cashBalances(db, day)).filter((row) => row.book === book && (unit === null || row.unit === unit))
  return new Map(own.map((row) => [balanceKey(row.account, row.detail, row.unit), row.fen]))
}

// Closing entries of a year only carry over. Receivables are debits, payables credits: both are turned so that more is positive.
const MOVES = `
  SELECT 'cash' AS account, e.account AS cause, -sum(e.amount_fen)::bigint AS fen FROM cash_entry e JOIN cash_voucher v USING (book, voucher)
   WHERE e.book = $1 AND e.booked_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR e.unit = $4) AND e.account >= '3' AND v.fact_kind <> 'year_closed' GROUP BY 2
  UNION ALL
  SELECT split_part(line.account, '/', 1), line.kind, (CASE WHEN line.account LIKE 'receivable%' THEN 1 ELSE -1 END * sum(line.fen))::bigint FROM (
    SELECT 'settlement' AS kind, m.area AS unit, a.account, a.fen FROM memo_entry m, unnest(m.accounts, m.amounts) AS a(account, fen) WHERE m.book = $1 AND m.booked_on BETWEEN $2 AND $3
    UNION ALL
    SELECT m.fact_kind, m.unit, a.account, a.fen FROM memo_movement m, unnest(m.accounts, m.amounts) AS a(account, fen) WHERE m.book = $1 AND m.booked_on BETWEEN $2 AND $3) line
   WHERE $4::text IS NULL OR line.unit = $4 GROUP BY 1, 2, line.account LIKE 'receivable%'`

export async function bridgeMoves(db: Queries, { book, month, unit }: BridgeAsked): Promise<BridgeMove[]> {
  return (await db.query<BridgeMove>(MOVES, [book, month, lastOfMonth(month), unit])).rows
}

export interface UnitPayables extends Omit<PayablesFigures, 'openingFen'> {
  readonly unit: string
}

// Of the month in which things happened: bills settled, payments made. Closing entries and cash do not come in.
const OF_UNITS = `
  SELECT unit, sum("byItemFen")::bigint AS "byItemFen", sum("methodFen")::bigint AS "methodFen", sum("deductionFen")::bigint AS "deductionFen", sum("depositFen")::bigint AS "depositFen",
         sum("setOffFen")::bigint AS "setOffFen", sum("nettedFen")::bigint AS "nettedFen", sum("paidFen")::bigint AS "paidFen", sum("returnedFen")::bigint AS "returnedFen" FROM (
    SELECT m.area AS unit, -a.fen AS "byItemFen", 0 AS "methodFen", 0 AS "deductionFen", 0 AS "depositFen", 0 AS "setOffFen", 0 AS "nettedFen", 0 AS "paidFen", 0 AS "returnedFen"
      FROM memo_entry m, unnest(m.accounts, m.amounts) AS a(account, fen) WHERE m.book = $1 AND m.booked_on BETWEEN $2 AND $3 AND a.account LIKE 'payable_providers%'
    UNION ALL SELECT unit, 0, amount_fen, 0, 0, 0, 0, 0, 0 FROM clearing_adjusted WHERE book = $1 AND booked_on BETWEEN $2 AND $3
    UNION ALL SELECT l.unit, 0, 0, l.deduction_fen, l.deposit_fen, l.set_off_fen, l.netted_this_year_fen + l.netted_earlier_fen,
                     l.gross_fen - l.deduction_fen - l.deposit_fen - l.set_off_fen - l.netted_this_year_fen - l.netted_earlier_fen, 0
                FROM provider_paid p JOIN provider_paid_line l USING (book, fact) WHERE p.book = $1 AND p.booked_on BETWEEN $2 AND $3
    UNION ALL SELECT unit, 0, 0, 0, 0, 0, 0, 0, amount_fen FROM payment_bounced WHERE book = $1 AND booked_on BETWEEN $2 AND $3 AND booked_to = 'red_5001' AND "to" = 'provider'
    UNION ALL SELECT o.unit, 0, 0, 0, 0, 0, 0, 0, -a.fen FROM opening_balance o, unnest(o.memo_accounts, o.memo_amounts) AS a(account, fen)
               WHERE o.book = $1 AND o.booked_on BETWEEN $2 AND $3 AND a.account LIKE 'payable_providers%') line
   WHERE $4::text IS NULL OR unit = $4 GROUP BY unit ORDER BY unit`

export async function unitPayables(db: Queries, { book, month, unit }: BridgeAsked): Promise<UnitPayables[]> {
  return (await db.query<UnitPayables>(OF_UNITS, [book, month, lastOfMonth(month), unit])).rows
}

export interface ProviderPayables {
  readonly provider: string
  readonly provider_name: string
  readonly unit: string
  readonly unit_name: string
  readonly bills: number
  readonly by_item: Fen
  readonly method: Fen
  readonly deduction: Fen
  readonly deposit: Fen
  readonly set_off: Fen
  readonly netted: Fen
  readonly paid: Fen
  readonly open: Fen
}

// Of the month in which bills were settled: whatever was paid for it until now, in whichever month.
const OF_PROVIDERS = `
  WITH due AS (SELECT m.provider, m.area AS unit, count(DISTINCT (m.person, m.settlement))::integer AS bills, -sum(a.fen)::bigint AS fen
      FROM memo_entry m, unnest(m.accounts, m.amounts) AS a(account, fen) WHERE m.book = $1 AND m.booked_on BETWEEN $2 AND $3 AND a.account LIKE 'payable_providers%' GROUP BY 1, 2),
    method AS (SELECT provider, unit, sum(amount_fen)::bigint AS fen FROM clearing_adjusted WHERE book = $1 AND period = $2 GROUP BY 1, 2),
    paid AS (SELECT p.provider, l.unit, sum(l.gross_fen)::bigint AS gross, sum(l.deduction_fen)::bigint AS deduction, sum(l.deposit_fen)::bigint AS deposit,
                    sum(l.set_off_fen)::bigint AS set_off, sum(l.netted_this_year_fen + l.netted_earlier_fen)::bigint AS netted
               FROM provider_paid_line l JOIN provider_paid p USING (book, fact) WHERE l.book = $1 AND l.period = $2 GROUP BY 1, 2)
  SELECT x.*, h.name AS provider_name, coalesce(unit_name(NULL, x.unit, current_day()), x.unit) AS unit_name FROM (
    SELECT provider, unit, coalesce(d.bills, 0) AS bills, coalesce(d.fen, 0) AS by_item, coalesce(m.fen, 0) AS method, coalesce(p.deduction, 0) AS deduction, coalesce(p.deposit, 0) AS deposit,
           coalesce(p.set_off, 0) AS set_off, coalesce(p.netted, 0) AS netted, coalesce(p.gross - p.deduction - p.deposit - p.set_off - p.netted, 0) AS paid,
           coalesce(d.fen, 0) + coalesce(m.fen, 0) - coalesce(p.gross, 0) AS open
      FROM due d FULL JOIN method m USING (provider, unit) FULL JOIN paid p USING (provider, unit)) x JOIN provider h ON h.code = x.provider
   WHERE ($4::text IS NULL OR x.unit = $4) AND ($5::text IS NULL OR x.provider = $5 OR h.name LIKE '%' || $6 || '%')`
const PROVIDER_ORDER = { provider_name: 'provider_name', unit_name: 'unit_name', by_item_fen: 'by_item', paid_fen: 'paid', open_fen: 'open' }

export interface ProvidersAsked extends BridgeAsked {
  readonly q?: string | undefined
  readonly sort?: string | undefined
  readonly limit: number
  readonly offset: number
}

export async function providerPayables(db: Queries, asked: ProvidersAsked): Promise<{ readonly total: number; readonly rows: ProviderPayables[] }> {
  const { book, month, unit, q, sort, limit, offset } = asked
  const values = [book, month, lastOfMonth(month), unit, q ?? null, q === undefined ? null : likeText(q)]
  const count = await db.query<{ total: number }>(`SELECT count(*)::integer AS total FROM (${OF_PROVIDERS}) x`, values)
  const { rows } = await db.query<ProviderPayables>(
    `SELECT * FROM (${OF_PROVIDERS}) x ORDER BY ${orderBy(sort, PROVIDER_ORDER, 'open DESC, provider, unit')} LIMIT $7 OFFSET $8`,
    [...values, limit, offset],
  )
  return { total: count.rows[0]?.total ?? 0, rows }
}
