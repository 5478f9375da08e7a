// Shapes of the answers about trials. Money in fen; shares in hundredths of a per cent; months with two decimals.
import { Type } from 'typebox'
import { BesideStep } from '../settlement/beside.js'
import { fen, nullable, SettledParts } from '../settlement/statement-schema.js'
import { DIMENSIONS } from './groups.js'
import { FEWEST_PEOPLE, MOST_PEOPLE } from './synthetic-city.js'

const text = Type.String()
const count = Type.Integer()
const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'
const day = (title: string) => Type.String({ title, pattern: DAY, description: '年-月-日，如 2026-01-31' })
const SchemeWord = Type.Union([Type.Literal('employee'), Type.Literal('resident')], { title: '险种' })
const PopulationWord = Type.Union([Type.Literal('settled'), Type.Literal('synthetic')], {
  title: '人群',
  description: 'settled 已结算的单据；synthetic 合成城市的一年',
})
const area = Type.String({ title: '核算单位', pattern: '^\\d{6,12}$', description: '6 至 12 位区划代码' })

export const TrialBodySchema = Type.Object({
  draft: Type.Optional(Type.String({ title: '草案编号', pattern: '^\\d{1,18}$', description: '数字' })),
  document: Type.Optional(Type.String({ title: '征求意见稿', minLength: 1, maxLength: 200, description: '政策库里的文件路径' })),
  population: Type.Optional(PopulationWord),
  from: Type.Optional(day('起始日期')),
  to: Type.Optional(day('截止日期')),
  people: Type.Optional(
    Type.Integer({ title: '合成城市的人数', minimum: FEWEST_PEOPLE, maximum: MOST_PEOPLE, description: `${FEWEST_PEOPLE} 至 ${MOST_PEOPLE} 人` }),
  ),
  seed: Type.Optional(Type.Integer({ title: '种子', minimum: 0, maximum: 2_147_483_647, description: '同一个种子总是同一座城市' })),
  scheme: Type.Optional(SchemeWord),
  rules_on: Type.Optional(day('按哪一天的规则')),
})

export const Started = Type.Object({ job: text })

export const TrialParams = Type.Object({ trial: Type.String({ title: '测算编号', pattern: '^\\d{1,18}$', description: '数字' }) })

const Head = {
  trial: text,
  job: text,
  draft: text,
  draft_name: text,
  from: text,
  to: text,
  scheme: nullable(text),
  population: PopulationWord,
  people: nullable(count),
  seed: nullable(count),
  rules_on: nullable(text),
  officer: nullable(text),
  bills: count,
  persons: count,
  tried_at: text,
}

/** What a trial may settle beside the bills of the register; null where no city can be drawn. */
export const Populations = Type.Object({
  synthetic: nullable(Type.Object({ from: text, to: text, fewest: count, most: count })),
})

export const TrialList = Type.Array(Type.Object(Head))

const Effect = {
  bills: count,
  persons: count,
  total_fen: fen,
  fund_before_fen: fen,
  fund_after_fen: fen,
  difference_fen: fen,
  per_head_fen: Type.Integer({ description: 'difference per person with bills' }),
  self_before_fen: fen,
  self_after_fen: fen,
}

const share = nullable(Type.Integer({ description: 'hundredths of a per cent' }))
const Shares = { of_scope_before: share, of_scope_after: share, of_total_before: share, of_total_after: share }

const Group = Type.Object({
  dimension: Type.String({ description: DIMENSIONS.join(' | ') }),
  dimension_name: text,
  scheme: text,
  scheme_name: text,
  key: text,
  name: text,
  ...Effect,
})
const Unit = Type.Object({
  unit: text,
  unit_name: text,
  scheme: text,
  scheme_name: text,
  losers: count,
  gainers: count,
  loss_fen: fen,
  gain_fen: fen,
  ...Effect,
})

const Verdict = Type.Union([Type.Literal('risen'), Type.Literal('held'), Type.Literal('fallen')])
const Standard = Type.Object({ scheme: text, scheme_name: text, key: text, name: text, bills: count, persons: count, ...Shares, verdict: Verdict })

const months = nullable(Type.Number())
const Cover = Type.Object({ fund: text, fund_name: text, free_fen: fen, before_fen: fen, after_fen: fen, months_before: months, months_after: months })

const Cause = Type.Object({ step: text, step_name: text, article_before: text, article_after: text, persons: count, loss_fen: fen })

export const TrialSummary = Type.Object({
  ...Head,
  draft_hashes: Type.Array(Type.String({ description: 'SHA-256 of the texts tried' })),
  engine: text,
  rules_before: Type.Record(text, text),
  rules_after: Type.Record(text, text),
  left_out: Type.Array(Type.Object({ why: text, bills: count })),
  totals: Type.Object({ ...Effect, ...Shares, losers: count, gainers: count, loss_fen: fen, gain_fen: fen }),
  units: Type.Array(Unit),
  groups: Type.Array(Group),
  level_holds: Type.Boolean({ description: 'no class of any scheme at any level falls' }),
  standards: Type.Array(Standard),
  cover: Type.Array(Cover),
  cover_definition: text,
  months: count,
  balances_on: text,
  causes: Type.Array(Cause),
})

export const LoserQuery = Type.Object({
  unit: Type.Optional(area),
  scheme: Type.Optional(SchemeWord),
  class: Type.Optional(Type.String({ title: '人员类别', pattern: '^[a-z_]{1,40}$' })),
  identity: Type.Optional(Type.String({ title: '人员身份', pattern: '^[a-z_]{1,40}$' })),
  step: Type.Optional(Type.String({ title: '减少的一层', pattern: '^[a-z_]{1,40}$' })),
  order: Type.Optional(Type.Union([Type.Literal('loss'), Type.Literal('share'), Type.Literal('unit'), Type.Literal('class')], { title: '排序' })),
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
})

const Why = Type.Object({ step: text, step_name: text, article_before: text, article_after: text, rule_before: text, rule_after: text })

export const LoserList = Type.Object({
  total: count,
  loss_fen: fen,
  rows: Type.Array(
    Type.Object({
      psn_no: nullable(Type.String({ description: 'only for whoever may see persons' })),
      person_name: nullable(text),
      drawn: nullable(Type.Integer({ description: 'number of a person of a synthetic city' })),
      unit: text,
      unit_name: text,
      scheme: text,
      scheme_name: text,
      class: text,
      class_name: text,
      identities: Type.Array(text),
      age: count,
      level_name: text,
      benefit_name: text,
      bills: count,
      worse_bills: count,
      self_before_fen: fen,
      self_after_fen: fen,
      loss_fen: fen,
      settlement: text,
      why: Why,
    }),
  ),
})

export const TrialBillParams = Type.Object({
  trial: TrialParams.properties.trial,
  psn_no: Type.String({ title: '人员编号', pattern: '^\\d{20}$', description: '20 位数字' }),
  settlement: Type.String({ title: '结算编号', pattern: '^\\d{1,18}$', description: '数字' }),
})

export const DrawnBillParams = Type.Object({
  trial: TrialParams.properties.trial,
  person: Type.String({ title: '合成城市第几人', pattern: '^[1-9]\\d{0,5}$', description: '从 1 起的整数' }),
  settlement: Type.String({ title: '第几张单', pattern: '^[1-9]\\d{0,5}$', description: '从 1 起的整数' }),
})

const Settled = Type.Object({
  in_force: text,
  benefit_year: count,
  admission_number: nullable(count),
  settlement_type_name: text,
  ...SettledParts,
  why_not_more: Type.Array(text),
})

const Side = Type.Object({ statement: nullable(Settled), sentence: nullable(Type.String({ description: 'why the bill is not settled under these rules' })) })

/** Bills of the person in the trial, in the order in which they were settled. */
const OwnBill = Type.Object({ settlement: text, benefit_name: text, discharged: text, difference_fen: nullable(Type.Integer()) })

export const TrialBillView = Type.Object({
  trial: text,
  psn_no: nullable(text),
  drawn: nullable(Type.Integer({ description: 'number of a person of a synthetic city' })),
  bills: Type.Array(OwnBill),
  settlement: text,
  unit: text,
  scheme_name: text,
  benefit_name: text,
  level_name: text,
  admitted: text,
  discharged: text,
  before: Side,
  after: Side,
  steps: Type.Array(BesideStep),
  difference_fen: Type.Integer({ description: 'what the person pays more under the draft' }),
  why: nullable(Why),
})
