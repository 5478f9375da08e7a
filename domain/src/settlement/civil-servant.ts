// Civil servants' second payment (公务员医疗补助): an own yearly deductible, used by the in-scope rest first and then by the
// out-of-scope base; bands carried over the year; both parts are added exactly and rounded once.
import { type Fen, least, notBelowZero, percentText, plus, rounded, times, yuanText } from '../base/money.js'
import type { Band, CivilServantLayer } from '../policy/benefit-policy.js'
import { CIVIL_DEDUCTIBLE, CIVIL_POSITION, paidKey } from './accumulators.js'
import { exactSum, piecesOf } from './bands.js'
import { count, fits } from './known.js'
import { type Ladder, partOf, pay, seenOpen } from './ladder.js'
import { citationsOf, effectiveRatio } from './ratio-steps.js'
import { piecesText } from './texts.js'
import { awaits, isAwaiting } from './unanswered.js'

export function payCivilServant(ladder: Ladder, layer: CivilServantLayer): void {
  const { known } = ladder
  if (!layer.kinds.includes(known.bill.kind) || !fits(layer.when, known)) return
  const { deductible, outRatio, cap } = figuresOf(layer)
  const rest = restOf(ladder, layer)
  const out = outScopeOf(ladder, layer)
  const deductibleLeft = notBelowZero(deductible - count(known.counters, CIVIL_DEDUCTIBLE))
  const byRest = least(deductibleLeft, rest)
  const byOut = least(deductibleLeft - byRest, out)
  const position = count(known.counters, CIVIL_POSITION)
  const place = { row: null, path: () => 'civil_servant.in_scope_bands', from: layer.from }
  const pieces = piecesOf(layer.inScopeBands, position, position + rest - byRest, (band: Band) => effectiveRatio(band, layer.ratioSteps, known, place))
  const whole = rounded(plus(exactSum(pieces), times({ num: out - byOut, den: 1n }, outRatio)))
  const room = cap === null ? null : notBelowZero(cap - count(known.counters, paidKey('civil_servant')))
  const amount = room !== null && room < whole ? room : whole
  ladder.adds.add(CIVIL_DEDUCTIBLE, byRest + byOut)
  ladder.adds.add(CIVIL_POSITION, rest - byRest)
  pay(ladder, {
    layer: 'civil_servant',
    input: rest + out,
    amount,
    rule: () =>
      `范围内${yuanText(rest)}元、范围外${yuanText(out)}元，先用起付线${yuanText(byRest + byOut)}元；${piecesText(pieces)}；范围外${yuanText(out - byOut)}元×${percentText(outRatio)}，支付${yuanText(amount)}元`,
    from: [layer.from, ...citationsOf(layer.ratioSteps, known, null)],
    bound: amount < whole ? 'cap:civil_servant' : whole === 0n && rest + out > 0n ? 'below_deductible' : undefined,
  })
}

function figuresOf({ deductibleFen, outScope, capFen, from }: CivilServantLayer) {
  return {
    deductible: isAwaiting(deductibleFen) ? awaits(deductibleFen, 'civil_servant.deductible', from) : deductibleFen,
    outRatio: isAwaiting(outScope.ratio) ? awaits(outScope.ratio, 'civil_servant.out_scope.ratio', from) : outScope.ratio,
    cap: isAwaiting(capFen) ? awaits(capFen, 'civil_servant.cap', from) : capFen,
  }
}

function restOf(ladder: Ladder, layer: CivilServantLayer): Fen {
  const open = seenOpen(ladder, layer.whenGuaranteed)
  return layer.inScopeRestIncludesBasicDeductible ? open : partOf(ladder, 'in_scope_rest', open)
}

/** The out-of-scope base of the kind, never more than what is unpaid beside the in-scope rest. */
function outScopeOf(ladder: Ladder, layer: CivilServantLayer): Fen {
  let base = 0n
  for (const part of layer.outScope.baseByKind[ladder.known.bill.kind] ?? []) base += partOf(ladder, part, ladder.open)
  const beside = notBelowZero(ladder.unpaid - ladder.open)
  return base < beside ? base : beside
}
