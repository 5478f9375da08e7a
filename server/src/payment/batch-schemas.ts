// Shapes of the pages about what is to be paid and batches to the bank.
import { Type } from 'typebox'
import { BookParams } from '../fund/schemas.js'
import { Fen, ListQuery, NullableText, NumberText, standing, Text, Words } from './desk-schemas.js'

const Book = BookParams.properties.book
export const PayableQuery = ListQuery({
  book: Type.Optional(Book),
  payee_kind: Type.Optional(Type.Union([Type.Literal('provider'), Type.Literal('person'), Type.Literal('payer')], { title: '收款方类别' })),
})

export const payable = {
  number: Text,
  kind: Text,
  kind_name: Text,
  book: Text,
  payee_kind: Text,
  payee: Text,
  payee_name: Text,
  title: Text,
  month: Text,
  amount_fen: Fen,
  standing: Text,
  standing_name: Text,
  batch: NullableText,
  reason: NullableText,
  account: NullableText,
}
export const Payables = Type.Object({ total: Type.Integer(), sum_fen: Fen, rows: Type.Array(Type.Object(payable)) })
export const CollectBody = Type.Object({ book: Book })
export const Collected = Type.Object({ collected: Type.Integer() })

export const BatchQuery = ListQuery({ book: Type.Optional(Book) })
export const batchHead = {
  number: Text,
  book: Text,
  template: Text,
  template_name: Text,
  title: Text,
  officer_name: Text,
  known_at: Text,
  stage: Text,
  stage_name: Text,
  items: Type.Integer(),
  amount_fen: Fen,
  paid: Type.Integer(),
  paid_fen: Fen,
  bounced: Type.Integer(),
  waiting: Type.Integer(),
}
export const BatchBody = Type.Object({
  book: Book,
  template: Type.String({ title: '银行模板', pattern: '^[a-z_]+$' }),
  title: Words('批次名称'),
  payables: Type.Array(NumberText('待付款项'), { title: '待付款项', minItems: 1, maxItems: 5000 }),
})
export const Batch = Type.Object({
  ...batchHead,
  ...standing,
  payments: Type.Array(
    Type.Object({
      item: Type.Integer(),
      item_key: Text,
      kind_name: Text,
      title: Text,
      payee: Text,
      payee_name: Text,
      bank: Text,
      account: Text,
      amount_fen: Fen,
      attempt: Type.Integer(),
      repays: Type.Boolean(),
      outcome: NullableText,
      outcome_name: Text,
      happened_on: NullableText,
      reason: NullableText,
      postings: Type.Array(Type.Object({ fact: Text, kind: Text, name: Text })),
    }),
  ),
  files: Type.Array(
    Type.Object({
      file: Text,
      direction: Text,
      name: Text,
      sha256: Text,
      lines: Type.Integer(),
      total_fen: Fen,
      officer_name: Text,
      known_at: Text,
      faults: Type.Array(Type.Object({ line: Type.Integer(), why: Text })),
    }),
  ),
})
export const ResultBody = Type.Object({
  name: Type.String({ title: '文件名', minLength: 1, maxLength: 200 }),
  content: Type.String({ title: '文件内容', maxLength: 14_000_000, pattern: '^[A-Za-z0-9+/=]+$', description: 'base64' }),
})
export const ResultsTaken = Type.Object({ taken: Type.Integer(), known: Type.Integer(), faults: Type.Integer() })
export const Templates = Type.Array(Type.Object({ template: Text, name: Text }))
