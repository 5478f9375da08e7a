// Who answers for an injury: whether a bill is an ordinary one, waits for the investigation, is refused because somebody else is
// liable, or is paid in advance and claimed back from the liable party.
// Source: 社会保险法 art. 30 (work injury and third parties; 先行支付 where the third party does not pay or cannot be determined).
import type { Ratio } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { AccidentRule, BenefitKind } from '../policy/benefit-policy.js'

/** How an accident came about, as the person said or as the investigation found. */
export type AccidentCause = 'no_other_party' | 'work_injury' | 'third_party' | 'undetermined'
/** Why the fund pays first. */
export type AdvanceGround = 'does_not_pay' | 'cannot_be_determined'

/** What the desk knows of the accident behind a bill; later facts rule. */
export interface Accident {
  readonly claimed: AccidentCause
  /** The person promised in writing that nobody else is liable (个人承诺). */
  readonly promised: boolean
  readonly found: AccidentCause | null
  /** The share of the cost that a third party who was found answers for; absent: for all of it. */
  readonly liableShare?: Ratio | null
  readonly advance: AdvanceGround | null
}

export type AccidentAnswer =
  | { readonly kind: 'ordinary' }
  /** Ordinary on the part of the cost that the third party does not answer for. */
  | { readonly kind: 'shared'; readonly liableShare: Ratio }
  | { readonly kind: 'advance'; readonly against: LiableParty; readonly liableShare?: Ratio }
  | Refusal
export type LiableParty = 'third_party' | 'employer'

const ORDINARY: AccidentAnswer = { kind: 'ordinary' }
const ARTICLE = { article: '社会保险法第三十条' }

/** `rule` null: no document asks for a declaration; one that was made rules all the same. */
export function accidentAnswer(rule: AccidentRule | null, kind: BenefitKind, accident: Accident | null): AccidentAnswer {
  if (accident === null) {
    if (rule?.declaredKinds.includes(kind) !== true) return ORDINARY
    return refused('accident_not_declared', '意外伤害的费用须先申报受伤时间、地点和原因；请参保人或医院到经办机构办理意外伤害申报后再结算。')
  }
  const cause = accident.found ?? promisedCause(rule, accident)
  if (cause === null) return refused('investigation_pending', '该意外伤害已申报，正在调查，结论未出，暂不能结算；请待经办机构出具调查结论。')
  if (cause === 'no_other_party') return ORDINARY
  const liableShare = accident.found === 'third_party' ? (accident.liableShare ?? null) : null
  if (accident.advance === null) return liableShare === null ? liable(cause) : { kind: 'shared', liableShare }
  const against = cause === 'work_injury' ? 'employer' : 'third_party'
  return liableShare === null ? { kind: 'advance', against } : { kind: 'advance', against, liableShare }
}

/** A share belongs to a third party that was found; who answers for nothing or for everything has none. */
export function shareFault(found: AccidentCause, share: Ratio): Refusal | undefined {
  if (found !== 'third_party') return refused('share_without_party', '只有结论是第三人责任时才填责任比例；其他结论请不要填。')
  if (share.num > 0n && share.num < share.den) return undefined
  return refused('bad_share', '责任比例应大于0、小于100%；第三人负全部责任的不用填，不负责任的结论应是没有第三人责任。')
}

/** A promise stands for the investigation only where the rule accepts it, and only for an injury that is nobody else's. */
function promisedCause(rule: AccidentRule | null, { promised, claimed }: Accident): AccidentCause | null {
  return rule?.promiseAccepted === true && promised && claimed === 'no_other_party' ? claimed : null
}

const LIABLE: Readonly<Record<Exclude<AccidentCause, 'no_other_party'>, string>> = {
  work_injury: '经调查属工伤，费用应由工伤保险基金或用人单位负担，基本医疗保险基金不予支付；用人单位未缴工伤保险又不支付的，请申请先行支付。',
  third_party: '经调查应由负有责任的第三人负担，基本医疗保险基金不予支付；第三人不支付的，请向经办机构申请先行支付。',
  undetermined: '第三人无法确定，费用不能按普通费用结算；请向经办机构申请先行支付。',
}

function liable(cause: Exclude<AccidentCause, 'no_other_party'>): Refusal {
  return refused('other_party_liable', LIABLE[cause], ARTICLE)
}

/** Whether the fund may pay first: only where somebody else is liable, and for the ground that fits what was found. */
export function advanceFault(found: AccidentCause | null, ground: AdvanceGround): Refusal | undefined {
  if (found === null) return refused('investigation_pending', '调查结论未出，不能决定先行支付；请先录入调查结论。')
  if (found === 'no_other_party') return refused('nobody_liable', '调查结论是没有第三人责任，费用按普通费用结算，不需要先行支付。', ARTICLE)
  const fits = ground === 'cannot_be_determined' ? found === 'undetermined' : found !== 'undetermined'
  return fits ? undefined : refused('ground_differs', '先行支付的理由与调查结论不符：找得到责任方的写“不支付”，找不到的写“无法确定”。', ARTICLE)
}
