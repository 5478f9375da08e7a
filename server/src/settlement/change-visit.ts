// Acts on a visit that move no money: diagnoses, changes, discharge and its undoing, cancelling the visit.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type { VisitAct } from '@tongchou/domain/settlement/visit.js'
import { linesOf, ownVisit, stateOf, statusAfter } from './visit-checks.js'
import type { Changes, Known, KnownVisit, NewEvent, VisitState } from './work.js'

export interface VisitChange {
  readonly provider: string
  readonly act: VisitAct
  readonly event: NewEvent
  /** Fields of the state that change beside the status; a refusal where the visit does not allow them. */
  readonly state: (visit: KnownVisit) => Partial<VisitState> | Refusal
}

export function changeVisit(known: Known, change: VisitChange): Changes | Refusal {
  const visit = ownVisit(known, change.provider)
  if (isRefusal(visit)) return visit
  const lines = linesOf(visit)
  const status = statusAfter(visit, lines, change.act)
  if (isRefusal(status)) return status
  const state = change.state(visit)
  if (isRefusal(state)) return state
  const standing = stateOf(visit, lines)
  // What was uploaded and never settled goes with a cancelled visit.
  const openFen = status === 'cancelled' ? 0n : standing.openFen
  const attributes = { ...change.event.attributes, before: standingBefore(standing, state) }
  return unsettled(visit, { ...standing, ...state, status, openFen }, { event: { ...change.event, attributes } })
}

/** What a reversal needs to put back: the fields as they stood that this act changes. */
function standingBefore(standing: VisitState, changed: Partial<VisitState>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(changed).map((key) => [key, standing[key as Exclude<keyof VisitState, 'openFen'>] ?? null]))
}

/** Changes of an open visit that settle nothing. */
export function unsettled(visit: KnownVisit, state: VisitState, parts: Partial<Pick<Changes, 'event' | 'batches' | 'cancellation'>>): Changes {
  return {
    kind: 'changes',
    visit: visit.visit,
    opens: null,
    stateVersion: visit.version,
    state,
    event: null,
    batches: [],
    cancellation: null,
    settlement: null,
    ...parts,
  }
}
