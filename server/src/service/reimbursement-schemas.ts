// Shapes of the pages about bills that persons claim back at the counter.
import { Type } from 'typebox'
import { dayAsked, oneOf, Paging, searchAsked, sortAsked } from '../http/list-query.js'
import { DayText, Fen, NullableText, Positive, standing, Text, Words } from '../payment/desk-schemas.js'
import { ProviderCode } from '../payment/reconciliation-schemas.js'

const Decimal = (title: string) => Type.String({ title, pattern: '^\\d{1,9}(\\.\\d{1,6})?$', description: '不带单位的数' })
const STAGES = ['begun', 'first_reviewed', 'settled', 'refused', 'cancel_asked', 'cancelled', 'cancel_dropped'] as const

const filters = { stage: Type.Optional(oneOf(STAGES, { title: '状态' })), from: dayAsked('就诊起始日'), until: dayAsked('就诊截止日') }
export const ClaimQuery = Type.Object({ ...filters, q: searchAsked('人员编号、机构或票据号'), sort: sortAsked, ...Paging })

export const claimHead = {
  number: Text,
  psn_no: Text,
  person_name: Text,
  scheme_name: Text,
  provider: Text,
  provider_name: Text,
  med_type_name: Text,
  begins: Text,
  ends: Text,
  invoice: Text,
  total_fen: Fen,
  fund_fen: Type.Union([Fen, Type.Null()]),
  payment: Text,
  officer_name: Text,
  known_at: Text,
  stage: Text,
  stage_name: Text,
}
const line = { code: Text, name: Text, day: Text, quantity: Text, price: Text, amount_fen: Fen }
export const Claim = Type.Object({
  ...claimHead,
  ...standing,
  diagnosis: NullableText,
  disease: NullableText,
  reason: Text,
  papers: Text,
  settlement: NullableText,
  account: NullableText,
  recoveries: Type.Array(Type.Object({ number: Text, amount_fen: Fen, open_fen: Fen, due_on: Text })),
  lines: Type.Array(Type.Object(line)),
})
export const ClaimBody = Type.Object({
  psn_no: Words('人员编号', 4),
  scheme: oneOf(['employee', 'resident'], { title: '险种' }),
  provider: ProviderCode,
  med_type: Type.String({ title: '医疗类别', pattern: '^\\d{1,10}$', description: '国家编码' }),
  begins: DayText,
  ends: DayText,
  invoice: Words('票据号', 4),
  diagnosis: Type.Optional(Words('主要诊断编码', 2)),
  disease: Type.Optional(Words('病种编码', 2)),
  reason: Words('未直接结算的原因', 4),
  papers: Words('收到的材料'),
  lines: Type.Array(
    Type.Object({
      code: Type.String({ title: '医保目录编码', minLength: 4, maxLength: 50 }),
      day: DayText,
      quantity: Decimal('数量'),
      price: Decimal('单价'),
      amount_fen: Positive,
    }),
    { title: '费用明细', minItems: 1, maxItems: 500 },
  ),
})
