// Stored rule sets for the library, each read from the database once and kept by its hash.
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Library } from './library.js'
import { type RuleSet, ruleSetOf } from './rule-set.js'
import { type Queryable, ruleSetByHash } from './store.js'

const READ = new Map<string, RuleSet>()
const MANY = 500

/** The newest rule set of an area and scheme; undefined where there is none. */
export async function newestSet(db: Queryable, { ruleSets }: Library, area: string, scheme: Scheme): Promise<RuleSet | undefined> {
  const hash = ruleSets.find((set) => set.area === area && set.scheme === scheme)?.hash
  return hash === undefined ? undefined : setByHash(db, hash)
}

export async function setByHash(db: Queryable, hash: string): Promise<RuleSet | undefined> {
  const known = READ.get(hash)
  if (known !== undefined) return known
  const row = await ruleSetByHash(db, hash)
  if (row === undefined) return undefined
  const set = ruleSetOf(row)
  if (READ.size >= MANY) READ.clear()
  READ.set(hash, set)
  return set
}
