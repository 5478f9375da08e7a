// Choosing by weight: cumulative sums and a binary search.
import type { Random } from './random.js'

/** Chooses an item with probability proportional to its weight. */
export function weighted<T>(items: readonly T[], weightOf: (item: T) => number): (random: Random) => T {
  const sums: number[] = []
  let sum = 0
  for (const item of items) {
    sum += weightOf(item)
    sums.push(sum)
  }
  if (!(sum > 0)) throw new Error('a choice without weight')
  return (random) => {
    const item = items[firstAbove(sums, random.next() * sum)]
    if (item === undefined) throw new Error('a choice beyond its weights')
    return item
  }
}

function firstAbove(sums: readonly number[], value: number): number {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) > value) high = middle
    else low = middle + 1
  }
  return low
}
