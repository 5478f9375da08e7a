// Caps (封顶线) on what the basic layer pays or on the cost it counts: by scheme, kind, disease or birth; per bill, month, quarter, year.
// A cap counts what was paid, not what was due: a cancelled bill frees its room.
import { type Fen, notBelowZero, portion } from '../base/money.js'
import type { CapRule, OrAwaiting } from '../policy/benefit-policy.js'
import { type Contributions, capKey } from './accumulators.js'
import type { Bill } from './bill.js'
import { incentiveOf } from './incentive.js'
import { count, fits, type Known } from './known.js'
import { awaits, isAwaiting, silent } from './unanswered.js'

export interface Room {
  readonly cap: CapRule
  /** The cap itself, for this person. */
  readonly amount: Fen
  readonly left: Fen
}

export function capApplies(cap: CapRule, bill: Bill): boolean {
  return (
    cap.kinds.includes(bill.kind) &&
    (cap.disease === undefined || cap.disease === bill.disease) &&
    (cap.delivery === undefined || cap.delivery === bill.delivery) &&
    (!('byDisease' in cap.amount) || (bill.disease !== undefined && Object.hasOwn(cap.amount.byDisease, bill.disease)))
  )
}

/** What is left under each cap that applies and bounds this person. */
export function roomsOf(known: Known): Room[] {
  const rooms: Room[] = []
  for (const cap of known.policy.caps) {
    if (!capApplies(cap, known.bill)) continue
    const amount = capAmount(known, cap)
    if (amount === null) continue
    rooms.push({ cap, amount, left: notBelowZero(amount - usedOf(known, cap)) })
  }
  return rooms
}

function usedOf(known: Known, cap: CapRule): Fen {
  if (cap.period === 'per_bill') return 0n
  const key = capKey(cap, known, known.bill.disease)
  const used = count(known.counters, key)
  return cap.sharedBySchemes === true ? used + count(known.otherCounters, key) : used
}

/** The narrowest room among caps on `on`. */
export function narrowest(rooms: readonly Room[], on: CapRule['on']): Room | undefined {
  let found: Room | undefined
  for (const room of rooms) if (room.cap.on === on && (found === undefined || room.left < found.left)) found = room
  return found
}

function capAmount(known: Known, cap: CapRule): Fen | null {
  if (isAwaiting(cap.amount)) awaits(cap.amount, `caps.${cap.id}.amount`, cap.from)
  const base = baseOf(known, cap, cap.amount)
  const raised = base === null || cap.incentive == null ? base : base + incentiveOf(known, base, cap.incentive)
  if (cap.personSteps.length === 0) return raised
  let amount = raised
  for (const step of cap.personSteps) {
    if (!fits(step.when, known)) continue
    if (step.setFen !== undefined) amount = step.setFen
    if (amount === null) continue
    if (step.times !== undefined) amount = portion(amount, step.times)
    if (step.plusFen !== undefined) amount += step.plusFen
  }
  return amount
}

function baseOf(known: Known, cap: CapRule, amount: Exclude<CapRule['amount'], { readonly awaiting: string }>): Fen | null {
  if ('fen' in amount) return amount.fen
  if ('byEnrolledYears' in amount) return byYears(known, cap, amount.byEnrolledYears)
  const own: OrAwaiting<Fen> | undefined = known.bill.disease === undefined ? undefined : amount.byDisease[known.bill.disease]
  if (own === undefined) return null
  return isAwaiting(own) ? awaits(own, `caps.${cap.id}.amount`, cap.from) : own
}

function byYears(known: Known, cap: CapRule, steps: readonly { readonly fromYears: number; readonly fen: Fen }[]): Fen {
  let reached: { readonly fromYears: number; readonly fen: Fen } | undefined
  for (const step of steps) {
    if (step.fromYears <= known.person.yearsEnrolled && (reached === undefined || step.fromYears >= reached.fromYears)) reached = step
  }
  return reached?.fen ?? silent(`caps.${cap.id}.amount`, `参保${known.person.yearsEnrolled}年人员的最高支付限额`, cap.from)
}

/** Adds to every cap of the bill what it counts. */
export function countCaps({ policy, bill, month, quarter }: Known, paid: Fen, inScope: Fen, to: Contributions): void {
  const season = { month, quarter }
  for (const cap of policy.caps) {
    if (cap.period === 'per_bill' || !capApplies(cap, bill)) continue
    to.add(capKey(cap, season, bill.disease), cap.on === 'fund_paid' ? paid : inScope)
  }
}
