// One clearing request at the office: its sums beside ours of today, its steps, its bills; and the bills of an out-of-area confirmation.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber } from '../enrolment/person-number.js'
import { type Clock, dayIn } from '../http/clock.js'
import { fenJson } from '../http/json-money.js'
import { cutOf, orderBy, type PageAsked } from '../http/list-query.js'
import type { Desk } from '../http/route.js'
import { type BillsAsked, billsWhere, type Sums, sumsOf } from './bills-of-institution.js'
import type { Bills, ClearingDetail, ClearingParams, OffsiteList, OffsiteParams, OffsiteQuery } from './clearing-schemas.js'
import { findRequest, type StoredRequest } from './clearing-store.js'
import { CLEARING_ROWS, type FoundRequest, requestJson } from './list-clearing.js'

type Params = Static<typeof ClearingParams>
/** Medical types by the clearing type they are cleared under. */
type ClearingTypes = ReadonlyMap<string, readonly string[]>

const NO_REQUEST = refused('not_found', '没有这件清算申请，或不在您的区域，请刷新后再办')

export async function seeClearing(params: Params, desk: Desk, clock: Clock, types: ClearingTypes): Promise<Static<typeof ClearingDetail> | Refusal> {
  return desk.read(async (client) => {
    const stored = await findRequest(client, params.code, BigInt(params.request))
    if (stored === undefined || !desk.officer.areas.includes(stored.area)) return NO_REQUEST
    const { rows } = await client.query<FoundRequest & { total: number }>(`${CLEARING_ROWS} WHERE c.institution = $2 AND c.request = $3`, [
      ...[dayIn(clock), params.code, params.request],
    ])
    const [found] = rows
    if (found === undefined) return NO_REQUEST
    const { total: _total, ...row } = found
    const ours = await sumsOf(client, billsOfRequest(stored, types))
    await desk.audit('clearing.seen', { detail: { provider: params.code, request: params.request } })
    return {
      ...requestJson(row),
      ours: sumsJson(ours),
      equal: same(row, ours),
      reviewed_by_me: stored.reviewedBy === desk.officer.officer,
      steps: await stepsOf(client, params),
    }
  })
}

/** What 3203 compared: the bills of local people of the clearing type in the period. */
function billsOfRequest(stored: StoredRequest, types: ClearingTypes): BillsAsked {
  const { institution, begins, ends, clearingType } = stored
  return { institution, begins, ends, scheme: null, medTypes: types.get(clearingType) ?? [], refunds: 'all', place: 'local' }
}

function same(row: FoundRequest, ours: Sums): boolean {
  const pairs = [
    [row.total_fen, ours.total],
    [row.fund_fen, ours.fund],
    [row.account_fen, ours.account],
    [row.cash_fen, ours.cash],
    [BigInt(row.bills), BigInt(ours.counting)],
  ]
  return pairs.every(([asked, counted]) => asked === counted)
}

function sumsJson({ bills, counting, total, fund, account, cash }: Sums): Static<typeof ClearingDetail>['ours'] {
  return { bills, counting, total_fen: fenJson(total), fund_fen: fenJson(fund), account_fen: fenJson(account), cash_fen: fenJson(cash) }
}

async function stepsOf(client: pg.PoolClient, { code, request }: Params): Promise<Static<typeof ClearingDetail>['steps']> {
  const { rows } = await client.query<Static<typeof ClearingDetail>['steps'][number]>(
    `SELECT s.kind, o.name AS officer, s.reason, to_char(s.known_at, 'YYYY-MM-DD HH24:MI:SS') AS at
       FROM clearing_step s LEFT JOIN officer o ON o.officer = s.officer WHERE s.institution = $1 AND s.request = $2 ORDER BY s.step`,
    [code, request],
  )
  return rows
}

interface BillRow {
  readonly person: bigint
  readonly name: string | null
  readonly settlement: string
  readonly visit: string
  readonly med_type: string
  readonly settled_on: string
  readonly included: boolean
  readonly total: bigint
  readonly fund: bigint
  readonly account: bigint
  readonly cash: bigint
  readonly rows: number
}

const BILL = `s.person, p.name, s.settlement::text, s.visit::text, s.med_type, s.booked_on AS settled_on, s.total_fen AS total, s.fund_fen AS fund,
  s.account_fen AS account, s.cash_fen AS cash, count(*) OVER ()::integer AS rows`
const ORDER = { settled_on: 's.booked_on', total_fen: 's.total_fen', fund_fen: 's.fund_fen' }

export async function billsOfClearing(
  params: Params,
  query: PageAsked & { readonly sort?: string },
  desk: Desk,
  types: ClearingTypes,
): Promise<Static<typeof Bills> | Refusal> {
  return desk.read(async (client) => {
    const stored = await findRequest(client, params.code, BigInt(params.request))
    if (stored === undefined || !desk.officer.areas.includes(stored.area)) return NO_REQUEST
    const { sql, values } = billsWhere(billsOfRequest(stored, types))
    const { limit, offset } = cutOf(query)
    const { rows } = await client.query<BillRow>(
      `SELECT ${BILL}, true AS included FROM settlement s LEFT JOIN person p ON p.person = s.person WHERE ${sql}
        ORDER BY ${orderBy(query.sort, ORDER, 's.settlement')} LIMIT ${limit} OFFSET ${offset}`,
      [...values],
    )
    return billsJson(desk.officer.pool, rows)
  })
}

function billsJson(pool: string, rows: readonly BillRow[]): Static<typeof Bills> {
  const json = ({ person, name, total, fund, account, cash, rows: _rows, ...row }: BillRow) => ({
    ...row,
    psn_no: personNumber(pool, person),
    person_name: name === null ? '' : maskedName(name),
    refund: total < 0n,
    total_fen: fenJson(total),
    fund_fen: fenJson(fund),
    account_fen: fenJson(account),
    cash_fen: fenJson(cash),
  })
  return { total: rows[0]?.rows ?? 0, rows: rows.map(json) }
}

type Offsite = Static<typeof OffsiteList>['rows'][number]
type FoundOffsite = Omit<Offsite, 'total_fen' | 'fund_fen'> & { total_fen: bigint; fund_fen: bigint; rows: number }
const OFFSITE_ORDER = { month: 'c.month', total_fen: 'c.total_fen', fund_fen: 'c.fund_fen', confirmed_at: 'c.known_at', institution: 'p.name' }

export async function listOffsite(query: Static<typeof OffsiteQuery>, desk: Desk): Promise<Static<typeof OffsiteList>> {
  const { limit, offset } = cutOf(query)
  const { rows } = await desk.read((client) =>
    client.query<FoundOffsite>(
      `SELECT c.institution, p.name AS institution_name, c.confirmation::text, c.month, cardinality(c.settlements) AS bills,
              (SELECT count(*)::integer FROM unnest(c.included) AS i(yes) WHERE i.yes) AS included, c.total_fen, c.fund_fen, c.operator,
              CASE WHEN r.rollback IS NULL THEN 'confirmed' ELSE 'rolled_back' END AS standing, to_char(c.known_at, 'YYYY-MM-DD HH24:MI:SS') AS confirmed_at,
              to_char(r.known_at, 'YYYY-MM-DD HH24:MI:SS') AS rolled_back_at, count(*) OVER ()::integer AS rows
         FROM offsite_confirmation c JOIN provider p ON p.code = c.institution
         LEFT JOIN offsite_rollback r ON r.institution = c.institution AND r.confirmation = c.confirmation
        WHERE c.area = ANY ($1::text[]) AND ($2::text IS NULL OR c.institution = $2) AND ($3::date IS NULL OR c.month = $3)
          AND ($4::text IS NULL OR ($4 = 'confirmed') = (r.rollback IS NULL))
        ORDER BY ${orderBy(query.sort, OFFSITE_ORDER, 'c.known_at DESC, c.confirmation')} LIMIT $5 OFFSET $6`,
      [desk.officer.areas, query.provider ?? null, query.month === undefined ? null : `${query.month}-01`, query.standing ?? null, limit, offset],
    ),
  )
  const json = ({ rows: _rows, ...row }: FoundOffsite): Offsite => ({ ...row, total_fen: fenJson(row.total_fen), fund_fen: fenJson(row.fund_fen) })
  return { total: rows[0]?.rows ?? 0, rows: rows.map(json) }
}

/** Bills are the insured persons' unit's: of another unit's nothing is shown. */
export async function billsOfOffsite(
  { code, confirmation }: Static<typeof OffsiteParams>,
  query: PageAsked & { readonly sort?: string },
  desk: Desk,
): Promise<Static<typeof Bills>> {
  const { limit, offset } = cutOf(query)
  const { rows } = await desk.read((client) =>
    client.query<BillRow>(
      `SELECT ${BILL}, n.included FROM offsite_confirmation c, unnest(c.settlements, c.included) AS n(settlement, included)
         JOIN settlement s ON s.settlement = n.settlement LEFT JOIN person p ON p.person = s.person
        WHERE c.institution = $1 AND c.confirmation = $2 AND c.area = ANY ($3::text[]) AND s.provider = $1
        ORDER BY ${orderBy(query.sort, ORDER, 's.settlement')} LIMIT $4 OFFSET $5`,
      [code, confirmation, desk.officer.areas, limit, offset],
    ),
  )
  return billsJson(desk.officer.pool, rows)
}
