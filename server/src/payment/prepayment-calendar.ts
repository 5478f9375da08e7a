// The calendar of money in advance for a book and a year: every instalment of every plan and whoever may have it, with what is due until
// when, what is late and why the gate would refuse it. What an officer has to check (the forecast) is no reason here.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import { portion } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import {
  CALENDAR_STANDINGS,
  type CalendarEntry,
  type CalendarStanding,
  calendarEntry,
  type Instalment,
  instalmentsOf,
  type PrepaymentDays,
} from '@tongchou/domain/payment/prepayment-calendar.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import type { Calendar, CalendarQuery } from './cycle-schemas.js'
import { conditionsOf, fundGate, type PlanRow, plansOf, providerFigures } from './prepayment-conditions.js'
import { type PrepaymentRow, prepayments } from './prepayment-store.js'
import { wholeSheet } from './whole-list.js'

type Query = Static<typeof CalendarQuery>
type Row = Static<typeof Calendar>['rows'][number]

export function planDays({ rhythm, apply_from, apply_until, pay_until, return_until }: PlanRow): PrepaymentDays {
  return { rhythm, applyFrom: apply_from, applyUntil: apply_until, payUntil: pay_until, returnUntil: return_until }
}

interface Payee {
  readonly provider: string
  readonly provider_name: string
  readonly unit: string
}

/** Hospitals that the book paid last year, or the leading hospitals of alliances; an officer sees those of the own areas. */
async function payeesOf(client: pg.ClientBase, { payees }: PlanRow, { book, year }: Query): Promise<Payee[]> {
  const hospitals = `SELECT v.code AS provider, v.name AS provider_name, v.area AS unit FROM provider v
     WHERE v.kind = 'hospital' AND v.area = ANY (current_areas()) AND EXISTS (SELECT 1 FROM provider_paid p WHERE p.book = $1 AND p.provider = v.code AND extract(year FROM p.period) = $2 - 1)`
  const alliances = `SELECT v.code AS provider, v.name || '（' || m.name || '）' AS provider_name, m.unit FROM medical_alliance m JOIN book b ON b.book = $1 AND b.pool = m.pool JOIN provider v ON v.code = m.lead
     WHERE m.unit = ANY (current_areas()) AND $2 BETWEEN extract(year FROM m.in_force) AND extract(year FROM m.until)`
  return (await client.query<Payee>(`${payees === 'hospital' ? hospitals : alliances} ORDER BY 1`, [book, year])).rows
}

async function calendarRows(client: pg.PoolClient, query: Query, today: Day): Promise<{ plans: PlanRow[]; rows: Row[] } | Refusal> {
  const plans = await plansOf(client, query.book, today)
  const applied = (await prepayments(client, { book: query.book, year: query.year, size: 100_000, from: 0 })).filter(({ stage }) => stage !== 'refused')
  const rows: Row[] = []
  for (const plan of plans) {
    const made = await rowsOfPlan(client, query, plan, applied, today)
    if (isRefusal(made)) return made
    rows.push(...made)
  }
  return { plans, rows }
}

async function rowsOfPlan(client: pg.PoolClient, query: Query, plan: PlanRow, applied: readonly PrepaymentRow[], today: Day): Promise<Row[] | Refusal> {
  const { book, year } = query
  const fund = await fundGate(client, book, plan, Math.min(year, yearOf(today)), today)
  if (isRefusal(fund)) return fund
  const own = applied.filter((one) => one.plan === plan.plan)
  const known = await payeesOf(client, plan, query)
  const others = own.filter(({ provider }) => !known.some((one) => one.provider === provider))
  const payees = [...known, ...new Map(others.map((one) => [one.provider, one])).values()]
  const figures = await providerFigures(client, { book, year, years: fund.averageYears, providers: payees.map(({ provider }) => provider), today })
  return instalmentsOf(planDays(plan), year).flatMap((days) =>
    payees.flatMap((payee) => {
      const found = figures.get(payee.provider)
      const most = portion(found?.averageMonthFen ?? 0n, fund.rule.months)
      const conditions = conditionsOf(fund, found, { amountFen: most, forecastHolds: true, score: found?.score ?? null })
      const failing = conditions.filter(({ met }) => !met).map(({ name, found: is }) => `${name}（现为${is}）`)
      const reasons = most > 0n ? failing : [...failing, '上年度没有拨付，没有可预付的额度']
      const mine = own.filter((one) => one.provider === payee.provider && one.instalment === days.instalment)
      return (mine.length === 0 ? [undefined] : mine).map((one) => rowOf(plan, days, payee, one, { most, reasons, today }))
    }),
  )
}

function rowOf(
  plan: PlanRow,
  days: Instalment,
  payee: Payee,
  found: PrepaymentRow | undefined,
  { most, reasons, today }: { readonly most: bigint; readonly reasons: readonly string[]; readonly today: Day },
): Row {
  const left = found === undefined ? 0n : found.paid_fen - found.set_off_fen - found.returned_fen
  const application = found === undefined ? undefined : { approved: found.stage === 'approved', paidFen: found.paid_fen, leftFen: left }
  const { standing, dueOn, lateDays }: CalendarEntry = calendarEntry(days, today, { application, gateHolds: reasons.length === 0 })
  return {
    ...{
      key: `${plan.plan}-${days.instalment}-${payee.provider}-${found?.prepayment ?? ''}`,
      plan: plan.plan,
      plan_name: plan.name,
      instalment: days.instalment,
    },
    ...{ provider: payee.provider, provider_name: payee.provider_name, unit: found?.unit ?? payee.unit },
    ...{ apply_from: days.applyFrom, apply_until: days.applyUntil, pay_until: days.payUntil, return_until: days.returnUntil },
    ...{ standing, standing_name: CALENDAR_STANDINGS[standing], due_on: dueOn, late_days: lateDays, most_fen: fenJson(most) },
    ...{ amount_fen: found === undefined ? null : fenJson(found.amount_fen), paid_fen: fenJson(found?.paid_fen ?? 0n), left_fen: fenJson(left) },
    ...{ prepayment: found === undefined ? null : found.prepayment.toString(), reasons: standing === 'gated' ? reasons.join('；') : '' },
  }
}

const LATE: ReadonlySet<string> = new Set<CalendarStanding>(['pay_late', 'return_late'])

/** What is late first, then what is due soonest. */
async function chosen(client: pg.PoolClient, query: Query, today: Day) {
  const all = await calendarRows(client, query, today)
  if (isRefusal(all)) return all
  const { q = '', stage } = query
  const fits = (row: Row): boolean =>
    (stage === undefined || row.standing === stage || (stage === 'late' && LATE.has(row.standing))) && (row.provider === q || row.provider_name.includes(q))
  const rank = (row: Row): string => `${LATE.has(row.standing) ? 0 : 1} ${row.due_on ?? '9999'} ${row.key}`
  return {
    ...all,
    late: all.rows.filter(({ standing }) => LATE.has(standing)).length,
    rows: all.rows.filter(fits).sort((a, b) => (rank(a) < rank(b) ? -1 : 1)),
  }
}

export async function calendarPage(client: pg.PoolClient, query: Query, today: Day): Promise<Static<typeof Calendar> | Refusal> {
  const found = await chosen(client, query, today)
  if (isRefusal(found)) return found
  const { page = 1, size = 20 } = query
  const plans = found.plans.map(({ plan, name, source }) => ({ plan, name, source }))
  return { total: found.rows.length, rows: found.rows.slice((page - 1) * size, page * size), plans, late: found.late }
}

export async function calendarSheet(desk: Desk, query: Query, today: Day): Promise<Response | Refusal> {
  const found = await desk.read((client) => chosen(client, query, today))
  if (isRefusal(found)) return found
  return wholeSheet(desk, {
    action: 'prepayment.calendar',
    detail: { book: query.book, year: query.year },
    sheet: {
      name: `预付日历${query.year}`,
      file: `prepayment-calendar-${query.year}.xlsx`,
      texts: [
        '种类',
        '第几期',
        '机构编码',
        '机构',
        '核算单位',
        '申请起',
        '申请止',
        '拨付期限',
        '收回期限',
        '状态',
        '到期日',
        '逾期天数',
        '申请编号',
        '不符合的条件',
      ],
      amounts: ['最高可预付', '申请', '已付', '未收回'],
    },
    read: async () => found.rows.map((row) => ({ ...row, total: found.rows.length })),
    row: (row) => ({
      texts: [
        ...[row.plan_name, String(row.instalment), row.provider, row.provider_name, row.unit, row.apply_from, row.apply_until, row.pay_until, row.return_until],
        ...[row.standing_name, row.due_on ?? '', String(row.late_days), row.prepayment ?? '', row.reasons],
      ],
      fen: [row.most_fen, row.amount_fen ?? 0, row.paid_fen, row.left_fen],
    }),
  })
}
