// Posts a county's opening into the city's book, one fact for each fund of before, and takes it back in red before the first live
// settlement. Everything moves through the facts and their journals.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { OpeningBalance } from '@tongchou/domain/facts/fund-facts.js'
import { openingOfCounty, openingReversed } from '@tongchou/domain/pooling/take-over/opening-of-county.js'
import type pg from 'pg'
import { loadFact, nextFacts } from '../../fund/fact-store.js'
import { recordFacts } from '../../fund/record-facts.js'
import { readSheet } from './audit-store.js'
import type { StepRow, TakeOverRow } from './take-over-store.js'

export async function postOpening(client: pg.ClientBase, of: TakeOverRow, bookedOn: Day): Promise<readonly bigint[] | Refusal> {
  const { rule, items, sheet } = await readSheet(client, of)
  if (isRefusal(rule)) return rule
  const facts = await nextFacts(client, sheet.sources.length)
  const { book, unit, scheme, as_of: inForce } = of
  return recorded(client, openingOfCounty(sheet, items, { book, unit, scheme, inForce, bookedOn, facts }))
}

export async function reverseOpening(
  client: pg.ClientBase,
  { book }: TakeOverRow,
  steps: readonly StepRow[],
  bookedOn: Day,
): Promise<readonly bigint[] | Refusal> {
  const posted = steps.filter(({ kind }) => kind === 'transferred').at(-1)?.facts ?? []
  const numbers = await nextFacts(client, posted.length)
  const openings: OpeningBalance[] = []
  for (const [i, fact] of posted.entries()) {
    const opening = await loadFact(client, 'opening_balance', book, fact)
    if (opening?.kind !== 'opening_balance') throw new Error(`the opening ${fact} of ${book} is gone`)
    openings.push(openingReversed(opening, numbers[i] ?? 0n, bookedOn))
  }
  return recorded(client, openings)
}

async function recorded(client: pg.ClientBase, facts: readonly OpeningBalance[]): Promise<readonly bigint[] | Refusal> {
  const done = await recordFacts(client, facts)
  if (done.kind === 'recorded') return facts.map(({ fact }) => fact)
  return done.refusals[0]?.refusal ?? refused('not_posted', '期初没有入账；请稍后重试。')
}
