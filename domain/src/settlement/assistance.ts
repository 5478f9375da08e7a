// Medical assistance (医疗救助): the first class of the list that the person has, once; what remains may be helped again (倾斜救助).
// Source of the shape: 国办发〔2021〕42号: class, deductible, ratio, yearly cap, second tilt.
import { type Fen, notBelowZero, percentText, portion, type Ratio, rounded, times, yuanText } from '../base/money.js'
import type { AssistanceClass, AssistanceLayer } from '../policy/benefit-policy.js'
import type { Citation } from '../policy/citation.js'
import { ASSISTANCE_BASE, paidKey, TILT_BASE } from './accumulators.js'
import { count } from './known.js'
import { type Ladder, partOf, pay, seenOpen } from './ladder.js'
import { citationsOf, effectiveRatio } from './ratio-steps.js'
import { awaits, isAwaiting, silent } from './unanswered.js'

export function payAssistance(ladder: Ladder, layer: AssistanceLayer): void {
  const { known } = ladder
  if (!layer.kinds.includes(known.bill.kind)) return
  const name = layer.classOrder.find((candidate) => known.person.identities.includes(candidate))
  const own = name === undefined ? undefined : layer.classes[name]
  if (name === undefined || own === undefined) return
  const base = baseOf(ladder, layer)
  const paid = payClass(ladder, layer, name, own, base)
  if (layer.tilt !== null && (layer.tilt.classes?.includes(name) ?? true)) payTilt(ladder, layer.tilt, base - paid)
}

function baseOf(ladder: Ladder, layer: AssistanceLayer): Fen {
  const open = seenOpen(ladder, layer.whenGuaranteed)
  return layer.baseIncludesBasicDeductible ? open : partOf(ladder, 'in_scope_rest', open)
}

function payClass(ladder: Ladder, layer: AssistanceLayer, name: string, own: AssistanceClass, base: Fen): Fen {
  const path = (): string => `assistance.classes.${name}`
  const deductible = deductibleOf(layer, own, path)
  const steps = own.ratioSteps ?? []
  const { known } = ladder
  const ratio = effectiveRatio({ fromFen: 0n, toFen: null, ratio: own.ratio }, steps, known, { row: null, path, from: own.from })
  const cap = isAwaiting(own.capFen) ? awaits(own.capFen, `${path()}.cap`, own.from) : own.capFen
  return payAbove(ladder, {
    layer: 'assistance',
    label: '医疗救助',
    counter: ASSISTANCE_BASE,
    base,
    deductible,
    ratio,
    cap,
    from: [own.from, ...citationsOf(steps, known, null)],
  })
}

function payTilt(ladder: Ladder, tilt: NonNullable<AssistanceLayer['tilt']>, base: Fen): void {
  const deductible = isAwaiting(tilt.thresholdFen) ? awaits(tilt.thresholdFen, 'assistance.tilt.threshold', tilt.from) : tilt.thresholdFen
  const ratio = isAwaiting(tilt.ratio) ? awaits(tilt.ratio, 'assistance.tilt.ratio', tilt.from) : tilt.ratio
  const cap = isAwaiting(tilt.capFen) ? awaits(tilt.capFen, 'assistance.tilt.cap', tilt.from) : tilt.capFen
  payAbove(ladder, { layer: 'assistance_tilt', label: '倾斜救助', counter: TILT_BASE, base, deductible, ratio, cap, from: [tilt.from] })
}

interface AboveRule {
  readonly layer: string
  readonly label: string
  readonly counter: string
  readonly base: Fen
  readonly deductible: Fen
  readonly ratio: Ratio
  readonly cap: Fen | null
  readonly from: readonly Citation[]
}

/** `ratio` of the year's base above the deductible, less what stood above it before; limited by the year's cap. */
function payAbove(ladder: Ladder, rule: AboveRule): Fen {
  const { base, deductible, ratio, cap } = rule
  const before = count(ladder.known.counters, rule.counter)
  const above = notBelowZero(before + base - deductible) - notBelowZero(before - deductible)
  const whole = rounded(times({ num: above, den: 1n }, ratio))
  const room = cap === null ? null : notBelowZero(cap - count(ladder.known.counters, paidKey(rule.layer)))
  const amount = room !== null && room < whole ? room : whole
  ladder.adds.add(rule.counter, base)
  if (room !== null && amount < whole) {
    ladder.reasons.push({ weight: whole - amount, sentence: () => `${rule.label}年度限额${yuanText(cap ?? 0n)}元已满，少付${yuanText(whole - amount)}元。` })
  }
  return pay(ladder, {
    layer: rule.layer,
    input: base,
    amount,
    rule: () =>
      `本次个人负担${yuanText(base)}元，年度累计${yuanText(before + base)}元，起付标准${yuanText(deductible)}元以上部分${yuanText(above)}元×${percentText(ratio)}` +
      `${cap === null ? '' : `，年度限额${yuanText(cap)}元`}，支付${yuanText(amount)}元`,
    from: rule.from,
    bound: amount < whole ? `cap:${rule.layer}` : above === 0n && base > 0n ? 'below_deductible' : undefined,
  })
}

function deductibleOf(layer: AssistanceLayer, own: AssistanceClass, path: () => string): Fen {
  if ('fen' in own.deductible) return isAwaiting(own.deductible.fen) ? awaits(own.deductible.fen, `${path()}.deductible`, own.from) : own.deductible.fen
  const share = own.deductible.incomeShare
  if (isAwaiting(share)) return awaits(share, `${path()}.deductible`, own.from)
  const income = layer.disposableIncomeFen
  if (income === null) return silent('assistance.disposable_income', '居民人均可支配收入', layer.from)
  return isAwaiting(income) ? awaits(income, 'assistance.disposable_income', layer.from) : portion(income, share)
}
