// Reviews the lines of a visit before (事前提醒) or during care (事中审核): finds every rule of the library that they break.
// Decides only what the rules state; suspects are for a person to judge. Basis: 国务院令第735号第十五条、第三十八条.
import type { Day } from '../base/day.js'
import { sumOf } from '../base/money.js'
import { type Broken, brokenByLines } from './break-line-rules.js'
import { type EvidenceLine, type Finding, isForFund, type ReviewLine, type ReviewRequest } from './review-request.js'
import type { Rule, RuleIndex } from './rule.js'

export function review(request: ReviewRequest, index: RuleIndex): readonly Finding[] {
  const asked = linesByRule(request, index)
  const anyCurrent = request.lines.some((line) => line.isCurrent)
  const findings: Finding[] = []
  for (const [rule, lines] of asked) {
    const broken = brokenByLines(rule, lines, request, index)
    if (broken === undefined || (anyCurrent && !broken.lines.some(({ line }) => line.isCurrent))) continue
    findings.push(findingOf(rule, broken))
  }
  return findings
}

/** The lines that each rule speaks of and that can break it. */
function linesByRule(request: ReviewRequest, index: RuleIndex): ReadonlyMap<Rule, readonly ReviewLine[]> {
  const asked = new Map<Rule, ReviewLine[]>()
  const charged = new Set(request.lines.map((line) => line.code))
  for (const line of request.lines) {
    for (const rule of index.rulesFor(line.code)) {
      const { condition } = rule
      if (condition.kind === 'pair' && !charged.has(condition.containing)) continue
      if (!holds(rule, line.day, request) || (rule.family.fundOnly && !isForFund(line))) continue
      const own = asked.get(rule)
      if (own === undefined) asked.set(rule, [line])
      else own.push(line)
    }
  }
  return asked
}

function holds(rule: Rule, day: Day, { stage, only }: ReviewRequest): boolean {
  if (day < rule.from || (rule.until !== null && day > rule.until) || !rule.family.stages.includes(stage)) return false
  return only === undefined || only.has(rule.id) || only.has(rule.family.rule) || only.has(rule.family.code)
}

function findingOf(rule: Rule, broken: Broken): Finding {
  const atFault = (one: EvidenceLine): boolean => one.role === 'violating'
  return {
    rule,
    severity: rule.severity,
    sentence: broken.sentence,
    lines: broken.lines,
    amount: sumOf(broken.lines.filter(atFault).map((one) => one.amount)),
  }
}
