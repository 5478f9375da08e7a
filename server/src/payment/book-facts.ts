// Facts that a decision of this desk makes are recorded with it, or it is refused with the first reason against them.
import type { Refusal } from '@tongchou/domain/base/refusal.js'
import type { BookFact } from '@tongchou/domain/facts/fact.js'
import type pg from 'pg'
import { recordFacts } from '../fund/record-facts.js'

export async function bookFacts(client: pg.PoolClient, facts: readonly BookFact[]): Promise<Refusal | undefined> {
  const recorded = await recordFacts(client, facts)
  return recorded.kind === 'not_recorded' ? recorded.refusals[0]?.refusal : undefined
}
