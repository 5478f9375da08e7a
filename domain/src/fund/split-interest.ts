// One bank statement for several funds: its interest is split by the products (sums of daily balances) of each, so that no fund earns
// on another's money (E2). Each part is rounded half up; the last takes the remainder.
import { type Fen, portion, sumOf } from '../base/money.js'

export function splitStatement(totalFen: Fen, products: readonly bigint[]): Fen[] {
  const all = sumOf(products)
  if (all === 0n) return products.map((_, i) => (i === products.length - 1 ? totalFen : 0n))
  const parts = products.slice(0, -1).map((product) => portion(totalFen, { num: product, den: all }))
  return products.length === 0 ? [] : [...parts, totalFen - sumOf(parts)]
}
