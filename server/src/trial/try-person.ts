// Settles a person's bills again in their order, under both rules, with the engine of every settlement. What a bill leaves to the
// next one (the year's counters, an unfinished stay, the personal account) is carried for each side by itself.
import { type Fen, notBelowZero } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { AccountBalances, Bill, Counters, InsuredPerson, StaySoFar } from '@tongchou/domain/settlement/bill.js'
import type { Outcome, Settled } from '@tongchou/domain/settlement/outcome.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import type { TrialBill } from './trial-bill.js'
import type { SchemeRules, SideRules, TrialRules } from './trial-rules.js'

export type TakeTried = (one: TrialBill, before: Outcome, after: Outcome) => void

export function tryPerson(rules: TrialRules, bills: readonly TrialBill[], take: TakeTried): void {
  const before = new Side(rules.before, bills)
  const after = new Side(rules.after, bills)
  for (const one of bills) {
    // By what was paid before this bill: asked before either side settles it.
    const underDraft = withAccount(one.person, before, after)
    const was = before.settle(one, one.person)
    take(one, was, after.settle(one, underDraft))
  }
}

/** The account as the draft would have left it: the balance of that day, and what the draft took less than the rules in force. */
function withAccount(person: InsuredPerson, before: Side, after: Side): InsuredPerson {
  const { account } = person
  const current = before.current - after.current
  const history = before.history - after.history
  if (account === null || (current === 0n && history === 0n)) return person
  const moved: AccountBalances = { ...account, current: notBelowZero(account.current + current), history: notBelowZero(account.history + history) }
  return { ...person, account: moved }
}

const NOTHING_YET: Counters = {}
const NO_VERSIONS: SchemeRules = { hash: '', versions: [] }

interface Year {
  readonly scheme: Scheme
  readonly year: number
  readonly counters: Record<string, bigint>
}

/** One person under one set of rules. */
class Side {
  private readonly rules: SideRules
  /** Rarely more than one: a list is found through sooner than a map of names. */
  private readonly years: Year[] = []
  /** Only where a later bill goes on with a stay. */
  private readonly stays: Map<bigint, StaySoFar> | null
  /** Taken from the personal account so far. */
  current: Fen = 0n
  history: Fen = 0n

  constructor(rules: SideRules, bills: readonly TrialBill[]) {
    this.rules = rules
    this.stays = bills.some(({ bill }) => bill.stayLink !== undefined) ? new Map() : null
    for (const { bill, year, counters } of bills) {
      if (this.yearOf(bill.scheme, year) === undefined) this.years.push({ scheme: bill.scheme, year, counters: { ...counters } })
    }
  }

  settle(one: TrialBill, person: InsuredPerson): Outcome {
    const { scheme } = one.bill
    const { versions } = this.rules[scheme] ?? NO_VERSIONS
    const outcome = settle({ versions, scheme, person, bill: this.inStay(one), counters: (year) => this.counters(scheme, year) })
    if (outcome.kind === 'settled') this.keep(one, outcome)
    return outcome
  }

  private yearOf(scheme: Scheme, year: number): Year | undefined {
    for (const known of this.years) if (known.year === year && known.scheme === scheme) return known
    return undefined
  }

  private counters(scheme: Scheme, year: number): Counters {
    return this.yearOf(scheme, year)?.counters ?? NOTHING_YET
  }

  private opened(scheme: Scheme, year: number): Year {
    const made: Year = { scheme, year, counters: {} }
    this.years.push(made)
    return made
  }

  private inStay({ bill, visit }: TrialBill): Bill {
    const soFar = bill.stayLink?.kind === 'mid_stay' ? this.stays?.get(visit) : undefined
    return soFar === undefined ? bill : { ...bill, stayLink: { kind: 'mid_stay', soFar } }
  }

  private keep({ bill, visit }: TrialBill, settled: Settled): void {
    const { contributions } = settled
    const { counters } = this.yearOf(bill.scheme, settled.benefitYear) ?? this.opened(bill.scheme, settled.benefitYear)
    for (const name in contributions) {
      const before = counters[name]
      const added = contributions[name] ?? 0n
      counters[name] = before === undefined ? added : before + added
    }
    const { current, history } = settled.account.bySource
    this.current += current
    this.history += history
    if (this.stays !== null) this.keepStay(this.stays, visit, bill, settled)
  }

  private keepStay(stays: Map<bigint, StaySoFar>, visit: bigint, bill: Bill, { split, deductible, admissionNumber, benefitYear }: Settled): void {
    const soFar = stays.get(visit)
    stays.set(visit, {
      admissionNumber: soFar?.admissionNumber ?? admissionNumber ?? 1,
      benefitYear: soFar?.benefitYear ?? benefitYear,
      deductibleCharged: (soFar?.deductibleCharged ?? 0n) + deductible.charged,
      inScope: (soFar?.inScope ?? 0n) + split.inScope,
      total: (soFar?.total ?? 0n) + bill.total,
    })
  }
}
