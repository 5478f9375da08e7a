// Shapes of the pages about the clearing of a provider's year.
import { Type } from 'typebox'
import { BookParams } from '../fund/schemas.js'
import { oneOf } from '../http/list-query.js'
import { Fen, ListQuery, NullableText, Positive, standing, Text, Words } from './desk-schemas.js'
import { RatioText } from './payer-schemas.js'
import { ProviderCode } from './reconciliation-schemas.js'

const Book = BookParams.properties.book
const Year = Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' })

const Decimal = (title: string) => Type.String({ title, pattern: '^\\d{1,12}(\\.\\d{1,6})?$', description: '不带单位的数，最多六位小数' })

export const YearQuery = ListQuery({ book: Book, year: Year })
export const yearHead = {
  provider: Text,
  provider_name: Text,
  number: NullableText,
  stage: Text,
  stage_name: Text,
  declared_fen: Fen,
  reviewed_fen: Fen,
  deducted_fen: Fen,
  settled_fen: Fen,
  agreed_fen: Type.Union([Fen, Type.Null()]),
  difference_fen: Type.Union([Fen, Type.Null()]),
  deposit_held_fen: Fen,
  prepaid_left_fen: Fen,
}
export const YearBody = Type.Object({
  book: Book,
  provider: ProviderCode,
  year: Year,
  basis: oneOf(['budget', 'method'], { title: '约定方式' }),
  document: Words('协议或支付方式结果文件', 4),
  agreed_fen: Type.Optional(Positive),
  method: Type.Optional(Type.String({ title: '支付方式', pattern: '^\\d{1,6}$', description: '国家代码表 clr_way 的值' })),
  quantity: Type.Optional(Decimal('数量')),
  price: Type.Optional(Decimal('单价（元）')),
  surplus_kept: RatioText,
  surplus_from: RatioText,
  overspend_shared: RatioText,
  overspend_to: Type.Optional(
    Type.String({ title: '超支分担上限', pattern: '^(\\d(\\.\\d{1,6})?|\\d{1,3}(\\.\\d{1,4})?%)$', description: '占约定金额的比例，如 110%' }),
  ),
})
const amounts = {
  declared_fen: Fen,
  reviewed_fen: Fen,
  deducted_fen: Fen,
  actual_fen: Fen,
  agreed_fen: Fen,
  surplus_fen: Fen,
  kept_fen: Fen,
  overspend_fen: Fen,
  shared_fen: Fen,
  entitled_fen: Fen,
  settled_fen: Fen,
  difference_fen: Fen,
  set_off_fen: Fen,
  pay_fen: Fen,
  recover_fen: Fen,
}
export const YearClearing = Type.Object({
  number: Text,
  book: Text,
  provider: Text,
  provider_name: Text,
  year: Type.Integer(),
  basis: Text,
  basis_name: Text,
  document: Text,
  terms: Type.Array(Type.Object({ name: Text, value: Text })),
  terms_source: Text,
  calculation: Type.Array(Type.Object({ name: Text, value: NullableText, fen: Type.Union([Fen, Type.Null()]) })),
  ...amounts,
  officer_name: Text,
  known_at: Text,
  payment: Text,
  ...standing,
  lines: Type.Array(Type.Object({ unit: Text, care_name: Text, reviewed_fen: Fen, deducted_fen: Fen, settled_fen: Fen, difference_fen: Fen })),
  deposit: Type.Union([Type.Object({ score: Text, held_fen: Fen, returned_fen: Fen, stage_name: Text }), Type.Null()]),
  prepaid: Type.Array(Type.Object({ unit: Text, fen: Fen })),
  words: Type.Array(Type.Object({ kind: Text, name: Text, text: Text, officer_name: Text, known_at: Text })),
})
export const YearWordBody = Type.Object({ kind: oneOf(['objected', 'upheld', 'accepted'], { title: '办理' }), text: Words('内容', 4) })
