// A worker thread of a trial: reads ranges of persons over a connection of its own, settles their bills under both rules, and
// answers the sums.
import { openPool } from '../database/connect.js'
import { answerParts } from '../jobs/threads.js'
import { type PersonRange, type Population, readBills } from './read-bills.js'
import { tallyPersons } from './tally.js'
import { asksSpecialList, type TrialRules } from './trial-rules.js'

export interface TrialThread {
  readonly url: string
  readonly rules: TrialRules
  readonly population: Population
}

await answerParts<TrialThread, PersonRange>(async ({ url, rules, population }) => {
  const pool = openPool(url, 1)
  const special = asksSpecialList(rules)
  return async (_part, range) => {
    const { persons, unread } = await readBills(pool, population, range, special)
    return { answer: tallyPersons(rules, persons, unread), transfer: [] }
  }
})
