// Sharing out an amount so that no fen is lost or made: the largest-remainder method.
import type { Fen } from './money.js'

/**
 * Shares `total` fen over `weights` in proportion. Floors first; the fen left over go to the largest fractions, ties to
 * the earlier. The parts add up to `total`. All weights zero: the first takes everything.
 */
export function shareOut(total: Fen, weights: readonly bigint[]): Fen[] {
  const sum = weights.reduce((a, b) => a + b, 0n)
  if (weights.length === 0) return []
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? total : 0n))
  const parts = weights.map((weight) => (total * weight) / sum)
  const byFraction = weights
    .map((weight, index) => ({ index, rest: (total * weight) % sum }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  let left = total - parts.reduce((a, b) => a + b, 0n)
  for (const { index } of byFraction) {
    if (left === 0n) break
    parts[index] = (parts[index] ?? 0n) + 1n
    left -= 1n
  }
  return parts
}
