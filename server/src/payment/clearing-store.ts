// Clearing requests of institutions and their steps; confirmations of out-of-area bills and their taking back.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type pg from 'pg'

export type ClearingStanding = 'requested' | 'withdrawn' | 'reviewed' | 'accepted' | 'returned'

export interface NewRequest {
  readonly institution: string
  readonly request: bigint
  readonly area: string
  readonly clearingType: string
  readonly clearingWay: string
  readonly month: Day
  readonly begins: Day
  readonly ends: Day
  readonly bills: number
  readonly total: Fen
  readonly recognised: Fen
  readonly fund: Fen
  readonly account: Fen
  readonly cash: Fen
  readonly operator: string
  readonly message: string
  readonly now: string
}

export interface StoredRequest extends Pick<NewRequest, 'institution' | 'request' | 'area' | 'clearingType' | 'clearingWay' | 'begins' | 'ends'> {
  readonly standing: ClearingStanding
  /** Whose first review stands; a second officer accepts. */
  readonly reviewedBy: bigint | null
}

const STORED = `c.institution, c.request, c.area, c.clearing_type AS "clearingType", c.clearing_way AS "clearingWay", c.begins, c.ends,
  CASE s.kind WHEN 'reviewed' THEN s.officer END AS "reviewedBy"`

/** The last step says where a request stands; what was reinstated is requested again. */
export const CLEARING_STANDING = `CASE coalesce(s.kind, 'reinstated') WHEN 'reinstated' THEN 'requested' ELSE s.kind END`
export const CLEARING_STEP = `LEFT JOIN LATERAL (SELECT x.* FROM clearing_step x WHERE x.institution = c.institution AND x.request = c.request ORDER BY x.step DESC LIMIT 1) s ON true`

export async function findRequest(client: pg.ClientBase, institution: string, request: bigint): Promise<StoredRequest | undefined> {
  const { rows } = await client.query<StoredRequest>(
    `SELECT ${STORED}, ${CLEARING_STANDING} AS standing FROM clearing_request c ${CLEARING_STEP} WHERE c.institution = $1 AND c.request = $2`,
    [institution, request],
  )
  return rows[0]
}

/** A request that waits, is reviewed or accepted, of the same class and way (or of every way), whose days touch these. */
export async function touchingRequest(client: pg.ClientBase, one: Omit<StoredRequest, 'standing' | 'reviewedBy'>): Promise<StoredRequest | undefined> {
  const { rows } = await client.query<StoredRequest>(
    `SELECT ${STORED}, ${CLEARING_STANDING} AS standing FROM clearing_request c ${CLEARING_STEP}
      WHERE c.institution = $1 AND c.clearing_type = $2 AND (c.clearing_way = $3 OR '' IN (c.clearing_way, $3)) AND c.begins <= $5 AND c.ends >= $4
        AND c.request <> $6 AND ${CLEARING_STANDING} IN ('requested', 'reviewed', 'accepted') ORDER BY c.request LIMIT 1`,
    [one.institution, one.clearingType, one.clearingWay, one.begins, one.ends, one.request],
  )
  return rows[0]
}

export async function insertRequest(client: pg.ClientBase, one: NewRequest): Promise<void> {
  await client.query(
    `INSERT INTO clearing_request (institution, request, area, clearing_type, clearing_way, month, begins, ends, bills, total_fen, recognised_fen, fund_fen, account_fen,
       cash_fen, operator, message, known_at, booked_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17::timestamptz, $17::date)`,
    [
      ...[one.institution, one.request, one.area, one.clearingType, one.clearingWay, one.month, one.begins, one.ends, one.bills],
      ...[one.total, one.recognised, one.fund, one.account, one.cash, one.operator, one.message, one.now],
    ],
  )
}

export interface NewClearingStep {
  readonly institution: string
  readonly request: bigint
  readonly area: string
  readonly kind: 'withdrawn' | 'reinstated' | 'reviewed' | 'accepted' | 'returned'
  readonly officer: bigint | null
  readonly reason: string
  readonly now: string
  /** The number of the message's fact, where the step is what a message did. */
  readonly step?: bigint
}

export async function insertClearingStep(client: pg.ClientBase, one: NewClearingStep): Promise<void> {
  await client.query(
    `INSERT INTO clearing_step (institution, request, step, area, kind, officer, reason, known_at)
     VALUES ($1, $2, coalesce($8::bigint, nextval('fact_seq')), $3, $4, $5, $6, $7::timestamptz)`,
    [one.institution, one.request, one.area, one.kind, one.officer, one.reason, one.now, one.step ?? null],
  )
}

export interface NewConfirmation {
  readonly institution: string
  readonly confirmation: bigint
  readonly area: string
  readonly month: Day
  readonly settlements: readonly bigint[]
  readonly included: readonly boolean[]
  readonly total: Fen
  readonly fund: Fen
  readonly operator: string
  readonly message: string
  readonly now: string
}

export async function insertConfirmation(client: pg.ClientBase, one: NewConfirmation): Promise<void> {
  await client.query(
    `INSERT INTO offsite_confirmation (institution, confirmation, area, month, settlements, included, total_fen, fund_fen, operator, message, known_at, booked_on)
     VALUES ($1, $2, $3, $4, $5::bigint[], $6::boolean[], $7, $8, $9, $10, $11::timestamptz, $11::date)`,
    [...[one.institution, one.confirmation, one.area, one.month, one.settlements, one.included, one.total, one.fund], ...[one.operator, one.message, one.now]],
  )
}

export interface Confirmed {
  readonly confirmation: bigint
  readonly area: string
  readonly settlements: bigint[]
  readonly included: boolean[]
}

/** Confirmations of a month that stand. */
export async function standingConfirmations(client: pg.ClientBase, institution: string, month: Day): Promise<Confirmed[]> {
  const { rows } = await client.query<Confirmed>(
    `SELECT c.confirmation, c.area, c.settlements, c.included FROM offsite_confirmation c
      WHERE c.institution = $1 AND c.month = $2 AND NOT EXISTS (SELECT 1 FROM offsite_rollback r WHERE r.institution = c.institution AND r.confirmation = c.confirmation)
      ORDER BY c.confirmation`,
    [institution, month],
  )
  return rows
}

export async function insertRollback(client: pg.ClientBase, institution: string, of: Confirmed, rollback: bigint, message: string, now: string): Promise<void> {
  await client.query(
    'INSERT INTO offsite_rollback (institution, confirmation, rollback, area, message, known_at) VALUES ($1, $2, $3, $4, $5, $6::timestamptz)',
    [institution, of.confirmation, rollback, of.area, message, now],
  )
}
