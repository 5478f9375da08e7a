// Shapes of the page about individual accounts that move between areas.
import { Type } from 'typebox'
import { DayText, Fen, ListQuery, NullableText, Positive, standing, Text, Words } from './desk-schemas.js'

const Direction = Type.Union([Type.Literal('in'), Type.Literal('out')], { title: '转移方向' })

export const TransferQuery = ListQuery({ direction: Type.Optional(Direction) })
export const transferHead = {
  number: Text,
  direction: Text,
  direction_name: Text,
  psn_no: Text,
  person_name: Text,
  unit: Text,
  agency: Text,
  document: Text,
  happened_on: Text,
  amount_fen: Fen,
  officer_name: Text,
  stage: Text,
  stage_name: Text,
  payment: NullableText,
}
export const Transfer = Type.Object({ ...transferHead, ...standing, current_fen: Fen, history_fen: Fen })
export const TransferBody = Type.Object({
  direction: Direction,
  psn_no: Type.String({ title: '人员编号', pattern: '^\\d{20}$', description: '20 位人员编号' }),
  agency: Words('对方经办机构', 4),
  document: Words('凭证或联系函', 4),
  happened_on: DayText,
  amount_fen: Type.Optional(Positive),
})
