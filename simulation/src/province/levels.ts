// What is decided above the counties: budgets and their adjustment, the province's levy and its allocation, changed policies, the year's
// close and its settlement. Everything goes through the same verbs as at the desk; here nobody waits for a signature.

import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { insertBudget, insertBudgetStep } from '@tongchou/server/budget/budget-store.js'
import { bookOf } from '@tongchou/server/fund/open-books.js'
import { insertRunStep } from '@tongchou/server/fund/run-steps.js'
import { type AdjustmentKind, computeAdjustment, payAdjustment } from '@tongchou/server/pooling/adjustment-run.js'
import { computeYearEnd, postYearEnd } from '@tongchou/server/pooling/year-end-run.js'
import { runNumbered } from '@tongchou/server/pooling/year-end-store.js'
import type pg from 'pg'
import { type City, OFFICER, PROVINCE, publish, SCHEMES, SECOND, YEAR } from './places.js'
import type { Plan } from './plan.js'
import { changedGapRules, provinceRules } from './rules.js'
import { bank, type Move } from './world.js'

function decision(name: string, day: Day, books: readonly string[], write: NonNullable<Plan['write']>, moves: readonly Move[] = []): Plan {
  return { name, day, books, facts: [], moves, write }
}

function must<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`a decision was refused: ${value.code} ${value.sentence}`)
  return value
}

const STEPS = ['submitted', 'reviewed', 'government_approved', 'congress_approved', 'issued'] as const

/** `perUnitFen`: planned expenditure of each unit; the income is planned a little higher. */
export function issueBudget(city: City, scheme: Scheme, day: Day, kind: 'initial' | 'adjustment', perUnitFen: Fen): Plan {
  const book = city.books[scheme]
  return decision(`${city.code} 预算${kind === 'initial' ? '下达' : '调整'}`, day, [book], async (client) => {
    const units = city.units.map((unit) => ({ unit, income_fen: perUnitFen + perUnitFen / 20n, expenditure_fen: perUnitFen, basis: '上年执行' }))
    const budget = await insertBudget(client, { book, year: YEAR, kind, reason: '支出超过预算', officer: OFFICER, units })
    for (const [i, step] of STEPS.entries())
      await insertBudgetStep(client, {
        budget,
        step: i + 1,
        kind: step,
        dated: day,
        document: '示范文〔2026〕1号',
        remark: '',
        officer: i === 0 ? OFFICER : SECOND,
      })
  })
}

/** What each city took in last year is told from outside: the books begin with this one. */
export function tellLastYear(cities: readonly City[], day: Day, incomeFen: Fen): Plan {
  const books = SCHEMES.map((scheme) => bookOf(PROVINCE, scheme))
  return decision('上年决算收入', day, books, async (client) => {
    for (const book of books)
      await client.query(
        `INSERT INTO year_figure (figure, book, unit, year, name, amount_fen, source, officer) SELECT nextval('year_end_seq'), $1, c.unit, $2, 'last_final_income', $3, '上年财务决算', $4
           FROM unnest($5::text[]) AS c(unit)`,
        [book, YEAR, incomeFen, OFFICER, cities.map(({ code }) => code)],
      )
  })
}

export interface AdjustmentOf {
  readonly scheme: Scheme
  readonly kind: AdjustmentKind
}

export interface Run extends AdjustmentOf {
  readonly run: bigint
  /** By city. */
  readonly amounts: ReadonlyMap<string, Fen>
}

/** Computed by one officer, approved by the other. */
export function adjustmentRun({ scheme, kind }: AdjustmentOf, day: Day, done: (run: Run) => void): Plan {
  return decision(`调剂金${kind === 'levy' ? '上解' : '下拨'}计算 ${scheme}`, day, [bookOf(PROVINCE, scheme)], async (client) => {
    const run = must(await computeAdjustment(client, { pool: PROVINCE, scheme, year: YEAR, kind, officer: OFFICER, today: day }))
    await insertRunStep(client, 'adjustment_step', { run, step: 1, kind: 'approved', unit: null, until: null, remark: '', officer: SECOND })
    const { rows } = await client.query<{ unit: string; amount_fen: bigint }>('SELECT unit, amount_fen FROM adjustment_unit WHERE run = $1', [run])
    done({ scheme, kind, run, amounts: new Map(rows.map(({ unit, amount_fen }) => [unit, amount_fen])) })
  })
}

/** Money of a run between a city's own level and the province. */
export function adjustmentPayment({ run, scheme, kind }: Run, city: City, amountFen: Fen, day: Day): Plan {
  const [fundBook, cityBook] = [bookOf(PROVINCE, scheme), city.books[scheme]]
  const [above, below] = [bank(fundBook, '1003', city.code), bank(cityBook, '1003', city.ownLevel)]
  const move = kind === 'levy' ? { from: below, to: above, fen: amountFen } : { from: above, to: below, fen: amountFen }
  const pay = async (client: pg.PoolClient): Promise<void> =>
    must(await payAdjustment(client, { run, pool: PROVINCE, scheme, kind }, { unit: city.code, amountFen, paidOn: day, officer: OFFICER }))
  return decision(`${city.code} 调剂金${kind === 'levy' ? '上解' : '下拨'}`, day, [fundBook, cityBook], pay, [move])
}

/** In the middle of the year the levy rises and a city shares its gaps otherwise. Runs that stand keep the rule they were computed by. */
export function policyChange(cities: readonly City[], day: Day): Plan {
  return decision('政策调整', day, [], async (client) => {
    for (const scheme of SCHEMES) {
      await publish(client, PROVINCE, scheme, [
        { ...provinceRules('3%'), until: `${YEAR}-06-30` },
        { ...provinceRules('4%'), inForce: `${YEAR}-07-01` },
      ])
      const [first] = cities
      if (first !== undefined) await publish(client, first.code, scheme, changedGapRules())
    }
  })
}

/** The year's gaps computed, approved and posted in the open year. */
export function yearEnd(city: City, scheme: Scheme, day: Day): Plan {
  const book = city.books[scheme]
  return decision(`${city.code} 年终清算 ${scheme}`, day, [book], async (client) => {
    const run = must(await computeYearEnd(client, { book, pool: city.code, year: YEAR, officer: OFFICER }))
    const step = (number: number, kind: 'objections_opened' | 'approved' | 'posted') =>
      insertRunStep(client, 'year_end_step', {
        ...{ run, step: number, kind, unit: null, until: kind === 'objections_opened' ? day : null, remark: '' },
        officer: kind === 'approved' ? SECOND : OFFICER,
      })
    await step(1, 'objections_opened')
    await step(2, 'approved')
    const row = await runNumbered(client, city.code, run)
    if (row === undefined) throw new Error(`the year-end run ${run} is not there`)
    must(await postYearEnd(client, row, day))
    await step(3, 'posted')
  })
}
