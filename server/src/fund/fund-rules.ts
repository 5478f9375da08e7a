// The fund's rules that are in force in a pool on a day, of either scheme, with the hash of their rule set.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { PoolingRules } from '@tongchou/domain/policy/pooling-rule.js'
import { ruleSetOf } from '../policy/rule-set.js'
import { newestRuleSets, type Queryable } from '../policy/store.js'

export interface FundRules {
  readonly hash: string
  readonly scheme: Scheme
  readonly rules: PoolingRules
}

/** Residents first. */
export async function fundRulesOn(db: Queryable, pool: string, day: Day): Promise<FundRules[]> {
  const sets = (await newestRuleSets(db)).filter(({ area }) => area === pool).map(ruleSetOf)
  return sets
    .flatMap(({ hash, scheme, pooling }) => {
      const rules = pooling.find(({ inForce, until }) => inForce <= day && (until === null || until >= day))
      return rules === undefined ? [] : [{ hash, scheme, rules }]
    })
    .sort((a, b) => (a.scheme < b.scheme ? 1 : -1))
}
