// Decides whether lines break one rule, by the kind of its condition; new kinds stop the build here.
// Basis: the published text of each knowledge point (catalogues/supervision/knowledge.tsv).
import { ageOn, type Day, dayNumber } from '../base/day.js'
import { brokenByDays } from './count-days.js'
import { brokenByFrequency } from './count-quantity.js'
import { brokenByLoneHerbs } from './lone-herbs.js'
import { brokenByPair } from './pair-lines.js'
import { type EvidenceLine, fundPart, type ReviewLine, type ReviewRequest } from './review-request.js'
import type { Condition, Rule, RuleIndex } from './rule.js'
import { sentenceFor } from './sentences.js'

export interface Broken {
  readonly sentence: string
  readonly lines: readonly EvidenceLine[]
}

export function brokenByLines(rule: Rule, lines: readonly ReviewLine[], request: ReviewRequest, index: RuleIndex): Broken | undefined {
  const { condition } = rule
  switch (condition.kind) {
    case 'days':
      return brokenByDays(rule, condition, lines, request)
    case 'frequency':
      return brokenByFrequency(rule, condition, lines, request)
    case 'pair':
      return brokenByPair(rule, condition, lines, request)
    case 'herb_alone':
      return brokenByLoneHerbs(rule, lines, request, index)
    default:
      return violated(rule, condition, lines, request)
  }
}

type LineCondition = Exclude<Condition, { readonly kind: 'days' | 'frequency' | 'pair' | 'herb_alone' }>

/** Conditions that each line breaks or keeps by itself; a refund breaks none. */
function violated(rule: Rule, condition: LineCondition, lines: readonly ReviewLine[], request: ReviewRequest): Broken | undefined {
  const wrong = lines.filter((line) => line.quantity >= 0n && isBroken(condition, line, request))
  const [first] = wrong
  if (first === undefined) return undefined
  return { sentence: sentenceFor(rule, condition, first, request), lines: wrong.map((line) => ({ line, role: 'violating', amount: fundPart(line) })) }
}

function isBroken(condition: LineCondition, line: ReviewLine, { person, visit, earlier }: ReviewRequest): boolean {
  switch (condition.kind) {
    case 'sex':
      // 性别不清、两性畸形等不纳入此规则: only a registered man or woman can be the wrong one.
      return (person.sex === '1' || person.sex === '2') && person.sex !== condition.sex
    case 'age':
      return !isWithin(condition, person.born, line.day)
    case 'setting':
      return visit.setting !== null && !condition.settings.includes(visit.setting)
    case 'level':
      if (visit.level === null || visit.level >= condition.least) return false
      return !(condition.firstOnly && earlier.some((use) => use.code === line.code && use.level >= condition.least && use.day <= line.day))
    case 'scheme':
      return visit.scheme !== condition.scheme && !(condition.scheme === 'maternity' && visit.maternity)
    case 'herb_never':
      return true
    case 'not_online':
      return visit.online
  }
}

function isWithin(condition: Extract<Condition, { kind: 'age' }>, born: Day, on: Day): boolean {
  const age = condition.unit === 'years' ? ageOn(born, on) : dayNumber(on) - dayNumber(born)
  return age >= condition.from && age <= condition.to
}
