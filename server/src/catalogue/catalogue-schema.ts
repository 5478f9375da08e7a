// Shapes of the desk's questions and answers about the catalogue.
import { Type } from 'typebox'
import { Paging } from '../http/list-query.js'
import { CHANGES } from './compare-versions.js'

const Text = Type.String()
const Fen = Type.Union([Type.Integer(), Type.Null()], { description: '分；空：没有限价' })
const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'
const Share = Type.String({ title: '先行自付比例', pattern: '^(0(\\.\\d{1,4})?|1(\\.0{1,4})?)$', description: '0至1之间的小数，最多4位' })
const VersionNumber = Type.Integer({ title: '版本', minimum: 0, maximum: 999_999_999 })

export const Versions = Type.Array(
  Type.Object({
    version: Type.Integer(),
    layout: Text,
    edition: Text,
    in_force: Text,
    file_name: Text,
    complete: Type.Boolean(),
    added: Type.Integer(),
    changed: Type.Integer(),
    ended: Type.Integer(),
    unchanged: Type.Integer(),
    brought_by: Text,
    known_at: Text,
  }),
)

const change = Type.Optional(
  Type.Union(
    CHANGES.map((one) => Type.Literal(one)),
    { title: '变化', description: 'added、removed、class、share、ceiling或other' },
  ),
)
const kind = Type.Optional(
  Type.Union(
    (['western_drug', 'patent_drug', 'herb', 'service', 'consumable', 'other'] as const).map((one) => Type.Literal(one)),
    { title: '目录种类', description: 'western_drug、patent_drug、herb、service、consumable或other' },
  ),
)
const q = Type.Optional(Type.String({ title: '编码或名称', minLength: 1, maxLength: 60 }))

export const compareFilters = { change, kind, q }
const which = { from: VersionNumber, to: VersionNumber, ...compareFilters }
export const CompareExportQuery = Type.Object(which)
export const CompareQuery = Type.Object({ ...which, ...Paging })

const Side = Type.Union([Type.Object({ class: Text, employee: Text, resident: Text, tier3_fen: Fen, tier2_fen: Fen, tier1_fen: Fen }), Type.Null()])

export const Comparison = Type.Object({
  total: Type.Integer(),
  counts: Type.Object(Object.fromEntries(CHANGES.map((one) => [one, Type.Integer()]))),
  rows: Type.Array(Type.Object({ code: Text, name: Text, kind: Text, changes: Type.Array(Text), before: Side, after: Side })),
})

export const ImportBody = Type.Object({
  file_name: Type.String({ title: '文件名', minLength: 1, maxLength: 200 }),
  content: Type.String({ title: '文件内容', minLength: 1, pattern: '^[A-Za-z0-9+/]+={0,2}$', description: 'Base64' }),
  layout: Type.Optional(Type.String({ title: '目录格式', pattern: '^13\\d\\d$', description: '交易编号，如1301' })),
  in_force: Type.String({ title: '生效日期', pattern: DAY, description: '年-月-日' }),
  edition: Type.String({ title: '版本名称', minLength: 1, maxLength: 60 }),
  share_employee: Type.Optional(Share),
  share_resident: Type.Optional(Share),
  complete: Type.Boolean({ title: '完整目录' }),
})
