// Chance that can be repeated: xoshiro128** (Blackman and Vigna), seeded by a text. The same seed gives the same city, everywhere.

export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number in [0, n). */
  below(n: number): number
  chance(probability: number): boolean
  /** Standard normal. */
  normal(): number
}

/** A generator of its own for each list of seed parts, so that parts of the city can be made in any order. */
export function randomFrom(...seed: readonly (string | number)[]): Random {
  let [a, b, c, d] = seeded(seed.join('/'))
  const draw = (): number => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9)
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = rotated(d, 11)
    return result >>> 0
  }
  const next = (): number => draw() / 4294967296
  return {
    next,
    below: (n) => Math.floor(next() * n),
    chance: (probability) => next() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  }
}

function rotated(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by))
}

/** Four words by FNV-1a and splitmix. */
function seeded(text: string): [number, number, number, number] {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  const word = (): number => {
    hash = (hash + 0x9e3779b9) | 0
    let z = hash
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return z ^ (z >>> 16)
  }
  return [word(), word(), word(), word() | 1]
}

/** One of the list. */
export function oneOf<T>(random: Random, list: readonly T[]): T {
  const chosen = list[random.below(list.length)]
  if (chosen === undefined) throw new Error('a choice among nothing')
  return chosen
}
