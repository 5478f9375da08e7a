// "What would the maternity allowance be": the rule of the day with somebody's wage and occasion. Nothing is stored, nobody is named.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { LEAVE_NAMES } from '@tongchou/domain/policy/maternity-rule.js'
import { versionOn } from '@tongchou/domain/policy/version-in-force.js'
import { allowanceOf } from '@tongchou/domain/settlement/maternity-allowance.js'
import { type Static, Type } from 'typebox'
import { fenJson } from '../http/json-money.js'
import { oneOf } from '../http/list-query.js'
import type { Rules } from '../settlement/reference.js'

const OCCASIONS = Object.keys(LEAVE_NAMES) as (keyof typeof LEAVE_NAMES)[]

export const AllowanceBody = Type.Object({
  occasion: oneOf(OCCASIONS, { title: '分娩或流产情形' }),
  children: Type.Integer({ title: '出生人数', minimum: 0, maximum: 9 }),
  monthly_wage_fen: Type.Integer({ title: '单位上年度职工月平均工资', minimum: 1, maximum: 100_000_000, description: '分' }),
})
export const AllowanceEstimate = Type.Object({
  days: Type.Integer(),
  fen: Type.Integer(),
  sentence: Type.String(),
  document: Type.String(),
  article: Type.String(),
  certainty: Type.String(),
})

export function estimateAllowance(rules: Rules | undefined, asked: Static<typeof AllowanceBody>, day: Day): Static<typeof AllowanceEstimate> | Refusal {
  const policy = rules === undefined ? undefined : versionOn(rules.versions, day)
  if (policy === undefined) return refused('no_rules', '本统筹区目前没有职工医保的待遇政策，不能试算；请联系经办机构。')
  const found = allowanceOf(policy, { occasion: asked.occasion, children: asked.children, monthlyWageFen: BigInt(asked.monthly_wage_fen) })
  if (isRefusal(found)) return found
  if (found.kind === 'undecided') return refused('undecided', `现行政策未作规定，不能试算：${found.sentence}`)
  const { document, article, certainty } = found.from
  return { days: found.days, fen: fenJson(found.fen), sentence: found.sentence, document, article, certainty }
}
