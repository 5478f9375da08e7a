// Limits of frequency (限定频次、周期): the greatest quantity of a day, or the shortest interval between two uses. Within a day only the
// quantity above the limit is at fault; of two uses too near to each other the later one.
import { dayNumber } from '../base/day.js'
import { portion } from '../base/money.js'
import type { Broken } from './break-line-rules.js'
import { type EvidenceLine, fundPart, type ReviewLine, type ReviewRequest } from './review-request.js'
import type { Condition, Rule } from './rule.js'

type Frequency = Extract<Condition, { kind: 'frequency' }>

export function brokenByFrequency(rule: Rule, condition: Frequency, lines: readonly ReviewLine[], request: ReviewRequest): Broken | undefined {
  return condition.windowDays === 1 ? aboveOfDay(rule, condition, lines) : tooSoon(rule, condition, lines, request)
}

function aboveOfDay(rule: Rule, condition: Frequency, lines: readonly ReviewLine[]): Broken | undefined {
  const byDay = new Map<string, ReviewLine[]>()
  for (const line of lines) byDay.set(line.day, [...(byDay.get(line.day) ?? []), line])
  const found: EvidenceLine[] = []
  const days: string[] = []
  for (const [day, own] of byDay) {
    const sum = own.reduce((total, line) => total + line.quantity, 0n)
    if (sum <= condition.most) continue
    days.push(`${day}计${quantityText(sum)}${condition.unit}`)
    found.push(...shareOf(own, sum - condition.most))
  }
  if (found.length === 0) return undefined
  return {
    sentence: `${rule.item}每日最多计${quantityText(condition.most)}${condition.unit}，${days.join('、')}；请核对数量，超出部分不予支付。`,
    lines: found,
  }
}

/** The excess is taken from the last lines of the day. */
function shareOf(lines: readonly ReviewLine[], excess: bigint): EvidenceLine[] {
  let rest = excess
  return [...lines].reverse().flatMap((line): EvidenceLine[] => {
    if (line.quantity <= 0n) return []
    const taken = line.quantity < rest ? line.quantity : rest
    rest -= taken
    if (taken === 0n) return [{ line, role: 'involved', amount: 0n }]
    return [{ line, role: 'violating', amount: portion(fundPart(line), { num: taken, den: line.quantity }) }]
  })
}

function tooSoon(rule: Rule, condition: Frequency, lines: readonly ReviewLine[], { earlier }: ReviewRequest): Broken | undefined {
  const uses = [
    ...earlier.filter((use) => rule.codes.includes(use.code)).map((use) => ({ day: use.day, line: undefined })),
    ...lines.filter((line) => line.quantity > 0n).map((line) => ({ day: line.day, line })),
  ].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const found: EvidenceLine[] = []
  let nearest = ''
  uses.forEach((use, index) => {
    const before = uses[index - 1]
    const doubled = use.line !== undefined && use.line.quantity > condition.most
    const gap = before === undefined ? undefined : dayNumber(use.day) - dayNumber(before.day)
    if (use.line === undefined || (!doubled && (gap === undefined || gap >= condition.windowDays))) return
    if (before?.line !== undefined && !found.some((one) => one.line === before.line)) found.push({ line: before.line, role: 'involved', amount: 0n })
    found.push({ line: use.line, role: 'violating', amount: fundPart(use.line) })
    nearest = before === undefined ? `${use.day}一次计${quantityText(use.line.quantity)}${condition.unit}` : `${before.day}和${use.day}相隔${gap}天`
  })
  if (nearest === '') return undefined
  return { sentence: `${rule.item}两次间隔应不短于${condition.windowDays}天，${nearest}；请核对是否确有必要，并写明理由。`, lines: found }
}

/** A quantity in 1/10000 without idle zeros. */
function quantityText(quantity: bigint): string {
  const rest = (quantity % 10_000n).toString().padStart(4, '0').replace(/0+$/, '')
  return `${quantity / 10_000n}${rest === '' ? '' : `.${rest}`}`
}
