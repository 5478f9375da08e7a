// Which items of a review need to be told of earlier use: limits of days, intervals between uses, and first prescriptions.
import type { Condition, RuleIndex } from './rule.js'

export function codesWithHistory(codes: Iterable<string>, index: RuleIndex): readonly string[] {
  const asked = new Set<string>()
  for (const code of codes) for (const rule of index.rulesFor(code)) if (looksBack(rule.condition)) for (const one of rule.codes) asked.add(one)
  return [...asked]
}

function looksBack(condition: Condition): boolean {
  switch (condition.kind) {
    case 'days':
      return true
    case 'frequency':
      return condition.windowDays > 1
    case 'level':
      return condition.firstOnly
    default:
      return false
  }
}
