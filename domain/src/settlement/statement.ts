// The statement of a settled bill, put together from the ladder.
import type { Day } from '../base/day.js'
import type { Fen } from '../base/money.js'
import type { Citation } from '../policy/citation.js'
import type { AccountPayment } from './account.js'
import { ADMISSIONS, accountBeforeKey, DEDUCTIBLE, deductibleKey, finerPeriodsOf, IN_SCOPE, inScopeKey, paidKey, treatmentKey } from './accumulators.js'
import { receivableOf } from './advance.js'
import type { Basic } from './basic.js'
import type { Counters, StaySoFar } from './bill.js'
import { countCaps } from './caps.js'
import type { Deduction } from './deductible.js'
import { basicReasons, deductionText } from './describe-basic.js'
import { countJointly } from './joint-cap.js'
import { type Known, stayWith } from './known.js'
import type { Ladder, Reason } from './ladder.js'
import type { CostSplit, Layer, Settled } from './outcome.js'

/** What the bill adds to the year's counters: by itself, by its payments and under every cap. */
function contributionsOf({ known, split: { inScope }, beforeFund, layers, adds }: Ladder, { deduction }: Basic): Counters {
  const { bill, policy } = known
  if (known.newAdmission) adds.add(ADMISSIONS, 1n)
  adds.add(IN_SCOPE, inScope)
  adds.add(inScopeKey(bill.kind), inScope)
  adds.add(accountBeforeKey(bill.kind), beforeFund)
  if (bill.treatment !== undefined) adds.add(treatmentKey(bill.treatment), 1n)
  if (deduction.charged > 0n) {
    adds.add(DEDUCTIBLE, deduction.charged)
    adds.add(deductibleKey(bill.kind, 'year', known, bill.provider), deduction.charged)
    for (const period of finerPeriodsOf(policy, bill.kind)) adds.add(deductibleKey(bill.kind, period, known, bill.provider), deduction.charged)
  }
  for (const layer of layers) adds.add(paidKey(layer.layer), layer.paid)
  // The basic layer stands first; a cap counts what it paid, which a joint cap may have held below what its own rules gave.
  countCaps(known, layers[0]?.paid ?? 0n, inScope, adds)
  if (policy.jointCaps !== undefined) countJointly(policy.jointCaps, bill, layers, adds)
  return adds.counters()
}

export function statement(ladder: Ladder, basic: Basic, account: AccountPayment): Settled {
  return new Statement(ladder, basic, account)
}

/** Its sentences are written when somebody reads them: a trial settles millions of bills and reads none. */
class Statement implements Settled {
  readonly kind = 'settled'
  readonly inForce: Day
  readonly benefitYear: number
  readonly admissionNumber: number | null
  readonly settlementType: Settled['settlementType']
  readonly split: CostSplit
  readonly deductible: Settled['deductible']
  readonly layers: readonly Layer[]
  readonly account: AccountPayment
  readonly cash: Fen
  readonly stay: StaySoFar | null
  declare readonly receivable?: NonNullable<Settled['receivable']>
  readonly #ladder: Ladder
  readonly #basic: Basic
  #contributions: Counters | undefined

  constructor(ladder: Ladder, basic: Basic, account: AccountPayment) {
    const { known } = ladder
    this.inForce = known.policy.inForce
    this.benefitYear = known.year
    this.admissionNumber = known.benefit.countsAdmission ? known.admissionNumber : null
    this.settlementType = ladder.advance === undefined ? basic.type : 'advance'
    this.split = ladder.split
    this.deductible = new Charged(known, basic.deduction)
    this.layers = ladder.layers
    this.account = account
    this.cash = ladder.unpaid
    this.stay = known.benefit.countsAdmission ? stayWith(known, basic.base, basic.deduction.charged) : null
    const { advance } = known.bill
    if (advance !== undefined) this.receivable = { from: advance.against, fen: receivableOf(ladder.layers) }
    this.#ladder = ladder
    this.#basic = basic
  }

  get contributions(): Counters {
    this.#contributions ??= this.#ladder.advance?.countsInYear === false ? {} : contributionsOf(this.#ladder, this.#basic)
    return this.#contributions
  }

  get whyNotMore(): readonly string[] {
    const { split, reasons } = this.#ladder
    return strongestFirst([...basicReasons(this.#basic, split, this.deductible.rule), ...reasons])
  }
}

class Charged {
  readonly due: Fen
  readonly charged: Fen
  readonly from: readonly Citation[]
  readonly #known: Known
  readonly #deduction: Deduction

  constructor(known: Known, deduction: Deduction) {
    this.due = deduction.due
    this.charged = deduction.charged
    this.from = deduction.rule === null ? [] : [deduction.rule.from]
    this.#known = known
    this.#deduction = deduction
  }

  get rule(): string {
    return deductionText(this.#known, this.#deduction)
  }
}

function strongestFirst(reasons: Reason[]): readonly string[] {
  reasons.sort((a, b) => (a.weight === b.weight ? 0 : a.weight > b.weight ? -1 : 1))
  return reasons.map(({ sentence }) => sentence())
}
