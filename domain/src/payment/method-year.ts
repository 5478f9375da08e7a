// What a payment method comes to for a provider's year: units of the method (points, days, bills, heads) at their price, less what patients
// and others paid of the same bills, as a point is worth the whole cost of a case (国家医疗保障按病种分值付费技术规范; 浙江省 DRG 点数法: 点值 ×
// 点数 − 个人和其他支付). Bills that the method does not cover are paid by item. How many points a bill has is the grouper's result.
import { type Fen, type Ratio, rounded, times } from '../base/money.js'

export interface MethodCost {
  /** Whole cost of the bills under the method, and the pool's part of it by item. */
  readonly totalFen: Fen
  readonly poolFen: Fen
  /** The pool's part by item of all bills of the year. */
  readonly reviewedFen: Fen
}

export interface MethodYear {
  /** Units at their price. */
  readonly worthFen: Fen
  /** What patients and other payers paid of these bills. */
  readonly othersFen: Fen
  /** Paid by item beside the method. */
  readonly besideFen: Fen
  readonly agreedFen: Fen
}

/** `price` in fen for a unit; rounded once. */
export function methodYear(quantity: Ratio, price: Ratio, { totalFen, poolFen, reviewedFen }: MethodCost): MethodYear {
  const worthFen = rounded(times(quantity, price))
  const [othersFen, besideFen] = [totalFen - poolFen, reviewedFen - poolFen]
  return { worthFen, othersFen, besideFen, agreedFen: worthFen - othersFen + besideFen }
}
