// Shapes of the four-way reconciliation's routes.
import { Type } from 'typebox'

const text = Type.String()
const int = Type.Integer()
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

export const Month = Type.String({ title: '月份', pattern: '^20\\d{2}-(0[1-9]|1[0-2])$', description: '年月，如 2026-03' })
export const MonthQuery = Type.Object({ month: Month })
export const MonthBody = Type.Object({ month: Month })
export const Started = Type.Object({ job: text })
export const Done = Type.Object({ done: Type.Boolean() })
export const ImportBody = Type.Object({
  upload: Type.String({ title: '上传编号', pattern: '^\\d{1,18}$', description: '数字' }),
  party: Type.Union(
    ['tax', 'treasury', 'finance', 'bank'].map((party) => Type.Literal(party)),
    { title: '哪一方' },
  ),
})
export const FileParams = Type.Object({ file: Type.String({ title: '文件编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const Faults = Type.Array(Type.Object({ line: int, sentence: text }))
export const Files = Type.Array(
  Type.Object({
    file: text,
    party: text,
    party_name: text,
    name: text,
    begins: nullable(text),
    ends: nullable(text),
    lines: int,
    faulty: int,
    added: int,
    known: int,
    officer_name: text,
    known_at: text,
  }),
)
const Pair = Type.Object({
  pair: text,
  name: text,
  left_name: text,
  right_name: text,
  tolerance_days: int,
  left_lines: int,
  left_fen: int,
  right_lines: int,
  right_fen: int,
  matched_lines: int,
  matched_fen: int,
  differences: int,
})
const Signature = Type.Object({ kind: text, officer_name: text, known_at: text })
export const MonthResult = Type.Object({
  month: text,
  pool_name: text,
  run: nullable(Type.Object({ run: text, officer_name: text, known_at: text })),
  pairs: Type.Array(Pair),
  open: int,
  carried: Type.Array(Type.Object({ sentence: text, owner: text })),
  certificate: Type.Array(Signature),
  certificate_refused: nullable(text),
})
export const DifferenceQuery = Type.Object({
  month: Month,
  pair: Type.Optional(Type.String({ title: '对账双方', pattern: '^[a-z_]{1,40}$', description: '小写字母' })),
  kind: Type.Optional(Type.String({ title: '差异类别', pattern: '^[a-z_]{1,40}$', description: '小写字母' })),
  standing: Type.Optional(
    Type.Union(
      ['open', 'proposed', 'closed', 'carried'].map((one) => Type.Literal(one)),
      { title: '状态' },
    ),
  ),
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
})
export const Differences = Type.Object({
  total: int,
  rows: Type.Array(
    Type.Object({
      matter: text,
      pair_name: text,
      unit_name: text,
      fund_name: text,
      kind: text,
      kind_name: text,
      key_no: text,
      day: text,
      days: int,
      left_fen: int,
      right_fen: int,
      sentence: text,
      standing: text,
      standing_name: text,
      owner: nullable(text),
    }),
  ),
})
export const CertificateBody = Type.Object({ month: Month, kind: Type.Union([Type.Literal('prepared'), Type.Literal('issued')], { title: '办理' }) })
