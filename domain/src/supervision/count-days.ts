// Limits of payment in days (支付疗程): distinct days on which the fund is asked to pay, in this course or altogether. Only the days
// above the limit are at fault; an order over several days shares its amount evenly among them.
import { type Day, dayFromNumber, dayNumber } from '../base/day.js'
import { portion } from '../base/money.js'
import type { Broken } from './break-line-rules.js'
import { type EvidenceLine, fundPart, type ReviewLine, type ReviewRequest } from './review-request.js'
import type { Condition, Rule } from './rule.js'

/** No order runs longer; a later last day is a slip. */
const LONGEST = 400

export function brokenByDays(
  rule: Rule,
  condition: Extract<Condition, { kind: 'days' }>,
  lines: readonly ReviewLine[],
  { earlier }: ReviewRequest,
): Broken | undefined {
  const before = earlier.filter((use) => rule.codes.includes(use.code) && (condition.scope === 'lifetime' || use.sameVisit)).map((use) => use.day)
  const days = [...new Set([...before, ...usedDays(lines)])].sort()
  const above = new Set(days.slice(condition.most))
  const violating = lines.flatMap((line) => shareAbove(line, above))
  if (violating.length === 0) return undefined
  const involved = lines.filter((line) => !violating.some((one) => one.line === line)).map((line): EvidenceLine => ({ line, role: 'involved', amount: 0n }))
  const span = condition.scope === 'lifetime' ? '累计' : '本次疗程'
  return {
    sentence: `${rule.item}${span}最多支付${condition.most}天，已用${days.length}天，超出${above.size}天；超出部分请停用或由患者知情同意后自费。`,
    lines: [...violating, ...involved],
  }
}

function daysOf(line: ReviewLine): Day[] {
  if (line.lastDay === null || line.lastDay <= line.day) return [line.day]
  const first = dayNumber(line.day)
  const count = Math.min(dayNumber(line.lastDay) - first + 1, LONGEST)
  return Array.from({ length: count }, (_, index) => dayFromNumber(first + index))
}

/** Days whose use was not refunded in full. */
function usedDays(lines: readonly ReviewLine[]): Day[] {
  const net = new Map<Day, bigint>()
  for (const line of lines) for (const day of daysOf(line)) net.set(day, (net.get(day) ?? 0n) + line.quantity)
  return [...net].filter(([, quantity]) => quantity > 0n).map(([day]) => day)
}

function shareAbove(line: ReviewLine, above: ReadonlySet<Day>): EvidenceLine[] {
  const days = daysOf(line)
  const over = days.filter((day) => above.has(day)).length
  if (over === 0 || line.quantity < 0n) return []
  return [{ line, role: 'violating', amount: portion(fundPart(line), { num: BigInt(over), den: BigInt(days.length) }) }]
}
