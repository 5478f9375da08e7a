// How a transaction uses the write path: carries out a decision once, or looks again at what the same message led to before.
import type { Refusal } from '@tongchou/domain/base/refusal.js'
import type { Changes, Done, DoneBefore, Known } from '../settlement/work.js'
import type { Counter, Message } from './message.js'

export interface Act {
  readonly person: bigint
  readonly visit: bigint | null
  readonly asksAliveBills?: boolean
  readonly decide: (known: Known) => Changes | Refusal
}

export function carryOut(counter: Counter, message: Message, act: Act): Promise<Done | DoneBefore | Refusal> {
  return counter.writePath.settle({ ...act, message: message.key })
}

/** Everything known about a person and one visit, without deciding anything. */
export function look(counter: Counter, person: bigint, visit: bigint | null): Promise<Known | undefined> {
  return counter.reads.known(person, visit)
}

/** Known data that must be there because a fact of this person says so. */
export async function lookAgain(counter: Counter, before: DoneBefore): Promise<Known> {
  const known = await look(counter, before.person, before.visit)
  if (known === undefined) throw new Error('a message names a person who is not registered')
  return known
}
