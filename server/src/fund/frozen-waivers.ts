// Premiums are not let off while an area's launch period lasts (C9), unless a level above the pool did: whoever records the fact, by
// whatever desk, is refused here. `recordFacts` asks; other kinds of facts cost it nothing.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BookFact, BookFactOf } from '@tongchou/domain/facts/fact.js'
import { inheritanceOf } from '@tongchou/domain/policy/area-level.js'
import type pg from 'pg'
import { type FreezeRow, freezesOver } from '../policy/freeze-store.js'

type Waived = BookFactOf<'premium_waived'>

export interface FrozenFact {
  readonly fact: BookFact
  readonly refusal: Refusal
}

export async function frozenWaivers(client: pg.ClientBase, facts: readonly BookFact[]): Promise<readonly FrozenFact[]> {
  const waived = facts.filter((fact) => fact.kind === 'premium_waived')
  const found: FrozenFact[] = []
  for (const fact of waived) {
    const refusal = await refusalOf(client, fact)
    if (refusal !== undefined) found.push({ fact, refusal })
  }
  return found
}

async function refusalOf(client: pg.ClientBase, fact: Waived): Promise<Refusal | undefined> {
  const { rows } = await client.query<{ pool: string }>('SELECT pool FROM book WHERE book = $1', [fact.book])
  const pool = rows[0]?.pool
  if (pool === undefined) return undefined
  const above = inheritanceOf(pool).filter((area) => area !== pool)
  if (above.includes(fact.authority)) return undefined
  const freezes = await freezesOver(client, pool, [...above, pool, fact.unit])
  const freeze = freezes.find(({ in_force, until }) => in_force <= fact.bookedOn && (until === null || until >= fact.bookedOn))
  return freeze === undefined ? undefined : frozen(freeze, fact)
}

function frozen({ area_name, in_force, until, document, freeze }: FreezeRow, fact: Waived): Refusal {
  const span = `自${in_force}${until === null ? '起' : `至${until}`}`
  return refused(
    'premium_frozen',
    `${area_name}${span}不得减免保险费（${document}）；《${fact.document}》不是上级文件。请按标准征收，上级批准的请填写上级文件及其地区。`,
    {
      article: document,
      details: { freeze: String(freeze) },
    },
  )
}
