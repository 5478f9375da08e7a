// Shapes of the year-end desk: money in whole fen.
import { Type } from 'typebox'
import { BookParams } from '../fund/schemas.js'

const Year = Type.Integer({ title: '年度', minimum: 2010, maximum: 2100, description: '四位年份' })
const Unit = Type.String({ title: '核算单位', pattern: '^[0-9]{6,12}$', description: '区划代码' })
const Fen = Type.Integer({ description: '分' })
const Words = Type.String({ maxLength: 500 })
const nullable = Type.Union([Type.String(), Type.Null()])
const Day = Type.String({ title: '日期', pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$', description: '年-月-日' })

export const BookYear = Type.Object({ book: BookParams.properties.book, year: Year })
export const RunParams = Type.Object({ run: Type.String({ title: '清算编号', pattern: '^\\d{1,18}$', description: '数字' }) })

export const Tasks = Type.Object({ tasks: Type.Array(Type.String()), ready: Type.Boolean() })

export const StepBody = Type.Object({
  kind: Type.Union([
    Type.Literal('objections_opened'),
    Type.Literal('objected'),
    Type.Literal('answered'),
    Type.Literal('approved'),
    Type.Literal('withdrawn'),
    Type.Literal('posted'),
    Type.Literal('published'),
  ]),
  unit: Type.Optional(Unit),
  until: Type.Optional(Day),
  remark: Type.Optional(Words),
})

const head = {
  run: Type.String(),
  book: Type.String(),
  year: Type.Integer(),
  stage: Type.String(),
  stage_name: Type.String(),
  officer_name: Type.String(),
  known_at: Type.String(),
  superseded: Type.Boolean(),
}
export const Runs = Type.Array(Type.Object(head))

const Line = Type.Object({
  line: Type.Integer(),
  part: Type.String(),
  part_name: Type.String(),
  source: nullable,
  source_name: nullable,
  amount_fen: Fen,
  status: Type.String(),
  status_name: Type.String(),
  needs: Type.Array(Type.String()),
  needs_text: Type.Array(Type.String()),
  document: nullable,
  article: nullable,
  certainty: nullable,
})

export const Run = Type.Object({
  ...head,
  rule_hash: Type.String(),
  units: Type.Array(
    Type.Object({
      unit: Type.String(),
      name: Type.String(),
      income_fen: Fen,
      expenditure_fen: Fen,
      levy_fen: Fen,
      plan_income_fen: Fen,
      plan_expenditure_fen: Fen,
      surplus_fen: Fen,
      gap_fen: Fen,
      management_fen: Fen,
      awaiting_finding_fen: Fen,
      normal_fen: Fen,
      coefficient: nullable,
      lines: Type.Array(Line),
    }),
  ),
  steps: Type.Array(
    Type.Object({
      step: Type.Integer(),
      kind: Type.String(),
      unit: nullable,
      until: nullable,
      remark: Type.String(),
      officer_name: Type.String(),
      known_at: Type.String(),
    }),
  ),
  actions: Type.Record(Type.String(), nullable),
})

export const CauseBody = Type.Object({
  book: BookParams.properties.book,
  unit: Unit,
  year: Year,
  kind: Type.Union([Type.Literal('management'), Type.Literal('pre_pooling'), Type.Literal('reasonable')]),
  amount_fen: Type.Integer({ title: '金额', minimum: 1, description: '分' }),
  evidence: Type.String({ title: '依据', minLength: 4, maxLength: 500, description: '审计报告、账簿、来函等' }),
})
export const CauseParams = Type.Object({ cause: Type.String({ title: '原因编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const FindingBody = Type.Object({ established: Type.Boolean({ title: '是否查实' }), remark: Type.Optional(Words) })
export const Causes = Type.Array(
  Type.Object({
    cause: Type.String(),
    unit: Type.String(),
    kind: Type.String(),
    amount_fen: Fen,
    evidence: Type.String(),
    established: Type.Union([Type.Boolean(), Type.Null()]),
    officer_name: Type.String(),
    found_by: nullable,
    remark: nullable,
  }),
)
export const ApprovalBody = Type.Object({
  book: BookParams.properties.book,
  unit: Unit,
  year: Year,
  of: Type.Union([Type.Literal('overspend'), Type.Literal('use_of_surplus')]),
  step: Type.Union([Type.Literal('government'), Type.Literal('prescribed')]),
  dated: Day,
  document: Type.String({ title: '批准文号', minLength: 4, maxLength: 100, description: '文件的文号' }),
})
export const FigureBody = Type.Object({
  book: BookParams.properties.book,
  unit: Unit,
  year: Year,
  name: Type.String({ title: '名称', pattern: '^[a-z_]{2,40}$', description: '小写字母' }),
  amount_fen: Type.Optional(Type.Integer({ description: '分' })),
  met: Type.Optional(Type.Boolean()),
  source: Type.String({ title: '来源', minLength: 4, maxLength: 200, description: '数字的来源' }),
})
export const Recorded = Type.Object({ recorded: Type.String() })
