// Cancels fee lines that are not settled: a charge batch (2205), named lines (2302), or every open line (`0000`).
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { EVERY_BATCH, type OpenLine } from '@tongchou/domain/settlement/open-lines.js'
import { unsettled } from './change-visit.js'
import { linesOf, ownVisit, stateOf, statusAfter } from './visit-checks.js'
import type { Changes, Known } from './work.js'

export type LinesToCancel = { readonly chargeBatch: string } | { readonly sn: readonly string[] }

export function cancelLines(known: Known, provider: string, wanted: LinesToCancel): Changes | Refusal {
  const visit = ownVisit(known, provider)
  if (isRefusal(visit)) return visit
  const lines = linesOf(visit)
  const status = statusAfter(visit, lines, 'cancel_charges')
  if (isRefusal(status)) return status
  const chosen = choose(lines.open, lines.inUse, wanted)
  if (isRefusal(chosen)) return chosen
  const orphan = visit.batches
    .flatMap((batch) => batch.sn.map((sn, at) => ({ sn, refunds: batch.refunds[at] ?? '' })))
    .find((line) => {
      const gone = chosen.some((one) => one.sn === line.refunds)
      return line.refunds !== '' && gone && lines.inUse.has(line.sn) && !chosen.some((one) => one.sn === line.sn)
    })
  if (orphan !== undefined) return refused('refunded', `明细${orphan.refunds}有退费明细${orphan.sn}，请一并撤销`)
  const total = chosen.reduce((sum, line) => sum + line.amount, 0n)
  const state = stateOf(visit, lines)
  const chargeBatch = 'chargeBatch' in wanted ? wanted.chargeBatch : ''
  return unsettled(visit, { ...state, status, openFen: state.openFen - total }, { cancellation: { chargeBatch, sn: chosen.map((line) => line.sn), total } })
}

function choose(open: readonly OpenLine[], inUse: ReadonlyMap<string, 'open' | 'settled'>, wanted: LinesToCancel): readonly OpenLine[] | Refusal {
  if ('chargeBatch' in wanted) {
    const chosen = wanted.chargeBatch === EVERY_BATCH ? open : open.filter((line) => line.chargeBatch === wanted.chargeBatch)
    return chosen.length > 0
      ? chosen
      : refused('nothing_to_cancel', `收费批次${wanted.chargeBatch}没有可撤销的明细：不存在、已撤销或已结算（已结算的请先撤销结算）`)
  }
  if (wanted.sn.includes(EVERY_BATCH)) return open
  for (const sn of wanted.sn) {
    if (inUse.get(sn) === 'settled') return refused('settled', `明细${sn}已结算，不能撤销；请先撤销结算`)
    if (!inUse.has(sn)) return refused('nothing_to_cancel', `明细${sn}不存在或已撤销`)
  }
  return open.filter((line) => wanted.sn.includes(line.sn))
}
