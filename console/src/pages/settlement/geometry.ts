// Where things stand on the ladder's common scale: the whole bill is 100 %. Lengths only; no amount is made here.
import type { Laddered } from '../../api/settlement-types.js'

export interface Span {
  readonly from: number
  readonly width: number
}

export interface RungSpans {
  /** In-scope cost that was still open when the rung was reached. */
  readonly open: Span
  readonly paid: Span
}

export interface LadderSpans {
  readonly inScope: number
  readonly deductible: Span
  readonly layers: readonly RungSpans[]
  readonly account: Span
  readonly cash: Span
}

export function ladderSpans(of: Laddered): LadderSpans {
  const total = Math.max(1, Math.abs(of.split.total_fen))
  const share = (fen: number) => Math.min(100, (Math.abs(fen) / total) * 100)
  const inScope = share(of.split.in_scope_fen)
  const charged = share(of.deductible.charged_fen)
  let reached = 0
  let open = inScope
  const layers = of.layers.map((layer) => {
    const spans = { open: { from: reached, width: open }, paid: { from: reached, width: share(layer.paid_fen) } }
    reached += share(layer.paid_fen)
    open = Math.min(share(layer.left_fen), 100 - reached)
    return spans
  })
  const account = share(of.account.paid_fen)
  return {
    inScope,
    deductible: { from: Math.max(0, inScope - charged), width: charged },
    layers,
    account: { from: reached, width: account },
    cash: { from: reached + account, width: Math.max(0, 100 - reached - account) },
  }
}
