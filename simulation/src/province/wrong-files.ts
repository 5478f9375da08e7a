// Files with errors: the tax office's with an empty line, a book that nobody knows, a unit of another pool, a line twice; the bank's with a batch that was
// paid already; entries that would carry money where the law does not let it go. Each must be refused as a whole.

import type { Day } from '@tongchou/domain/base/day.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import { PROVINCE } from './places.js'
import { draft, type Plan, type Planner } from './plan.js'
import { freeOfBook } from './world.js'

export interface WrongFile {
  readonly facts: readonly BookFact[]
  /** Any of them is right. */
  readonly codes: readonly string[]
}

const UNIQUE = '23505'

/** One fault in a file of premiums. */
export function wrongTaxFile({ random, numbers, city }: Planner, { facts }: Plan): WrongFile | undefined {
  const [last] = facts.slice(-1)
  if (last === undefined) return undefined
  const rest = facts.slice(0, -1)
  const faults: readonly WrongFile[] = [
    { facts: [...rest, { ...last, poolFen: 0n, accountFen: 0n } as BookFact], codes: ['amount_not_positive'] },
    { facts: [...rest, { ...last, book: `${city.code}-unknown` } as BookFact], codes: ['no_such_book'] },
    { facts: [...rest, { ...last, unit: PROVINCE } as BookFact], codes: ['no_such_unit'] },
    { facts: [...facts, { ...last, fact: numbers.next() } as BookFact, last], codes: [UNIQUE] },
    { facts: [...facts, negative(last)], codes: ['amount_not_positive', UNIQUE] },
  ]
  return faults[random.below(faults.length)]
}

const negative = (fact: BookFact): BookFact => ('poolFen' in fact ? ({ ...fact, poolFen: -fact.poolFen } as BookFact) : fact)

/** The bank's batch once more under new numbers: every hospital is paid once for a month, and the account need not have it a second time. */
export function paidTwice({ numbers }: Planner, { facts }: Plan): WrongFile | undefined {
  const again = facts.filter(({ kind }) => kind === 'provider_paid').map((fact) => ({ ...fact, fact: numbers.next() }) as BookFact)
  return again.length === 0 ? undefined : { facts: again, codes: [UNIQUE, 'insufficient_expenditure_account'] }
}

/** What must not cross: accounts of one fund in the book of another, more than there is, income straight into the expenditure account. */
export function crossings(planner: Planner, day: Day): WrongFile[] {
  const { city, world } = planner
  const [unit, made] = [city.ownLevel, draft(planner, day)]
  const { resident, assistance } = city.books
  const transferred = made.add('account_transferred', resident, { unit, direction: 'in', amountFen: 100n })
  const assisted = made.add('premium_assessed', `${city.code}-nobody`, {
    unit,
    payer: 'flexible',
    employer: null,
    period: day,
    benefitYear: 2026,
    heads: 1,
    poolFen: 1n,
    accountFen: 0n,
  })
  const tooMuch = made.add('funds_granted', assistance, { unit, via: 'direct', amountFen: freeOfBook(world, assistance) + 1n, request: null })
  const straight = made.add('voucher_entered', resident, {
    ...{ text: '收入直接进入支出户', corrects: null, correction: 'none', units: [unit, unit], accounts: ['1004', '4001'], details: ['', ''] },
    amounts: [100n, -100n],
  })
  return [
    { facts: [transferred], codes: ['account_not_permitted'] },
    { facts: [assisted], codes: ['no_such_book'] },
    { facts: [tooMuch], codes: ['insufficient_special_account'] },
    { facts: [straight], codes: ['forbidden_flow'] },
  ]
}
