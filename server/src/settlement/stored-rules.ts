// The rules that a settlement names by their hash, as they were published.
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { ruleSetOf } from '../policy/rule-set.js'
import { type Queryable, ruleSetByHash } from '../policy/store.js'

/** Versions of the benefits, oldest first; undefined where the set holds none. */
export async function storedVersions(client: Queryable, hash: string): Promise<readonly BenefitPolicy[] | undefined> {
  const row = await ruleSetByHash(client, hash)
  const versions = row === undefined ? undefined : ruleSetOf(row).versions
  return versions === undefined || versions.length === 0 ? undefined : versions
}
