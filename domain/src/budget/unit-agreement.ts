// Where every unit balances itself (分级核算、自求平衡), what a plan may not do to a unit without its own government: spend past surplus, or
// more than the plan that was issued before. The same level's government agrees first, the prescribed approvals follow; until then the
// budget is not issued, and requests for money stay within what stands. A patient's settlement is never asked (E7; 皖淮 三(四)).
import { type Fen, notBelowZero, yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import { type Approval, approvalMissing } from './approved.js'

export interface UnitProposal {
  readonly unit: string
  readonly name: string
  readonly incomeFen: Fen
  readonly expenditureFen: Fen
  /** What was issued for the year before; null: nothing. */
  readonly issued: { readonly incomeFen: Fen; readonly expenditureFen: Fen } | null
  /** Registered for the unit and year since then. */
  readonly approvals: readonly Approval[]
}

export interface AgreementNeeded {
  readonly unit: string
  readonly name: string
  readonly of: Approval['of']
  readonly amountFen: Fen
  /** Null: agreed and approved. */
  readonly missing: 'government' | 'prescribed' | null
}

/** What each unit's own government must agree to in a plan; an agreement to an earlier plan does not carry a later one. */
export function agreementsNeeded(units: readonly UnitProposal[]): AgreementNeeded[] {
  return units.flatMap(({ unit, name, incomeFen, expenditureFen, issued, approvals }) => {
    const deficitBefore = issued === null ? 0n : notBelowZero(issued.expenditureFen - issued.incomeFen)
    const surplusUsed = notBelowZero(expenditureFen - incomeFen) - deficitBefore
    const overspent = issued === null ? 0n : expenditureFen - issued.expenditureFen
    const needed = [
      { of: 'use_of_surplus', amountFen: surplusUsed },
      { of: 'overspend', amountFen: overspent },
    ] as const
    return needed.filter(({ amountFen }) => amountFen > 0n).map(({ of, amountFen }) => ({ unit, name, of, amountFen, missing: missingStep(approvals, of) }))
  })
}

function missingStep(approvals: readonly Approval[], of: Approval['of']): 'government' | 'prescribed' | null {
  const missing = approvalMissing(approvals, of)
  if (missing === undefined) return null
  return missing.endsWith('government') ? 'government' : 'prescribed'
}

const OF: Readonly<Record<Approval['of'], string>> = { use_of_surplus: '动用历年结余', overspend: '超预算支出' }
const STEP = { government: '同级政府同意', prescribed: '按规定报批' } as const

/** Why the budget may not be issued yet. */
export function agreementRefused(needed: readonly AgreementNeeded[]): Refusal | undefined {
  const open = needed.flatMap(({ name, of, amountFen, missing }) =>
    missing === null ? [] : [`${name}${OF[of]} ${yuanText(amountFen)} 元（缺${STEP[missing]}）`],
  )
  if (open.length === 0) return undefined
  return refused('agreement_missing', `${open.join('、')}：须先经同级政府同意，再按规定报批，才能下达；请在年终结算的“政府批准”里登记文号。`)
}

export interface UnitRequests {
  readonly name: string
  readonly year: number
  /** Issued for the year; null: nothing. */
  readonly planFen: Fen | null
  /** Issued for the year before; holds until the year's own is issued. */
  readonly lastPlanFen: Fen | null
  readonly requestedFen: Fen
}

/** Why a unit may not ask for so much more money in the year. */
export function unitRequestRefused({ name, year, planFen, lastPlanFen, requestedFen }: UnitRequests, amountFen: Fen): Refusal | undefined {
  const limit = planFen ?? lastPlanFen
  const over = limit === null ? 0n : requestedFen + amountFen - limit
  if (over <= 0n) return undefined
  const by = planFen === null ? `${year} 年度预算还没有下达，暂按上年下达的计划控制，` : ''
  return refused('over_unit_plan', `${by}${name} ${year} 年度累计申请将超过计划 ${yuanText(over)} 元；请先经同级政府同意、按规定报批并调整预算，再申请用款。`)
}
