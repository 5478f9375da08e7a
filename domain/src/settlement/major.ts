// Major illness insurance (大病保险): the year's burden is priced after this bill and before it; the difference is paid. The
// burden is what the person bore before major's own payments, and goes on growing after the cap.
import { type Fen, notBelowZero, portion, rounded, yuanText } from '../base/money.js'
import type { Band, MajorIllnessLayer } from '../policy/benefit-policy.js'
import { MAJOR_BURDEN, paidKey } from './accumulators.js'
import { exactSum, piecesOf } from './bands.js'
import { incentiveOf } from './incentive.js'
import { count, fits, type Known } from './known.js'
import { type Ladder, partOf, pay, seenOpen } from './ladder.js'
import { citationsOf, effectiveRatio } from './ratio-steps.js'
import { piecesText } from './texts.js'
import { awaits, isAwaiting, silent } from './unanswered.js'

export function payMajor(ladder: Ladder, layer: MajorIllnessLayer): void {
  const { known } = ladder
  if (!layer.kinds.includes(known.bill.kind)) return
  const deductible = deductibleFor(known, layer)
  const cap = capFor(known, layer)
  const burden = burdenOf(ladder, layer)
  const before = soFar(known, layer, MAJOR_BURDEN)
  const pieces = pricedPieces(known, layer, deductible, before, before + burden)
  const whole = rounded(exactSum(pieces))
  const room = cap === null ? null : notBelowZero(cap - soFar(known, layer, paidKey('major')))
  const amount = room !== null && room < whole ? room : whole
  ladder.adds.add(MAJOR_BURDEN, burden)
  pay(ladder, {
    layer: 'major',
    input: burden,
    amount,
    rule: () =>
      `年度累计个人负担${yuanText(before)}元增至${yuanText(before + burden)}元，起付线${yuanText(deductible)}元，${pieces.length === 0 ? '未超过起付线' : piecesText(pieces)}，支付${yuanText(amount)}元` +
      (room !== null && room < whole ? `（年度限额${yuanText(cap ?? 0n)}元已满）` : ''),
    from: [layer.from, ...citationsOf(layer.ratioSteps, known, null)],
    bound: amount < whole ? 'cap:major' : pieces.length === 0 ? 'below_deductible' : undefined,
  })
  if (pieces.length === 0 && burden > 0n) {
    const total = before + burden
    ladder.reasons.push({
      weight: 0n,
      sentence: () => `大病保险：年度累计个人负担${yuanText(total)}元，未超过起付线${yuanText(deductible)}元，还差${yuanText(deductible - total)}元。`,
    })
  }
  if (amount < whole) {
    const kept = whole - amount
    ladder.reasons.push({
      weight: kept,
      sentence: () => `大病保险年度限额${yuanText(cap ?? 0n)}元已满，少付${yuanText(kept)}元（${layer.from.document} ${layer.from.article}）。`,
    })
  }
}

/** A scheme that employees and residents share counts the year of both. */
function soFar(known: Known, layer: MajorIllnessLayer, key: string): Fen {
  return count(known.counters, key) + (layer.sharedBySchemes === true ? count(known.otherCounters, key) : 0n)
}

function burdenOf(ladder: Ladder, layer: MajorIllnessLayer): Fen {
  const open = seenOpen(ladder, layer.burden.whenGuaranteed)
  let burden = 0n
  for (const part of layer.burden.includes) burden += partOf(ladder, part, open)
  return burden
}

/** The pieces of the year's burden between `before` and `after` that lie above the deductible. */
function pricedPieces(known: Known, layer: MajorIllnessLayer, deductible: Fen, before: Fen, after: Fen): ReturnType<typeof piecesOf> {
  const { position, table } = layer.bands
  if (position === null) silent('major.bands.position', '大病保险分段起点是否包含起付线', layer.from)
  const from = before > deductible ? before : deductible
  if (after <= from) return []
  const shift = position === 'absolute' ? 0n : deductible
  const place = { row: null, path: () => 'major.bands', from: layer.from }
  return piecesOf(table, from - shift, after - shift, (band: Band) => effectiveRatio(band, layer.ratioSteps, known, place))
}

function deductibleFor(known: Known, layer: MajorIllnessLayer): Fen {
  if (isAwaiting(layer.deductibleFen)) return awaits(layer.deductibleFen, 'major.deductible', layer.from)
  let fen = layer.deductibleFen
  for (const step of layer.deductibleSteps) {
    if (!fits(step.when, known)) continue
    if (step.setFen !== undefined) fen = step.setFen
    if (step.times !== undefined) fen = portion(fen, step.times)
  }
  return fen
}

/** Base plus incentive for unbroken and claim-free years, then the person's steps; null is no cap. */
function capFor(known: Known, { cap, from }: MajorIllnessLayer): Fen | null {
  if (isAwaiting(cap.baseFen)) return awaits(cap.baseFen, 'major.cap', from)
  let amount = cap.baseFen === null ? null : cap.baseFen + incentiveOf(known, cap.baseFen, cap.incentive)
  for (const step of cap.personSteps) {
    if (!fits(step.when, known)) continue
    if (step.setFen !== undefined) amount = step.setFen
    if (amount !== null && step.times !== undefined) amount = portion(amount, step.times)
  }
  return amount
}
