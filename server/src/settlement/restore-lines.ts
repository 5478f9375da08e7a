// Undoes the cancelling of fee lines: the same lines are booked again, as they were split then. The cancellation stays in the history.
import { firstOfMonth } from '@tongchou/domain/base/day.js'
import { sumOf } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { unsettled } from './change-visit.js'
import { linesOf, ownVisit, stateOf, statusAfter } from './visit-checks.js'
import type { Changes, Known, NewLine } from './work.js'

export interface Restored {
  readonly provider: string
  readonly today: string
  readonly lines: readonly { readonly chargeBatch: string; readonly line: NewLine }[]
  readonly attributes: Readonly<Record<string, unknown>>
}

export function restoreLines(known: Known, asked: Restored): Changes | Refusal {
  const visit = ownVisit(known, asked.provider)
  if (isRefusal(visit)) return visit
  const before = linesOf(visit)
  const status = statusAfter(visit, before, 'charge')
  if (isRefusal(status)) return status
  const taken = asked.lines.find(({ line }) => before.inUse.has(line.sn))
  if (taken !== undefined) return refused('duplicate_line', `明细${taken.line.sn}在撤销之后已重新上传，不能冲正原撤销交易`)
  const month = firstOfMonth(asked.today)
  const batches = [...new Set(asked.lines.map((one) => one.chargeBatch))].map((chargeBatch) => ({
    month,
    chargeBatch,
    lines: asked.lines.filter((one) => one.chargeBatch === chargeBatch).map((one) => one.line),
    attributes: asked.attributes,
  }))
  const state = stateOf(visit, before)
  const added = sumOf(asked.lines.map(({ line }) => line.amount))
  const months = [...new Set([...visit.months, month])].sort()
  return unsettled(visit, { ...state, status, months, openFen: state.openFen + added }, { batches })
}
