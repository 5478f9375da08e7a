// The insurer's year under its contract (大病保险承办协议, 保本微利): premium less what it paid and the profit it may keep; excess
// surplus goes back to the fund, a policy loss is shared. All shares are figures of the contract.
import { type Fen, least, portion, type Ratio } from '../base/money.js'

export interface InsurerTerms {
  /** Cost and profit that the insurer may keep, of the premium. */
  readonly kept: Ratio
  /** Share of the surplus above it that goes back. */
  readonly surplusReturned: Ratio
  /** Share of a loss that the fund bears. */
  readonly lossShared: Ratio
  /** The most the fund bears, of the premium. */
  readonly lossCap: Ratio
}

export interface InsurerYear {
  readonly keptFen: Fen
  readonly surplusFen: Fen
  readonly lossFen: Fen
  readonly returnedFen: Fen
  readonly sharedFen: Fen
}

export function insurerYear(terms: InsurerTerms, premiumFen: Fen, claimsFen: Fen): InsurerYear {
  const keptFen = portion(premiumFen, terms.kept)
  const result = premiumFen - claimsFen - keptFen
  if (result >= 0n) return { keptFen, surplusFen: result, lossFen: 0n, returnedFen: portion(result, terms.surplusReturned), sharedFen: 0n }
  // What the insurer keeps is no loss of its own: it begins where claims exceed the whole premium.
  const lossFen = claimsFen > premiumFen ? claimsFen - premiumFen : 0n
  return { keptFen, surplusFen: 0n, lossFen, returnedFen: 0n, sharedFen: least(portion(lossFen, terms.lossShared), portion(premiumFen, terms.lossCap)) }
}
