// Who pays how much of a head's subsidy (B4): shares of the whole or of what the central government leaves, or amounts that a document
// states. Each part is rounded half up to the fen; where the shares make up the whole, the last one takes the remainder. What the
// document gives to nobody stays undecided.
import { compared, type Fen, minus, plus, portion, type Ratio, sumOf, times, WHOLE } from '../base/money.js'
import type { SubsidySplit } from '../policy/subsidy-split-rule.js'

export interface SplitSubsidy {
  readonly totalFen: Fen
  /** By government, in the order of the document. */
  readonly parts: Readonly<Record<string, Fen>>
  /** What no government was named for. */
  readonly undecidedFen: Fen
}

/** `perHeadFen` is what one head is subsidised with; amounts that a document states speak for themselves. */
export function splitSubsidy(split: SubsidySplit, perHeadFen: Fen): SplitSubsidy {
  if (split.kind === 'amounts') {
    const totalFen = sumOf(Object.values(split.amounts))
    return { totalFen, parts: split.amounts, undecidedFen: 0n }
  }
  const shares = sharesOfWhole(split)
  const whole = compared(shares.map(([, share]) => share).reduce(plus, { num: 0n, den: 1n }), WHOLE) === 0
  let rest = perHeadFen
  const parts = shares.map(([government, share], i) => {
    const part = whole && i === shares.length - 1 ? rest : portion(perHeadFen, share)
    rest -= part
    return [government, part] as const
  })
  return { totalFen: perHeadFen, parts: Object.fromEntries(parts), undecidedFen: rest }
}

function sharesOfWhole({ central, others, othersOf }: Extract<SubsidySplit, { kind: 'shares' }>): (readonly [string, Ratio])[] {
  const base = othersOf === 'whole' ? WHOLE : minus(WHOLE, central)
  return [['central', central], ...Object.entries(others).map(([government, share]) => [government, times(base, share)] as const)]
}
