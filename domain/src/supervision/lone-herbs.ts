// Herbs that the fund does not pay when used alone (中药饮片单方使用不予支付): judged by the prescription. If each herb in it is on the
// list, all of them are at fault; one herb outside the list makes it a compound prescription.
import type { Broken } from './break-line-rules.js'
import { fundPart, type ReviewLine, type ReviewRequest } from './review-request.js'
import type { Rule, RuleIndex } from './rule.js'

export function brokenByLoneHerbs(rule: Rule, lines: readonly ReviewLine[], request: ReviewRequest, index: RuleIndex): Broken | undefined {
  // A herb that the person pays is no fund line, but it is on the list all the same.
  const isListed = (herb: ReviewLine): boolean => index.rulesFor(herb.code).some((one) => one.condition.kind === 'herb_alone')
  const alone = lines.filter((line) => line.quantity > 0n && prescribedWith(line, request).every(isListed))
  const [first] = alone
  if (first === undefined) return undefined
  const names = [...new Set(prescribedWith(first, request).map((herb) => herb.name))]
  const what = names.length === 1 ? '为单味' : `的${names.length}味（${names.slice(0, 6).join('、')}）都在单方不予支付的饮片范围内`
  return {
    sentence: `处方${first.prescription}${what}，${rule.item}单方使用不予支付；请由患者自费，或核对处方是否漏开其他饮片。`,
    lines: alone.map((line) => ({ line, role: 'violating', amount: fundPart(line) })),
  }
}

function prescribedWith(line: ReviewLine, { lines }: ReviewRequest): ReviewLine[] {
  return lines.filter((other) => other.isHerb && other.prescription === line.prescription && other.quantity > 0n)
}
