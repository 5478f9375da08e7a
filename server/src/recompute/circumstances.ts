// By what each bill of a person stands, and by what it would be settled now that a rule, an identity or an entitlement is known to
// have been another. A bill is touched only where the one thing that is being recomputed differs; everything else stays as it was.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { type Enrolment, entitledOn } from '@tongchou/domain/entitlement/entitled-on.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import type { InsuredPerson } from '@tongchou/domain/settlement/bill.js'
import { type ChangedStretch, isReached } from '@tongchou/domain/settlement/difference-touched.js'
import { inForceOn } from '../settlement/filings.js'
import { insuredPersonOf } from '../settlement/replay.js'
import type { ChangeKind, KnownIdentity, StoredAlike, StoredDifference, StoredHead, StoredPerson } from './load-bills.js'

/** What a bill is settled by, as the receipt of a difference keeps it. */
export interface Ground {
  readonly ruleHash: string
  readonly person: InsuredPerson
  readonly civilServant: boolean
  readonly personType: string
  /** Why nothing may be paid; null: it may. */
  readonly refusal: string | null
}

export interface RulesOf {
  readonly versions: readonly BenefitPolicy[]
  /** What the new set changes against this one. */
  readonly stretches: readonly ChangedStretch[]
}

/** What is being recomputed. */
export interface Change {
  readonly kind: ChangeKind
  readonly scheme: Scheme
  readonly from: Day | null
  readonly until: Day | null
  /** The newest rule set; of a change of rules. */
  readonly newHash: string
  /** Every rule set that a bill in question stands on. */
  readonly rules: ReadonlyMap<string, RulesOf>
}

export interface Grounds {
  readonly stands: Ground
  /** The same object where the change does not touch the bill. */
  readonly now: Ground
  /** Numbers of the late facts that touch it. */
  readonly facts: readonly bigint[]
}

/** Undefined where the receipt keeps too little. */
export function groundsOf(change: Change, of: StoredPerson, head: StoredHead): Grounds | undefined {
  const stands = standsOn(head, of)
  if (stands === undefined) return undefined
  const untouched = { stands, now: stands, facts: [] }
  if ((change.from !== null && head.discharged < change.from) || (change.until !== null && head.discharged > change.until)) return untouched
  switch (change.kind) {
    case 'rules':
      return isNewlyRuled(change, stands, head) ? { stands, now: { ...stands, ruleHash: change.newHash }, facts: [] } : untouched
    case 'identity':
      return stands.refusal === null ? withIdentities(stands, of.identities, head) : untouched
    case 'enrolment':
      return withEnrolment(change, stands, of, head)
  }
}

/** The bill's own receipt, and what approved differences and changes without one made of it since. */
function standsOn(head: StoredHead, of: StoredPerson): Ground | undefined {
  const first = groundIn(head.receipt, head.rule_hash, null)
  if (first === undefined || head.receipt.bill === undefined || head.receipt.counters === undefined) return undefined
  const approved = of.differences.filter((one) => one.settlement === head.settlement && one.state === 'approved')
  const later = [...approved, ...of.alike.filter((one) => one.settlement === head.settlement)].sort((a, b) => (a.change < b.change ? -1 : 1))
  return later.reduce((ground, one) => changedGround(ground, one), first)
}

function changedGround(ground: Ground, one: StoredDifference | StoredAlike): Ground {
  if (one.receipt === null) return { ...ground, ruleHash: one.rule_hash }
  const refusal = 'payable' in one ? (one.payable ? null : '') : (one.receipt.refusal ?? null)
  return groundIn(one.receipt, one.rule_hash, refusal) ?? ground
}

function groundIn(receipt: StoredHead['receipt'], ruleHash: string, refusal: string | null): Ground | undefined {
  const person = insuredPersonOf({ receipt })
  return person === undefined ? undefined : { ruleHash, person, civilServant: receipt.civilServant ?? false, personType: receipt.personType ?? '', refusal }
}

function isNewlyRuled(change: Change, stands: Ground, head: StoredHead): boolean {
  if (stands.refusal !== null || stands.ruleHash === change.newHash) return false
  const stretches = change.rules.get(stands.ruleHash)?.stretches ?? []
  return isReached(stretches, { kind: head.benefit, level: head.level, admitted: head.admitted, discharged: head.discharged })
}

function withIdentities(stands: Ground, known: readonly KnownIdentity[], head: StoredHead): Grounds {
  const rows = known.filter((one) => inForceOn(one, head.discharged))
  const identities = identitiesOf(rows, stands.civilServant)
  const before = new Set(stands.person.identities)
  const after = new Set(identities)
  if (before.size === after.size && [...before].every((kind) => after.has(kind))) return { stands, now: stands, facts: [] }
  const facts = rows.filter((one) => !before.has(one.kind)).map((one) => one.identity)
  return { stands, now: { ...stands, person: { ...stands.person, identities } }, facts }
}

/** The person's identities on a day, as a bill asks for them. */
export function identitiesOf(inForce: readonly Pick<KnownIdentity, 'kind'>[], civilServant: boolean): readonly string[] {
  return [...new Set([...inForce.map((one) => one.kind), ...(civilServant ? ['civil_servant'] : [])])]
}

function withEnrolment(change: Change, stands: Ground, of: StoredPerson, head: StoredHead): Grounds {
  const versions = change.rules.get(stands.ruleHash)?.versions ?? []
  const enrolment = entitledFor(versions, of.enrolments, change.scheme, head)
  const now = isRefusal(enrolment) ? { ...stands, refusal: enrolment.sentence } : enrolledAs(stands, enrolment)
  const same = (now.refusal === null) === (stands.refusal === null) && (now.refusal !== null || isSameEnrolled(now, stands))
  return same ? { stands, now: stands, facts: [] } : { stands, now, facts: latestFacts(of, change.scheme, head) }
}

/** On the day that the rules name. */
export function entitledFor(
  versions: readonly BenefitPolicy[],
  enrolments: readonly Enrolment[],
  scheme: Scheme,
  head: Pick<StoredHead, 'admitted' | 'discharged' | 'settled_on'>,
): Enrolment | Refusal {
  const days = { admission: head.admitted, discharge: head.discharged, settlement: head.settled_on }
  return entitledOn(enrolments, scheme, days[versionOn(versions, head.discharged)?.entitlementDay ?? 'discharge'])
}

export function enrolledAs(stands: Ground, enrolment: Enrolment): Ground {
  const { retired, civilServant, personType, yearsEnrolled, continuousYears, zeroClaimYears } = enrolment
  const others = stands.person.identities.filter((kind) => kind !== 'civil_servant' || !stands.civilServant)
  const identities = identitiesOf(
    others.map((kind) => ({ kind })),
    civilServant,
  )
  return {
    ...stands,
    refusal: null,
    civilServant,
    personType,
    person: { ...stands.person, retired, identities, yearsEnrolled, continuousYears, zeroClaimYears },
  }
}

function isSameEnrolled(one: Ground, other: Ground): boolean {
  const text = ({ civilServant, person }: Ground): string =>
    [civilServant, person.retired, person.yearsEnrolled, person.continuousYears, person.zeroClaimYears, ...[...person.identities].sort()].join('/')
  return text(one) === text(other)
}

function latestFacts(of: StoredPerson, scheme: Scheme, { admitted, discharged, benefit_year }: StoredHead): readonly bigint[] {
  const years = new Set([Number(admitted.slice(0, 4)), Number(discharged.slice(0, 4)), benefit_year])
  const last = of.enrolments.filter((one) => one.scheme === scheme && years.has(one.benefitYear)).at(-1)
  return last === undefined ? [] : [last.enrolment]
}
