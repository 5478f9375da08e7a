// What the books start the window with: some months' spending in the special fiscal account, the individual accounts' savings, and
// the premiums of a later year that were collected before (taken over as a memo liability).
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, portion, type Ratio, sumOf } from '@tongchou/domain/base/money.js'
import type { OpeningBalance } from '@tongchou/domain/facts/fund-facts.js'
import type { Payable } from './city-money.js'
import { collectedEarlier } from './premiums.js'
import { make, type YearContext } from './year-context.js'

export interface OpeningInput {
  readonly payables: readonly Payable[]
  /** Months of the window that the payables cover. */
  readonly months: number
  readonly accounts: ReadonlyMap<string, Fen>
}

export function openings(context: YearContext, input: OpeningInput): OpeningBalance[] {
  const { resident, employee, large, assistance } = context.books
  const cover = (name: string): Ratio => context.data.ratio(name)
  return context.units.flatMap(({ unit }) => [
    opening(context, resident, unit, coverOf(input, resident, unit, cover('resident_cover_months')), 0n, collectedEarlier(context, unit)),
    opening(context, employee, unit, coverOf(input, employee, unit, cover('employee_cover_months')), input.accounts.get(unit) ?? 0n, 0n),
    opening(context, large, unit, coverOf(input, large, unit, cover('other_cover_months')), 0n, 0n),
    opening(context, assistance, unit, coverOf(input, assistance, unit, cover('other_cover_months')), 0n, 0n),
  ])
}

const TEN_THOUSAND_YUAN = 1_000_000n

/** So many months of the unit's average settled amount out of the pool, in whole 万元. */
function coverOf({ payables, months }: OpeningInput, book: string, unit: string, cover: Ratio): Fen {
  const settled = sumOf(payables.filter((p) => p.book === book && p.unit === unit && p.part === 'pool').map((p) => p.fen))
  if (settled <= 0n) return 0n
  const fen = portion(settled, { num: cover.num, den: cover.den * BigInt(Math.max(1, months)) })
  return ((fen + TEN_THOUSAND_YUAN - 1n) / TEN_THOUSAND_YUAN) * TEN_THOUSAND_YUAN
}

function opening(context: YearContext, book: string, unit: string, pool: Fen, account: Fen, nextYear: Fen): OpeningBalance {
  const day: Day = context.from
  const lines = [
    { account: '1003', detail: '', fen: pool + account + nextYear },
    { account: '3001', detail: book === context.books.employee ? 'pool' : '', fen: -pool - nextYear },
    { account: '3001', detail: 'account', fen: -account },
  ].filter((line) => line.fen !== 0n)
  return make(context, 'opening_balance', book, day, {
    unit,
    accounts: lines.map((line) => line.account),
    details: lines.map((line) => line.detail),
    amounts: lines.map((line) => line.fen),
    memoAccounts: nextYear === 0n ? [] : ['next_year_premiums'],
    memoAmounts: nextYear === 0n ? [] : [-nextYear],
  })
}
