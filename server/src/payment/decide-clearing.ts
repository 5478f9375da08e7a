// The office reviews a clearing request, a second officer accepts it, which payment then follows; either returns it with a reason. One
// that was accepted can still be returned; one that was returned is requested anew.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { type Clock, timeText } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import type { ClearingDecided, ClearingDecision, ClearingParams } from './clearing-schemas.js'
import { findRequest, insertClearingStep, type StoredRequest } from './clearing-store.js'
import { writeNoted } from './write-noted.js'

type Asked = Static<typeof ClearingDecision>
type Params = Static<typeof ClearingParams>

export async function decideClearing(params: Params, asked: Asked, desk: Desk, clock: Clock): Promise<Static<typeof ClearingDecided> | Refusal> {
  const { reason = '' } = asked
  if (asked.decision === 'return' && reason.trim() === '') return refused('reason_missing', '退回须写明理由，医药机构会看到')
  return writeNoted(
    desk,
    (client) => decide(client, params, asked, desk, timeText(clock.now())),
    ({ standing }) => [`clearing.${standing}`, { provider: params.code, request: params.request, reason }],
  )
}

async function decide(
  client: pg.PoolClient,
  { code, request }: Params,
  asked: Asked,
  desk: Desk,
  now: string,
): Promise<Static<typeof ClearingDecided> | Refusal> {
  // The institution may be taking its request back at the same time.
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`clearing/${code}`])
  const found = await findRequest(client, code, BigInt(request))
  if (found === undefined || !desk.officer.areas.includes(found.area)) return refused('not_found', '没有这件清算申请，或不在您的区域，请刷新后再办')
  const fault = notDecidable(found, asked.decision, desk.officer.officer)
  if (fault !== undefined) return fault
  const kind = KINDS[asked.decision]
  const { officer } = desk.officer
  await insertClearingStep(client, { institution: code, request: found.request, area: found.area, kind, officer, reason: asked.reason ?? '', now })
  return { request, standing: kind }
}

const KINDS = { review: 'reviewed', accept: 'accepted', return: 'returned' } as const

function notDecidable({ standing, reviewedBy }: StoredRequest, decision: Asked['decision'], officer: bigint): Refusal | undefined {
  if (standing === 'withdrawn') return refused('cancelled_already', '该清算申请已由医药机构撤销')
  if (standing === 'returned') return refused('decided', '该清算申请已退回，请医药机构更正后重新申请')
  switch (decision) {
    case 'return':
      return undefined
    case 'review':
      return standing === 'requested' ? undefined : refused('decided', '该清算申请已初审，不能重复初审')
    case 'accept':
      if (standing === 'accepted') return refused('decided', '该清算申请已受理，不能重复办理')
      if (standing === 'requested') return refused('not_reviewed', '该清算申请还没有初审；请先初审，再由另一位经办人复审受理')
      return reviewedBy === officer ? refused('same_officer', '初审和复审不能是同一人，请由另一位经办人复审') : undefined
  }
}
