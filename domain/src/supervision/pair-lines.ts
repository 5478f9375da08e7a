// Items that must not be charged together (重复收费): one contains the other. Where both are for the fund within the window of the
// pair, the contained one is at fault. Without times of day the windows of hours are not judged.
import { dayNumber } from '../base/day.js'
import type { Broken } from './break-line-rules.js'
import { type EvidenceLine, fundPart, isForFund, type ReviewLine, type ReviewRequest } from './review-request.js'
import type { Condition, PairWindow, Rule } from './rule.js'

const WINDOWS: Readonly<Record<PairWindow, string>> = { hour: '同一小时', six_hours: '6小时内', day: '同一天', visit: '同一次就诊' }

export function brokenByPair(
  rule: Rule,
  condition: Extract<Condition, { kind: 'pair' }>,
  lines: readonly ReviewLine[],
  request: ReviewRequest,
): Broken | undefined {
  const containing = request.lines.filter((line) => line.code === condition.containing && line.quantity > 0n && isForFund(line))
  if (containing.length === 0) return undefined
  const contained = lines.filter((line) => line.quantity > 0n && containing.some((other) => meet(condition.window, line, other)))
  const [first] = contained
  if (first === undefined) return undefined
  const named = containing.filter((other) => contained.some((line) => meet(condition.window, line, other)))
  const evidence = (role: EvidenceLine['role']) => (line: ReviewLine) => ({ line, role, amount: role === 'violating' ? fundPart(line) : 0n })
  return {
    sentence: `${condition.containingName}已包含${rule.item}，${WINDOWS[condition.window]}不能同时收费（${first.day}）；请取消${rule.item}的收费。`,
    lines: [...contained.map(evidence('violating')), ...named.map(evidence('involved'))],
  }
}

function meet(window: PairWindow, one: ReviewLine, other: ReviewLine): boolean {
  if (window === 'visit') return true
  if (window === 'day') return one.day === other.day
  if (one.minute === null || other.minute === null) return false
  const apart = Math.abs((dayNumber(one.day) - dayNumber(other.day)) * 1440 + one.minute - other.minute)
  return window === 'hour' ? apart < 60 : apart <= 360
}
