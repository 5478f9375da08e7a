// The life of a visit: what may be done to it in which state, and the state that follows.
// Source: hospital interface §5 (outpatient 2201→2203→2204→2206→2207, inpatient 2401→2301→2402→2303→2304, and the undoing of each).
import { type Refusal, refused } from '../base/refusal.js'

export type VisitKind = 'outpatient' | 'inpatient' | 'pharmacy'
export type VisitStatus = 'open' | 'discharged' | 'settled' | 'cancelled'

/** `settle_part` settles a long stay in its middle (mid_setl_flag = 1). */
export type VisitAct =
  | 'diagnose'
  | 'change'
  | 'charge'
  | 'cancel_charges'
  | 'discharge'
  | 'cancel_discharge'
  | 'settle'
  | 'settle_part'
  | 'cancel_settlement'
  | 'cancel_visit'
  | 'reinstate_visit'

export interface VisitStanding {
  readonly kind: VisitKind
  readonly status: VisitStatus
  /** Settlements of the visit that are not cancelled. */
  readonly settledBills: number
  /** Those of them that were made in the middle of the stay. */
  readonly settledParts: number
  /** Lines uploaded and neither settled nor cancelled. */
  readonly openLines: number
}

/** The status after the act, or why it may not be done now. */
export function afterAct(visit: VisitStanding, act: VisitAct): VisitStatus | Refusal {
  if (act === 'reinstate_visit') return visit.status === 'cancelled' ? 'open' : refused('not_cancelled', '该就诊登记没有撤销，无需恢复')
  if (visit.status === 'cancelled') return refused('visit_cancelled', '该就诊登记已撤销，请重新办理登记')
  return visit.kind === 'inpatient' ? afterStayAct(visit, act) : afterOutpatientAct(visit, act)
}

type LivingAct = Exclude<VisitAct, 'reinstate_visit'>

function afterOutpatientAct(visit: VisitStanding, act: LivingAct): VisitStatus | Refusal {
  switch (act) {
    case 'diagnose':
    case 'change':
      return visit.status
    case 'charge':
      return visit.kind === 'pharmacy' ? refused('pharmacy_visit', '药店购药的明细随结算一并上传，不能单独上传') : 'open'
    case 'cancel_charges':
      return visit.openLines === 0 ? nothingToCancel(visit) : visit.status
    case 'discharge':
    case 'cancel_discharge':
    case 'settle_part':
      return refused('not_a_stay', '该就诊不是住院，不能办理入出院业务')
    case 'settle':
      return visit.openLines === 0 ? nothingToSettle(visit) : 'settled'
    case 'cancel_settlement':
      // A purchase is its own visit: without its settlement nothing is left of it.
      return visit.settledBills === 0 ? notSettled() : visit.kind === 'pharmacy' ? 'cancelled' : 'open'
    case 'cancel_visit':
      return visit.settledBills > 0 ? settledAlready('撤销挂号') : 'cancelled'
  }
}

function afterStayAct(visit: VisitStanding, act: LivingAct): VisitStatus | Refusal {
  const { status } = visit
  switch (act) {
    case 'diagnose':
      return refused('not_outpatient', '该就诊是住院，请用住院信息变更（2403）')
    case 'change':
      return status === 'settled' ? settledAlready('变更住院信息') : status
    case 'charge':
      return status === 'open'
        ? 'open'
        : refused('discharged', status === 'settled' ? '该住院已结算，不能再上传费用明细' : '已办理出院，不能再上传费用明细，如需补录请先撤销出院（2405）')
    case 'cancel_charges':
      if (status === 'discharged') return refused('discharged', '已办理出院，不能再撤销费用明细，如需更改请先撤销出院（2405）')
      return visit.openLines === 0 ? nothingToCancel(visit) : status
    case 'discharge':
      return status === 'open'
        ? dischargedAs(visit)
        : refused('discharged', status === 'settled' ? '该住院已结算，不能再办理出院' : '该住院已办理出院，不能重复办理')
    case 'cancel_discharge':
      if (status === 'settled') return visit.settledParts === visit.settledBills ? 'open' : settledAlready('撤销出院')
      return status === 'discharged' ? 'open' : refused('not_discharged', '该住院尚未办理出院，无需撤销')
    case 'settle':
      if (status === 'open') return refused('not_discharged', '尚未办理出院（2402），不能进行出院结算；中途结算请将mid_setl_flag填1')
      return status === 'settled' || visit.openLines === 0 ? nothingToSettle(visit) : 'settled'
    case 'settle_part':
      if (status !== 'open') return refused('discharged', '已办理出院，请按出院结算（mid_setl_flag填0）')
      return visit.openLines === 0 ? nothingToSettle(visit) : 'open'
    case 'cancel_settlement':
      if (visit.settledBills === 0) return notSettled()
      return status === 'settled' ? 'discharged' : status
    case 'cancel_visit':
      if (visit.settledBills > 0) return settledAlready('撤销入院')
      if (status === 'discharged') return refused('discharged', '已办理出院，请先撤销出院（2405）再撤销入院')
      return visit.openLines > 0 ? refused('lines_uploaded', '该住院已有费用明细，请先撤销全部明细（2302）再撤销入院') : 'cancelled'
  }
}

/** A stay that was settled wholly in parts has nothing left to settle when it ends. */
function dischargedAs(visit: VisitStanding): VisitStatus {
  return visit.settledBills > 0 && visit.openLines === 0 ? 'settled' : 'discharged'
}

function settledAlready(what: string): Refusal {
  return refused('settled', `该就诊已结算，不能${what}，请先撤销结算`)
}

function notSettled(): Refusal {
  return refused('not_settled', '该结算不存在或已撤销，不能重复撤销')
}

function nothingToSettle(visit: VisitStanding): Refusal {
  return visit.settledBills > 0
    ? refused('settled', '没有未结算的费用明细，该批次已结算，不能重复结算')
    : refused('nothing_to_settle', '没有未结算的费用明细，请先上传明细')
}

function nothingToCancel(visit: VisitStanding): Refusal {
  return visit.settledBills > 0
    ? refused('settled', '费用明细已结算，不能撤销；请先撤销结算')
    : refused('nothing_to_cancel', '没有可撤销的费用明细，请核对收费批次号或明细流水号')
}
