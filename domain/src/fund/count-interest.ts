// Counts interest for a period in which the balance and the rate may change (分段计息): every stretch of days with one balance and one
// rate has its product, and the products at their rates are added before anything is rounded. What is due, and what the bank credited,
// is shared over funds and units by these, with largest remainders, so that no fund earns on another's money (E2) and no fen is lost.
// Source: 银发〔1997〕567号 (product method, as for corporate demand deposits).
import { type Day, dayNumber, daysAfter } from '../base/day.js'
import { groupedBy } from '../base/grouped-by.js'
import { exactPortion, type Fen, NOTHING, plus, type Ratio, rounded } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import { shareOut } from '../base/split.js'
import { DAYS_OF_A_YEAR } from './interest.js'

export interface DatedRate {
  readonly inForce: Day
  readonly yearly: Ratio
  /** As agreed, e.g. `0.0110`. */
  readonly text: string
}

/** Money that came or went on a day; the first one may be what stood before the period. */
export interface BalanceChange {
  readonly day: Day
  readonly fen: Fen
}

export interface Stretch {
  readonly from: Day
  readonly to: Day
  readonly days: bigint
  readonly balanceFen: Fen
  /** In fen-days; nothing is earned on an overdrawn balance. */
  readonly product: bigint
  readonly rate: DatedRate
}

export interface Period {
  readonly from: Day
  readonly to: Day
}

/** Changes before the period count from its first day. Refused where a day of the period has no rate. */
export function stretchesOf({ from, to }: Period, changes: readonly BalanceChange[], rates: readonly DatedRate[]): readonly Stretch[] | Refusal {
  const dated = [...rates].sort((a, b) => (a.inForce < b.inForce ? -1 : 1))
  const first = rateOn(dated, from)
  if (first === undefined) return refused('no_rate', `没有 ${from} 的利率；请先登记这个账户的利率。`)
  const moved = new Map<Day, Fen>()
  for (const { day, fen } of changes) {
    const at = day < from ? from : day
    if (at <= to) moved.set(at, (moved.get(at) ?? 0n) + fen)
  }
  const turns = dated.map(({ inForce }) => inForce).filter((day) => day > from && day <= to)
  const starts = [...new Set([from, ...moved.keys(), ...turns])].sort()
  let balanceFen = 0n
  return starts.map((start, i) => {
    balanceFen += moved.get(start) ?? 0n
    const next = starts[i + 1]
    const end = next === undefined ? to : daysAfter(next, -1)
    const days = BigInt(dayNumber(end) - dayNumber(start) + 1)
    return { from: start, to: end, days, balanceFen, product: balanceFen > 0n ? balanceFen * days : 0n, rate: rateOn(dated, start) ?? first }
  })
}

function rateOn(dated: readonly DatedRate[], day: Day): DatedRate | undefined {
  return dated.findLast(({ inForce }) => inForce <= day)
}

export function productOf(stretches: readonly Stretch[]): bigint {
  return stretches.reduce((sum, { product }) => sum + product, 0n)
}

/** Interest before rounding: the products of each rate added up, then taken at it. */
function earned(stretches: readonly Stretch[]): Ratio {
  const ofRates = [...groupedBy(stretches, ({ rate }) => rate.text).values()]
  return ofRates.map((ofRate) => exactPortion(productOf(ofRate), perDay(ofRate[0]?.rate.yearly ?? NOTHING))).reduce(plus, NOTHING)
}

function perDay(yearly: Ratio): Ratio {
  return { num: yearly.num, den: yearly.den * DAYS_OF_A_YEAR }
}

/** Yuan-days with two decimals, as banks print products. */
export function productText(product: bigint): string {
  const digits = product.toString().padStart(3, '0')
  return `${digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')}.${digits.slice(-2)}`
}

export interface Counted {
  /** Rounded once for the whole account, as its bank does. */
  readonly dueFen: Fen
  /** Of each, adding up to what is due. */
  readonly dueParts: readonly Fen[]
  /** In which proportion anything credited is shared. */
  readonly weights: readonly bigint[]
}

/** `accounts`: stretches of each fund and unit whose money lies in the one account. */
export function countInterest(accounts: readonly (readonly Stretch[])[]): Counted {
  const parts = accounts.map(earned)
  const dueFen = rounded(parts.reduce(plus, NOTHING))
  const den = parts.reduce((common, part) => common * (part.den / gcd(common, part.den)), 1n)
  const weights = parts.map(({ num, den: own }) => num * (den / own))
  return { dueFen, dueParts: shareOut(dueFen, weights), weights }
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b)
}

/** The employees' interest over pool and individual accounts by the products of each part's net assets; no product: the pool's. */
export function splitByParts(fen: Fen, products: { readonly pool: bigint; readonly account: bigint }): { readonly poolFen: Fen; readonly accountFen: Fen } {
  const notNegative = (product: bigint): bigint => (product > 0n ? product : 0n)
  const [poolFen = 0n, accountFen = 0n] = shareOut(fen, [notNegative(products.pool), notNegative(products.account)])
  return { poolFen, accountFen }
}

/** Why the paper may not be made; undefined where it may. A difference from the bank is said, and explained before it is booked. */
export function interestRefused({ dueFen, weights }: Counted, bankFen: Fen, explanation: string): Refusal | undefined {
  if (weights.every((weight) => weight === 0n)) return refused('no_product', '这个账户在这一期没有存款积数，利息无从分配；请核对账户和计息期。')
  if (bankFen === dueFen || explanation.trim().length >= 4) return undefined
  return refused('difference_unexplained', '银行入账利息与按积数计算的应计利息不同；请写明差额原因（至少四个字）后再提交。')
}
