// The ledgers of a book: 科目余额表, 总账 by month, 明细账 and 日记账 with running balances. Red amounts stay on their own side;
// opening balances count as opening, wherever they were booked.
import { type Day, daysAfter, lastOfMonth } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import { type ReportRow, type ReportTable, rowOf } from './report-table.js'
import type { Queries } from './transaction.js'

export type LedgerKind = 'balances' | 'general' | 'detail' | 'journal'

export interface LedgerAsked {
  readonly book: string
  readonly bookName: string
  readonly kind: LedgerKind
  /** First days of months. */
  readonly from: Day
  readonly to: Day
  readonly account: string | undefined
  readonly unit: string | undefined
  readonly limit: number
  readonly offset: number
}

export interface Ledger {
  readonly total: number
  readonly table: ReportTable
}

const TITLES: Readonly<Record<LedgerKind, string>> = { balances: '科目余额表', general: '总账', detail: '明细账', journal: '日记账' }
/** Accounts that are kept day by day (财会〔2017〕28号: 库存现金、各存款科目设日记账). */
export const JOURNAL_ACCOUNTS: readonly string[] = ['1001', '1002', '1003', '1004', '1005']

// One row an entry, with the side where it stands and whether it counts as opening of the stretch.
const LINES = `
  SELECT e.voucher, e.line, e.booked_on, v.text, e.account, a.name AS account_name, a.side, e.detail, coalesce(d.name, e.detail) AS detail_name, u.name AS unit_name, e.amount_fen AS fen,
         e.booked_on < $2::date OR v.fact_kind = 'opening_balance' AS opening,
         CASE WHEN (e.amount_fen > 0) <> e.red THEN e.amount_fen ELSE 0 END AS debit, CASE WHEN (e.amount_fen > 0) = e.red THEN -e.amount_fen ELSE 0 END AS credit
    FROM cash_entry e JOIN cash_voucher v USING (book, voucher) JOIN book b USING (book) JOIN account a USING (account) JOIN area u ON u.code = e.unit
    LEFT JOIN account_detail d ON d.fund = b.fund AND d.account = e.account AND d.detail = e.detail
   WHERE e.book = $1 AND e.booked_on <= $3::date AND ($4::text IS NULL OR e.account = $4) AND ($5::text IS NULL OR e.unit = $5)`

const SUMS = `coalesce(sum(fen) FILTER (WHERE opening), 0)::bigint AS before, coalesce(sum(debit) FILTER (WHERE NOT opening), 0)::bigint AS debit,
  coalesce(sum(credit) FILTER (WHERE NOT opening), 0)::bigint AS credit, sum(fen)::bigint AS after`

interface SumRow {
  readonly account: string
  readonly account_name: string
  readonly detail: string
  readonly detail_name: string
  readonly side: 'debit' | 'credit'
  readonly before: Fen
  readonly debit: Fen
  readonly credit: Fen
  readonly after: Fen
}

export async function ledger(db: Queries, asked: LedgerAsked): Promise<Ledger> {
  const made = await (asked.kind === 'balances' ? balances(db, asked) : asked.kind === 'general' ? general(db, asked) : entries(db, asked))
  return { total: made.total, table: { title: TITLES[asked.kind], subtitle: stretchOf(asked), texts: made.texts, amounts: made.amounts, rows: made.rows } }
}

function stretchOf({ bookName, from, to, account }: LedgerAsked): string {
  return `${bookName}　${from.slice(0, 7)} 至 ${to.slice(0, 7)}${account === undefined ? '' : `　科目 ${account}`}`
}

interface Made {
  readonly total: number
  readonly texts: string[]
  readonly amounts: string[]
  readonly rows: ReportRow[]
}

const SIDES = { debit: '借', credit: '贷' } as const
const onSide = (side: 'debit' | 'credit', fen: Fen): Fen => (side === 'debit' ? fen : -fen)

function values({ book, from, to, account, unit }: LedgerAsked): (string | null)[] {
  return [book, from, lastOfMonth(to), account ?? null, unit ?? null]
}

async function balances(db: Queries, asked: LedgerAsked): Promise<Made> {
  const { rows } = await db.query<SumRow & { whole: boolean }>(
    `SELECT account, account_name, side, coalesce(detail, '') AS detail, coalesce(detail_name, '') AS detail_name, grouping(detail) = 1 AS whole, ${SUMS}
       FROM (${LINES}) l GROUP BY GROUPING SETS ((account, account_name, side), (account, account_name, side, detail, detail_name)) ORDER BY account, whole DESC, detail`,
    values(asked),
  )
  const shown = rows.filter(({ whole, detail }) => whole || detail !== '')
  return {
    total: shown.length,
    texts: ['科目', '名称', '方向'],
    amounts: ['期初余额', '本期借方', '本期贷方', '期末余额'],
    rows: shown.map(({ whole, account, account_name, detail_name, side, before, debit, credit, after }) =>
      rowOf([account, whole ? account_name : detail_name, SIDES[side]], [onSide(side, before), debit, credit, onSide(side, after)], { indent: whole ? 0 : 1 }),
    ),
  }
}

async function general(db: Queries, asked: LedgerAsked): Promise<Made> {
  const { rows } = await db.query<{ account: string; account_name: string; side: 'debit' | 'credit'; month: string; debit: Fen; credit: Fen; after: Fen }>(
    `SELECT account, account_name, side, to_char(m.month, 'YYYY-MM') AS month, coalesce(sum(debit) FILTER (WHERE NOT opening AND date_trunc('month', booked_on) = m.month), 0)::bigint AS debit,
            coalesce(sum(credit) FILTER (WHERE NOT opening AND date_trunc('month', booked_on) = m.month), 0)::bigint AS credit, coalesce(sum(fen) FILTER (WHERE booked_on < m.month + interval '1 month'), 0)::bigint AS after
       FROM (${LINES}) l CROSS JOIN generate_series($2::date, $3::date, interval '1 month') AS m(month) GROUP BY 1, 2, 3, m.month ORDER BY 1, m.month`,
    values(asked),
  )
  let [debit, credit] = [0n, 0n]
  const lines = rows.map((row, i) => {
    const first = rows[i - 1]?.account !== row.account
    debit = row.debit + (first ? 0n : debit)
    credit = row.credit + (first ? 0n : credit)
    return rowOf([row.account, row.account_name, row.month, SIDES[row.side]], [row.debit, row.credit, debit, credit, onSide(row.side, row.after)])
  })
  return { total: lines.length, texts: ['科目', '名称', '月份', '方向'], amounts: ['本月借方', '本月贷方', '累计借方', '累计贷方', '月末余额'], rows: lines }
}

interface EntryRow {
  readonly voucher: bigint
  readonly booked_on: Day
  readonly text: string
  readonly account: string
  readonly account_name: string
  readonly detail_name: string
  readonly unit_name: string
  readonly debit: Fen
  readonly credit: Fen
  readonly balance: Fen
  readonly last_of_day: boolean
  readonly day_debit: Fen
  readonly day_credit: Fen
}

/** Balances run account by account; a journal shows each day's sums at its end. */
async function entries(db: Queries, asked: LedgerAsked): Promise<Made> {
  const opening = await db.query<{ side: 'debit' | 'credit'; fen: Fen }>(
    `SELECT side, sum(fen)::bigint AS fen FROM (${LINES}) l WHERE opening GROUP BY 1`,
    values(asked),
  )
  const count = await db.query<{ total: number }>(`SELECT count(*)::integer AS total FROM (${LINES}) l WHERE NOT opening`, values(asked))
  const { rows } = await db.query<EntryRow>(
    `SELECT * FROM (
       SELECT l.*, sum(CASE WHEN opening THEN fen ELSE 0 END) OVER whole + sum(CASE WHEN opening THEN 0 ELSE fen END) OVER running AS balance,
              lead(booked_on) OVER running IS DISTINCT FROM booked_on AS last_of_day, sum(debit) OVER daily AS day_debit, sum(credit) OVER daily AS day_credit
         FROM (${LINES}) l WINDOW whole AS (), running AS (ORDER BY booked_on, voucher, line), daily AS (PARTITION BY booked_on, opening)) l
      WHERE NOT opening ORDER BY booked_on, voucher, line LIMIT $6 OFFSET $7`,
    [...values(asked), asked.limit, asked.offset],
  )
  const first =
    asked.offset === 0
      ? [rowOf([daysAfter(asked.from, -1), '', '期初余额', '', ''], [null, null, opening.rows.reduce((sum, row) => sum + BigInt(row.fen), 0n)])]
      : []
  const lines = rows.flatMap((row) => {
    const texts = [row.booked_on, `记-${Number(row.voucher % 1_000_000n)}`, row.text, row.detail_name, row.unit_name]
    const line = rowOf(texts, [orNull(row.debit), orNull(row.credit), BigInt(row.balance)], { voucher: row.voucher })
    if (asked.kind !== 'journal' || !row.last_of_day) return [line]
    return [line, rowOf([row.booked_on, '', '本日合计', '', ''], [BigInt(row.day_debit), BigInt(row.day_credit), BigInt(row.balance)])]
  })
  return {
    total: count.rows[0]?.total ?? 0,
    texts: [...ENTRY_TEXTS],
    amounts: [...ENTRY_AMOUNTS],
    rows: [...first, ...lines],
  }
}

interface PlainEntry extends Omit<EntryRow, 'balance' | 'last_of_day' | 'day_debit' | 'day_credit'> {
  readonly line: number
  readonly fen: Fen
}

const CHUNK = 10_000

/** The whole of a 明细账 or 日记账 for a file, read a stretch at a time; balances and sums of days run along. */
export async function* ledgerRows(read: <T>(work: (db: Queries) => Promise<T>) => Promise<T>, asked: LedgerAsked): AsyncGenerator<ReportRow> {
  const opening = await read((db) => db.query<{ fen: Fen | null }>(`SELECT sum(fen)::bigint AS fen FROM (${LINES}) l WHERE opening`, values(asked)))
  let balance = opening.rows[0]?.fen ?? 0n
  yield rowOf([daysAfter(asked.from, -1), '', '期初余额', '', ''], [null, null, balance])
  let last: PlainEntry | undefined
  let [debit, credit] = [0n, 0n]
  const dayEnd = (): ReportRow[] =>
    asked.kind === 'journal' && last !== undefined ? [rowOf([last.booked_on, '', '本日合计', '', ''], [debit, credit, balance])] : []
  for (;;) {
    const after = [last?.booked_on ?? null, last?.voucher ?? null, last?.line ?? null]
    const { rows } = await read((db) =>
      db.query<PlainEntry>(
        `SELECT * FROM (${LINES}) l WHERE NOT opening AND ($6::date IS NULL OR (booked_on, voucher, line) > ($6, $7::bigint, $8::integer)) ORDER BY booked_on, voucher, line LIMIT ${CHUNK}`,
        [...values(asked), ...after],
      ),
    )
    for (const row of rows) {
      if (last !== undefined && last.booked_on !== row.booked_on) {
        yield* dayEnd()
        debit = 0n
        credit = 0n
      }
      balance += row.fen
      debit += row.debit
      credit += row.credit
      last = row
      const texts = [row.booked_on, `记-${Number(row.voucher % 1_000_000n)}`, row.text, row.detail_name, row.unit_name]
      yield rowOf(texts, [orNull(row.debit), orNull(row.credit), balance], { voucher: row.voucher })
    }
    if (rows.length < CHUNK) break
  }
  yield* dayEnd()
}

/** What stands above the rows of an entries' ledger. */
export function entriesHead(asked: LedgerAsked): Omit<ReportTable, 'rows'> {
  return { title: TITLES[asked.kind], subtitle: stretchOf(asked), texts: [...ENTRY_TEXTS], amounts: [...ENTRY_AMOUNTS] }
}

const ENTRY_TEXTS = ['日期', '凭证', '摘要', '明细', '核算单位'] as const
const ENTRY_AMOUNTS = ['借方', '贷方', '余额（借正贷负）'] as const

function orNull(fen: Fen): Fen | null {
  return BigInt(fen) === 0n ? null : BigInt(fen)
}
