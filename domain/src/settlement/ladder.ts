// The ladder of one bill while it is climbed: what is still open, what was paid, which layers stand below. Each layer adds
// itself here, so that the next one sees only what is left.
import { type Fen, notBelowZero, percentText, portion, type Ratio, yuanText } from '../base/money.js'
import type { AdvancePaymentRule, BurdenPart, Payer } from '../policy/benefit-policy.js'
import type { Citation } from '../policy/citation.js'
import { payerOf } from '../policy/payer-of.js'
import type { Contributions } from './accumulators.js'
import { type JointRoom, takeFromRooms, withinJointCaps } from './joint-cap.js'
import type { Known } from './known.js'
import type { CostSplit, Layer } from './outcome.js'

export interface Ladder {
  readonly known: Known
  readonly split: CostSplit
  readonly specialList: Fen
  readonly charged: Fen
  readonly guaranteed: boolean
  /** Set where the bill is paid before the liable party. */
  readonly advance: AdvancePaymentRule | undefined
  /** Caps over several layers; undefined where none bounds the bill. */
  readonly joint: readonly JointRoom[] | undefined
  /** In-scope fen that no layer has paid. */
  open: Fen
  /** All fen that nobody has paid yet. */
  unpaid: Fen
  readonly layers: Layer[]
  /** What the account paid of the in-scope cost before the fund. */
  readonly beforeFund: Fen
  /** What the layers count besides their payments. */
  readonly adds: Contributions
  /** Reasons with their weight in fen, for `whyNotMore`. */
  readonly reasons: Reason[]
}

export interface Reason {
  readonly weight: Fen
  readonly sentence: () => string
}

export interface Payment {
  readonly layer: string
  readonly input: Fen
  readonly amount: Fen
  readonly rule: () => string
  readonly from: readonly Citation[]
  readonly bound?: string | undefined
}

/** Books a layer's payment and returns it; never more than is still unpaid. */
export function pay(ladder: Ladder, asked: Payment): Fen {
  const { joint } = ladder
  const payment = joint === undefined ? asked : withinJointCaps(joint, asked, ladder.reasons)
  const due = payment.amount < ladder.unpaid ? payment.amount : ladder.unpaid
  const share = ladder.known.bill.paymentShare
  // What a third party answers for is no more the person's than what the layer pays: neither a later layer nor the account sees it.
  const paid = share === undefined ? due : due - portion(due, share)
  ladder.open = notBelowZero(ladder.open - due)
  ladder.unpaid -= due
  if (joint !== undefined) takeFromRooms(joint, payment.layer, paid)
  const bound = due < payment.amount ? 'unpaid' : payment.bound
  const shown = share === undefined ? payment : withShare(payment, due, paid, share)
  ladder.layers.push(new Step(shown, payerOf(ladder.known.policy, payment.layer), paid, ladder.open, bound))
  return paid
}

function withShare(payment: Payment, due: Fen, paid: Fen, share: Ratio): Payment {
  const told = `应付${yuanText(due)}元，第三人按责任比例${percentText(share)}承担${yuanText(due - paid)}元，实付${yuanText(paid)}元`
  return { ...payment, rule: () => `${payment.rule()}；${told}` }
}

/** A layer whose sentence is written when somebody reads it: a trial settles millions of bills and reads none of theirs. */
class Step implements Layer {
  readonly layer: string
  readonly payer: Payer
  readonly input: Fen
  readonly paid: Fen
  readonly left: Fen
  readonly from: readonly Citation[]
  declare readonly bound?: string
  readonly #rule: () => string

  constructor({ layer, input, from, rule }: Payment, payer: Payer, paid: Fen, left: Fen, bound: string | undefined) {
    this.layer = layer
    this.payer = payer
    this.input = input
    this.paid = paid
    this.left = left
    this.from = from
    if (bound !== undefined) this.bound = bound
    this.#rule = rule
  }

  get rule(): string {
    return this.#rule()
  }
}

/** The open in-scope amount as a later layer sees it: nothing after a guaranteed bill where the layer says so. */
export function seenOpen(ladder: Ladder, whenGuaranteed: 'zero' | 'in_scope_minus_paid'): Fen {
  return ladder.guaranteed && whenGuaranteed === 'zero' ? 0n : ladder.open
}

/** One part of the person's burden; `open` is the in-scope amount that the layer sees. */
export function partOf(ladder: Ladder, part: BurdenPart, open: Fen): Fen {
  const rest = notBelowZero(open - ladder.charged)
  switch (part) {
    case 'basic_deductible':
      return open - rest
    case 'in_scope_rest':
      return rest
    case 'item_pre_self_pay':
      return ladder.split.itemPreSelfPay
    case 'offsite_pre_self_pay':
      return ladder.split.offsitePreSelfPay
    case 'above_standard':
      return ladder.split.aboveStandard
    case 'out_of_catalogue':
      return ladder.split.outOfCatalogue
    case 'special_list':
      return ladder.specialList
  }
}
