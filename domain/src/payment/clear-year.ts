// A provider's year is cleared: what it was agreed to be paid (a budget, or what its payment method comes to) against what its reviewed
// bills cost. A surplus is kept and a reasonable overspend is shared (国办发〔2017〕55号: 结余留用、合理超支分担) by rates of the agreement or
// of the place. The law names no rates: where neither agreement nor place gives one, nothing is decided.
import { type Fen, portion, type Ratio } from '../base/money.js'

export interface YearTerms {
  readonly agreedFen: Fen
  /** Share of a surplus that the provider keeps. */
  readonly surplusKept: Ratio
  /** Least cost, as a share of what was agreed, from which a surplus is kept at all; null: from any. */
  readonly surplusFrom: Ratio | null
  /** Share of an overspend that the fund bears. */
  readonly overspendShared: Ratio
  /** Cost, as a share of what was agreed, above which an overspend is the provider's alone; null: no such limit. */
  readonly overspendTo: Ratio | null
}

export interface YearCost {
  /** By-item amounts of the pool's part. */
  readonly reviewedFen: Fen
  readonly deductedFen: Fen
  /** What the months were settled for, deductions taken off, deposits and set-offs not. */
  readonly settledFen: Fen
}

export interface ClearedYear {
  readonly actualFen: Fen
  readonly surplusFen: Fen
  readonly keptFen: Fen
  readonly overspendFen: Fen
  readonly sharedFen: Fen
  /** What the year is worth to the provider. */
  readonly entitledFen: Fen
  /** Positive: the fund still owes it; negative: it has to give it back. */
  readonly differenceFen: Fen
}

export function clearYear(terms: YearTerms, { reviewedFen, deductedFen, settledFen }: YearCost): ClearedYear {
  const actualFen = reviewedFen - deductedFen
  const over = actualFen - terms.agreedFen
  const [surplusFen, overspendFen] = over < 0n ? [-over, 0n] : [0n, over]
  const keptFen = actualFen >= bound(terms.agreedFen, terms.surplusFrom, 0n) ? portion(surplusFen, terms.surplusKept) : 0n
  const most = bound(terms.agreedFen, terms.overspendTo, actualFen)
  const reasonable = overspendFen === 0n ? 0n : (actualFen < most ? actualFen : most) - terms.agreedFen
  const sharedFen = reasonable > 0n ? portion(reasonable, terms.overspendShared) : 0n
  const entitledFen = overspendFen > 0n ? terms.agreedFen + sharedFen : actualFen + keptFen
  return { actualFen, surplusFen, keptFen, overspendFen, sharedFen, entitledFen, differenceFen: entitledFen - settledFen }
}

function bound(agreedFen: Fen, share: Ratio | null, otherwise: Fen): Fen {
  return share === null ? otherwise : portion(agreedFen, share)
}
