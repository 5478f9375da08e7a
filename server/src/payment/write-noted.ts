// A write of this desk and its line in the audit trail are one transaction: neither stands without the other.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { AuditAction } from '../access/audit-action.js'
import type { Desk } from '../http/route.js'

export type Trail = readonly [action: AuditAction, detail: Readonly<Record<string, unknown>>]

export function writeNoted<T>(desk: Desk, work: (client: pg.PoolClient) => Promise<T>, trail: (done: Exclude<T, Refusal>) => Trail): Promise<T> {
  return desk.write(async (client) => {
    const done = await work(client)
    if (isRefusal(done)) return done
    const [action, detail] = trail(done as Exclude<T, Refusal>)
    await desk.audit(action, { detail })
    return done
  })
}

/** For what is made under a number of its own. */
export async function makeNoted(
  desk: Desk,
  work: (client: pg.PoolClient) => Promise<bigint | Refusal>,
  trail: (number: string) => Trail,
): Promise<{ number: string } | Refusal> {
  const made = await writeNoted(desk, work, (number) => trail(number.toString()))
  return isRefusal(made) ? made : { number: made.toString() }
}
