// A purchase at a pharmacy: usually tried, settled in one message with its lines; sometimes brought back.
import type { Chance } from '../chance.js'
import { totalOf } from '../messages/charge.js'
import { type Beginning, type Steps, stepsFrom } from './steps.js'

export function planPurchase(chance: Chance, beginning: Beginning): Steps['steps'] {
  const into = stepsFrom(chance, beginning)
  if (chance.happens(0.7)) into.add({ act: 'find' })
  const charges = into.charges(5)
  const total = totalOf(charges)
  into.add({ act: 'charge', batch: 'B1', charges })
  if (chance.happens(0.6)) into.add({ act: 'try', batch: 'B1', total })
  into.add({ act: 'settle', batch: 'B1', total })
  if (chance.happens(0.06)) {
    into.pass(10)
    into.add({ act: chance.happens(0.7) ? 'cancel' : 'reverse', batch: 'B1' })
  }
  return into.steps
}
