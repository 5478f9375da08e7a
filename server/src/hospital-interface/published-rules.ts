// The rules that bills are settled by: the newest published set of the pool and scheme, read only when its hash is a new one.

import { type RulesInForce, rulesInForce } from '../policy/rules-in-force.js'
import type { Queryable } from '../policy/store.js'
import { newestHash } from '../policy/store.js'
import type { LoadRules } from '../settlement/reference.js'

export function publishedRules(database: Queryable): LoadRules {
  let rules: Promise<RulesInForce> | undefined
  return async (pool, scheme) => {
    const hash = await newestHash(database, pool, scheme)
    if (hash === undefined) return undefined
    rules ??= rulesInForce(database)
    rules.catch(() => {
      rules = undefined
    })
    return (await rules).lookUp(hash)
  }
}
