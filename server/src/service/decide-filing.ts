// The office confirms an application, which makes the filing that bills stand on, or refuses it with a reason.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { visiblePerson } from '../enrolment/visible-person.js'
import { type Clock, timeText } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { findApplication, insertFiling, insertStep, type StoredApplication } from '../settlement/filing-store.js'
import { type By, declareInjury } from './declare-injury.js'
import type { ApplicationParams, BatchDecided, BatchDecision, Decided, Decision } from './filing-schemas.js'

type Asked = Static<typeof Decision>

export const NO_APPLICATION = refused('not_found', '没有这件备案申请，或不在您的区域，请核对人员编号和流水号')

const REASON_MISSING = refused('reason_missing', '不予确认须写明理由，医药机构和参保人会看到')

export async function decideFiling(
  params: Static<typeof ApplicationParams>,
  asked: Asked,
  desk: Desk,
  clock: Clock,
): Promise<Static<typeof Decided> | Refusal> {
  const seen = await desk.read((client) => visiblePerson(client, desk.officer, params.psn_no))
  if (isRefusal(seen)) return seen
  const { person } = seen
  const { reason = '' } = asked
  if (asked.decision === 'refuse' && reason.trim() === '') return REASON_MISSING
  const decided = await desk.write((client) =>
    decide(client, person, BigInt(params.application), asked, { officer: desk.officer.officer, now: timeText(clock.now()) }, desk),
  )
  if (isRefusal(decided)) return decided
  await desk.audit(`filing.${decided.standing}`, { person, detail: { application: params.application, reason } })
  return decided
}

/** Each is decided for itself: what somebody else decided meanwhile stays as it is and is told. */
export async function decideFilings(asked: Static<typeof BatchDecision>, desk: Desk, clock: Clock): Promise<Static<typeof BatchDecided> | Refusal> {
  const { filings, ...decision } = asked
  if (asked.decision === 'refuse' && (asked.reason ?? '').trim() === '') return REASON_MISSING
  const left: { psn_no: string; application: string; sentence: string }[] = []
  for (const one of filings) {
    const decided = await decideFiling(one, decision, desk, clock)
    if (isRefusal(decided)) left.push({ ...one, sentence: decided.sentence })
  }
  return { decided: filings.length - left.length, left }
}

async function decide(client: pg.PoolClient, person: bigint, number: bigint, asked: Asked, by: By, desk: Desk): Promise<Static<typeof Decided> | Refusal> {
  // Two officers, or an officer and the institution that takes its application back, decide one after the other.
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`filing/${person}`])
  const application = await findApplication(client, person, number)
  if (application === undefined || !desk.officer.areas.includes(application.area)) return NO_APPLICATION
  const fault = notDecidable(application)
  if (fault !== undefined) return fault
  const filing = asked.decision === 'confirm' ? await insertFiling(client, filed(application, asked), null, by.now) : null
  if (filing !== null && application.kind === 'accident') await declareInjury(client, application, by)
  const standing = filing === null ? 'refused' : 'confirmed'
  await insertStep(client, application, { kind: standing, filing, officer: by.officer, reason: asked.reason ?? '', now: by.now })
  return { application: String(number), standing }
}

/**
 * 2503 does not say whether a disease is a chronic or a special one; the office does. Who identified a disease or treated an
 * injury does not bind where it is treated.
 */
function filed(application: StoredApplication, asked: Asked): StoredApplication {
  const disease = application.kind === 'chronic'
  const provider = disease || application.kind === 'accident' ? null : application.provider
  return { ...application, provider, kind: disease ? (asked.kind ?? 'chronic') : application.kind }
}

function notDecidable(application: StoredApplication): Refusal | undefined {
  switch (application.standing) {
    case 'pending':
      return undefined
    case 'confirmed':
      return refused('decided', '该备案已确认，不能重复办理')
    case 'refused':
      return refused('decided', '该备案已不予确认；如需更改，请医药机构重新申请')
    case 'cancelled':
      return refused('cancelled_already', '该备案申请已由医药机构撤销')
  }
}
