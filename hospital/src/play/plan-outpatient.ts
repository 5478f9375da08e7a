// An outpatient's visit: registered, examined, charged in one or several batches, each tried and settled; sometimes given up.
import type { Chance } from '../chance.js'
import { type Beginning, type Steps, settleBatch, stepsFrom } from './steps.js'

/** A visit of this many minutes at most. */
export const LONGEST_VISIT = 90

export function planOutpatient(chance: Chance, beginning: Beginning): Steps['steps'] {
  const into = stepsFrom(chance, beginning)
  into.add({ act: 'find' })
  if (chance.happens(0.3)) into.add({ act: 'ask' })
  into.add({ act: 'register' })
  into.pass(chance.between(5, 20))
  into.add({ act: 'diagnose' })
  if (chance.happens(0.05)) return goesHome(chance, into)
  const batches = chance.happens(0.3) ? chance.between(2, 3) : 1
  let kept = 0
  for (let batch = 1; batch <= batches; batch++) {
    into.pass(chance.between(2, 8))
    if (chargeAndSettle(chance, into, `B${batch}`)) kept++
  }
  if (kept === 0) into.add({ act: 'cancel_registration' })
  return into.steps
}

/** False where the patient brings everything back: the settlement is cancelled and its lines are taken back. */
function chargeAndSettle(chance: Chance, into: Steps, batch: string): boolean {
  let charges = into.charges(8)
  into.add({ act: 'charge', batch, charges })
  if (chance.happens(0.1)) {
    into.pass(1)
    into.add({ act: 'drop', batch, serials: charges.map(({ sn }) => sn) })
    charges = into.charges(6)
    into.add({ act: 'charge', batch, charges })
  }
  into.pass(2)
  settleBatch(chance, into, batch, charges)
  if (!chance.happens(0.03)) return true
  into.pass(5)
  into.add({ act: 'cancel', batch })
  into.add({ act: 'drop', batch, serials: charges.map(({ sn }) => sn) })
  return false
}

/** Leaves before anything is settled. */
function goesHome(chance: Chance, into: Steps): Steps['steps'] {
  if (chance.happens(0.5)) {
    const charges = into.charges(3)
    into.add({ act: 'charge', batch: 'B1', charges })
    into.pass(3)
    into.add({ act: 'drop', batch: 'B1', serials: charges.map(({ sn }) => sn) })
  }
  into.add({ act: 'cancel_registration' })
  return into.steps
}
