// The year's limits of one person under a policy, by the counter that runs against each: what a statement shows beside its
// accumulators. Only limits that hold for every bill of the year are named; one that depends on the kind of a single bill,
// or that waits for somebody's figure, has no place beside a yearly counter and is left out.
import { type Fen, portion } from '../base/money.js'
import type { BenefitKind, BenefitPolicy, CapRule, OrAwaiting, When } from '../policy/benefit-policy.js'
import type { Citation } from '../policy/citation.js'
import { capKey, jointCapKey, paidKey, WHOLE_YEAR } from './accumulators.js'
import type { InsuredPerson } from './bill.js'
import { incentiveOf } from './incentive.js'
import { yearlyJointCaps } from './joint-cap.js'
import { isAwaiting } from './unanswered.js'

export interface Limit {
  readonly key: string
  readonly fen: Fen
  readonly from: Citation
  /** What a cap of the basic layer counts; absent for the limit of a later layer, which counts its own payments. */
  readonly counts?: { readonly on: CapRule['on']; readonly kinds: readonly BenefitKind[] }
}

export function limitsOf(policy: BenefitPolicy, person: InsuredPerson): readonly Limit[] {
  const found: Limit[] = []
  const add: Add = (key, fen, from, counts) => {
    if (fen !== null && fen !== undefined) found.push({ key, fen, from, ...(counts === undefined ? {} : { counts }) })
  }
  for (const cap of policy.caps) if (cap.period === 'year') add(capKey(cap, WHOLE_YEAR), capFor(cap, person), cap.from, { on: cap.on, kinds: cap.kinds })
  for (const { id, fen, personSteps, from } of yearlyJointCaps(policy)) add(jointCapKey(id), stepped(known(fen), personSteps, person), from)
  if (policy.large !== null) add(paidKey('large'), known(policy.large.capFen), policy.large.from)
  addMajor(policy, person, add)
  addAssistance(policy, person, add)
  if (policy.civilServant !== null) add(paidKey('civil_servant'), known(policy.civilServant.capFen), policy.civilServant.from)
  for (const { name, capFen, from } of policy.supplements) add(paidKey(name), known(capFen), from)
  return found
}

type Add = (key: string, fen: Fen | null | undefined, from: Citation, counts?: Limit['counts']) => void

function known(figure: OrAwaiting<Fen> | null): Fen | null {
  return figure === null || isAwaiting(figure) ? null : figure
}

/** Whether a condition holds for the person at any bill; undefined where the bill decides. */
function always(when: When, person: InsuredPerson): boolean | undefined {
  const { identity, retired, ageFrom, ageTo, ...ofBill } = when
  const holds =
    (identity === undefined || person.identities.includes(identity)) &&
    (retired === undefined || retired === person.retired) &&
    (ageFrom === undefined || person.age >= ageFrom) &&
    (ageTo === undefined || person.age <= ageTo)
  return holds && Object.values(ofBill).some((value) => value !== undefined) ? undefined : holds
}

type Step = { readonly when: When; readonly setFen?: Fen | null; readonly times?: { num: bigint; den: bigint }; readonly plusFen?: Fen }

/** The amount after the person's steps; undefined where one of them depends on the bill. */
function stepped(base: Fen | null, steps: readonly Step[], person: InsuredPerson): Fen | null | undefined {
  let amount = base
  for (const step of steps) {
    const holds = always(step.when, person)
    if (holds === undefined) return undefined
    if (!holds) continue
    if (step.setFen !== undefined) amount = step.setFen
    if (amount !== null && step.times !== undefined) amount = portion(amount, step.times)
    if (amount !== null && step.plusFen !== undefined) amount += step.plusFen
  }
  return amount
}

function capFor(cap: CapRule, person: InsuredPerson): Fen | null | undefined {
  if (isAwaiting(cap.amount)) return null
  if ('byDisease' in cap.amount) return undefined
  const base = 'fen' in cap.amount ? cap.amount.fen : byYears(cap.amount.byEnrolledYears, person.yearsEnrolled)
  return base === undefined ? undefined : stepped(base + incentiveOf({ person }, base, cap.incentive ?? null), cap.personSteps, person)
}

function byYears(steps: readonly { readonly fromYears: number; readonly fen: Fen }[], years: number): Fen | undefined {
  return steps.filter((step) => step.fromYears <= years).sort((a, b) => b.fromYears - a.fromYears)[0]?.fen
}

function addMajor({ major }: BenefitPolicy, person: InsuredPerson, add: Add): void {
  if (major === null) return
  const base = known(major.cap.baseFen)
  const raised = base === null ? null : base + incentiveOf({ person }, base, major.cap.incentive)
  add(paidKey('major'), stepped(raised, major.cap.personSteps, person), major.from)
}

function addAssistance({ assistance }: BenefitPolicy, person: InsuredPerson, add: Add): void {
  if (assistance === null) return
  const name = assistance.classOrder.find((candidate) => person.identities.includes(candidate))
  const own = name === undefined ? undefined : assistance.classes[name]
  if (name === undefined || own === undefined) return
  add(paidKey('assistance'), known(own.capFen), own.from)
  const { tilt } = assistance
  if (tilt !== null && (tilt.classes?.includes(name) ?? true)) add(paidKey('assistance_tilt'), known(tilt.capFen), tilt.from)
}
