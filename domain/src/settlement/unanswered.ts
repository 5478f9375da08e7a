// A calculation that reaches a figure which no document gives stops there: the statement is undecided as a whole. The stop is
// raised deep inside a layer and caught once, in `settle`, where it becomes a value; nothing else may catch it.
import type { Awaiting, OrAwaiting } from '../policy/benefit-policy.js'
import type { Citation } from '../policy/citation.js'
import type { Undecided } from './outcome.js'

export class Unanswered extends Error {
  readonly undecided: Undecided

  constructor(undecided: Undecided) {
    super(undecided.needs)
    this.undecided = undecided
  }
}

export function isAwaiting<T>(value: OrAwaiting<T>): value is Awaiting {
  return typeof value === 'object' && value !== null && (value as Partial<Awaiting>).awaiting !== undefined
}

/** The document leaves the figure to `value.awaiting`. `needs` is its path in the policy. */
export function awaits(value: Awaiting, needs: string, from: Citation): never {
  const sentence = `《${from.document}》${from.article}规定该数额由${value.awaiting}另行制定，尚未公布，暂不能结算；请待其公布后再结算。`
  throw new Unanswered({ kind: 'undecided', code: 'awaiting_figure', needs, sentence, from })
}

/** No document says what the rule needs. */
export function silent(needs: string, what: string, from: Citation): never {
  const sentence = `《${from.document}》没有规定${what}，暂不能结算；请报医疗保障行政部门明确。`
  throw new Unanswered({ kind: 'undecided', code: 'document_silent', needs, sentence, from })
}
