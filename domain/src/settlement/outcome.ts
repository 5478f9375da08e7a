// What `settle` answers: a statement with every layer and its article, a refusal, or an honest "undecided".
import type { Day } from '../base/day.js'
import type { Fen } from '../base/money.js'
import type { Refusal } from '../base/refusal.js'
import type { Payer } from '../policy/benefit-policy.js'
import type { Citation } from '../policy/citation.js'
import type { LiableParty } from './accident.js'
import type { AccountBalances, Counters, StaySoFar } from './bill.js'

export interface CostSplit {
  readonly total: Fen
  readonly inScope: Fen
  readonly itemPreSelfPay: Fen
  readonly offsitePreSelfPay: Fen
  readonly aboveStandard: Fen
  readonly outOfCatalogue: Fen
}

/** One step of a settlement: what went in, the rule, what came out, what is left. */
export interface Layer {
  /** `basic`, `large`, `major`, `assistance`, `assistance_tilt`, `civil_servant`, or a supplement's name. */
  readonly layer: string
  readonly payer: Payer
  /** Fen that the rule looked at. */
  readonly input: Fen
  readonly paid: Fen
  /** In-scope fen still open after the layer. */
  readonly left: Fen
  /** The rule in a Chinese sentence with its figures, written when it is read; like `whyNotMore` it is lost in a spread copy. */
  readonly rule: string
  readonly from: readonly Citation[]
  /** Names what kept it from paying more, e.g. `cap:basic_year`, `below_deductible`; absent where nothing did. */
  readonly bound?: string
}

export interface Settled {
  readonly kind: 'settled'
  /** First day of the policy version that was used. */
  readonly inForce: Day
  readonly benefitYear: number
  /** Null where the kind of care is no admission. */
  readonly admissionNumber: number | null
  /** `advance`: paid before the liable party, who owes it to the fund. */
  readonly settlementType: 'normal' | 'guaranteed' | 'fixed_amount' | 'advance'
  readonly split: CostSplit
  readonly deductible: { readonly due: Fen; readonly charged: Fen; readonly rule: string; readonly from: readonly Citation[] }
  readonly layers: readonly Layer[]
  /** What the personal accounts paid, and from where. */
  readonly account: { readonly paid: Fen; readonly bySource: AccountBalances }
  readonly cash: Fen
  /** What somebody else owes the funds for this bill; absent for every bill that is not an advance payment. */
  readonly receivable?: { readonly from: LiableParty; readonly fen: Fen }
  /** What the stay comes to with this bill, for the link of its next part; null where the kind of care is no admission. */
  readonly stay: StaySoFar | null
  /** What this bill adds to the year's counters. */
  readonly contributions: Counters
  /** Which rules kept the payers from paying more, in sentences, strongest first. */
  readonly whyNotMore: readonly string[]
}

export interface Undecided {
  readonly kind: 'undecided'
  /** `awaiting_figure` a document left it to somebody · `document_silent` no document says. */
  readonly code: 'awaiting_figure' | 'document_silent'
  /** Path in the policy, e.g. `major.deductible`. */
  readonly needs: string
  readonly sentence: string
  readonly from?: Citation
}

export type Outcome = Settled | Undecided | Refusal
