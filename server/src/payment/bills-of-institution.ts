// The bills of an institution in a period as both reconciliation and clearing ask for them: rows, and their sums.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { OurRow } from '@tongchou/domain/payment/compare-bills.js'
import type pg from 'pg'

export interface BillsAsked {
  readonly institution: string
  readonly begins: Day
  readonly ends: Day
  /** Null: every scheme. */
  readonly scheme: string | null
  /** Medical types of the clearing type; null: every one. */
  readonly medTypes: readonly string[] | null
  readonly refunds: 'all' | 'without' | 'only'
  readonly place: 'local' | 'outside' | 'all'
  /** Bills of one payment method; `usual` is the method of each medical type where none was agreed. */
  readonly paid?: { readonly method: string; readonly usual: ReadonlyMap<string, string> } | null
}

/** Refunds are the rows with negated amounts; a reinstated bill is a bill again. A bill without an amount is told from its refund by what it cancels. */
const REFUND = `CASE WHEN s.total_fen <> 0 THEN s.total_fen < 0 ELSE (
   WITH RECURSIVE chain(cancels, depth) AS (
     SELECT s.cancels, 0 UNION ALL SELECT c.cancels, chain.depth + 1 FROM chain JOIN settlement c ON c.person = s.person AND c.settlement = chain.cancels)
   SELECT max(depth) % 2 = 1 FROM chain) END`

/** What the person claims back is not the institution's. */
const WHERE = `s.provider = $1 AND s.receipt ->> 'paidTo' IS NULL AND s.booked_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR s.scheme = $4) AND ($5::text[] IS NULL OR s.med_type = ANY ($5))
   AND ($6 = 'all' OR ($6 = 'only') = (${REFUND})) AND ($7 = 'all' OR ($7 = 'local') = (s.place = 'local'))
   AND ($8::text IS NULL OR $8 = coalesce(s.receipt ->> 'paymentMethod', (SELECT u.method FROM unnest($9::text[], $10::text[]) AS u(med_type, method) WHERE u.med_type = s.med_type)))`

const values = ({ paid = null, ...asked }: BillsAsked): unknown[] => [
  ...[asked.institution, asked.begins, asked.ends, asked.scheme, asked.medTypes, asked.refunds, asked.place],
  ...[paid?.method ?? null, [...(paid?.usual.keys() ?? [])], [...(paid?.usual.values() ?? [])]],
]

/** The condition upon `settlement s`, with its values. */
export function billsWhere(asked: BillsAsked): { readonly sql: string; readonly values: readonly unknown[] } {
  return { sql: WHERE, values: values(asked) }
}

export interface Sums {
  readonly bills: number
  /** Bills that count: a cancelled one and its cancellation leave none. */
  readonly counting: number
  readonly total: Fen
  readonly fund: Fen
  readonly account: Fen
  readonly cash: Fen
}

export async function sumsOf(client: pg.ClientBase, asked: BillsAsked): Promise<Sums> {
  const sum = (column: string): string => `coalesce(sum(s.${column}), 0)::bigint`
  const { rows } = await client.query<Sums>(
    `SELECT count(*)::integer AS bills, coalesce(sum(CASE WHEN ${REFUND} THEN -1 ELSE 1 END), 0)::integer AS counting, ${sum('total_fen')} AS total, ${sum('fund_fen')} AS fund,
            ${sum('account_fen')} AS account, ${sum('cash_fen')} AS cash FROM settlement s WHERE ${WHERE}`,
    values(asked),
  )
  const [row] = rows
  if (row === undefined) throw new Error('a sum without a row')
  return row
}

export type FoundBill = Omit<OurRow, 'person'> & { readonly personKey: bigint; readonly cash: Fen; readonly settledAt: string }

/** In the order of settlement; `bill` leads back to the first of the chain of cancellations. */
export async function billsOf(client: pg.ClientBase, asked: BillsAsked): Promise<FoundBill[]> {
  const { rows } = await client.query<FoundBill>(
    `SELECT s.settlement, s.visit, s.person AS "personKey", (${REFUND}) AS refund, s.booked_on AS "settledOn", s.institution_message AS msgid,
            to_char(s.settled_at, 'YYYY-MM-DD HH24:MI:SS') AS "settledAt", s.total_fen AS total, s.fund_fen AS fund, s.account_fen AS account, s.cash_fen AS cash,
            CASE WHEN s.cancels IS NULL THEN s.settlement ELSE (
              WITH RECURSIVE chain(settlement, cancels) AS (
                SELECT s.settlement, s.cancels UNION ALL
                SELECT c.settlement, c.cancels FROM chain JOIN settlement c ON c.person = s.person AND c.settlement = chain.cancels)
              SELECT chain.settlement FROM chain WHERE chain.cancels IS NULL) END AS bill
       FROM settlement s WHERE ${WHERE} ORDER BY s.settlement`,
    values(asked),
  )
  return rows
}

export interface Whereabouts {
  readonly settlement: bigint
  readonly provider: string
  readonly settledOn: Day
  readonly medType: string
}

/** Bills named by person and number, wherever and whenever they were settled. */
export async function whereabouts(client: pg.ClientBase, named: readonly { person: bigint; settlement: bigint }[]): Promise<Map<bigint, Whereabouts>> {
  const { rows } = await client.query<Whereabouts>(
    `SELECT s.settlement, s.provider, s.booked_on AS "settledOn", s.med_type AS "medType"
       FROM unnest($1::bigint[], $2::bigint[]) AS n(person, settlement) JOIN settlement s ON s.person = n.person AND s.settlement = n.settlement`,
    [named.map((one) => one.person), named.map((one) => one.settlement)],
  )
  return new Map(rows.map((row) => [row.settlement, row]))
}
