// The insurer's year under its contract (大病保险承办协议, 保本微利): premium less what it paid and the profit it may keep; excess
// surplus goes back to the fund, a policy loss is shared. All shares are figures of the contract.
import { type Fen, least, portion, type Ratio, yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'

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

/** What the contract has to say before a surplus or a loss of it can be settled; null where it does not. */
export interface GivenTerms {
  readonly kept: Ratio | null
  readonly surplusReturned: Ratio | null
  readonly lossShared: Ratio | null
  readonly lossCap: Ratio | null
}

/** Terms that a year's result needs: nothing is assumed that the contract does not say. */
export function decidedTerms({ kept, surplusReturned, lossShared, lossCap }: GivenTerms): InsurerTerms | Refusal {
  if (kept === null || surplusReturned === null || lossShared === null || lossCap === null) {
    return refused('terms_undecided', '协议没有写全成本和盈利比例、超额结余返还比例、政策性亏损分担比例和封顶，不能计算年度结果；请补充协议。')
  }
  return { kept, surplusReturned, lossShared, lossCap }
}

/** Whether a surplus given back or a loss shared is what the contract makes of the year, counting what was booked before. */
export function resultRefused(result: 'surplus_returned' | 'loss_paid', year: InsurerYear, bookedFen: Fen, amountFen: Fen): Refusal | undefined {
  const due = (result === 'surplus_returned' ? year.returnedFen : year.sharedFen) - bookedFen
  if (amountFen === due) return undefined
  const what = result === 'surplus_returned' ? '应返还的超额结余' : '基金应分担的政策性亏损'
  return refused('differs_from_contract', `按协议计算，本年度${what}还有 ${yuanText(due)} 元；请核对金额、保费和赔付登记。`)
}

export function insurerYear(terms: InsurerTerms, premiumFen: Fen, claimsFen: Fen): InsurerYear {
  const keptFen = portion(premiumFen, terms.kept)
  const result = premiumFen - claimsFen - keptFen
  if (result >= 0n) return { keptFen, surplusFen: result, lossFen: 0n, returnedFen: portion(result, terms.surplusReturned), sharedFen: 0n }
  // What the insurer keeps is no loss of its own: it begins where claims exceed the whole premium.
  const lossFen = claimsFen > premiumFen ? claimsFen - premiumFen : 0n
  return { keptFen, surplusFen: 0n, lossFen, returnedFen: 0n, sharedFen: least(portion(lossFen, terms.lossShared), portion(premiumFen, terms.lossCap)) }
}
