// What the gate of money in advance is asked with: the plan of the place, its figures, the fund's position and what the books know of a
// provider.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { monthsOfCover } from '@tongchou/domain/fund/position.js'
import { averageMonth, type GateCondition, type GateRule, prepaymentGate } from '@tongchou/domain/payment/prepayment-gate.js'
import type pg from 'pg'
import { fundPositions } from '../fund/position.js'
import { hundredthsRule, paymentRule, ratioRule } from './rule-store.js'

export interface PlanRow {
  readonly plan: string
  readonly name: string
  readonly rhythm: 'year' | 'quarter' | 'month'
  readonly apply_from: string
  readonly apply_until: string
  readonly pay_until: string
  readonly return_until: string
  readonly payees: 'hospital' | 'alliance'
  readonly conditions: string
  readonly months_rule: string
  readonly source: string
}

/** The most particular row of each plan in force for the book. */
export async function plansOf(client: pg.ClientBase, book: string, today: Day): Promise<PlanRow[]> {
  const { rows } = await client.query<PlanRow>(
    `SELECT DISTINCT ON (p.plan) p.plan, p.name, p.rhythm, p.apply_from, p.apply_until, p.pay_until, p.return_until, p.payees, p.conditions, p.months_rule, p.source
       FROM prepayment_plan p JOIN book b ON b.book = $1 WHERE p.in_force <= $2 AND p.pool IN ('', b.pool) AND p.fund IN ('', b.fund)
      ORDER BY p.plan DESC, p.pool DESC, p.fund DESC, p.in_force DESC`,
    [book, today],
  )
  return rows
}

/** What is the same for every provider of a book on a day. */
export interface FundGate {
  readonly rule: GateRule
  readonly asked: readonly string[]
  readonly averageYears: number
  readonly monthsOfCover: bigint | null
  readonly lastYearFen: bigint
}

export async function fundGate(client: pg.PoolClient, book: string, plan: PlanRow, year: number, today: Day): Promise<FundGate | Refusal> {
  const rule = (name: string) => paymentRule(client, { book, name, day: today })
  const [cover, months, averaged, least] = [
    await rule('prepay_cover_months'),
    await rule(plan.months_rule),
    await rule('prepay_average_years'),
    await rule('prepay_score'),
  ]
  const asked = plan.conditions.split(' ')
  if (isRefusal(cover) && asked.includes('cover')) return cover
  if (isRefusal(months)) return months
  if (isRefusal(averaged)) return averaged
  const positions = (await fundPositions(client, today)).filter((one) => one.book === book)
  const sum = (of: 'freeFen' | 'spentFen'): bigint => positions.reduce((total, one) => total + one[of], 0n)
  const { rows } = await client.query<{ last: bigint }>(
    `SELECT coalesce(-sum(e.amount_fen), 0)::bigint AS last FROM cash_entry e JOIN cash_voucher v USING (book, voucher)
      WHERE e.book = $1 AND e.account >= '4' AND extract(year FROM e.booked_on) = $2 - 1 AND e.detail NOT LIKE 'account%' AND v.fact_kind NOT IN ('opening_balance', 'year_closed')`,
    [book, year],
  )
  return {
    rule: {
      monthsOfCover: isRefusal(cover) ? 0n : hundredthsRule(cover),
      appraisalScore: isRefusal(least) ? null : hundredthsRule(least),
      months: ratioRule(months),
    },
    asked,
    averageYears: Number(averaged.value),
    monthsOfCover: monthsOfCover(sum('freeFen'), sum('spentFen'), Math.max(0, ...positions.map(({ spentMonths }) => spentMonths))),
    lastYearFen: rows[0]?.last ?? 0n,
  }
}

export interface ProviderFigures {
  readonly designated: boolean
  readonly averageMonthFen: bigint
  /** Score of the appraisal by which last year's deposits were decided. */
  readonly score: bigint | null
}

export async function providerFigures(
  client: pg.ClientBase,
  asked: { book: string; year: number; years: number; providers: readonly string[]; today: Day },
): Promise<ReadonlyMap<string, ProviderFigures>> {
  const { rows } = await client.query<{ provider: string; paid: bigint[]; designated: boolean; score: number | null }>(
    `SELECT v.code AS provider, v.designated_from <= $5 AND (v.designated_until IS NULL OR v.designated_until >= $5) AS designated,
            ARRAY(SELECT coalesce((SELECT sum(l.gross_fen - l.deduction_fen) FROM provider_paid p JOIN provider_paid_line l USING (book, fact)
                     WHERE p.book = $1 AND p.provider = v.code AND extract(year FROM p.period) = $2 - back.years), 0)::bigint FROM generate_series(1, $3::integer) AS back(years)) AS paid,
            (SELECT d.score FROM deposit_decision d WHERE d.book = $1 AND d.provider = v.code AND d.year = $2 - 1 AND payment_stage('deposit', d.decision) = 'approved'
              ORDER BY d.decision DESC LIMIT 1) AS score
       FROM provider v WHERE v.code = ANY ($4)`,
    [asked.book, asked.year, asked.years, asked.providers, asked.today],
  )
  const figures = ({ designated, paid, score }: (typeof rows)[number]): ProviderFigures => ({
    ...{ designated, averageMonthFen: averageMonth(paid), score: score === null ? null : BigInt(score) },
  })
  return new Map(rows.map((row) => [row.provider, figures(row)]))
}

export interface Given {
  readonly amountFen: bigint
  readonly forecastHolds: boolean
  readonly score: bigint | null
}

export function conditionsOf(fund: FundGate, figures: ProviderFigures | undefined, given: Given): readonly GateCondition[] {
  const input = {
    ...{ amountFen: given.amountFen, monthsOfCover: fund.monthsOfCover, lastYearFen: fund.lastYearFen, forecastHolds: given.forecastHolds },
    ...{ agreementInForce: figures?.designated === true, appraisalScore: given.score, averageMonthFen: figures?.averageMonthFen ?? 0n },
  }
  return prepaymentGate(fund.rule, input, fund.asked)
}

/** The hospital that leads an alliance of the unit, by the data of the place. */
export async function leadsAlliance(client: pg.ClientBase, given: { book: string; unit: string; provider: string; today: Day }): Promise<boolean> {
  const { rows } = await client.query(
    'SELECT 1 FROM medical_alliance m JOIN book b ON b.book = $1 AND b.pool = m.pool WHERE m.unit = $2 AND m.lead = $3 AND $4 BETWEEN m.in_force AND m.until',
    [given.book, given.unit, given.provider, given.today],
  )
  return rows.length > 0
}
