// Lists of bills for the console: a person's history and the bills of the officer's areas, with the sums of all that fits.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import { maskedName } from '../enrolment/mask.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import { visiblePerson } from '../enrolment/visible-person.js'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import type { History, SettlementList } from './list-schema.js'
import { NO_SUCH_BILL, standingOf } from './read-statement.js'
import { type ListFilter, type ListRow, type ListTotals, lastBookedOn, listPage, listTotals } from './settlement-list-rows.js'
import { BENEFITS, wordOf } from './words.js'

export interface Page {
  readonly page?: number
  readonly size?: number
}

export interface ListQuery extends Page {
  readonly area?: string
  readonly provider?: string
  readonly from?: Day
  readonly to?: Day
  readonly benefit?: string
}

const USUAL_SIZE = 20
/** Without days, a list shows the month up to the last booking, so that the first look at a large city is quick. */
const USUAL_DAYS = 31

export async function readHistory(psnNo: string, query: Page & { year?: number }, desk: Desk): Promise<Static<typeof History> | Refusal> {
  const person = personOf(desk.officer.pool, psnNo)
  if (person === undefined) return NO_SUCH_BILL
  await desk.audit('settlement.list', { person })
  return desk.read(async (client) => {
    const seen = await visiblePerson(client, desk.officer, psnNo)
    return isRefusal(seen) ? seen : page(client, desk, { person, ...(query.year === undefined ? {} : { year: query.year }) }, query)
  })
}

export async function readSettlements(query: ListQuery, desk: Desk): Promise<Static<typeof SettlementList>> {
  return desk.read(async (client) => {
    const filter = await filterOf(client, query, desk)
    return { from: filter.from ?? null, to: filter.to ?? null, ...(await page(client, desk, filter, query)) }
  })
}

type Client = Parameters<typeof listPage>[0]

export async function filterOf(client: Client, query: ListQuery, desk: Desk): Promise<ListFilter> {
  const { areas: own } = desk.officer
  const areas = query.area === undefined ? own : own.filter((area) => area === query.area)
  return {
    areas,
    ...(await daysOf(client, query, areas)),
    ...(query.provider === undefined ? {} : { provider: query.provider }),
    ...(query.benefit === undefined ? {} : { benefit: query.benefit }),
  }
}

async function daysOf(client: Client, { from, to }: ListQuery, areas: readonly string[]): Promise<Pick<ListFilter, 'from' | 'to'>> {
  if (from !== undefined || to !== undefined) return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
  const last = await lastBookedOn(client, areas)
  return last === null ? {} : { from: daysAfter(last, 1 - USUAL_DAYS), to: last }
}

async function page(client: Client, desk: Desk, filter: ListFilter, { page: number = 1, size = USUAL_SIZE }: Page): Promise<Static<typeof History>> {
  const totals = await listTotals(client, filter)
  const rows = await listPage(client, filter, size, (number - 1) * size)
  return { total: Number(totals.count), rows: rows.map((row) => rowJson(desk.officer.pool, row)), totals: totalsJson(totals) }
}

export function rowJson(pool: string, row: ListRow): Static<typeof History>['rows'][number] {
  return {
    psn_no: personNumber(pool, row.person),
    settlement: row.settlement.toString(),
    standing: standingOf(row),
    person_name: maskedName(row.name),
    area: row.area,
    area_name: row.area_name,
    scheme: row.scheme,
    provider: row.provider,
    provider_name: row.provider_name,
    benefit: row.benefit,
    benefit_name: wordOf(BENEFITS, row.benefit),
    admitted: row.admitted,
    discharged: row.discharged,
    settled_on: row.settled_on,
    ...totalsJson(row),
  }
}

function totalsJson(of: Omit<ListTotals, 'count'>): Static<typeof History>['totals'] {
  return {
    total_fen: fenJson(of.total_fen),
    in_scope_fen: fenJson(of.in_scope_fen),
    fund_fen: fenJson(of.fund_fen),
    hospital_fen: fenJson(of.hospital_fen),
    account_fen: fenJson(of.account_fen),
    cash_fen: fenJson(of.cash_fen),
  }
}
