// The rule set of an area and scheme as it is hashed and stored: canonical text in, rules out.
import { createHash } from 'node:crypto'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import type { EntitlementRules } from '@tongchou/domain/policy/entitlement-rule.js'
import { canonical, type Exchange, fromExchange, toExchange } from '@tongchou/domain/policy/exchange.js'
import type { PoolingRules } from '@tongchou/domain/policy/pooling-rule.js'
import type { AreaRules } from '@tongchou/domain/policy/read.js'

export interface RuleSet {
  readonly hash: string
  readonly area: string
  readonly scheme: Scheme
  /** Versions of the benefits, oldest first: what `settle` is told. */
  readonly versions: readonly BenefitPolicy[]
  /** Versions of the fund's rules, oldest first. */
  readonly pooling: readonly PoolingRules[]
  /** Versions of the rules of entitlement, oldest first. */
  readonly entitlement: readonly EntitlementRules[]
}

export interface RuleSetText {
  readonly hash: string
  readonly area: string
  readonly scheme: Scheme
  readonly documents: readonly string[]
  readonly content: string
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** `documents`: hashes of the documents that the rules stand on. A changed document makes another rule set. */
export function ruleSetText(rules: AreaRules, documents: readonly string[]): RuleSetText {
  const { area, scheme, versions, pooling, entitlement } = rules
  // Rules that say nothing of entitlement keep the hash that they had before such rules were written.
  const content = canonical(toExchange({ pooling, versions, ...(entitlement.length === 0 ? {} : { entitlement }) }))
  const sorted = [...documents].sort()
  return { area, scheme, documents: sorted, content, hash: sha256(canonical({ area, content, documents: sorted, scheme })) }
}

export function ruleSetOf(row: { readonly hash: string; readonly area: string; readonly scheme: string; readonly content: Exchange }): RuleSet {
  const content = fromExchange<{ versions: readonly BenefitPolicy[]; pooling: readonly PoolingRules[]; entitlement?: readonly EntitlementRules[] }>(row.content)
  return {
    hash: row.hash,
    area: row.area,
    scheme: row.scheme as Scheme,
    versions: content.versions,
    pooling: content.pooling,
    entitlement: content.entitlement ?? [],
  }
}
