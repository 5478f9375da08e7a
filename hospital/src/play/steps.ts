// Collects the steps of one case: time goes on between them, and now and then a reply gets lost.

import type { Item } from '../centre.js'
import type { Chance } from '../chance.js'
import { type Charge, totalOf } from '../messages/charge.js'
import type { Act, Loss, Step } from './act.js'

export interface Steps {
  readonly steps: Step[]
  add(act: Act): void
  /** The next steps come at least so many minutes later. */
  pass(minutes: number): void
  /** Goes to that minute of that day. */
  goTo(day: number, minute: number): void
  charges(most: number): readonly Charge[]
}

/** Only what writes is sent again; a question asked twice proves nothing. */
const WRITES: ReadonlySet<Act['act']> = new Set([
  'register',
  'diagnose',
  'cancel_registration',
  'admit',
  'change',
  'discharge',
  'undo_discharge',
  'cancel_admission',
  'charge',
  'drop',
  'settle',
  'cancel',
  'reverse',
])

export interface Beginning {
  readonly day: number
  readonly minute: number
  readonly items: readonly Item[]
  /** Share of writing messages whose reply gets lost. */
  readonly losses: number
}

export function stepsFrom(chance: Chance, beginning: Beginning): Steps {
  const { items, losses } = beginning
  const steps: Step[] = []
  let { day, minute } = beginning
  let serial = 0
  const loss = (act: Act): Loss => (WRITES.has(act.act) && chance.happens(losses) ? (chance.happens(0.5) ? 'repeated' : 'unread') : 'none')
  return {
    steps,
    add: (act) => steps.push({ ...act, day, minute, loss: loss(act) }),
    pass: (minutes) => {
      minute += minutes
    },
    goTo: (toDay, toMinute) => {
      minute = toDay === day ? Math.max(minute, toMinute) : toMinute
      day = toDay
    },
    charges: (most) =>
      Array.from({ length: chance.between(1, most) }, () => ({ sn: String(++serial), item: chance.oneOf(items), count: chance.between(1, 3) })),
  }
}

/** Settles a batch: usually once, sometimes undone by number or by message and settled again. */
export function settleBatch(chance: Chance, into: Steps, batch: string, charges: readonly Charge[]): void {
  const total = totalOf(charges)
  into.add({ act: 'try', batch, total })
  into.pass(1)
  into.add({ act: 'settle', batch, total })
  if (!chance.happens(0.08)) return
  into.pass(2)
  into.add({ act: chance.happens(0.5) ? 'cancel' : 'reverse', batch })
  into.pass(1)
  into.add({ act: 'settle', batch, total })
}
