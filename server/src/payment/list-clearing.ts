// The office's list of clearing requests: what waits first, oldest first.
import type { Static } from 'typebox'
import { type Clock, dayIn } from '../http/clock.js'
import { fenJson } from '../http/json-money.js'
import { cutOf, likeText, orderBy } from '../http/list-query.js'
import type { Desk } from '../http/route.js'
import type { ClearingList, ClearingQuery } from './clearing-schemas.js'
import { CLEARING_STANDING, CLEARING_STEP } from './clearing-store.js'

type List = Static<typeof ClearingList>
type Money = 'total_fen' | 'recognised_fen' | 'fund_fen' | 'account_fen' | 'cash_fen'
export type FoundRequest = Omit<List['rows'][number], Money> & Readonly<Record<Money, bigint>>

const codeName = (list: string, column: string): string =>
  `coalesce((SELECT l.label FROM code_list l WHERE l.list = '${list}' AND l.value = ${column} ORDER BY l.sort LIMIT 1), '')`

/** $1 is the day of today. */
export const CLEARING_ROWS = `
SELECT c.institution, p.name AS institution_name, c.request::text, c.clearing_type, ${codeName('clr_type', 'c.clearing_type')} AS clearing_type_name, c.clearing_way,
       ${codeName('clr_way', 'c.clearing_way')} AS clearing_way_name, c.month, c.begins, c.ends, c.bills, c.total_fen, c.recognised_fen,
       c.fund_fen, c.account_fen, c.cash_fen, ${CLEARING_STANDING} AS standing, coalesce(s.reason, '') AS reason, c.operator,
       to_char(c.known_at, 'YYYY-MM-DD HH24:MI:SS') AS requested_at,
       CASE WHEN ${CLEARING_STANDING} IN ('requested', 'reviewed') THEN greatest(0, $1::date - c.known_at::date) ELSE 0 END AS days_waiting,
       count(*) OVER ()::integer AS total
  FROM clearing_request c ${CLEARING_STEP} JOIN provider p ON p.code = c.institution`

const WHERE = `c.area = ANY ($2::text[]) AND ($3::text IS NULL OR c.institution = $3) AND ($4::text IS NULL OR ${CLEARING_STANDING} = $4)
  AND ($5::date IS NULL OR c.month = $5) AND ($6::text IS NULL OR p.name LIKE '%' || $6 || '%' OR c.institution = upper($6) OR c.request::text = $6)`

const ORDER = { requested_at: 'c.known_at', month: 'c.month', total_fen: 'c.total_fen', fund_fen: 'c.fund_fen', bills: 'c.bills', institution: 'p.name' }
const USUAL = `array_position(ARRAY['requested', 'reviewed'], ${CLEARING_STANDING}) NULLS LAST, c.known_at, c.request`

export async function listClearing(query: Static<typeof ClearingQuery>, desk: Desk, clock: Clock): Promise<List> {
  const { provider = null, standing = null, month, q, sort } = query
  const { limit, offset } = cutOf(query)
  const filters = [provider, standing, month === undefined ? null : `${month}-01`, q === undefined ? null : likeText(q)]
  const values = [dayIn(clock), desk.officer.areas, ...filters, limit, offset]
  const rows = await desk.read(
    async (client) =>
      (
        await client.query<FoundRequest & { total: number }>(
          `${CLEARING_ROWS} WHERE ${WHERE} ORDER BY ${orderBy(sort, ORDER, USUAL)} LIMIT $7 OFFSET $8`,
          values,
        )
      ).rows,
  )
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => requestJson(row)) }
}

export function requestJson(row: FoundRequest): List['rows'][number] {
  return {
    ...row,
    total_fen: fenJson(row.total_fen),
    recognised_fen: fenJson(row.recognised_fen),
    fund_fen: fenJson(row.fund_fen),
    account_fen: fenJson(row.account_fen),
    cash_fen: fenJson(row.cash_fen),
  }
}
