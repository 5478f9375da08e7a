// One cap over several layers (合并封顶): what basic, major illness, assistance and so on pay together may not pass it. It is looked at
// when a layer pays, so that the layer that reaches it is the one that pays less. An area without such a cap has no rooms at all.
import { type Fen, notBelowZero, portion, yuanText } from '../base/money.js'
import type { BenefitPolicy, JointCapRule } from '../policy/benefit-policy.js'
import { layerName } from '../policy/national-lists.js'
import { type Contributions, jointCapKey } from './accumulators.js'
import type { Bill } from './bill.js'
import { count, fits, type Known } from './known.js'
import type { Payment, Reason } from './ladder.js'
import type { Layer } from './outcome.js'
import { awaits, isAwaiting } from './unanswered.js'

export interface JointRoom {
  readonly cap: JointCapRule
  /** The cap itself, for this person. */
  readonly amount: Fen
  left: Fen
}

/** Undefined where no cap of the kind bounds this bill. */
export function jointRoomsOf(known: Known): JointRoom[] | undefined {
  const { jointCaps } = known.policy
  if (jointCaps === undefined) return undefined
  const rooms: JointRoom[] = []
  for (const cap of jointCaps) {
    if (!cap.kinds.includes(known.bill.kind)) continue
    const amount = amountFor(known, cap)
    if (amount === null) continue
    const used = cap.period === 'year' ? count(known.counters, jointCapKey(cap.id)) : 0n
    rooms.push({ cap, amount, left: notBelowZero(amount - used) })
  }
  return rooms.length === 0 ? undefined : rooms
}

function amountFor(known: Known, { id, fen, personSteps, from }: JointCapRule): Fen | null {
  let amount: Fen | null = isAwaiting(fen) ? awaits(fen, `joint_caps.${id}.amount`, from) : fen
  for (const step of personSteps) {
    if (!fits(step.when, known)) continue
    if (step.setFen !== undefined) amount = step.setFen
    if (amount !== null && step.times !== undefined) amount = portion(amount, step.times)
    if (amount !== null && step.plusFen !== undefined) amount += step.plusFen
  }
  return amount
}

/** The payment as the narrowest room lets it be; the same payment where all of them hold it. */
export function withinJointCaps(rooms: readonly JointRoom[], payment: Payment, reasons: Reason[]): Payment {
  let found: JointRoom | undefined
  for (const room of rooms) {
    if (room.cap.layers.includes(payment.layer) && room.left < payment.amount && (found === undefined || room.left < found.left)) found = room
  }
  if (found === undefined) return payment
  const { cap, amount, left } = found
  const cut = payment.amount - left
  const named = cap.layers.map(layerName).join('、')
  const { document, article } = cap.from
  reasons.push({
    weight: cut,
    sentence: () =>
      `${named}合计的最高支付限额${yuanText(amount)}元（${document} ${article}）只剩${yuanText(left)}元，${layerName(payment.layer)}少付${yuanText(cut)}元。`,
  })
  return {
    ...payment,
    amount: left,
    rule: () => `${payment.rule()}；${named}合计限额${yuanText(amount)}元，剩余${yuanText(left)}元，实付${yuanText(left)}元`,
    from: [...payment.from, cap.from],
    bound: `joint_cap:${cap.id}`,
  }
}

/** Takes what a layer paid from every room that counts it. */
export function takeFromRooms(rooms: readonly JointRoom[], layer: string, paid: Fen): void {
  for (const room of rooms) if (room.cap.layers.includes(layer)) room.left = notBelowZero(room.left - paid)
}

/** Adds to every yearly cap of the bill what its layers paid, also for somebody whom the cap does not bound now. */
export function countJointly(caps: readonly JointCapRule[], bill: Bill, layers: readonly Pick<Layer, 'layer' | 'paid'>[], to: Contributions): void {
  for (const cap of caps) {
    if (cap.period !== 'year' || !cap.kinds.includes(bill.kind)) continue
    for (const { layer, paid } of layers) if (cap.layers.includes(layer)) to.add(jointCapKey(cap.id), paid)
  }
}

/** The yearly caps of a policy that hold for any bill of a person, for a statement; those that depend on a bill are left out. */
export function yearlyJointCaps({ jointCaps = [] }: BenefitPolicy): readonly JointCapRule[] {
  return jointCaps.filter(({ period, fen }) => period === 'year' && !isAwaiting(fen))
}
