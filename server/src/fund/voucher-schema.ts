// Shapes of the voucher desk.
import { Type } from 'typebox'
import { Actions, Steps } from './desk-steps.js'
import { BookParams, DayText, Fen, Nullable, pageOf, paging, Text } from './schemas.js'

const Account = Type.String({ title: '科目', pattern: '^[1-5][0-9]{3}$', description: '四位编码' })
const Unit = Type.String({ title: '核算单位', pattern: '^[0-9]{6,12}$', description: '区划代码' })
const Number18 = Type.String({ title: '编号', pattern: '^\\d{1,18}$', description: '数字' })

export const VoucherQuery = Type.Object({
  from: Type.Optional(DayText),
  to: Type.Optional(DayText),
  kind: Type.Optional(Type.String({ title: '业务种类', pattern: '^[a-z_]{1,40}$', description: '业务事实的代码' })),
  account: Type.Optional(Account),
  unit: Type.Optional(Unit),
  number: Type.Optional(Type.String({ title: '凭证号', pattern: '^\\d{1,12}$', description: '当月序号，或十二位凭证号' })),
  q: Type.Optional(Type.String({ title: '摘要', maxLength: 60 })),
  least: Type.Optional(Type.Integer({ title: '金额不低于（分）', minimum: 0 })),
  most: Type.Optional(Type.Integer({ title: '金额不高于（分）', minimum: 0 })),
  sort: Type.Optional(Type.Union([Type.Literal('voucher'), Type.Literal('-voucher')], { title: '排序' })),
  ...paging,
})
export const VoucherParams = Type.Object({
  book: BookParams.properties.book,
  voucher: Type.String({ title: '凭证号', pattern: '^20\\d{10}$', description: '十二位' }),
})

const head = {
  voucher: Text,
  /** 记字第几号 in its month. */
  number: Type.Integer(),
  day: Text,
  booked_on: Text,
  text: Text,
  fact_kind: Text,
  fact_name: Text,
  fact: Text,
  debit_fen: Fen,
  units: Text,
  attachments: Type.Integer(),
  corrects: Nullable,
  corrected_by: Type.Array(Text),
}
export const Vouchers = Type.Object({ ...pageOf(head).properties, kinds: Type.Array(Type.Object({ kind: Text, name: Text })) })

const Entry = Type.Object({
  line: Type.Integer(),
  account: Text,
  account_name: Text,
  detail: Text,
  detail_name: Text,
  unit: Text,
  unit_name: Text,
  debit_fen: Fen,
  credit_fen: Fen,
})
const Attachment = Type.Object({ attachment: Text, name: Text, media_type: Text, size: Type.Integer(), sha256: Text, officer_name: Text, known_at: Text })
const signatures = { prepared_by: Text, reviewed_by: Text, posted_by: Text }

export const Voucher = Type.Object({
  ...head,
  ...signatures,
  entries: Type.Array(Entry),
  files: Type.Array(Attachment),
  draft: Nullable,
  words: Text,
  /** Correction → null, or why it is not possible. */
  corrections: Actions,
})

export const PrintQuery = Type.Object({
  from: DayText,
  to: DayText,
  number: VoucherQuery.properties.number,
})
export const PrintForms = Type.Object({
  book_name: Text,
  forms: Type.Array(
    Type.Object({
      voucher: Text,
      number: Type.Integer(),
      booked_on: Text,
      text: Text,
      attachments: Type.Integer(),
      debit_fen: Fen,
      words: Text,
      ...signatures,
      entries: Type.Array(Entry),
    }),
  ),
  /** More vouchers than one print takes. */
  more: Type.Boolean(),
})

// ── written by hand ─────────────────────────────────────────────────────────────────────────────────────────────────
const Line = Type.Object({
  account: Account,
  detail: Type.String({ title: '明细', maxLength: 40 }),
  unit: Unit,
  debit_fen: Type.Integer({ title: '借方（分）', minimum: 0 }),
  credit_fen: Type.Integer({ title: '贷方（分）', minimum: 0 }),
})
export const DraftBody = Type.Object({
  purpose: Type.String({ title: '凭证种类', pattern: '^[a-z_]{1,40}$', description: '从列表选择' }),
  corrects: Type.Optional(VoucherParams.properties.voucher),
  text: Type.String({ title: '摘要', minLength: 2, maxLength: 100 }),
  day: DayText,
  booked_on: DayText,
  replaces: Type.Optional(Number18),
  lines: Type.Array(Line, { title: '分录', minItems: 2, maxItems: 60 }),
})
export const DraftParams = Type.Object({ draft: Number18 })
export const DraftQuery = Type.Object({
  stage: Type.Optional(
    Type.Union(
      [Type.Literal('open'), Type.Literal('prepared'), Type.Literal('reviewed'), Type.Literal('returned'), Type.Literal('withdrawn'), Type.Literal('posted')],
      { title: '状态' },
    ),
  ),
  ...paging,
})
const draft = {
  draft: Text,
  book: Text,
  purpose: Text,
  purpose_name: Text,
  corrects: Nullable,
  text: Text,
  day: Text,
  booked_on: Text,
  officer_name: Text,
  known_at: Text,
  stage: Text,
  stage_name: Text,
  voucher: Nullable,
  debit_fen: Fen,
}
export const Drafts = pageOf(draft)
export const Draft = Type.Object({
  ...draft,
  replaces: Nullable,
  lines: Type.Array(
    Type.Object({ account: Text, account_name: Text, detail: Text, detail_name: Text, unit: Text, unit_name: Text, debit_fen: Fen, credit_fen: Fen }),
  ),
  files: Type.Array(Attachment),
  steps: Steps,
  actions: Actions,
})
export const StepBody = Type.Object({
  kind: Type.Union([Type.Literal('reviewed'), Type.Literal('returned'), Type.Literal('withdrawn'), Type.Literal('posted')], { title: '事项' }),
  remark: Type.Optional(Type.String({ title: '意见', maxLength: 200 })),
})
export const ManualKinds = Type.Object({
  kinds: Type.Array(Type.Object({ purpose: Text, name: Text, debit: Type.Array(Text), credit: Type.Array(Text) })),
  accounts: Type.Array(Type.Object({ account: Text, name: Text, details: Type.Array(Type.Object({ detail: Text, name: Text })) })),
  units: Type.Array(Type.Object({ unit: Text, name: Text })),
})

// ── attachments ─────────────────────────────────────────────────────────────────────────────────────────────────────
export const AttachBody = Type.Object({
  draft: Type.Optional(Number18),
  voucher: Type.Optional(VoucherParams.properties.voucher),
  name: Type.String({ title: '文件名', minLength: 1, maxLength: 120 }),
  content: Type.String({ title: '文件内容', minLength: 1, pattern: '^[A-Za-z0-9+/]+={0,2}$', description: 'Base64' }),
})
export const AttachParams = Type.Object({ book: BookParams.properties.book })
export const Attached = Attachment
export const FileParams = Type.Object({ book: BookParams.properties.book, attachment: Number18 })
