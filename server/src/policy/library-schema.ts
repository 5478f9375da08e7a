// Shapes of the policy library's answers: documents, their live figures, areas, timelines, comparisons.
import { Type } from 'typebox'

const text = Type.String()
const words = Type.Array(text)
const day = Type.String({ description: 'YYYY-MM-DD' })
const nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])
const oneOf = <const T extends string>(...values: readonly T[]) => Type.Union(values.map((value) => Type.Literal(value)))
const Scheme = oneOf('employee', 'resident')
const Certainty = oneOf('official', 'quoted', 'secondary', 'recalled', 'illustrative')
const Status = oneOf('published', 'consultation_draft', 'stand_in', 'not_adopted')

export const SchemeQuery = Type.Union([Type.Literal('employee'), Type.Literal('resident')], { title: '险种', description: 'employee 或 resident' })
export const DayQuery = Type.String({ title: '日期', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '写成 2024-05-01 的样子' })
export const AreaCode = Type.String({ title: '行政区划', pattern: '^\\d{6}$', description: '六位区划代码' })
export const SideQuery = Type.String({ title: '地区', pattern: '^\\d{6}(@\\d{4}-\\d{2}-\\d{2})?$', description: '六位区划代码，可加 @日期' })
export const Hash = Type.String({ title: '文件', pattern: '^[0-9a-f]{64}$', description: '文件内容的哈希' })

const Citation = Type.Object({
  document: text,
  article: text,
  certainty: Certainty,
  certainty_name: text,
  in_force: day,
  reading: nullable(text),
  /** From a consultation draft; only where drafts were asked for. */
  draft: Type.Boolean(),
})
const CertaintyCounts = Type.Object({
  official: Type.Integer(),
  quoted: Type.Integer(),
  secondary: Type.Integer(),
  recalled: Type.Integer(),
  illustrative: Type.Integer(),
})

const documentFields = {
  hash: text,
  path: text,
  document: text,
  title: nullable(text),
  area: text,
  area_name: text,
  government: text,
  status: Status,
  status_name: text,
  issued: nullable(text),
  source: nullable(text),
  schemes: Type.Array(Scheme),
  sections: Type.Integer(),
  /** How many rules of each mark the document sets. */
  certainty: CertaintyCounts,
  /** A rule set in force stands on it. */
  in_use: Type.Boolean(),
  published_at: text,
}
export const DocumentList = Type.Array(Type.Object(documentFields))

export const ListsOfWords = Type.Array(Type.Object({ list: text, source: text, words: Type.Array(Type.Object({ word: text, name: text })) }))

const PlaceOfRule = { area: text, area_name: text, scheme: Scheme, scheme_name: text }
const LiveFigure = Type.Object({
  key: text,
  key_name: text,
  line: Type.Integer(),
  sentences: words,
  /** The same where a table reads better; `rest`: what it does not say. */
  table: nullable(Type.Object({ head: words, rows: Type.Array(Type.Array(Type.Object({ text, rows: Type.Integer() }))), rest: words })),
  schemes: Type.Array(Scheme),
  in_force: day,
  until: nullable(day),
  certainty: Certainty,
  certainty_name: text,
  reading: nullable(text),
  standing: oneOf('in_force', 'replaced', 'not_yet', 'ended', 'unused', 'draft', 'not_adopted'),
  standing_name: text,
  holds_in: Type.Array(Type.Object(PlaceOfRule)),
  replaced_by: Type.Array(Type.Object({ ...PlaceOfRule, document: text, article: text, hash: nullable(text) })),
})
export const DocumentDetail = Type.Object({
  ...documentFields,
  day,
  /** The text published last at this path, where this is not it. */
  superseded_by: nullable(text),
  text,
  parts: Type.Array(Type.Object({ heading: text, level: Type.Integer(), line: Type.Integer(), text, figures: Type.Array(LiveFigure) })),
})

export const AreaList = Type.Array(
  Type.Object({
    area: text,
    area_name: text,
    province: text,
    province_name: text,
    schemes: Type.Array(
      Type.Object({
        scheme: Scheme,
        scheme_name: text,
        rule_set: text,
        published_at: text,
        /** First day with benefits; null where only the fund's rules are known. */
        first: nullable(day),
        versions: Type.Integer(),
        in_force: Type.Boolean(),
        certainty: CertaintyCounts,
        /** Rules of today with a figure that is left to somebody. */
        awaiting: Type.Array(Type.Object({ key: text, key_name: text })),
        silent_kinds: Type.Array(Type.Object({ kind: text, name: text })),
      }),
    ),
    drafts: Type.Array(Type.Object({ hash: text, document: text })),
  }),
)

export const Versions = Type.Object({
  area: text,
  area_name: text,
  scheme: Scheme,
  scheme_name: text,
  rule_set: text,
  versions: Type.Array(
    Type.Object({
      subject: oneOf('benefits', 'fund', 'entitlement'),
      subject_name: text,
      in_force: day,
      until: nullable(day),
      current: Type.Boolean(),
      /** False before the area has figures that bills can be settled by. */
      settles: Type.Boolean(),
      changes: Type.Array(
        Type.Object({
          key: text,
          key_name: text,
          kind: oneOf('added', 'changed', 'restated', 'removed'),
          kind_name: text,
          before: nullable(words),
          after: nullable(words),
          from: Citation,
          government: text,
          hash: nullable(text),
        }),
      ),
    }),
  ),
})

const Cell = Type.Object({ text: nullable(text), citations: Type.Array(Citation) })
const ComparedSide = Type.Object({
  area: text,
  area_name: text,
  day,
  /** The benefits in force on the day. */
  version: nullable(Type.Object({ in_force: day, until: nullable(day) })),
})
const Verdict = oneOf('same', 'different', 'left_only', 'right_only', 'neither')
export const Comparison = Type.Object({
  scheme: Scheme,
  scheme_name: text,
  with_drafts: Type.Boolean(),
  left: ComparedSide,
  right: ComparedSide,
  counts: Type.Object({ same: Type.Integer(), different: Type.Integer(), left_only: Type.Integer(), right_only: Type.Integer(), neither: Type.Integer() }),
  groups: Type.Array(
    Type.Object({
      group: text,
      name: text,
      rows: Type.Array(Type.Object({ label: text, left: Cell, right: Cell, verdict: Verdict, verdict_name: text })),
    }),
  ),
})
