// Supplements (优抚, 职工互助, 残联 …): a share of the in-scope amount still open at their turn, with a yearly cap.
import { notBelowZero, percentText, portion, yuanText } from '../base/money.js'
import type { SupplementLayer } from '../policy/benefit-policy.js'
import { paidKey } from './accumulators.js'
import { count, fits } from './known.js'
import { type Ladder, pay } from './ladder.js'
import { awaits, isAwaiting } from './unanswered.js'

export function paySupplement(ladder: Ladder, layer: SupplementLayer): void {
  const { known } = ladder
  if (!layer.kinds.includes(known.bill.kind) || !fits(layer.when, known)) return
  const ratio = isAwaiting(layer.ratio) ? awaits(layer.ratio, `supplements.${layer.name}.ratio`, layer.from) : layer.ratio
  const cap = isAwaiting(layer.capFen) ? awaits(layer.capFen, `supplements.${layer.name}.cap`, layer.from) : layer.capFen
  const open = ladder.open
  const whole = portion(open, ratio)
  const room = cap === null ? null : notBelowZero(cap - count(known.counters, paidKey(layer.name)))
  const amount = room !== null && room < whole ? room : whole
  pay(ladder, {
    layer: layer.name,
    input: open,
    amount,
    rule: () => `剩余政策范围内费用${yuanText(open)}元×${percentText(ratio)}${cap === null ? '' : `，年度限额${yuanText(cap)}元`}，支付${yuanText(amount)}元`,
    from: [layer.from],
    bound: amount < whole ? `cap:${layer.name}` : undefined,
  })
}
