// The city's money of the year, through the product's own entries: opening, premiums week by week, subsidies, grants, a payment to each
// hospital for each month, clearing of care outside, interest, and the balances that bank and finance confirmed.
import { lastOfMonth, monthsAfter } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { BookFact, BookFactKind, BookFactOf } from '@tongchou/domain/facts/fact.js'
import type { ProviderPaidLine } from '@tongchou/domain/facts/fund-facts.js'
import type { Pool } from '@tongchou/server/database/connect.js'
import { cashRows } from '@tongchou/server/fund/close-store.js'
import { nextFacts } from '@tongchou/server/fund/fact-store.js'
import { bookOf } from '@tongchou/server/fund/open-books.js'
import { recordFacts } from '@tongchou/server/fund/record-facts.js'
import { inTransaction } from '@tongchou/server/fund/transaction.js'
import { POOL, UNITS, YEAR } from './city-rows.js'

export const BOOKS = ['resident', 'employee'].map((fund) => bookOf(POOL, fund as 'resident' | 'employee'))

interface Owed {
  readonly book: string
  readonly month: string
  readonly provider: string
  readonly unit: string
  readonly outside: boolean
  readonly pool_fen: Fen
  readonly account_fen: Fen
}

const OWED = `
  SELECT e.book, date_trunc('month', e.booked_on)::date AS month, CASE WHEN a.account LIKE 'payable_outside%' THEN '' ELSE e.provider END AS provider, e.area AS unit, a.account LIKE 'payable_outside%' AS outside,
         coalesce(-sum(a.fen) FILTER (WHERE a.account NOT LIKE '%/account'), 0)::bigint AS pool_fen, coalesce(-sum(a.fen) FILTER (WHERE a.account LIKE '%/account'), 0)::bigint AS account_fen
    FROM memo_entry e, unnest(e.accounts, e.amounts) AS a(account, fen) WHERE a.account LIKE 'payable%' GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4`

type Fields<K extends BookFactKind> = Omit<BookFactOf<K>, 'kind' | 'book' | 'fact' | 'inForce' | 'bookedOn'>
type Planned = Readonly<Record<string, unknown>> & { readonly kind: BookFactKind }

function planned<K extends BookFactKind>(kind: K, day: string, fields: Fields<K>): Planned {
  return { kind, inForce: day, bookedOn: day, ...fields }
}

export async function recordYear(batch: Pool): Promise<void> {
  const owed = (await batch.query<Owed>(OWED)).rows
  for (const book of BOOKS) {
    const own = owed.filter((row) => row.book === book)
    await record(
      batch,
      book,
      UNITS.map((unit) => opening(unit, spentBy(own, unit))),
    )
    for (let month = `${YEAR}-01-01`; month <= `${YEAR}-12-01`; month = monthsAfter(month, 1)) await record(batch, book, monthOfFacts(book, month, own))
  }
}

/** What bank, finance and treasury confirmed at a month's end is what the books say. */
export async function confirmCash(batch: Pool, book: string, month: string): Promise<void> {
  const [day, [unit]] = [lastOfMonth(month), UNITS]
  const rows = await cashRows(batch, book, month)
  const facts = rows.map((row) =>
    planned('month_reconciled', day, {
      unit: row.unit === '' ? unit : row.unit,
      account: row.account,
      detail: row.detail,
      month,
      holder: row.account === '1004' ? 'bank' : row.account === '1005' ? 'treasury' : 'finance',
      bookFen: BigInt(row.book_fen),
      holderFen: BigInt(row.book_fen),
      inTransitFen: 0n,
    }),
  )
  await record(batch, book, facts)
}

async function record(batch: Pool, book: string, facts: readonly Planned[]): Promise<void> {
  const numbers = await nextFacts(batch, facts.length)
  const numbered = facts.map((fact, i) => ({ book, fact: numbers[i], ...fact }) as unknown as BookFact)
  const recorded = await inTransaction(batch, (client) => recordFacts(client, numbered))
  if (recorded.kind === 'not_recorded') throw new Error(recorded.refusals[0]?.refusal.sentence ?? 'not recorded')
}

const total = (rows: readonly Owed[], part: 'pool_fen' | 'account_fen'): Fen => rows.reduce((sum, row) => sum + row[part], 0n)
const spentBy = (own: readonly Owed[], unit: string): Fen =>
  total(
    own.filter((row) => row.unit === unit),
    'pool_fen',
  )

function opening(unit: string, spent: Fen): Planned {
  const saved = spent / 2n
  return planned('opening_balance', `${YEAR - 1}-12-31`, {
    unit,
    accounts: ['1003', '3001'],
    details: ['', ''],
    amounts: [saved, -saved],
    memoAccounts: [],
    memoAmounts: [],
  })
}

function monthOfFacts(book: string, month: string, own: readonly Owed[]): Planned[] {
  const before = own.filter((row) => row.month === monthsAfter(month, -1))
  return [
    ...UNITS.flatMap((unit, i) => unitMonth(book, month, { unit, own: own.filter((row) => row.unit === unit), before, place: i })),
    ...paid(month, before),
  ]
}

interface UnitMonth {
  readonly unit: string
  readonly own: readonly Owed[]
  readonly before: readonly Owed[]
  readonly place: number
}

/** The first units take in less than they spend, the last ones more. */
function unitMonth(book: string, month: string, { unit, own, before, place }: UnitMonth): Planned[] {
  const day = (of: number): string => `${month.slice(0, 8)}${String(of).padStart(2, '0')}`
  const weekly = (fen: Fen): Fen => (fen * BigInt(93 + 3 * place)) / 4_800n + 1n
  const period = { period: month, benefitYear: YEAR }
  const [poolFen, accountFen] = [weekly(total(own, 'pool_fen')), book.endsWith('employee') ? weekly(total(own, 'account_fen')) + 1n : 0n]
  const due = before.filter((row) => row.unit === unit)
  const grant = total(due, 'pool_fen') + total(due, 'account_fen')
  const premiums = [3, 8, 13, 18].flatMap((of) => [
    planned('premium_assessed', day(of), { unit, payer: 'resident', employer: null, ...period, heads: 1, poolFen, accountFen }),
    planned('premium_received', day(of), { unit, arrives: 'special', paidBy: 'payer', assessed: true, ...period, poolFen, accountFen, ticket: '' }),
  ])
  const subsidy = { unit, government: 'county' as const, benefitYear: YEAR, amountFen: 100_000n }
  return [
    ...premiums,
    ...(month.endsWith('06-01')
      ? [
          planned('subsidy_due', day(19), { ...subsidy, heads: 1_000, perHeadFen: 100n }),
          planned('subsidy_received', day(19), { ...subsidy, amountFen: 80_000n + BigInt(place) * 2_000n, dueRecorded: true }),
        ]
      : []),
    ...(grant === 0n ? [] : [planned('funds_granted', day(20), { unit, via: 'direct', amountFen: grant, request: null })]),
  ]
}

function paid(month: string, before: readonly Owed[]): Planned[] {
  const [period, day] = [monthsAfter(month, -1), `${month.slice(0, 8)}21`]
  const local = groupedBy(
    before.filter(({ outside }) => !outside),
    ({ provider }) => provider,
  )
  const hospitals = [...local].map(([provider, rows]) =>
    planned('provider_paid', day, { provider, period, lines: rows.flatMap((row) => linesOf(row, period)) }),
  )
  const outside = before
    .filter((row) => row.outside)
    .flatMap((row) => partsOf(row).map(([part, amountFen]) => planned('outside_paid', day, { unit: row.unit, period, part, care: 'inpatient', amountFen })))
  return [...hospitals, ...outside]
}

function partsOf(row: Owed): (readonly ['pool' | 'account', Fen])[] {
  return (
    [
      ['pool', row.pool_fen],
      ['account', row.account_fen],
    ] as const
  ).filter(([, fen]) => fen > 0n)
}

function linesOf(row: Owed, period: string): ProviderPaidLine[] {
  const nothing = { depositFen: 0n, nettedThisYearFen: 0n, nettedEarlierFen: 0n, setOffFen: 0n }
  return partsOf(row).map(([part, grossFen]) => ({ unit: row.unit, period, part, care: 'inpatient', grossFen, deductionFen: grossFen / 200n, ...nothing }))
}
