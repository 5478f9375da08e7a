// Accounts that are paid to. Their numbers are kept encrypted; the pages show the last four digits.
import type { Queries } from '../fund/transaction.js'
import { orderBy } from '../http/list-query.js'

export type AccountKind = 'provider' | 'person' | 'payer' | 'fund'

export interface AccountRow {
  readonly account: bigint
  readonly kind: AccountKind
  readonly payee: string
  readonly person: bigint | null
  readonly payee_name: string
  readonly unit: string
  readonly holder: string
  readonly bank: string
  readonly bank_code: string
  readonly tail: string
  readonly reason: string
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
  readonly stage: string
  readonly total: number
}

const ROWS = `
SELECT a.account, a.kind, a.payee, a.person, coalesce(p.name, v.name, a.payee) AS payee_name, a.unit, a.holder, a.bank, a.bank_code, a.tail, a.reason, a.officer,
       o.name AS officer_name, to_char(a.known_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS known_at, a.stage, count(*) OVER ()::integer AS total
  FROM payee_account_standing a JOIN officer o ON o.officer = a.officer LEFT JOIN person p ON p.person = a.person LEFT JOIN provider v ON a.kind = 'provider' AND v.code = a.payee`

export interface AccountFilter {
  readonly kind: string | null
  readonly stage: string | null
  readonly q: string | null
  /** The person that `q` numbers. */
  readonly person: bigint | null
  readonly sort?: string | undefined
  readonly size: number
  readonly from: number
}

const ORDER = { payee_name: 'payee_name', bank: 'a.bank', known_at: 'a.known_at', stage: 'a.stage' }

export async function accountRows(db: Queries, { kind, stage, q, person, sort, size, from }: AccountFilter): Promise<AccountRow[]> {
  const { rows } = await db.query<AccountRow>(
    `${ROWS} WHERE ($1::text IS NULL OR a.kind = $1) AND ($2::text IS NULL OR a.stage = $2)
        AND ($3::text IS NULL OR a.payee LIKE $3 || '%' OR p.name = $3 OR v.name LIKE '%' || $3 || '%' OR a.tail = $3 OR a.person = $6)
      ORDER BY ${orderBy(sort, ORDER, "a.stage <> 'begun', a.account DESC")} LIMIT $4 OFFSET $5`,
    [kind, stage, q, size, from, person],
  )
  return rows
}

export async function accountNumbered(db: Queries, account: bigint): Promise<AccountRow | undefined> {
  return (await db.query<AccountRow>(`${ROWS} WHERE a.account = $1`, [account])).rows[0]
}

export interface NewAccount {
  readonly kind: AccountKind
  readonly payee: string
  readonly person: bigint | null
  readonly unit: string
  readonly holder: string
  readonly bank: string
  readonly bankCode: string
  readonly cipher: Buffer
  readonly tail: string
  readonly reason: string
  readonly officer: bigint
}

export async function insertAccount(db: Queries, one: NewAccount): Promise<bigint> {
  const more = [one.unit, one.holder, one.bank, one.bankCode, one.cipher, one.tail, one.reason, one.officer]
  const columns = 'unit, holder, bank, bank_code, number_cipher, tail, reason, officer'
  const { rows } =
    one.kind === 'person'
      ? await db.query<{ account: bigint }>(
          `INSERT INTO person_account (account, person, ${columns}) VALUES (nextval('payment_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING account`,
          [one.person, ...more],
        )
      : await db.query<{ account: bigint }>(
          `INSERT INTO payee_account (account, kind, payee, ${columns}) VALUES (nextval('payment_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING account`,
          [one.kind, one.payee, ...more],
        )
  return rows[0]?.account ?? 0n
}

/** Account, holder and number of accounts, for the bank's file alone. */
export async function accountsToPay(
  db: Queries,
  accounts: readonly bigint[],
): Promise<Map<bigint, { holder: string; bank: string; bank_code: string; number_cipher: Buffer }>> {
  const { rows } = await db.query<{ account: bigint; holder: string; bank: string; bank_code: string; number_cipher: Buffer }>(
    'SELECT account, holder, bank, bank_code, number_cipher FROM payee_account_standing WHERE account = ANY ($1)',
    [accounts],
  )
  return new Map(rows.map(({ account, ...row }) => [account, row]))
}
