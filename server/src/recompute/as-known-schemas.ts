// Shapes of what was known of a person, and of a bill, at a moment.
import { Type } from 'typebox'
import { fen, nullable } from '../settlement/statement-schema.js'

const text = Type.String()
const DAY = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])'
const moment = Type.String({
  title: '知悉时间',
  pattern: `^${DAY}([T ]([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d)?$`,
  description: '年-月-日，如 2026-01-31（指当日结束时），或再加时:分:秒',
})

export const PersonQuery = Type.Object({
  on: Type.Optional(Type.String({ title: '生效日期', pattern: `^${DAY}$`, description: '年-月-日，如 2026-01-31' })),
  known_at: Type.Optional(moment),
  booked_by: Type.Optional(Type.String({ title: '记账日期', pattern: `^${DAY}$`, description: '年-月-日：只算到这一天为止已记账的结算和更正' })),
})
export const BillQuery = Type.Object({ known_at: Type.Optional(moment) })

export const PersonAsKnown = Type.Object({
  on: text,
  known_at: text,
  booked_by: nullable(text),
  enrolments: Type.Array(
    Type.Object({
      scheme: text,
      scheme_name: text,
      entitled: Type.Boolean(),
      reason: nullable(text),
      area: nullable(text),
      person_type: nullable(text),
      entitled_from: nullable(text),
      entitled_to: nullable(text),
    }),
  ),
  identities: Type.Array(Type.Object({ kind: text, name: text, in_force: text, until: nullable(text), known_at: text })),
  filings: Type.Array(
    Type.Object({
      kind: text,
      disease: nullable(text),
      provider: nullable(text),
      place_area: nullable(text),
      in_force: text,
      until: nullable(text),
      known_at: text,
    }),
  ),
  years: Type.Array(
    Type.Object({
      scheme: text,
      scheme_name: text,
      benefit_year: Type.Integer(),
      bills: Type.Integer(),
      total_fen: fen,
      fund_fen: fen,
      corrected_fen: fen,
      counters: Type.Array(
        Type.Object({
          key: text,
          label: text,
          unit: Type.Union([Type.Literal('fen'), Type.Literal('count')]),
          detail: Type.Boolean(),
          value: Type.Integer(),
        }),
      ),
    }),
  ),
})

export const BillAsKnown = Type.Object({
  known_at: text,
  discharged: text,
  settled_at: text,
  rules: nullable(
    Type.Object({
      hash: text,
      published_at: text,
      in_force: nullable(text),
      until: nullable(text),
      document: nullable(text),
      article: nullable(text),
      same_as_settled: Type.Boolean(),
    }),
  ),
  identities: Type.Array(text),
  identities_settled: Type.Array(text),
  outcome: Type.Union([Type.Literal('settled'), Type.Literal('not_payable'), Type.Literal('not_possible')]),
  sentence: nullable(text),
  layers: Type.Array(
    Type.Object({
      layer: text,
      layer_name: text,
      payer: text,
      payer_name: text,
      settled_fen: fen,
      known_fen: fen,
    }),
  ),
  person_fen: nullable(Type.Integer({ description: 'owed to the person by what was known then; negative: owed by the person' })),
})
