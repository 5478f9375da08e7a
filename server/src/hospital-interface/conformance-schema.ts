// Shapes of runs of the conformance suite: the report as the suite writes it, and what the desk shows of it.
import { Type } from 'typebox'
import { oneOf, Paging, searchAsked, sortAsked, wordAsked } from '../http/list-query.js'

const text = (most: number) => Type.String({ maxLength: most })
const count = Type.Integer({ minimum: 0, maximum: 10_000_000 })
const VERDICTS = ['pass', 'fail', 'note'] as const
const Verdict = oneOf(VERDICTS)
const Offered = Type.Union([Type.Literal('offered'), Type.Literal('not_offered'), Type.Literal('untried')])
const Totals = Type.Object({ pass: count, fail: count, note: count, offered: count, not_offered: count, messages: count, whole: Type.Optional(count) })

const SentLine = Type.Object({
  what: Type.String({ minLength: 1, maxLength: 300 }),
  says: text(1000),
  section: text(300),
  passes: count,
  fails: count,
  asked: text(2000),
  came: text(2000),
  verdict: Verdict,
})

/** `report.json` of the suite. */
export const Report = Type.Object(
  {
    kind: Type.Literal('conformance'),
    url: Type.String({ title: '受测地址', minLength: 1, maxLength: 300 }),
    profile: Type.String({ title: '规范版本', minLength: 1, maxLength: 60 }),
    institution: text(40),
    gateway: Type.Optional(Type.Union([Type.Literal('api'), Type.Literal('tif'), Type.Literal('none')], { description: 'how the messages were signed' })),
    at: Type.String({ title: '开始时间', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$', description: 'ISO时间' }),
    seconds: count,
    totals: Totals,
    chapters: Type.Array(
      Type.Object({
        infno: Type.String({ minLength: 1, maxLength: 10 }),
        label: text(100),
        offered: Offered,
        messages: count,
        accepted: Type.Optional(count),
        refused: Type.Optional(count),
        lines: Type.Array(SentLine),
      }),
      { minItems: 1, maxItems: 500 },
    ),
  },
  { title: '符合性报告' },
)
export const RunBody = Type.Object({ origin: Type.Union([Type.Literal('uploaded'), Type.Literal('posted')], { title: '来源' }), report: Report })
export const Kept = Type.Object({ run: Type.String(), known: Type.Boolean({ description: 'the same report was here already' }) })
export const StartBody = Type.Object({
  profile: Type.String({ title: '规范版本', pattern: '^[a-z_]{2,40}$', description: '小写字母' }),
  small: Type.Boolean({ title: '小型考察' }),
})

const head = {
  run: Type.String(),
  origin: Type.String(),
  url: Type.String(),
  profile: Type.String(),
  institution: Type.String(),
  began_at: Type.String(),
  seconds: Type.Integer(),
  officer: Type.String(),
  known_at: Type.String(),
  pass: Type.Integer(),
  fail: Type.Integer(),
  note: Type.Integer(),
  offered: Type.Integer(),
  not_offered: Type.Integer(),
  messages: Type.Integer(),
  before: Type.Union([Type.String(), Type.Null()], { description: 'the run before of the same address and profile' }),
  broken: Type.Integer({ description: 'fails now and did not in the run before' }),
  mended: Type.Integer({ description: 'failed in the run before and does not now' }),
}

export const RunListQuery = Type.Object({ q: searchAsked('地址、版本或机构'), sort: sortAsked, ...Paging })
export const RunList = Type.Object({
  total: Type.Integer(),
  may_start: Type.Boolean(),
  profiles: Type.Array(Type.Object({ profile: Type.String(), name: Type.String() }), { description: 'editions that an examination may ask by' }),
  rows: Type.Array(Type.Object(head)),
})

export const RunParams = Type.Object({ run: Type.String({ title: '考察编号', pattern: '^\\d{1,18}$', description: '数字' }) })
const Chapter = Type.Object({
  infno: Type.String(),
  label: Type.String(),
  offered: Offered,
  offered_before: Type.Union([Offered, Type.Null()]),
  messages: Type.Integer(),
  pass: Type.Integer(),
  fail: Type.Integer(),
  note: Type.Integer(),
  broken: Type.Integer(),
  mended: Type.Integer(),
})
export const RunDetail = Type.Object({ ...head, before_at: Type.Union([Type.String(), Type.Null()]), chapters: Type.Array(Chapter) })

export const CHANGES = ['broken', 'mended', 'still'] as const
const filters = {
  infno: Type.Optional(Type.String({ title: '交易编号', minLength: 1, maxLength: 10 })),
  verdict: wordAsked('结论', VERDICTS),
  change: wordAsked('与上次相比', CHANGES),
  q: searchAsked('考察内容、规范或答复'),
  sort: sortAsked,
}
export const LineExportQuery = Type.Object(filters)
export const LineQuery = Type.Object({ ...filters, ...Paging })
export const LineList = Type.Object({
  total: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      infno: Type.String(),
      label: Type.String(),
      what: Type.String(),
      says: Type.String(),
      section: Type.String(),
      passes: Type.Integer(),
      fails: Type.Integer(),
      verdict: Verdict,
      verdict_before: Type.Union([Verdict, Type.Null()]),
      asked: Type.String(),
      came: Type.String(),
    }),
  ),
})
