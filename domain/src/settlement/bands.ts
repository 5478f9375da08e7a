// Progressive bands: each part of an interval is paid at the ratio of the band it lies in; outside all bands nothing is paid.
// Sums stay exact fractions; whoever owes the amount rounds once.
import { type ExactFen, type Fen, NOTHING, type Ratio } from '../base/money.js'
import type { Band } from '../policy/benefit-policy.js'

export interface Piece {
  readonly amount: Fen
  readonly ratio: Ratio
}

/** The pieces of [from, to) in their order; a stretch outside all bands is a piece of ratio 0. Bands stand in order. */
export function piecesOf(table: readonly Band[], from: Fen, to: Fen, ratioOf: (band: Band) => Ratio): Piece[] {
  const pieces: Piece[] = []
  let at = from
  for (const band of table) {
    if (at >= to) break
    if (band.toFen !== null && band.toFen <= at) continue
    if (band.fromFen > at) {
      const gapEnd = band.fromFen < to ? band.fromFen : to
      pieces.push({ amount: gapEnd - at, ratio: NOTHING })
      at = gapEnd
      if (at >= to) break
    }
    const end = band.toFen === null || band.toFen > to ? to : band.toFen
    pieces.push({ amount: end - at, ratio: ratioOf(band) })
    at = end
  }
  if (at < to) pieces.push({ amount: to - at, ratio: NOTHING })
  return pieces
}

export function exactSum(pieces: readonly Piece[]): ExactFen {
  const [first] = pieces
  if (first === undefined) return NOTHING
  let num = first.amount * first.ratio.num
  let { den } = first.ratio
  for (let at = 1; at < pieces.length; at += 1) {
    const { amount, ratio } = pieces[at] ?? first
    if (ratio.den === den) num += amount * ratio.num
    else {
      num = num * ratio.den + amount * ratio.num * den
      den *= ratio.den
    }
  }
  return { num, den }
}

/**
 * How far into the pieces the exact payment reaches `room`, as an exact amount from their beginning; undefined when all of
 * them together pay less. A room of nothing is reached at once.
 */
export function reachOf(pieces: readonly Piece[], room: Fen): ExactFen | undefined {
  let passed = 0n
  let paid: ExactFen = NOTHING
  for (const { amount, ratio } of pieces) {
    const missing = { num: room * paid.den - paid.num, den: paid.den }
    if (missing.num <= 0n) return { num: passed, den: 1n }
    const here = { num: amount * ratio.num, den: ratio.den }
    if (here.num * missing.den >= missing.num * here.den) {
      const into = { num: missing.num * ratio.den, den: missing.den * ratio.num }
      return { num: passed * into.den + into.num, den: into.den }
    }
    paid = { num: paid.num * here.den + here.num * paid.den, den: paid.den * here.den }
    passed += amount
  }
  return room * paid.den <= paid.num ? { num: passed, den: 1n } : undefined
}
