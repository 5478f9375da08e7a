// The large-amount layer (大额医疗费用补助): cost above a position, or above the exact position at which the basic cap's room is
// used up. The deductible is never part of it.
import { type ExactFen, exactly, type Fen, most, notBelowZero, percentText, rounded, times, yuanText } from '../base/money.js'
import type { LargeAmountLayer } from '../policy/benefit-policy.js'
import { paidKey } from './accumulators.js'
import { reachOf } from './bands.js'
import type { Basic } from './basic.js'
import { count } from './known.js'
import { type Ladder, pay } from './ladder.js'
import { citationsOf, effectiveRatio } from './ratio-steps.js'
import { awaits, isAwaiting } from './unanswered.js'

export function payLarge(ladder: Ladder, layer: LargeAmountLayer, basic: Basic): void {
  const { known } = ladder
  if (!layer.kinds.includes(known.bill.kind) || basic.type === 'fixed_amount') return
  const row = basic.row
  const ratio = effectiveRatio({ fromFen: 0n, toFen: null, ratio: layer.ratio }, layer.ratioSteps, known, { row, path: () => 'large', from: layer.from })
  if (isAwaiting(layer.capFen)) awaits(layer.capFen, 'large.cap', layer.from)
  const cost = costAbove(layer, basic)
  const whole = rounded(times(cost, ratio))
  const room = layer.capFen === null ? null : notBelowZero(layer.capFen - count(known.counters, paidKey('large')))
  const amount = room !== null && room < whole ? room : whole
  const cap = layer.capFen
  pay(ladder, {
    layer: 'large',
    input: rounded(cost),
    amount,
    rule: () =>
      `${layer.start.mode === 'cost_position' ? `超过${yuanText(layer.start.atFen)}元` : '超过基本医保最高支付限额'}的政策范围内费用${yuanText(rounded(cost))}元×${percentText(ratio)}` +
      `${cap === null ? '' : `，年度限额${yuanText(cap)}元`}，支付${yuanText(amount)}元`,
    from: [layer.from, ...citationsOf(layer.ratioSteps, known, row)],
    bound: amount < whole ? 'cap:large' : cost.num <= 0n ? 'below_start' : undefined,
  })
}

/** Base cost that the layer sees, exact. */
function costAbove(layer: LargeAmountLayer, basic: Basic): ExactFen {
  const shared = notBelowZero(basic.base - basic.deduction.charged)
  if (layer.start.mode === 'cost_position') {
    const end = basic.start + shared
    const begin = most(layer.start.atFen, basic.start)
    return exactly(notBelowZero(end - begin))
  }
  return aboveCap(layer.start.ofCap, basic, shared)
}

function aboveCap(id: string, basic: Basic, shared: Fen): ExactFen {
  const room = basic.rooms.find(({ cap }) => cap.id === id)
  if (room === undefined) return exactly(0n)
  if (room.cap.on === 'in_scope_cost') {
    const begin = most(room.left, basic.deduction.charged)
    return exactly(notBelowZero(basic.base - begin))
  }
  const reached = reachOf(basic.pieces, room.left)
  return reached === undefined ? exactly(0n) : { num: shared * reached.den - reached.num, den: reached.den }
}
