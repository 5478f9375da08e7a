// Chance that can be repeated: a seed in words gives the same draws everywhere (mulberry32 over a hash of the words).
import { createHash } from 'node:crypto'

export interface Chance {
  /** In [0, 1). */
  next(): number
  /** A whole number from `from` to `to`, both among them. */
  between(from: number, to: number): number
  happens(probability: number): boolean
  oneOf<T>(list: readonly T[]): T
}

export function chanceOf(...words: readonly (string | number)[]): Chance {
  let state = createHash('sha256').update(words.join('/')).digest().readUInt32LE(0)
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between,
    happens: (probability) => next() < probability,
    oneOf: (list) => {
      const chosen = list[between(0, list.length - 1)]
      if (chosen === undefined) throw new Error('a choice among nothing')
      return chosen
    },
  }
}
