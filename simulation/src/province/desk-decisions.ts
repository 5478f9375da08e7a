// What is decided above the counties, over the desk's routes: budgets with finance, government and congress, the province's levy and its
// allocation, the settlement of the year. Who computes does not approve; every step is another officer's.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { bookOf } from '@tongchou/server/fund/open-books.js'
import { act, turn } from './act.js'
import { directorOf, financeOf, fundOfficerOf } from './desk-payments.js'
import type { Who } from './office.js'
import type { Proof } from './perform.js'
import { type City, PROVINCE, YEAR } from './places.js'
import { bank, type Move } from './world.js'

const BUDGET_STEPS = [
  ['submitted', undefined],
  ['reviewed', undefined],
  ['government_approved', '示政办〔2026〕1号'],
  ['congress_approved', '示人大〔2026〕2号'],
  ['issued', undefined],
] as const

/** `perUnitFen`: planned expenditure of each unit; the income is planned a little higher. */
export async function issueBudget(proof: Proof, city: City, scheme: Scheme, day: Day, perUnitFen: Fen): Promise<void> {
  const book = city.books[scheme]
  const doing = { name: `${city.code} 预算 ${scheme}`, day, books: [book] }
  const [income, expenditure] = [Number(perUnitFen + perUnitFen / 20n), Number(perUnitFen)]
  const units = city.units.map((unit) => ({ unit, income_fen: income, expenditure_fen: expenditure, basis: '上年执行' }))
  const body = { book, year: YEAR, reason: '支出超过预算', units }
  const made = await act(proof, { ...doing, by: fundOfficerOf(city), url: '/api/budgets', body })
  for (const [kind, document] of BUDGET_STEPS)
    await turn(proof, { ...doing, by: kind === 'reviewed' ? financeOf(city) : fundOfficerOf(city), page: `/api/budgets/${String(made['budget'])}` }, kind, {
      dated: day,
      ...(document === undefined ? {} : { document }),
    })
}

export interface Run {
  readonly scheme: Scheme
  readonly kind: 'levy' | 'allocation'
  readonly run: string
  /** By city. */
  readonly amounts: ReadonlyMap<string, Fen>
}

const atProvince = (role: string): Who => ({ department: 'bureau', role, home: PROVINCE, pool: PROVINCE, name: 'a' })

/** Computed by one officer, approved by another. */
export async function adjustmentRun(proof: Proof, { scheme, kind }: Pick<Run, 'scheme' | 'kind'>, day: Day): Promise<Run> {
  const doing = { name: `调剂金${kind === 'levy' ? '上解' : '下拨'}计算 ${scheme}`, day, books: [bookOf(PROVINCE, scheme)] }
  const made = await act(proof, { ...doing, by: atProvince('fund_officer'), url: '/api/adjustment/runs', body: { scheme, year: YEAR, kind } })
  const run = String(made['run'])
  const approved = await turn(proof, { ...doing, by: atProvince('director'), page: `/api/adjustment/runs/${run}` }, 'approved')
  const units = approved['units'] as { unit: string; amount_fen: number }[]
  return { scheme, kind, run, amounts: new Map(units.map(({ unit, amount_fen }) => [unit, BigInt(amount_fen)])) }
}

/** Money of a run between a city's own level and the province. */
export async function adjustmentPayment(proof: Proof, { run, scheme, kind }: Run, city: City, amountFen: Fen, day: Day): Promise<void> {
  const [fundBook, cityBook] = [bookOf(PROVINCE, scheme), city.books[scheme]]
  const [above, below] = [bank(fundBook, '1003', city.code), bank(cityBook, '1003', city.ownLevel)]
  const move: Move = kind === 'levy' ? { from: below, to: above, fen: amountFen } : { from: above, to: below, fen: amountFen }
  const page = `/api/adjustment/runs/${run}`
  await act(proof, {
    ...{ name: `${city.code} 调剂金${kind === 'levy' ? '上解' : '下拨'}`, day, books: [fundBook, cityBook], by: atProvince('fund_officer') },
    ...{ url: `${page}/payments`, body: { unit: city.code, amount_fen: Number(amountFen), paid_on: day } },
    again: { codes: ['paid_already'], find: () => proof.office.get(atProvince('fund_officer'), page) },
    moves: () => [move],
  })
}

/** The year's gaps computed, laid open to objections, approved, posted in the open year and published. */
export async function yearEnd(proof: Proof, city: City, scheme: Scheme, day: Day): Promise<void> {
  const book = city.books[scheme]
  const doing = { name: `${city.code} 年终清算 ${scheme}`, day, books: [book] }
  const fund = fundOfficerOf(city)
  const made = await act(proof, { ...doing, by: fund, url: '/api/year-ends', body: { book, year: YEAR } })
  const page = `/api/year-ends/${String(made['run'])}`
  await turn(proof, { ...doing, by: fund, page }, 'objections_opened', { until: day })
  const next = { ...doing, day: daysAfter(day, 2), page }
  await turn(proof, { ...next, by: directorOf(city) }, 'approved')
  await turn(proof, { ...next, by: fund }, 'posted')
  await turn(proof, { ...next, by: fund }, 'published')
}
