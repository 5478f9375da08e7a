// Opens a visit (2201) or a stay (2401): the person must be entitled on the day, and may have one unsettled stay at a time.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { entitledOn } from '@tongchou/domain/entitlement/entitled-on.js'
import type { VisitKind } from '@tongchou/domain/settlement/visit.js'
import { notOfPool, type Provider, type Reference } from './reference.js'
import type { Changes, Known, VisitState } from './work.js'

export interface Opening {
  readonly kind: VisitKind
  readonly scheme: Scheme
  readonly provider: Provider
  readonly medType: string
  readonly placeArea: string
  /** `yyyy-MM-dd HH:mm:ss`. */
  readonly openedAt: string
  readonly hospitalNumber: string
  readonly attributes: Readonly<Record<string, unknown>>
  readonly state: Partial<VisitState>
}

export function openVisit(reference: Reference, known: Known, opening: Opening): Changes | Refusal {
  const day: Day = opening.openedAt.slice(0, 10)
  const enrolment = entitledOn(known.enrolments, opening.scheme, day)
  if (isRefusal(enrolment)) return enrolment
  const elsewhere = notOfPool(reference, enrolment.area, day)
  if (elsewhere !== undefined) return elsewhere
  if (opening.kind === 'inpatient' && known.openStay !== null) {
    return refused('second_open_stay', `该人员有未结算的住院（就诊ID ${known.openStay}），不能重复办理入院；请先办理出院结算或撤销入院`)
  }
  return {
    kind: 'changes',
    visit: null,
    stateVersion: null,
    opens: {
      area: enrolment.area,
      scheme: opening.scheme,
      kind: opening.kind,
      provider: opening.provider.code,
      medType: opening.medType,
      placeArea: opening.placeArea,
      openedAt: opening.openedAt,
      hospitalNumber: opening.hospitalNumber,
      attributes: opening.attributes,
    },
    state: newState(enrolment.area, opening, day),
    event: null,
    batches: [],
    cancellation: null,
    settlement: null,
  }
}

export function newState(area: string, opening: Pick<Opening, 'kind' | 'medType' | 'state'>, day: Day): VisitState {
  return {
    area,
    kind: opening.kind,
    status: 'open',
    medType: opening.medType,
    disease: null,
    treatment: null,
    delivery: null,
    procedure: null,
    diagnosis: null,
    admitted: day,
    discharged: null,
    months: [],
    openFen: 0n,
    ...opening.state,
  }
}
