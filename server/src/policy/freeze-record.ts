// Records a freeze of policy for a launch period, and the higher level's approval of a draft that loosens all the same.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { decidingRefused, numberFault, writingRefused } from '@tongchou/domain/policy/approval-publication.js'
import { inheritanceOf } from '@tongchou/domain/policy/area-level.js'
import { type Clock, dayIn } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { locked, staleRefused } from './draft-life.js'
import { type ExemptionRow, exemptionsOf, type FreezeRow, freezesOf, insertExemption, insertFreeze } from './freeze-store.js'
import { unknownAreas } from './store.js'

export interface RecordedFreeze {
  readonly area: string
  readonly from: Day
  readonly until?: Day | undefined
  readonly document: string
  readonly remark?: string | undefined
  readonly amends?: string | undefined
}

export async function recordFreeze(clock: Clock, desk: Desk, given: RecordedFreeze): Promise<FreezeRow | Refusal> {
  const { officer } = desk
  const { area, from, until = null, document, remark = '', amends } = given
  const no = writingRefused(officer.home, area) ?? numberFault(document, dayIn(clock)) ?? wrongDays(from, until)
  if (no !== undefined) return no
  return desk.write(async (client) => {
    const standing = (await freezesOf(client, officer.pool)).filter((one) => one.holds && one.area === area)
    const amended = amends === undefined ? undefined : standing.find(({ freeze }) => String(freeze) === amends)
    if (amends !== undefined && amended === undefined) return refused('not_found', '没有可更正的冻结期，或它已被更正；请刷新后再试。')
    if (amends === undefined && standing.some((one) => (until === null || one.in_force <= until) && (one.until === null || one.until >= from)))
      return refused('already_frozen', '这个地区在这段时间已有冻结期；请改为更正那一个（amends）。')
    if ((await unknownAreas(client, [area])).length > 0) return refused('unknown_area', `行政区划表里没有 ${area}；请核对区划代码。`)
    const freeze = await insertFreeze(client, {
      pool: officer.pool,
      area,
      inForce: from,
      until,
      document,
      remark,
      amends: amended?.freeze ?? null,
      officer: officer.officer,
      at: clock.now(),
    })
    await desk.audit('policy.freeze.record', { area, detail: { freeze: String(freeze), from, until, document } })
    const made = (await freezesOf(client, officer.pool)).find((one) => one.freeze === freeze)
    if (made === undefined) throw new Error(`the freeze ${freeze} was written and not found`)
    return made
  })
}

function wrongDays(from: Day, until: Day | null): Refusal | undefined {
  return until !== null && until < from ? refused('wrong_days', '截止日期早于起始日期，请更正。') : undefined
}

export interface RecordedExemption {
  readonly freeze: string
  readonly draft: string
  readonly revision: number
  readonly authority: string
  readonly document: string
  readonly remark?: string | undefined
}

export async function recordExemption(clock: Clock, desk: Desk, given: RecordedExemption): Promise<readonly ExemptionRow[] | Refusal> {
  const { officer } = desk
  const draft = BigInt(given.draft)
  return desk.write(async (client) => {
    const stored = await locked(client, officer, draft)
    if (isRefusal(stored)) return stored
    const { area } = stored.draft
    const freeze = (await freezesOf(client, officer.pool)).find((one) => String(one.freeze) === given.freeze && one.holds)
    const no =
      decidingRefused(officer.home, area) ??
      staleRefused(stored, given.revision) ??
      numberFault(given.document, dayIn(clock)) ??
      (freeze === undefined ? refused('not_found', '没有这个冻结期，或它已被更正；请刷新后再试。') : undefined) ??
      (stored.revisions.some(({ written_by }) => written_by === officer.officer)
        ? refused('own_draft', '您写过这份草案，不能登记对它的豁免；请另一位审批人办理。')
        : undefined) ??
      higherRefused(area, given.authority)
    if (no !== undefined) return no
    if (freeze === undefined) throw new Error('a freeze that was not found was let through')
    const { revision, authority, document, remark = '' } = given
    await insertExemption(client, { freeze: freeze.freeze, draft, revision, authority, document, remark, officer: officer.officer, at: clock.now() })
    await desk.audit('policy.freeze.exempt', { area, detail: { freeze: given.freeze, draft: given.draft, revision, authority, document } })
    return exemptionsOf(client, draft)
  })
}

/** Nobody exempts himself. */
function higherRefused(area: string, authority: string): Refusal | undefined {
  if (authority !== area && inheritanceOf(area).includes(authority)) return undefined
  return refused('not_higher', `${authority} 不是 ${area} 的上级；启动期内放宽须由上级批准，请填写省级或国家的区划代码。`)
}
