// What every act on a visit asks first: is it this person's and this institution's, where does it stand, what lines are open.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { countingBills, type LinesOfVisit, linesOfVisit } from '@tongchou/domain/settlement/open-lines.js'
import { afterAct, type VisitAct, type VisitStatus } from '@tongchou/domain/settlement/visit.js'
import type { Known, KnownVisit, VisitState } from './work.js'

export function ownVisit(known: Known, provider: string): KnownVisit | Refusal {
  const { visit } = known
  if (visit === null) return refused('unknown_visit', '就诊ID（mdtrt_id）与人员编号（psn_no）不匹配或不存在，请核对后重发')
  if (visit.provider !== provider) return refused('other_provider', '该就诊不是本机构登记的，不能办理，请核对就诊ID（mdtrt_id）')
  return visit
}

export function linesOf(visit: KnownVisit): LinesOfVisit {
  return linesOfVisit(visit.batches, visit.cancellations, visit.settlements)
}

/** The status after the act, or the refusal of the visit's state machine. */
export function statusAfter(visit: KnownVisit, lines: LinesOfVisit, act: VisitAct): VisitStatus | Refusal {
  const bills = countingBills(visit.settlements)
  const settledParts = bills.filter((bill) => bill.fact.receipt.midStay === true).length
  return afterAct({ kind: visit.kind, status: visit.status, settledBills: bills.length, settledParts, openLines: lines.open.length }, act)
}

/** The state as it stands, to be changed in parts. */
export function stateOf(visit: KnownVisit, lines: LinesOfVisit): VisitState {
  const { area, kind, status, medType, disease, treatment, delivery, procedure, diagnosis, admitted, discharged, months } = visit
  const openFen = lines.open.reduce((sum, line) => sum + line.amount, 0n)
  return { area, kind, status, medType, disease, treatment, delivery, procedure, diagnosis, admitted, discharged, months, openFen }
}
