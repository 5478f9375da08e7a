// A hospital stay over several days: lines every day, now and then a line taken back or refunded, a mid-stay settlement, a
// discharge that is undone; settled on the day of discharge. Nothing of it lies after the play's last day.
import type { Chance } from '../chance.js'
import { type Charge, totalOf } from '../messages/charge.js'
import { WHOLE_STAY } from './act.js'
import { type Beginning, type Steps, settleBatch, stepsFrom } from './steps.js'

export interface StayBeginning extends Beginning {
  /** The last day of the play. */
  readonly last: number
}

export function planStay(chance: Chance, beginning: StayBeginning): Steps['steps'] {
  const into = stepsFrom(chance, beginning)
  into.add({ act: 'find' })
  into.add({ act: 'ask' })
  into.add({ act: 'admit' })
  if (chance.happens(0.06)) {
    into.pass(20)
    into.add({ act: 'cancel_admission' })
    return into.steps
  }
  const nights = Math.min(chance.between(0, 6), beginning.last - beginning.day)
  const open: Charge[] = []
  for (let night = 0; night <= nights; night++) {
    into.goTo(beginning.day + night, chance.between(60, 150))
    dayInBed(chance, into, open)
    if (night === 2 && nights > 3 && chance.happens(0.3)) settlePart(into, open)
  }
  leave(chance, into, open)
  return into.steps
}

/** Lines of the day; a patient without any open line still gets one. */
function dayInBed(chance: Chance, into: Steps, open: Charge[]): void {
  const charges = into.charges(10)
  into.add({ act: 'charge', batch: WHOLE_STAY, charges })
  open.push(...charges)
  if (chance.happens(0.15)) into.add({ act: 'change' })
  if (chance.happens(0.15) && open.length > 1) takeBack(into, open)
  if (chance.happens(0.15)) refund(into, open)
  if (chance.happens(0.2)) into.add({ act: 'try', batch: WHOLE_STAY, total: totalOf(open) })
}

function takeBack(into: Steps, open: Charge[]): void {
  const at = open.findLastIndex(({ sn, refunds }) => refunds === undefined && !open.some((other) => other.refunds === sn))
  const [taken] = at < 0 ? [] : open.splice(at, 1)
  if (taken !== undefined) into.add({ act: 'drop', batch: WHOLE_STAY, serials: [taken.sn] })
}

/** A line with a negative count against an earlier one that nobody refunded. */
function refund(into: Steps, open: Charge[]): void {
  const original = open.find(({ sn, count, refunds }) => count > 1 && refunds === undefined && !open.some((other) => other.refunds === sn))
  const [fresh] = into.charges(1)
  if (original === undefined || fresh === undefined) return
  const charge = { sn: fresh.sn, item: original.item, count: -1, refunds: original.sn }
  into.add({ act: 'charge', batch: WHOLE_STAY, charges: [charge] })
  open.push(charge)
}

function settlePart(into: Steps, open: Charge[]): void {
  into.pass(30)
  into.add({ act: 'settle', batch: WHOLE_STAY, total: totalOf(open), part: true })
  open.length = 0
}

function leave(chance: Chance, into: Steps, open: Charge[]): void {
  into.pass(chance.between(60, 120))
  into.add({ act: 'discharge' })
  if (chance.happens(0.1)) {
    into.pass(10)
    into.add({ act: 'undo_discharge' })
    dayInBed(chance, into, open)
    into.pass(5)
    into.add({ act: 'discharge' })
  }
  into.pass(5)
  settleBatch(chance, into, WHOLE_STAY, open)
}
