// Shapes of the desk's routes about injuries, advance payments and family accounts. Money in fen, days as text.
import { Type } from 'typebox'

const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'
const NUMBER = '^\\d{1,18}$'
const fen = Type.Integer()
const day = (title: string) => Type.String({ title, pattern: DAY, description: '年-月-日，如 2026-01-31' })
const words = (title: string, least: number) => Type.String({ title, minLength: least, maxLength: 200 })
const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(of: T) => Type.Union([of, Type.Null()])
const psnNo = Type.String({ title: '人员编号', pattern: '^\\d{20}$', description: '20 位数字' })

export const Cause = Type.Union([Type.Literal('no_other_party'), Type.Literal('work_injury'), Type.Literal('third_party'), Type.Literal('undetermined')], {
  title: '责任情形',
})
export const Ground = Type.Union([Type.Literal('does_not_pay'), Type.Literal('cannot_be_determined')], { title: '先行支付理由' })
export const Relation = Type.Union(
  [Type.Literal('spouse'), Type.Literal('parent'), Type.Literal('child'), Type.Literal('sibling'), Type.Literal('grandparent'), Type.Literal('grandchild')],
  { title: '与账户所有人的关系' },
)

export const PersonParams = Type.Object({ psn_no: psnNo })
export const DeclarationParams = Type.Object({ psn_no: psnNo, declaration: Type.String({ title: '申报编号', pattern: NUMBER }) })
export const AdvanceParams = Type.Object({ psn_no: psnNo, settlement: Type.String({ title: '结算编号', pattern: NUMBER }) })
export const LinkParams = Type.Object({ psn_no: psnNo, link: Type.String({ title: '共济关系编号', pattern: NUMBER }) })

export const DeclarationBody = Type.Object({
  mdtrt_id: Type.Optional(Type.String({ title: '就诊编号', pattern: NUMBER, description: '不填：受伤之日起的意外伤害费用都适用' })),
  happened_on: day('受伤日期'),
  happened_at: words('受伤地点', 2),
  circumstances: words('受伤经过', 4),
  claimed: Cause,
  promised: Type.Boolean({ title: '已签个人承诺书', description: '承诺没有第三人责任，不实的费用退回' }),
})
export const FindingBody = Type.Object({
  found: Cause,
  liable_share: Type.Optional(
    Type.String({ title: '第三人承担的比例', pattern: '^0\\.\\d{1,4}$', description: '大于 0、小于 1 的小数，如 0.7；第三人负全部责任的不填' }),
  ),
  basis: words('调查依据', 4),
})
export const AdvanceBody = Type.Object({
  ground: Type.Union([Ground, Type.Null()], { description: 'null：不予先行支付' }),
  liable_party: words('责任方', 2),
  basis: words('决定依据', 4),
})
export const RecoveryBody = Type.Object({
  amount_fen: Type.Integer({ title: '到账金额（分）', minimum: 1 }),
  payer: words('付款方', 2),
  received_on: day('到账日期'),
})

export const Recorded = Type.Object({ fact: Type.String(), sentence: Type.String() })

const Finding = Type.Object({
  found: Type.String(),
  found_name: Type.String(),
  liable_percent: nullable(Type.String()),
  basis: Type.String(),
  booked_on: Type.String(),
})
const Decision = Type.Object({
  ground: nullable(Type.String()),
  ground_name: Type.String(),
  liable_party: Type.String(),
  basis: Type.String(),
  booked_on: Type.String(),
})
const Declaration = Type.Object({
  declaration: Type.String(),
  mdtrt_id: nullable(Type.String()),
  happened_on: Type.String(),
  happened_at: Type.String(),
  circumstances: Type.String(),
  claimed: Type.String(),
  claimed_name: Type.String(),
  promised: Type.Boolean(),
  booked_on: Type.String(),
  /** What a bill of this injury is answered today, in a sentence. */
  standing: Type.String(),
  findings: Type.Array(Finding),
  decisions: Type.Array(Decision),
})
const Advance = Type.Object({
  settlement: Type.String(),
  provider_name: Type.String(),
  settled_on: Type.String(),
  total_fen: fen,
  receivable_fen: fen,
  recovered_fen: fen,
  left_fen: fen,
  recoveries: Type.Array(Type.Object({ fact: Type.String(), payer: Type.String(), amount_fen: fen, received_on: Type.String() })),
})
export const Accidents = Type.Object({ declarations: Type.Array(Declaration), advances: Type.Array(Advance) })

const Whose = { psn_no: Type.String(), person_name: Type.String(), area: Type.String() }
export const AccidentList = Type.Object({
  declarations: Type.Array(
    Type.Object({
      ...Whose,
      declaration: Type.String(),
      happened_on: Type.String(),
      happened_at: Type.String(),
      claimed_name: Type.String(),
      found_name: nullable(Type.String()),
      liable_percent: nullable(Type.String()),
      ground_name: nullable(Type.String()),
      booked_on: Type.String(),
      stage: Type.Union([Type.Literal('to_find'), Type.Literal('to_decide'), Type.Literal('decided')]),
      standing: Type.String(),
    }),
  ),
  advances: Type.Array(Type.Object({ ...Whose, ...Advance.properties })),
})

export const LinkBody = Type.Object({
  member: psnNo,
  relation: Relation,
  rank: Type.Integer({ title: '支付次序', minimum: 1, maximum: 20 }),
  yearly_limit_fen: Type.Optional(Type.Integer({ title: '本人设定的年度限额（分）', minimum: 1 })),
  consented_on: day('同意日期'),
  in_force: day('生效日期'),
  until: Type.Optional(day('终止日期')),
})
const Link = Type.Object({
  link: Type.String(),
  owner: Type.String(),
  owner_name: Type.String(),
  member: Type.String(),
  member_name: Type.String(),
  relation: Type.String(),
  relation_name: Type.String(),
  rank: Type.Integer(),
  yearly_limit_fen: nullable(Type.Integer()),
  consented_on: Type.String(),
  in_force: Type.String(),
  until: nullable(Type.String()),
  withdrawn: Type.Boolean(),
})
export const Links = Type.Object({ pays_for: Type.Array(Link), paid_by: Type.Array(Link) })
