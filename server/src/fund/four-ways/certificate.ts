// A month's certificate: what the pairs came to, what is open and with whom; prepared by one officer, issued by another, once every
// difference is closed, or carried by somebody.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Desk } from '../../http/route.js'
import { certificateOf, differencesOfRun, insertCertificate, lastRun } from './four-ways-store.js'

export const NO_RUN = refused('no_run', '这个月还没有对账；请先导入各方明细并对账。')

export async function takeCertificate(client: pg.ClientBase, { officer }: Desk, month: Day, kind: 'prepared' | 'issued'): Promise<true | Refusal> {
  const { pool, officer: by } = officer
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`certificate/${pool}/${month}`])
  const run = await lastRun(client, pool, month)
  if (run === undefined) return NO_RUN
  const steps = (await certificateOf(client, pool, month)).filter((step) => step.run === run.run)
  if (steps.some((step) => step.kind === 'issued')) return refused('already_issued', '这次对账的证明已经签发；有变动请重新对账后再出。')
  if (kind === 'issued') {
    const prepared = steps.at(-1)
    if (prepared === undefined) return refused('not_prepared', '证明还没有编制；请先由一位人员编制，再由另一位签发。')
    if (prepared.officer === by) return refused('same_officer', '编制与签发不能是同一人；请由另一位有权限的人员签发。')
  }
  const open = await openCount(client, pool, run.run)
  if (open > 0) return refused('differences_open', `还有${open}条差异没有处理；请逐条关闭，或挂账并写明责任人，由第二人复核后再出证明。`)
  await insertCertificate(client, { pool, month, run: run.run, kind, officer: by })
  return true
}

export async function openCount(client: pg.ClientBase, pool: string, run: bigint): Promise<number> {
  let open = 0
  for (const standing of ['open', 'proposed']) {
    open += (await differencesOfRun(client, { pool, run, pair: null, kind: null, standing, limit: 1, offset: 0 }))[0]?.total ?? 0
  }
  return open
}
