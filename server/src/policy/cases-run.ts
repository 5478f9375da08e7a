// Runs the events of a neutral case through the domain and writes the answers in the cases' own form.

import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Cover, type EntitlementRule, entitlementOn } from '@tongchou/domain/entitlement/entitlement.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { withContributions } from '@tongchou/domain/settlement/accumulators.js'
import type { AccountBalances, Bill, Counters } from '@tongchou/domain/settlement/bill.js'
import { cancel } from '@tongchou/domain/settlement/cancel.js'
import { faultOf } from '@tongchou/domain/settlement/faults.js'
import type { Outcome, Settled } from '@tongchou/domain/settlement/outcome.js'
import { policyFor } from '@tongchou/domain/settlement/policy-for.js'
import { settle } from '@tongchou/domain/settlement/settle.js'
import { accumulatorsOf, refusedAs, returnedAs, settledAs, undecidedAs } from './cases-answers.js'
import { accountsOf, billOf, coverOf, personOf } from './cases-bill.js'
import { type JsonObject, type NeutralCase, oneOf, textAt, UnknownForm } from './cases-form.js'
import { entitlementRule, versionsOf } from './cases-policy.js'

interface Booked {
  readonly id: string
  readonly policy: BenefitPolicy
  readonly bill: Bill
  readonly settled: Settled
  cancelled: boolean
}

/** What a case has come to after its events so far. */
interface Standing {
  readonly it: NeutralCase
  readonly versions: readonly BenefitPolicy[]
  readonly rule: EntitlementRule | null
  readonly cover: Cover | null
  readonly familyNames: readonly string[]
  readonly booked: Booked[]
  readonly counters: Map<number, Counters>
  account: AccountBalances | null
}

export function runCase(it: NeutralCase): JsonObject[] {
  const { names, balances } = accountsOf(it.person)
  const rule = entitlementRule(it.policy['entitlement'])
  const cover = rule === null ? null : coverOf(it.person['cover'], rule)
  const standing: Standing = { it, versions: versionsOf(it.policy), rule, cover, familyNames: names, booked: [], counters: new Map(), account: balances }
  return it.bills.map((event) =>
    oneOf(event['event'], ['settle', 'reverse'], 'event') === 'settle' ? settleEvent(standing, event) : reverseEvent(standing, event),
  )
}

function settleEvent(standing: Standing, event: JsonObject): JsonObject {
  const id = textAt(event['id'], 'bill.id')
  const bill = billOf(standing.it.person, event, (of) => standing.booked.find((booked) => booked.id === of)?.settled.stay ?? undefined)
  const outcome = answer(standing, event, bill)
  if (isRefusal(outcome)) return refusedAs(id, outcome)
  if (outcome.kind === 'undecided') return undecidedAs(id, outcome)
  const policy = policyFor(standing.versions, bill)
  if (isRefusal(policy)) throw new Error('a settled bill has a version')
  standing.booked.push({ id, policy, bill, settled: outcome, cancelled: false })
  move(standing, outcome.benefitYear, outcome.contributions, outcome.account.bySource, -1n)
  return { ...settledAs(id, policy, outcome, standing.familyNames), accumulators: standingOf(standing, policy, bill, outcome.benefitYear) }
}

/** The caller's checks first (agreement, faults, version, entitlement), then the settlement. */
function answer(standing: Standing, event: JsonObject, bill: Bill): Outcome {
  if (event['provider_agreement'] === false) return refused('provider_without_agreement', '该机构未签订医保服务协议，不能结算。')
  const fault = faultOf(bill)
  if (fault !== undefined) return fault
  const policy = policyFor(standing.versions, bill)
  if (isRefusal(policy)) return policy
  const notEntitled = entitlementRefusal(standing, policy, bill)
  if (notEntitled !== undefined) return notEntitled
  const counters = (year: number): Counters => standing.counters.get(year) ?? {}
  return settle({ versions: standing.versions, scheme: bill.scheme, person: personOf(standing.it.person, standing.account), bill, counters })
}

function entitlementRefusal({ rule, cover }: Standing, policy: BenefitPolicy, bill: Bill): Refusal | undefined {
  if (rule === null) return undefined
  const day = policy.entitlementDay === 'admission' ? bill.admitted : policy.entitlementDay === 'discharge' ? bill.discharged : bill.settledOn
  const entitlement = entitlementOn(rule, cover, day)
  return isRefusal(entitlement) ? entitlement : undefined
}

function reverseEvent(standing: Standing, event: JsonObject): JsonObject {
  const id = textAt(event['id'], 'bill.id')
  const of = textAt(event['of'], 'bill.of')
  const index = standing.booked.findIndex((booked) => booked.id === of)
  const booked = standing.booked[index]
  if (booked === undefined) throw new UnknownForm(`${id}: ${of} was never settled`)
  const year = booked.settled.benefitYear
  const laterBillAlive = standing.booked.slice(index + 1).some((later) => !later.cancelled && later.settled.benefitYear === year)
  const outcome = cancel({ rule: booked.policy.reversal, settled: booked.settled, alreadyCancelled: booked.cancelled, laterBillAlive })
  if (isRefusal(outcome)) return refusedAs(id, outcome)
  booked.cancelled = true
  move(standing, year, outcome.contributions, outcome.account.bySource, 1n)
  return {
    bill: id,
    outcome: 'reversed',
    of,
    returned: returnedAs(booked.policy, booked.settled),
    accumulators: standingOf(standing, booked.policy, booked.bill, year),
  }
}

/** Adds contributions to the year and moves the accounts: −1 for what they paid, +1 for what comes back. */
function move(standing: Standing, year: number, contributions: Counters, bySource: AccountBalances, sign: 1n | -1n): void {
  standing.counters.set(year, withContributions(standing.counters.get(year) ?? {}, contributions))
  if (standing.account === null) return
  const { current, history, family } = standing.account
  standing.account = {
    current: current + sign * bySource.current,
    history: history + sign * bySource.history,
    family: family.map((balance, index) => balance + sign * (bySource.family[index] ?? 0n)),
  }
}

function standingOf(standing: Standing, policy: BenefitPolicy, bill: Bill, year: number): JsonObject {
  return accumulatorsOf(policy, bill, year, standing.counters.get(year) ?? {}, { balances: standing.account, names: standing.familyNames })
}
