// A thread of the bench: keeps its persons in memory and settles them when asked, alone or as a whole trial.
import { answerParts } from '@tongchou/server/jobs/threads.js'
import { tallyPersons } from '@tongchou/server/trial/tally.js'
import type { TrialPerson } from '@tongchou/server/trial/trial-bill.js'
import type { TrialRules } from '@tongchou/server/trial/trial-rules.js'
import { tryPerson } from '@tongchou/server/trial/try-person.js'
import { benchPersons } from './trial-bills.js'
import type { Sums } from './trial-sql.js'

export interface BenchThread {
  readonly rules: TrialRules
  /** Persons of one part. */
  readonly size: number
}

export interface SettledSums {
  readonly before: Sums
  readonly after: Sums
  readonly losers: number
}

class Sum {
  basic = 0n
  major = 0n
  cash = 0n
}

function settleAlone(rules: TrialRules, persons: readonly TrialPerson[]): SettledSums {
  const [before, after] = [new Sum(), new Sum()]
  for (const { bills } of persons) {
    tryPerson(rules, bills, (_one, was, is) => {
      for (const [sum, outcome] of [[before, was] as const, [after, is] as const]) {
        if (outcome.kind !== 'settled') throw new Error(`a bill of the bench was not settled: ${outcome.sentence}`)
        sum.basic += outcome.layers[0]?.paid ?? 0n
        sum.major += outcome.layers[1]?.paid ?? 0n
        sum.cash += outcome.cash
      }
    })
  }
  return { before: { ...before }, after: { ...after }, losers: 0 }
}

await answerParts<BenchThread, 'make' | 'settle' | 'trial'>(async ({ rules, size }) => {
  const made = new Map<number, TrialPerson[]>()
  return (part, what) => {
    const persons = made.get(part) ?? benchPersons(part * size, (part + 1) * size)
    made.set(part, persons)
    if (what === 'settle') return { answer: settleAlone(rules, persons), transfer: [] }
    if (what === 'trial') return { answer: tallyPersons(rules, persons).losers.length, transfer: [] }
    return { answer: null, transfer: [] }
  }
})
