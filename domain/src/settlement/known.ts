// What is known about a bill before any layer pays: whose it is, which version rules, which admission of the year it is.
// A stay settled in parts, or continued after a transfer, may count as one admission (rules of the policy's `stays`).
import type { Fen } from '../base/money.js'
import type { Benefit, BenefitKind, BenefitPolicy, StayRule, When } from '../policy/benefit-policy.js'
import { ADMISSIONS, type Season, treatmentKey } from './accumulators.js'
import type { Bill, Counters, InsuredPerson, StayLink, StaySoFar } from './bill.js'
import type { SettlementRequest } from './settle.js'

export interface Known {
  /** Every version, oldest first; a rule by day of fee asks for more than one. */
  readonly versions: readonly BenefitPolicy[]
  readonly policy: BenefitPolicy
  readonly benefit: Benefit
  readonly person: InsuredPerson
  readonly bill: Bill
  readonly year: number
  /** `01` to `12`, of the day that decides the benefit year. */
  readonly month: string
  readonly quarter: string
  /** Counters of `year` before this bill. */
  readonly counters: Counters
  /** Counters of the same year under the person's other scheme; empty where there is none. */
  readonly otherCounters: Counters
  readonly admissionNumber: number
  readonly newAdmission: boolean
  /** How many bills of the bill's treatment the year has, this one included. */
  readonly treatmentCount: number
  /** The earlier part of the stay, where this bill is merged with it. */
  readonly stay: MergedStay | null
}

export interface MergedStay {
  readonly kind: StayLink['kind']
  readonly soFar: StaySoFar
  readonly rule: StayRule
}

const NO_COUNTERS: Counters = {}

export function knownOf(request: SettlementRequest, policy: BenefitPolicy, benefit: Benefit, season: Season): Known {
  return new Asked(request, policy, benefit, season)
}

/** What few rules ask for is counted when one of them does. */
class Asked implements Known {
  readonly versions: readonly BenefitPolicy[]
  readonly policy: BenefitPolicy
  readonly benefit: Benefit
  readonly person: InsuredPerson
  readonly bill: Bill
  readonly year: number
  readonly month: string
  readonly quarter: string
  readonly counters: Counters
  readonly otherCounters: Counters
  readonly stay: MergedStay | null

  constructor(
    { versions, person, bill, counters, otherCounters }: SettlementRequest,
    policy: BenefitPolicy,
    benefit: Benefit,
    { year, month, quarter }: Season,
  ) {
    this.versions = versions
    this.policy = policy
    this.benefit = benefit
    this.person = person
    this.bill = bill
    this.year = year
    this.month = month
    this.quarter = quarter
    this.counters = counters(year)
    this.otherCounters = otherCounters?.(year) ?? NO_COUNTERS
    this.stay = mergedStay(policy, bill, year)
  }

  get admissionNumber(): number {
    return this.stay === null ? Number(count(this.counters, ADMISSIONS)) + 1 : this.stay.soFar.admissionNumber
  }

  get newAdmission(): boolean {
    return this.benefit.countsAdmission && this.stay === null
  }

  get treatmentCount(): number {
    const { treatment } = this.bill
    return treatment === undefined ? 0 : Number(count(this.counters, treatmentKey(treatment))) + 1
  }
}

export function count(counters: Counters, key: string): bigint {
  return counters[key] ?? 0n
}

export function mergedStay(policy: BenefitPolicy, bill: Bill, year: number): MergedStay | null {
  const link = bill.stayLink
  if (link === undefined) return null
  const { transfer, midStay, readmission } = policy.stays
  const rule = link.kind === 'transfer' ? transfer : link.kind === 'mid_stay' ? midStay : readmission
  if (rule === undefined) return null
  const again = link.soFar.benefitYear !== year && rule.acrossNewYear === 'charged_again'
  return rule.merge && !again ? { kind: link.kind, soFar: link.soFar, rule } : null
}

/** All conditions inside one `when` must hold. */
export function fits(when: When, known: Known): boolean {
  const { person, bill } = known
  return (
    (when.identity === undefined || person.identities.includes(when.identity)) &&
    (when.identityIn === undefined || when.identityIn.some((identity) => person.identities.includes(identity))) &&
    (when.retired === undefined || when.retired === person.retired) &&
    (when.ageFrom === undefined || person.age >= when.ageFrom) &&
    (when.ageTo === undefined || person.age <= when.ageTo) &&
    (when.kind === undefined || when.kind === bill.kind) &&
    (when.disease === undefined || when.disease === bill.disease) &&
    (when.diseaseIn === undefined || (bill.disease !== undefined && when.diseaseIn.includes(bill.disease))) &&
    (when.treatment === undefined || when.treatment === bill.treatment) &&
    (when.treatmentFrom === undefined || known.treatmentCount >= when.treatmentFrom) &&
    (when.admissionFrom === undefined || known.admissionNumber >= when.admissionFrom) &&
    (when.level === undefined || when.level === bill.level) &&
    (when.place === undefined || when.place === bill.place) &&
    (when.filingIn === undefined || when.filingIn.includes(bill.filing)) &&
    (when.firstSeenIn === undefined || when.firstSeenIn.includes(bill.firstSeen ?? 'direct'))
  )
}

/** What the stay comes to with this bill; a bill that is not merged begins a stay of its own. */
export function stayWith(known: Known, inScope: Fen, charged: Fen): StaySoFar {
  const { admissionNumber, year: benefitYear, stay } = known
  const { total } = known.bill
  if (stay === null) return { admissionNumber, benefitYear, deductibleCharged: charged, inScope, total }
  const { soFar } = stay
  return {
    admissionNumber,
    benefitYear,
    deductibleCharged: charged + soFar.deductibleCharged,
    inScope: inScope + soFar.inScope,
    total: total + soFar.total,
  }
}

export function paths(kind: BenefitKind, tail: string): string {
  return `benefits.${kind}.${tail}`
}
