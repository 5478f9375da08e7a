// Settles the bills of one person and scheme again in their order, from the first that a change touches: a bill moves the counters
// of its benefit year (deductible, caps, burden, admissions), so that every later bill of that year may move with it, and a later
// part of a stay goes on from the earlier ones. Bills before the first touched one, and other years, are left alone.
//
// The counters that a bill finds are those it found when it was settled, plus what changed since in the bills before it: approved
// differences that it could not know yet, and the difference now being computed. So a bill that was cancelled later, and the bills
// that stayed as settled, stay as they are. Each bill is first settled as it stands; one that does not give its own amounts again
// is nobody's to change, and the whole person is reported instead.
import { sumOf } from '../base/money.js'
import type { Scheme } from '../base/scheme.js'
import type { BenefitPolicy } from '../policy/benefit-policy.js'
import { withContributions } from './accumulators.js'
import type { Bill, Counters, InsuredPerson } from './bill.js'
import { type Difference, differenceOf, NOT_PAYABLE, type Standing, standingOf } from './difference.js'
import type { Settled } from './outcome.js'
import type { Settle } from './settle.js'

/** What a bill is settled by; null: the person may not be paid for it. */
export interface Circumstances {
  readonly versions: readonly BenefitPolicy[]
  readonly person: InsuredPerson
}

/** An approved difference of a bill and the last bill that was settled before its approval. */
export interface Correction {
  readonly difference: Difference
  readonly after: bigint
}

export interface ChainBill {
  readonly settlement: bigint
  readonly visit: bigint
  readonly benefitYear: number
  readonly bill: Bill
  /** Counters of the year as the bill found them. */
  readonly counters: Counters
  /** False where the bill was cancelled: it is not settled again, but its corrections were seen by others. */
  readonly counts: boolean
  readonly standing: Standing
  readonly corrections: readonly Correction[]
  /** By what it stands, and by what it would be settled now; the same object where the change does not touch it. */
  readonly stands: Circumstances | null
  readonly now: Circumstances | null
}

export interface ChainDifference {
  readonly settlement: bigint
  readonly difference: Difference
  /** Counters that the bill finds now. */
  readonly counters: Counters
  /** As it stands and as it would be; null: not to be paid. */
  readonly before: Settled | null
  readonly after: Settled | null
  /** Why the rules do not pay it any more; absent where they do. */
  readonly refusal?: string
}

export type ChainResult =
  | {
      readonly kind: 'settled_again'
      readonly differences: readonly ChainDifference[]
      /** Touched, and yet the same. */
      readonly alike: readonly bigint[]
      readonly bills: number
    }
  /** A bill does not come to what it stands at, or the rules do not decide it. */
  | { readonly kind: 'not_possible'; readonly settlement: bigint; readonly sentence: string }

/** What changed in a bill, for those after it. */
interface Moved {
  readonly of: ChainBill
  readonly difference: Difference
}

/** `bills`: all of one person and scheme, in the order in which they were settled. */
export function settleAgain(settle: Settle, scheme: Scheme, bills: readonly ChainBill[]): ChainResult {
  const moved: Moved[] = []
  const differences: ChainDifference[] = []
  const alike: bigint[] = []
  let count = 0
  for (const [index, one] of bills.entries()) {
    if (!one.counts || !(one.now !== one.stands || moved.some(({ of }) => reaches(of, one)))) continue
    const before = bills.slice(0, index)
    const asItStands = outcomeOf(settle, scheme, one, one.stands, before, [])
    if (asItStands.kind === 'not_possible' || differenceOf(one.standing, asItStands.standing) !== undefined) {
      return notPossible(one, '按原条件重算得不出现在的金额，未计算差额，请人工核对这位参保人的结算单。')
    }
    const again = outcomeOf(settle, scheme, one, one.now, before, moved)
    if (again.kind === 'not_possible') return notPossible(one, again.sentence)
    count += 1
    const difference = differenceOf(one.standing, again.standing)
    if (difference === undefined) {
      if (one.now !== one.stands) alike.push(one.settlement)
      continue
    }
    moved.push({ of: one, difference })
    const { counters, settled: after, refusal } = again
    differences.push({ settlement: one.settlement, difference, counters, before: asItStands.settled, after, ...(refusal === undefined ? {} : { refusal }) })
  }
  return { kind: 'settled_again', differences, alike, bills: count }
}

function notPossible(of: ChainBill, sentence: string): ChainResult {
  return { kind: 'not_possible', settlement: of.settlement, sentence }
}

function reaches(of: ChainBill, later: ChainBill): boolean {
  return of.benefitYear === later.benefitYear || (of.visit === later.visit && later.bill.stayLink !== undefined)
}

type Again =
  | { readonly kind: 'again'; readonly standing: Standing; readonly counters: Counters; readonly settled: Settled | null; readonly refusal?: string }
  | { readonly kind: 'not_possible'; readonly sentence: string }

function outcomeOf(settle: Settle, scheme: Scheme, one: ChainBill, by: Circumstances | null, before: readonly ChainBill[], moved: readonly Moved[]): Again {
  const changes = [...unseen(one, before), ...moved]
  const ofYear = changes.filter(({ of }) => of.benefitYear === one.benefitYear)
  const counters = ofYear.reduce((sums, { difference }) => withContributions(sums, difference.counters), one.counters)
  if (by === null) return { kind: 'again', standing: NOT_PAYABLE, counters, settled: null }
  const bill = billAfter(one, changes)
  const outcome = settle({ versions: by.versions, scheme, person: by.person, bill, counters: (year) => (year === one.benefitYear ? counters : {}) })
  if (outcome.kind === 'undecided') return { kind: 'not_possible', sentence: `现行政策未作规定：${outcome.sentence}` }
  if (outcome.kind === 'refused') return { kind: 'again', standing: NOT_PAYABLE, counters, settled: null, refusal: outcome.sentence }
  if (outcome.benefitYear !== one.benefitYear) return { kind: 'not_possible', sentence: '改变后这张结算单归入另一个待遇年度，须人工处理。' }
  return { kind: 'again', standing: standingOf(outcome), counters, settled: outcome }
}

/** Differences of earlier bills that were approved only after this one was settled. */
function unseen(one: ChainBill, before: readonly ChainBill[]): Moved[] {
  return before.flatMap((of) => of.corrections.filter(({ after }) => after >= one.settlement && reaches(of, one)).map(({ difference }) => ({ of, difference })))
}

/** The bill with its stay as far as it has got by now. */
function billAfter({ bill, visit }: ChainBill, changes: readonly Moved[]): Bill {
  const { stayLink } = bill
  const parts = changes.filter(({ of }) => of.visit === visit)
  if (stayLink === undefined || parts.length === 0) return bill
  const { soFar: stood, ...link } = stayLink
  const soFar = {
    ...stood,
    deductibleCharged: stood.deductibleCharged + sumOf(parts.map(({ difference }) => difference.deductible)),
    inScope: stood.inScope + sumOf(parts.map(({ difference }) => difference.inScope)),
  }
  return { ...bill, stayLink: { ...link, soFar } }
}
