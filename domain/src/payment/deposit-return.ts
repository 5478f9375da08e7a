// How much of a retained deposit (质量保证金) goes back after the yearly appraisal: all of it from the full score on, in proportion
// between passing and full score, nothing below. The two scores are data of the place.
import { type Fen, portion } from '../base/money.js'

export interface DepositRule {
  /** Scores in hundredths of a point. */
  readonly fullScore: bigint
  readonly passScore: bigint
}

export function depositReturned(heldFen: Fen, score: bigint, { fullScore, passScore }: DepositRule): Fen {
  if (score >= fullScore) return heldFen
  return score < passScore ? 0n : portion(heldFen, { num: score, den: fullScore })
}
