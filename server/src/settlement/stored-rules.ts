// The compiled rules as they are kept in `rule_set.content`: JSON in which every whole number of money or of a ratio is a text
// that ends in `n` (`"80000n"`), so that it comes back exactly and is never taken for a level, an area or a name.
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'

interface Queryable {
  query<R extends object>(text: string, values: readonly unknown[]): Promise<{ rows: R[] }>
}

const WHOLE = /^-?\d+n$/

export function rulesJson(versions: readonly BenefitPolicy[]): string {
  return JSON.stringify(versions, (_key, member: unknown) => (typeof member === 'bigint' ? `${member}n` : member))
}

function rulesOf(json: string): readonly BenefitPolicy[] {
  return JSON.parse(json, (_key, member: unknown) =>
    typeof member === 'string' && WHOLE.test(member) ? BigInt(member.slice(0, -1)) : member,
  ) as readonly BenefitPolicy[]
}

/** The rules that a settlement names by their hash; undefined where the set is empty. */
export async function rulesByHash(client: Queryable, hash: string): Promise<readonly BenefitPolicy[] | undefined> {
  const { rows } = await client.query<{ content: string }>('SELECT content::text AS content FROM rule_set WHERE hash = $1', [hash])
  const versions = rulesOf(rows[0]?.content ?? '[]')
  return versions.length === 0 ? undefined : versions
}
