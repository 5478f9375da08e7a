// Individual accounts that move between areas with their owners: found with where they stand, and what keeps one from leaving.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Queries } from '../fund/transaction.js'
import { likeText, orderBy } from '../http/list-query.js'

export interface TransferRow {
  readonly transfer: bigint
  readonly person: bigint
  readonly person_name: string
  readonly unit: string
  readonly book: string
  readonly direction: 'in' | 'out'
  readonly agency: string
  readonly document: string
  readonly happened_on: Day
  readonly current_fen: Fen
  readonly history_fen: Fen
  readonly officer: bigint
  readonly officer_name: string
  readonly stage: string
  /** Where its payment stands; null where there is none. */
  readonly payment: string | null
  readonly total: number
}

const ROWS = `
SELECT a.transfer, a.person, p.name AS person_name, a.unit, a.book, a.direction, a.agency, a.document, a.happened_on, a.current_fen, a.history_fen, a.officer, o.name AS officer_name,
       payment_stage('transfer', a.transfer) AS stage, y.standing AS payment, count(*) OVER ()::integer AS total
  FROM account_transfer a JOIN person p USING (person) JOIN officer o ON o.officer = a.officer
  LEFT JOIN payable_standing y ON y.kind = 'transfer' AND y.source = a.transfer::text
 WHERE ($1::text IS NULL OR a.direction = $1) AND ($2::text IS NULL OR payment_stage('transfer', a.transfer) = $2)
   AND ($3::text IS NULL OR a.agency LIKE '%' || $3 || '%' OR a.document LIKE '%' || $3 || '%' OR p.name = $3) AND ($4::bigint IS NULL OR a.transfer = $4)`

const ORDER = { agency: 'a.agency', happened_on: 'a.happened_on', amount_fen: 'a.current_fen + a.history_fen', direction_name: 'a.direction' }

export interface TransfersAsked {
  readonly direction?: 'in' | 'out'
  readonly stage?: string
  readonly q?: string
  readonly sort?: string
}

export async function transferRows(db: Queries, { direction, stage, q, sort }: TransfersAsked, size: number, from: number): Promise<TransferRow[]> {
  const { rows } = await db.query<TransferRow>(
    `${ROWS} ORDER BY ${orderBy(sort, ORDER, "payment_stage('transfer', a.transfer) <> 'begun', a.transfer DESC")} LIMIT $5 OFFSET $6`,
    [...[direction ?? null, stage ?? null, q === undefined || q === '' ? null : likeText(q), null, size, from]],
  )
  return rows
}

export async function transferNumbered(db: Queries, transfer: bigint): Promise<TransferRow | undefined> {
  return (await db.query<TransferRow>(ROWS, [null, null, null, transfer])).rows[0]
}

export interface AccountNow {
  readonly current_fen: Fen
  readonly history_fen: Fen
  /** Entitled as an employee here today or later. */
  readonly insured: boolean
  /** Bills under way whose cost the account may still have to bear. */
  readonly open_visits: number
  /** Another transfer of the account that is not decided. */
  readonly under_way: bigint | null
}

export async function accountNow(db: Queries, person: bigint, today: Day): Promise<AccountNow | undefined> {
  const { rows } = await db.query<AccountNow>(
    `SELECT coalesce(a.current_fen, 0)::bigint AS current_fen, coalesce(a.history_fen, 0)::bigint AS history_fen,
            coalesce((SELECT e.entitled_to >= e.entitled_from AND e.entitled_to >= $2::date FROM enrolment e
                       WHERE e.person = p.person AND e.scheme = 'employee' ORDER BY e.benefit_year DESC, e.enrolment DESC LIMIT 1), false) AS insured,
            (SELECT count(*)::integer FROM visit_state v WHERE v.person = p.person AND v.status IN ('open', 'discharged') AND (v.kind = 'inpatient' OR v.open_fen <> 0)) AS open_visits,
            (SELECT min(t.transfer) FROM account_transfer t WHERE t.person = p.person AND t.direction = 'out' AND payment_stage('transfer', t.transfer) = 'begun') AS under_way
       FROM person p LEFT JOIN individual_account a USING (person) WHERE p.person = $1`,
    [person, today],
  )
  return rows[0]
}
