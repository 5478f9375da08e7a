// Shapes that the pages of payment have in common: paging, steps, what an officer may do now. Money in whole fen.
import { type TProperties, Type } from 'typebox'
import { DAY_PATTERN, Paging, sortAsked } from '../http/list-query.js'

export const Text = Type.String()
export const Fen = Type.Integer({ description: '分' })
export const NullableText = Type.Union([Text, Type.Null()])
export const Positive = Type.Integer({ title: '金额', minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description: '分，大于零' })
export const Unit = Type.String({ title: '核算单位', pattern: '^[0-9]{6,12}$', description: '区划代码' })
export const DayText = Type.String({ title: '日期', pattern: DAY_PATTERN, description: '年-月-日' })
export const MonthText = Type.String({ title: '月份', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: '年-月，如 2026-03' })
export const Words = (title: string, least = 2) => Type.String({ title, minLength: least, maxLength: 300 })
export const Part = Type.Union([Type.Literal('pool'), Type.Literal('account'), Type.Literal('insurer'), Type.Literal('liable')], { title: '资金部分' })
export const Care = Type.Union(
  ['inpatient', 'outpatient', 'outpatient_major', 'pharmacy', 'birth', 'other'].map((one) => Type.Literal(one)),
  { title: '费用类别' },
)
export const NumberText = (title: string) => Type.String({ title, pattern: '^\\d{1,18}$', description: '数字' })
export const NumberParams = Type.Object({ number: NumberText('编号') })

export const ListQuery = <T extends TProperties>(more: T) =>
  Type.Object({
    ...more,
    stage: Type.Optional(Type.String({ title: '状态', pattern: '^[a-z_]+$' })),
    q: Type.Optional(Type.String({ title: '查找', maxLength: 60 })),
    sort: sortAsked,
    ...Paging,
  })

export const StepBody = Type.Object({
  kind: Type.String({ title: '办理', pattern: '^[a-z_]+$' }),
  remark: Type.Optional(Type.String({ title: '说明', maxLength: 300 })),
})

export const standing = {
  stage: Text,
  stage_name: Text,
  steps: Type.Array(Type.Object({ step: Type.Integer(), kind: Text, name: Text, remark: Text, officer_name: Text, known_at: Text })),
  actions: Type.Array(Type.Object({ kind: Text, label: Text, reason: Type.Boolean(), refused: NullableText })),
}

export const ListOf = <T extends TProperties>(row: T) => Type.Object({ total: Type.Integer(), rows: Type.Array(Type.Object(row)) })
export const Made = Type.Object({ number: Text })
