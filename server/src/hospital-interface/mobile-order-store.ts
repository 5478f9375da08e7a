// Statements about orders of mobile payment and their refunds.

import type { Fen } from '@tongchou/domain/base/money.js'
import type pg from 'pg'

export interface MobileOrder {
  readonly person: bigint
  readonly pay_order: bigint
  readonly area: string
  readonly institution: string
  readonly institution_order: string
  readonly visit: bigint
  readonly registered: boolean
  readonly charge_batch: string
  readonly total_fen: Fen
  /** What 2207 needs. */
  readonly settlement_input: Readonly<Record<string, string>>
  readonly token_cipher: Buffer
  readonly ordered_at: string
}

export type NewOrder = Omit<MobileOrder, 'pay_order' | 'area'>

const COLUMNS = `person, pay_order, area, institution, institution_order, visit, registered, charge_batch, total_fen, settlement_input, token_cipher,
  to_char(ordered_at, 'YYYY-MM-DD HH24:MI:SS') AS ordered_at`

/** The order, or the one that the same institution uploaded under its number before. */
export async function insertOrder(database: pg.Pool, order: NewOrder): Promise<MobileOrder> {
  await database.query(
    `INSERT INTO mobile_order (person, pay_order, area, institution, institution_order, visit, registered, charge_batch, total_fen, settlement_input, token_cipher, ordered_at)
     SELECT v.person, nextval('fact_seq'), v.area, $2, $3, v.visit, $5, $6, $7, $8, $9, $10::timestamptz FROM visit v WHERE v.person = $1 AND v.visit = $4
     ON CONFLICT (institution, institution_order) DO NOTHING`,
    [
      order.person,
      order.institution,
      order.institution_order,
      order.visit,
      order.registered,
      order.charge_batch,
      order.total_fen,
      JSON.stringify(order.settlement_input),
      order.token_cipher,
      order.ordered_at,
    ],
  )
  const stored = await orderOfInstitution(database, order.institution, order.institution_order)
  if (stored === undefined) throw new Error('an order of mobile payment was written and not found')
  return stored
}

export async function orderOfInstitution(database: pg.Pool, institution: string, number: string): Promise<MobileOrder | undefined> {
  const { rows } = await database.query<MobileOrder>(`SELECT ${COLUMNS} FROM mobile_order WHERE institution = $1 AND institution_order = $2`, [
    institution,
    number,
  ])
  return rows[0]
}

export async function orderNumbered(database: pg.Pool, institution: string, payOrder: bigint): Promise<MobileOrder | undefined> {
  const { rows } = await database.query<MobileOrder>(`SELECT ${COLUMNS} FROM mobile_order WHERE pay_order = $1 AND institution = $2`, [payOrder, institution])
  return rows[0]
}

export interface MobileRefund {
  readonly person: bigint
  readonly refund: bigint
  readonly pay_order: bigint
  readonly institution_refund: string
  readonly kind: 'ALL' | 'CASH' | 'HI'
  readonly settlement: bigint | null
  readonly total_fen: Fen
  readonly fund_fen: Fen
  readonly account_fen: Fen
  readonly cash_fen: Fen
  readonly refunded_at: string
}

const REFUND = `person, refund, pay_order, institution_refund, kind, settlement, total_fen, fund_fen, account_fen, cash_fen,
  to_char(refunded_at, 'YYYY-MM-DD HH24:MI:SS') AS refunded_at`

export async function insertRefund(
  database: pg.Pool,
  order: MobileOrder,
  refund: Omit<MobileRefund, 'person' | 'refund' | 'pay_order'>,
): Promise<MobileRefund> {
  await database.query(
    `INSERT INTO mobile_refund (person, refund, pay_order, area, institution, institution_refund, kind, settlement, total_fen, fund_fen, account_fen, cash_fen, refunded_at)
     VALUES ($1, nextval('fact_seq'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::timestamptz) ON CONFLICT (institution, institution_refund) DO NOTHING`,
    [
      order.person,
      order.pay_order,
      order.area,
      order.institution,
      refund.institution_refund,
      refund.kind,
      refund.settlement,
      refund.total_fen,
      refund.fund_fen,
      refund.account_fen,
      refund.cash_fen,
      refund.refunded_at,
    ],
  )
  const stored = await refundOfInstitution(database, order.institution, refund.institution_refund)
  if (stored === undefined) throw new Error('a refund of mobile payment was written and not found')
  return stored
}

export async function refundOfInstitution(database: pg.Pool, institution: string, number: string): Promise<MobileRefund | undefined> {
  const { rows } = await database.query<MobileRefund>(`SELECT ${REFUND} FROM mobile_refund WHERE institution = $1 AND institution_refund = $2`, [
    institution,
    number,
  ])
  return rows[0]
}

export async function refundsOf(database: pg.Pool, order: MobileOrder): Promise<MobileRefund[]> {
  const { rows } = await database.query<MobileRefund>(`SELECT ${REFUND} FROM mobile_refund WHERE person = $1 AND pay_order = $2 ORDER BY refund`, [
    order.person,
    order.pay_order,
  ])
  return rows
}
