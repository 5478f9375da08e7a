// Shapes of the take-over desk's routes.
import { Type } from 'typebox'

const text = Type.String()
const int = Type.Integer()
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const Paging = {
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
}
const number = (title: string) => Type.String({ title, pattern: '^\\d{1,18}$', description: '数字' })
const day = (title: string) => Type.String({ title, pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '日期，如 2026-01-31' })
const remark = Type.Optional(Type.String({ title: '说明', maxLength: 200 }))

export const Params = Type.Object({ takeover: number('接管编号') })
export const TaskParams = Type.Object({ takeover: number('接管编号'), task: number('任务编号') })
export const FileParams = Type.Object({ takeover: number('接管编号'), file: number('文件编号') })
export const Started = Type.Object({ job: text })
export const Done = Type.Object({ done: Type.Boolean() })

export const OpenBody = Type.Object({
  unit: Type.String({ title: '核算单位', pattern: '^\\d{6,12}$', description: '区划代码' }),
  scheme: Type.Union([Type.Literal('resident'), Type.Literal('employee')], { title: '险种' }),
  as_of: day('清查基准日'),
  switch_on: day('计划切换日'),
  sources: Type.Array(Type.String({ minLength: 2, maxLength: 40 }), { title: '来源基金', minItems: 1, maxItems: 6 }),
})

export const TaskBody = Type.Object({
  stage: Type.Union(
    ['data', 'audit', 'transfer', 'run'].map((stage) => Type.Literal(stage)),
    { title: '阶段' },
  ),
  name: Type.String({ title: '任务', minLength: 2, maxLength: 60 }),
  owner: Type.String({ title: '责任人', minLength: 2, maxLength: 40 }),
  due: day('期限'),
})
export const TaskEventBody = Type.Object({
  kind: Type.Union(
    ['done', 'reopened', 'changed'].map((kind) => Type.Literal(kind)),
    { title: '办理' },
  ),
  owner: Type.Optional(Type.String({ title: '责任人', minLength: 2, maxLength: 40 })),
  due: Type.Optional(day('期限')),
  remark,
})

export const FileBody = Type.Object({ upload: number('上传编号'), whole: Type.Boolean({ title: '全量' }) })
export const FaultQuery = Type.Object(Paging)
export const Faults = Type.Object({ total: int, rows: Type.Array(Type.Object({ line: int, sentence: text })) })

const Task = Type.Object({ task: int, stage: text, name: text, owner: text, due: text, done: Type.Boolean(), overdue: Type.Boolean(), remark: text })
const File = Type.Object({
  file: text,
  kind: text,
  kind_name: text,
  name: text,
  whole: Type.Boolean(),
  lines: int,
  faulty: int,
  added: int,
  changed: int,
  unchanged: int,
  officer_name: text,
  known_at: text,
})
const Step = Type.Object({
  step: int,
  kind: text,
  kind_name: text,
  remark: text,
  officer_name: text,
  known_at: text,
  report: nullable(Type.Record(text, Type.Unknown())),
})
const HEAD = {
  takeover: text,
  unit: text,
  unit_name: text,
  scheme: text,
  scheme_name: text,
  as_of: text,
  switch_on: text,
  sources: Type.Array(text),
  stage: text,
  stage_name: text,
  tasks: int,
  tasks_done: int,
  overdue: int,
  blocking: Type.Array(text),
  parallel: nullable(Type.Object({ bills: int, unequal: int })),
}
export const Board = Type.Array(Type.Object(HEAD))
export const TakeOver = Type.Object({
  ...HEAD,
  task_list: Type.Array(Task),
  files: Type.Array(File),
  standing: Type.Array(Type.Object({ kind: text, kind_name: text, lines: int })),
  steps: Type.Array(Step),
  actions: Type.Record(text, nullable(text)),
})

export const DifferenceQuery = Type.Object({
  standing: Type.Optional(
    Type.Union(
      ['open', 'proposed', 'closed', 'carried'].map((one) => Type.Literal(one)),
      { title: '状态' },
    ),
  ),
  code: Type.Optional(Type.String({ title: '差异类别', pattern: '^[a-z_]{1,40}$', description: '小写字母' })),
  ...Paging,
})
export const Differences = Type.Object({
  total: int,
  checked: Type.Boolean({ description: 'false: nobody has checked the files yet' }),
  rows: Type.Array(
    Type.Object({
      matter: text,
      code: text,
      code_name: text,
      kind_name: text,
      file_name: nullable(text),
      line: nullable(int),
      sentence: text,
      amount_fen: nullable(int),
      standing: text,
      standing_name: text,
      owner: nullable(text),
      days: int,
    }),
  ),
})

export const FigureBody = Type.Object({
  key: Type.String({ title: '余额项目', minLength: 3, maxLength: 300 }),
  verified_fen: Type.Integer({ title: '核实数' }),
  basis: Type.String({ title: '依据', minLength: 4, maxLength: 200 }),
})
export const ConfirmationBody = Type.Object({
  sheet_hash: Type.String({ title: '表的校验值', pattern: '^[0-9a-f]{64}$', description: '64 位' }),
  agreed: Type.Boolean({ title: '是否同意' }),
  document: Type.String({ title: '依据文号', minLength: 4, maxLength: 100 }),
  remark,
})
export const Sheet = Type.Object({
  hash: text,
  rule: nullable(Type.Object({ text, document: text, article: text, certainty: text })),
  rule_missing: nullable(text),
  items: Type.Array(
    Type.Object({
      key: text,
      source: text,
      item: text,
      counterparty: text,
      side: text,
      account: text,
      book_fen: int,
      verified_fen: nullable(int),
      difference_fen: nullable(int),
      basis: text,
    }),
  ),
  sources: Type.Array(Type.Object({ source: text, cash_fen: int, receivable_fen: int, payable_fen: int, adjusted_fen: int })),
  cash_fen: int,
  accounts_fen: int,
  receivable_fen: int,
  payable_fen: int,
  certified_fen: int,
  frozen_fen: int,
  handed_up_fen: int,
  gap_fen: int,
  mutual: Type.Array(Type.Object({ from: text, to: text, claim_fen: int, debt_fen: int })),
  faults: Type.Array(text),
  confirmations: Type.Array(
    Type.Object({
      party: text,
      party_name: text,
      agreed: nullable(Type.Boolean()),
      current: Type.Boolean(),
      document: text,
      remark: text,
      officer_name: text,
      known_at: text,
    }),
  ),
  may_confirm: nullable(text),
})

export const StepBody = Type.Object({
  kind: Type.Union(
    [
      'data_finished',
      'returned_to_data',
      'audit_finished',
      'transfer_asked',
      'transferred',
      'transfer_reversal_asked',
      'transfer_reversed',
      'switch_asked',
      'roll_back_asked',
    ].map((kind) => Type.Literal(kind)),
    { title: '步骤' },
  ),
  remark,
})
export const RunBody = Type.Object({
  kind: Type.Union(
    ['rehearsed', 'switched', 'rolled_back'].map((kind) => Type.Literal(kind)),
    { title: '步骤' },
  ),
  remark,
})

export const Parallel = Type.Object({
  runs: Type.Array(Type.Object({ run: text, bills: int, equal: int, differs: int, not_possible: int, known_at: text, stale: Type.Boolean() })),
  days: Type.Array(Type.Object({ day: text, kind: text, kind_name: text, bills: int, difference_fen: int })),
})
export const ParallelQuery = Type.Object({
  kind: Type.Optional(Type.String({ title: '差异类别', pattern: '^[a-z_]{1,40}$', description: '小写字母' })),
  ...Paging,
})
export const ParallelDifferences = Type.Object({
  total: int,
  rows: Type.Array(Type.Object({ bill: text, day: text, kind: text, kind_name: text, theirs_fen: int, ours_fen: int, sentence: text, line: int })),
})
