// A pot and those who claim from it. As long as it holds enough, everybody gets the whole claim; only then is it shared.
import { type Fen, least, sumOf } from '../base/money.js'
import { shareOut } from '../base/split.js'
import type { WhenShort } from '../policy/gap-rule.js'

/** What each claim gets; the order of `claims` is the listed order. Never more than `available` in sum. */
export function sharePot(available: Fen, claims: readonly Fen[], whenShort: WhenShort): Fen[] {
  if (sumOf(claims) <= available) return [...claims]
  if (whenShort === 'proportional') return shareOut(available, claims)
  let left = available
  return claims.map((claim) => {
    const part = least(claim, left)
    left -= part
    return part
  })
}
