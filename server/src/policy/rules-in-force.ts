// The newest rules of every area and scheme, in memory: what the settlement asks for each bill. Older rule sets are fetched by
// their hash when an old bill is looked at or settled again.
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { type RuleSet, ruleSetOf } from './rule-set.js'
import { newestRuleSets, type Queryable, ruleSetByHash } from './store.js'

export interface RulesInForce {
  /** The newest rule set of a pooling area (city) and scheme. */
  of(area: string, scheme: Scheme): RuleSet | undefined
  all(): readonly RuleSet[]
  /** Any rule set ever published, by its hash. */
  lookUp(hash: string): Promise<RuleSet | undefined>
  /** Reads again what is newest; for after a publication. */
  reload(): Promise<void>
}

export async function rulesInForce(db: Queryable): Promise<RulesInForce> {
  let newest = new Map<string, RuleSet>()
  const byHash = new Map<string, RuleSet>()
  const reload = async (): Promise<void> => {
    const sets = (await newestRuleSets(db)).map((row) => byHash.get(row.hash) ?? ruleSetOf(row))
    for (const set of sets) byHash.set(set.hash, set)
    newest = new Map(sets.map((set) => [`${set.area}/${set.scheme}`, set]))
  }
  await reload()
  return {
    of: (area, scheme) => newest.get(`${area}/${scheme}`),
    all: () => [...newest.values()],
    lookUp: async (hash) => {
      const known = byHash.get(hash)
      if (known !== undefined) return known
      const row = await ruleSetByHash(db, hash)
      if (row === undefined) return undefined
      const set = ruleSetOf(row)
      byHash.set(hash, set)
      return set
    },
    reload,
  }
}
