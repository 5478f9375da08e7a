// Shapes of the desk that lets premiums off.
import { type Static, Type } from 'typebox'
import { searchAsked } from '../http/list-query.js'
import { Actions, Steps } from './desk-steps.js'
import { DayText, Fen, Nullable, pageOf, paging, Text } from './schemas.js'

const Stage = Type.Union([Type.Literal('prepared'), Type.Literal('approved'), Type.Literal('returned')], { title: '状态' })
const Payer = Type.Union([Type.Literal('employer'), Type.Literal('flexible'), Type.Literal('resident')], { title: '缴费人' })
const LARGEST_FEN = 100_000_000_000_00
const amount = (title: string) => Type.Integer({ title, minimum: 0, maximum: LARGEST_FEN, description: '以分为单位的整数' })

export const WaiverQuery = Type.Object({ stage: Type.Optional(Stage), q: searchAsked('文号、单位、发文地区或登记人'), ...paging })

export const WaiverBody = Type.Object({
  unit: Type.String({ title: '核算单位', pattern: '^[0-9]{6,12}$' }),
  payer: Payer,
  month: Type.String({ title: '费款所属月', pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: '年-月，如 2026-03' }),
  heads: Type.Integer({ title: '人数', minimum: 1, maximum: 100_000_000 }),
  pool_fen: amount('统筹部分'),
  account_fen: amount('个人账户部分'),
  assessed: Type.Boolean({ title: '是否已核定应收' }),
  document: Type.String({ title: '减免文件文号', minLength: 2, maxLength: 100 }),
  authority: Type.String({ title: '发文机关所在地区', pattern: '^\\d{6}$', description: '六位区划代码' }),
  document_day: { ...DayText, title: '发文日期' },
})
export type WaiverAsked = Static<typeof WaiverBody>

export const WaiverParams = Type.Object({ waiver: Type.String({ title: '减免登记', pattern: '^[1-9]\\d{0,17}$', description: '数字' }) })
export const WaiverStepBody = Type.Object({
  kind: Type.Union([Type.Literal('approved'), Type.Literal('returned')], { title: '事项' }),
  remark: Type.Optional(Type.String({ title: '理由', maxLength: 200 })),
})

const head = {
  waiver: Text,
  book: Text,
  unit: Text,
  unit_name: Text,
  payer: Text,
  payer_name: Text,
  month: Text,
  heads: Type.Integer(),
  pool_fen: Fen,
  account_fen: Fen,
  assessed: Type.Boolean(),
  document: Text,
  authority_name: Text,
  document_day: Text,
  officer_name: Text,
  known_at: Text,
  stage: Text,
  stage_name: Text,
  fact: Nullable,
}
const Choice = Type.Object({ value: Text, name: Text })
export const Waivers = Type.Object({ ...pageOf(head).properties, units: Type.Array(Choice), payers: Type.Array(Choice), authorities: Type.Array(Choice) })
export const Waiver = Type.Object({ ...head, steps: Steps, actions: Actions })
