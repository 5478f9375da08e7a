// One month of the province, in the order of its days: every city's step of a kind before anybody's next.
import { type Day, daysAfter, lastOfMonth, monthOf } from '@tongchou/domain/base/day.js'
import { least } from '@tongchou/domain/base/money.js'
import { closeDays } from '@tongchou/server/fund/close-days.js'
import { bookOf } from '@tongchou/server/fund/open-books.js'
import { dayIn } from '../money-year/year-context.js'
import { befalls } from './befall.js'
import { type Bill, settleBills } from './bills.js'
import { changePolicy } from './change-policy.js'
import { type Deductibles, monthAtCounter } from './counter.js'
import { adjustmentPayment, adjustmentRun, issueBudget, type Run } from './desk-decisions.js'
import { type DeskBook, monthAtDesk } from './desk-payments.js'
import * as income from './income.js'
import { levyRises } from './levels.js'
import { enteredByHand, insurerMoney, otherMoney } from './other-money.js'
import * as paying from './payments.js'
import { check, mustBeRefused, type Proof, perform, Refused } from './perform.js'
import { PROVINCE, SCHEMES, YEAR } from './places.js'
import { draft, type Plan, type Planner } from './plan.js'
import { takeOver } from './take-over.js'
import { freeOfBook } from './world.js'
import { crossings, paidTwice, type WrongFile, wrongTaxFile } from './wrong-files.js'

export interface Local {
  readonly planner: Planner
  readonly bills: Bill[]
  readonly desk: DeskBook | undefined
  /** The county whose residents' fund comes into the pool in the first month. */
  readonly comes: string | undefined
  /** What the customers of its pharmacy paid of their deductible; only where there is one. */
  readonly deductibles: Deductibles | undefined
}

type Drawn = (planner: Planner) => Plan | undefined

/** Draws a plan from the world as it is now, and makes it stand. */
export async function step(proof: Proof, planner: Planner, drawn: Drawn): Promise<ReadonlyMap<bigint, bigint>> {
  await proof.numbers.refill(100 + planner.city.units.length * 50)
  const plan = drawn(planner)
  return plan === undefined ? new Map() : perform(proof, plan)
}

/** Draws a file that cannot be right, and has it refused. */
export async function refused(proof: Proof, planner: Planner, drawn: () => { plan: Plan; wrong: WrongFile | undefined }): Promise<void> {
  await proof.numbers.refill(100 + planner.city.units.length * 50)
  const { plan, wrong } = drawn()
  if (wrong !== undefined) await mustBeRefused(proof, plan, wrong.facts, wrong.codes)
}

export async function monthOfProvince(proof: Proof, locals: readonly Local[], month: Day, runs: Run[]): Promise<void> {
  const every = async (act: (local: Local) => Promise<unknown>): Promise<void> => {
    for (const local of locals) await act(local)
  }
  const drawn = (by: (planner: Planner, month: Day) => Plan | undefined) => every(({ planner }) => step(proof, planner, () => by(planner, month)))
  await drawn(income.subsidiesDue)
  await drawn(income.premiumsAssessed)
  await every(async ({ planner, comes }) => {
    if (comes !== undefined && monthOf(month) === 1) await takeOver(proof, planner, comes, dayIn(month, 6))
  })
  await every(async ({ planner, desk }) => {
    if (desk !== undefined) await monthAtDesk({ proof, planner, desk }, month, () => adjustBudgets(proof, planner, month))
  })
  await every((local) => payingRun(proof, local, month))
  await drawn(income.subsidiesReceived)
  await every((local) => step(proof, local.planner, () => settleBills(local.planner, dayIn(month, 14), local.bills)))
  await every(async ({ planner, deductibles }) => {
    if (deductibles !== undefined) await monthAtCounter(proof, planner, month, deductibles)
  })
  await every(({ planner }) => taxFile(proof, planner, month))
  await every(({ planner }) => byChance(proof, planner, month))
  await drawn(income.aidedPremiums)
  await drawn(income.interest)
  await drawn(income.treasuryPassedOn)
  await drawn(insurerMoney)
  await drawn(paying.repaid)
  await aboveTheCities(proof, locals, month, runs)
  if (monthOf(month) === 3)
    for (const { planner } of locals.filter(({ deductibles }) => deductibles !== undefined)) await changePolicy(proof, planner.city, dayIn(month, 28))
  await closeMonth(proof, locals, month)
}

/** Requests, the batch to the banks, and what the banks return. Where the budget does not allow the request it is adjusted first. */
async function payingRun(proof: Proof, { planner }: Local, month: Day): Promise<void> {
  await proof.numbers.refill(100 + planner.city.units.length * 60)
  const run = paying.chooseRun(planner, month)
  const { plan, asked } = paying.requests(planner, month, run)
  try {
    await perform(proof, plan)
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== 'over_budget') throw error
    await adjustBudgets(proof, planner, month)
    await perform(proof, plan)
  }
  await proof.numbers.refill(100 + planner.city.units.length * 60)
  const batch = paying.payments(planner, month, run, asked)
  await perform(proof, batch)
  if (planner.random.chance(0.2)) await refused(proof, planner, () => ({ plan: batch, wrong: paidTwice(planner, batch) }))
  await step(proof, planner, () => paying.bounces(planner, month, run))
}

async function adjustBudgets(proof: Proof, { city }: Planner, month: Day): Promise<void> {
  for (const scheme of SCHEMES) await issueBudget(proof, city, scheme, dayIn(month, 8), 300_000_000n)
}

/** The tax office's file of the month; now and then a wrong one comes first. */
async function taxFile(proof: Proof, planner: Planner, month: Day): Promise<void> {
  await proof.numbers.refill(100 + planner.city.units.length * 50)
  const plan = income.premiumsReceived(planner, month)
  if (planner.random.chance(0.3)) {
    const wrong = wrongTaxFile(planner, plan)
    if (wrong !== undefined) await mustBeRefused(proof, plan, wrong.facts, wrong.codes)
  }
  await perform(proof, plan)
  if (planner.random.chance(0.1)) for (const wrong of crossings(planner, dayIn(month, 17))) await mustBeRefused(proof, plan, wrong.facts, wrong.codes)
}

async function byChance(proof: Proof, planner: Planner, month: Day): Promise<void> {
  for (const drawn of otherMoney(planner, month)) await step(proof, planner, drawn)
  if (!befalls(proof.counts, 'redLetters', planner.random.chance(0.2), planner.last)) return
  await proof.numbers.refill(10)
  const [entered, takenBack] = enteredByHand(planner, month)
  const vouchers = await perform(proof, entered)
  const voucher = vouchers.get(entered.facts[0]?.fact ?? 0n)
  if (voucher === undefined) throw new Error('a voucher entered by hand has no number')
  await step(proof, planner, () => takenBack(voucher))
  proof.counts.redLetters += 1
}

/** The levy in March in two instalments, changed policies in July, the allocation in December. */
async function aboveTheCities(proof: Proof, locals: readonly Local[], month: Day, runs: Run[]): Promise<void> {
  if (monthOf(month) === 7) await perform(proof, levyRises(dayIn(month, 1)))
  const kind = monthOf(month) === 3 ? 'levy' : monthOf(month) === 12 ? 'allocation' : undefined
  if (kind !== undefined) for (const scheme of SCHEMES) runs.push(await adjustmentRun(proof, { scheme, kind }, dayIn(month, 26)))
  const paid = monthOf(month) === 12 ? 'allocation' : [3, 9].includes(monthOf(month)) ? 'levy' : undefined
  for (const run of runs.filter((one) => one.kind === paid)) {
    for (const { planner } of locals) {
      const amount = run.amounts.get(planner.city.code) ?? 0n
      // Some pay a little too much at the second instalment, some too little.
      const wanted = run.kind === 'allocation' ? amount : amount / 2n + (monthOf(month) === 9 ? BigInt(planner.random.below(3) - 1) * 5_000n : 0n)
      const amountFen = least(wanted, freeOfBook(proof.world, run.kind === 'levy' ? planner.city.books[run.scheme] : bookOf(PROVINCE, run.scheme)))
      if (amountFen > 0n) await adjustmentPayment(proof, run, planner.city, amountFen, dayIn(month, 27))
    }
  }
}

/** Balances confirmed by those who hold the money, days closed, in December the year; then the province as a whole is checked. */
export async function closeMonth(proof: Proof, locals: readonly Local[], month: Day): Promise<void> {
  for (const { planner } of locals) await step(proof, planner, () => income.confirmed(planner, month))
  const last = lastOfMonth(month)
  if (monthOf(month) === 12) await closeYear(proof, locals, last)
  await closeDays(proof.site.batch(), last, daysAfter(last, 1))
  proof.counts.closedDays += 1
  await check(proof, booksOf(locals))
}

async function closeYear(proof: Proof, locals: readonly Local[], day: Day): Promise<void> {
  const groups = [...locals.map(({ planner }) => Object.values(planner.city.books)), SCHEMES.map((scheme) => bookOf(PROVINCE, scheme))]
  for (const books of groups) {
    await proof.numbers.refill(10)
    const made = draft(proof, day)
    for (const book of books) made.add('year_closed', book, { year: YEAR })
    await perform(proof, made.plan('年终结账'))
  }
}

function booksOf(locals: readonly Local[]): string[] {
  return [...locals.flatMap(({ planner }) => Object.values(planner.city.books)), ...SCHEMES.map((scheme) => bookOf(PROVINCE, scheme))]
}
