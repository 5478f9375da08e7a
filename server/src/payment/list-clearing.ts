// The office's list of clearing requests: what waits first, oldest first.
import type { Static } from 'typebox'
import { type Clock, dayIn } from '../http/clock.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import type { ClearingList, ClearingQuery } from './clearing-schemas.js'
import { CLEARING_STANDING, CLEARING_STEP } from './clearing-store.js'

type List = Static<typeof ClearingList>
type Money = 'total_fen' | 'recognised_fen' | 'fund_fen' | 'account_fen' | 'cash_fen'
type Found = Omit<List['rows'][number], Money> & Readonly<Record<Money, bigint>> & { readonly total: number }

const SQL = `
SELECT c.institution, p.name AS institution_name, c.request::text, c.clearing_type, c.clearing_way, c.month, c.begins, c.ends, c.bills, c.total_fen, c.recognised_fen,
       c.fund_fen, c.account_fen, c.cash_fen, ${CLEARING_STANDING} AS standing, coalesce(s.reason, '') AS reason, c.operator,
       to_char(c.known_at, 'YYYY-MM-DD HH24:MI:SS') AS requested_at,
       CASE WHEN ${CLEARING_STANDING} = 'requested' THEN greatest(0, $5::date - c.known_at::date) ELSE 0 END AS days_waiting, count(*) OVER ()::integer AS total
  FROM clearing_request c ${CLEARING_STEP} JOIN provider p ON p.code = c.institution
 WHERE c.area = ANY ($1::text[]) AND ($2::text IS NULL OR c.institution = $2) AND ($3::text IS NULL OR ${CLEARING_STANDING} = $3) AND ($4::date IS NULL OR c.month = $4)
 ORDER BY ${CLEARING_STANDING} <> 'requested', c.known_at, c.request LIMIT $6 OFFSET $7`

export async function listClearing(query: Static<typeof ClearingQuery>, desk: Desk, clock: Clock): Promise<List> {
  const { page = 1, size = 20 } = query
  const month = query.month === undefined ? null : `${query.month}-01`
  const values = [desk.officer.areas, query.provider ?? null, query.standing ?? null, month, dayIn(clock), size, (page - 1) * size]
  const rows = await desk.read(async (client) => (await client.query<Found>(SQL, values)).rows)
  return { total: rows[0]?.total ?? 0, rows: rows.map(rowJson) }
}

function rowJson({ total: _total, ...row }: Found): List['rows'][number] {
  return {
    ...row,
    total_fen: fenJson(row.total_fen),
    recognised_fen: fenJson(row.recognised_fen),
    fund_fen: fenJson(row.fund_fen),
    account_fen: fenJson(row.account_fen),
    cash_fen: fenJson(row.cash_fen),
  }
}
