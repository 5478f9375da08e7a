// Shapes of the desk's routes about freezes and surges.
import { Type } from 'typebox'
import { DayText, nullable } from './draft-schema.js'

const text = Type.String()
const fen = Type.Integer({ description: '分' })
const number = Type.String({ title: '编号', pattern: '^[1-9]\\d{0,17}$', description: '数字' })
const documentNumber = Type.String({ title: '文号', minLength: 1, maxLength: 60 })
const areaCode = Type.String({ title: '地区', pattern: '^\\d{6}$', description: '六位区划代码' })
const remark = Type.Optional(Type.String({ title: '说明', maxLength: 2000 }))

export const FreezeBody = Type.Object({
  area: areaCode,
  from: Type.String({ ...DayText, title: '起始日期' }),
  until: Type.Optional(Type.String({ ...DayText, title: '截止日期' })),
  document: documentNumber,
  remark,
  amends: Type.Optional(number),
})

export const ExemptionBody = Type.Object({
  freeze: number,
  draft: number,
  revision: Type.Integer({ title: '稿次', minimum: 1, maximum: 100_000 }),
  authority: Type.String({ title: '批准机关所在地区', pattern: '^\\d{6}$', description: '六位区划代码' }),
  document: documentNumber,
  remark,
})

export const Freeze = Type.Object({
  freeze: text,
  area: text,
  area_name: text,
  from: DayText,
  until: nullable(DayText),
  document: text,
  remark: text,
  amends: nullable(text),
  recorded_by: text,
  recorded_at: text,
  holds: Type.Boolean({ description: 'false where a later one amends it' }),
})
export const Freezes = Type.Array(Freeze)

export const Exemptions = Type.Array(
  Type.Object({
    exemption: text,
    freeze: text,
    draft: text,
    revision: Type.Integer(),
    authority: text,
    document: text,
    remark: text,
    recorded_by: text,
    recorded_at: text,
  }),
)

export const SurgeQuery = Type.Object({
  freeze: Type.Optional(number),
  by: Type.Optional(Type.Union([Type.Literal('area'), Type.Literal('provider'), Type.Literal('person_class')])),
})

const Growth = nullable(
  Type.Object({
    usual_count: Type.Integer(),
    usual_fen: fen,
    count_percent: nullable(Type.Integer({ description: 'growth in per cent; null: nothing before' })),
    fen_percent: nullable(Type.Integer()),
    surge: Type.Boolean(),
  }),
)
const line = { group: text, name: text, count: Type.Integer(), amount_fen: fen, preceding: Growth, year_before: Growth }

export const Surges = Type.Object({
  freeze: Freeze,
  by: text,
  weeks: Type.Integer({ description: 'whole weeks since the launch, at most 26' }),
  tables: Type.Array(
    Type.Object({
      measure: text,
      name: text,
      threshold: Type.Object({ growth: text, least_count: Type.Integer(), least_fen: fen, certainty: text, source: text }),
      totals: Type.Array(Type.Object(line)),
      weekly: Type.Array(Type.Object({ ...line, from: DayText, to: DayText })),
    }),
  ),
})
