// Why a bill pays less under the draft: the first step, in the order of the statement, at which the person is worse off, with the
// rule and article of both sides (待遇总体不降低: every individual who loses is listed with the reason).
import { type Fen, sumOf } from '@tongchou/domain/base/money.js'
import type { Citation } from '@tongchou/domain/policy/citation.js'
import type { Layer, Outcome, Settled } from '@tongchou/domain/settlement/outcome.js'

export interface Step {
  readonly rule: string
  readonly article: string
}

export interface FirstLoss {
  /** `not_covered`, `offsite`, `deductible` or the name of a layer. */
  readonly step: string
  readonly before: Step
  readonly after: Step
}

export function firstLoss(before: Outcome, after: Outcome): FirstLoss {
  if (before.kind !== 'settled') return { step: 'not_covered', before: ABSENT, after: ABSENT }
  if (after.kind !== 'settled') return notCovered(before, after)
  return offsiteLoss(before, after) ?? deductibleLoss(before, after) ?? layerLoss(before, after) ?? ABSENT_LOSS
}

const ABSENT: Step = { rule: '没有这一层', article: '' }
const ABSENT_LOSS: FirstLoss = { step: 'basic', before: ABSENT, after: ABSENT }

function notCovered(before: Settled, after: Exclude<Outcome, Settled>): FirstLoss {
  const article = after.kind === 'refused' ? (after.article ?? '') : articlesOf(after.from === undefined ? [] : [after.from])
  const [basic] = before.layers
  return { step: 'not_covered', before: basic === undefined ? ABSENT : stepOf(basic), after: { rule: after.sentence, article } }
}

function offsiteLoss(before: Settled, after: Settled): FirstLoss | undefined {
  if (after.split.offsitePreSelfPay <= before.split.offsitePreSelfPay) return undefined
  const step = (settled: Settled): Step => ({ rule: '异地就医先行自付', article: articlesOf(settled.layers[0]?.from ?? []) })
  return { step: 'offsite', before: step(before), after: step(after) }
}

function deductibleLoss(before: Settled, after: Settled): FirstLoss | undefined {
  if (after.deductible.charged <= before.deductible.charged) return undefined
  const step = ({ deductible }: Settled): Step => ({ rule: deductible.rule, article: articlesOf(deductible.from) })
  return { step: 'deductible', before: step(before), after: step(after) }
}

function layerLoss(before: Settled, after: Settled): FirstLoss | undefined {
  for (const layer of new Set(before.layers.map((one) => one.layer))) {
    const [was, is] = [rungsOf(before, layer), rungsOf(after, layer)]
    if (paidBy(is) >= paidBy(was)) continue
    const at = was.findIndex(({ paid }, turn) => (is[turn]?.paid ?? 0n) < paid)
    const [first, second] = [was[at], is[at]]
    return { step: layer, before: first === undefined ? ABSENT : stepOf(first), after: second === undefined ? ABSENT : stepOf(second) }
  }
  return undefined
}

/** A layer may stand more than once on a statement: what is paid first stands below the ordinary part. */
function rungsOf({ layers }: Settled, layer: string): readonly Layer[] {
  return layers.filter((one) => one.layer === layer)
}

function paidBy(rungs: readonly Layer[]): Fen {
  return sumOf(rungs.map(({ paid }) => paid))
}

function stepOf({ rule, from }: Layer): Step {
  return { rule, article: articlesOf(from) }
}

function articlesOf(from: readonly Citation[]): string {
  return [...new Set(from.map(({ document, article }) => `${document} ${article}`))].join('；')
}
