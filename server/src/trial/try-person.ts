// Settles a person's bills again in their order, under both rules, with the engine of every settlement. What a bill leaves to the
// next one (the year's counters, an unfinished stay, the personal account) is carried for each side by itself.
import { yearOf } from '@tongchou/domain/base/day.js'
import { type Fen, notBelowZero } from '@tongchou/domain/base/money.js'
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
    const was = before.settle(one, one.person)
    take(one, was, after.settle(one, withAccount(one.person, before, after)))
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

const NO_VERSIONS: SchemeRules = { hash: '', versions: [] }

/** One person under one set of rules. */
export class Side {
  private readonly rules: SideRules
  private readonly years = new Map<string, Record<string, bigint>>()
  /** Only where a later bill goes on with a stay. */
  private readonly stays: Map<bigint, StaySoFar> | null
  /** Taken from the personal account so far. */
  current: Fen = 0n
  history: Fen = 0n

  constructor(rules: SideRules, bills: readonly TrialBill[]) {
    this.rules = rules
    this.stays = bills.some(({ bill }) => bill.stayLink !== undefined) ? new Map() : null
    for (const { bill, year, counters } of bills) {
      const key = `${bill.scheme}/${year}`
      if (!this.years.has(key)) this.years.set(key, { ...counters })
    }
  }

  settle(one: TrialBill, person: InsuredPerson): Outcome {
    const { scheme } = one.bill
    const { versions } = this.rules[scheme] ?? NO_VERSIONS
    const outcome = settle({ versions, scheme, person, bill: this.inStay(one), counters: (year) => this.counters(scheme, year) })
    if (outcome.kind === 'settled') this.keep(one, outcome)
    return outcome
  }

  private counters(scheme: string, year: number): Counters {
    return this.years.get(`${scheme}/${year}`) ?? {}
  }

  private inStay({ bill, visit }: TrialBill): Bill {
    const soFar = bill.stayLink?.kind === 'mid_stay' ? this.stays?.get(visit) : undefined
    return soFar === undefined ? bill : { ...bill, stayLink: { kind: 'mid_stay', soFar } }
  }

  private keep({ bill, visit }: TrialBill, settled: Settled): void {
    const key = `${bill.scheme}/${settled.benefitYear}`
    const counters = this.years.get(key) ?? {}
    this.years.set(key, counters)
    const { contributions } = settled
    for (const name in contributions) counters[name] = (counters[name] ?? 0n) + (contributions[name] ?? 0n)
    const { current, history } = settled.account.bySource
    this.current += current
    this.history += history
    if (this.stays !== null) this.keepStay(this.stays, visit, bill, settled)
  }

  private keepStay(stays: Map<bigint, StaySoFar>, visit: bigint, bill: Bill, { split, deductible, admissionNumber, benefitYear }: Settled): void {
    const sofar = stays.get(visit)
    stays.set(visit, {
      admissionNumber: sofar?.admissionNumber ?? admissionNumber ?? 1,
      benefitYear: sofar?.benefitYear ?? benefitYear ?? yearOf(bill.discharged),
      deductibleCharged: (sofar?.deductibleCharged ?? 0n) + deductible.charged,
      inScope: (sofar?.inScope ?? 0n) + split.inScope,
      total: (sofar?.total ?? 0n) + bill.total,
    })
  }
}
