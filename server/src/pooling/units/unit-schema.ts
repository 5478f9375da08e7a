// Shapes of the desk of pools and accounting units: money in whole fen.
import { type Static, Type } from 'typebox'
import { Actions, Steps } from '../../fund/desk-steps.js'
import { DayText, Fen, Nullable, Text } from '../../fund/schemas.js'
import { dayAsked, oneOf, searchAsked } from '../../http/list-query.js'

const Code = (title: string) => Type.String({ title, pattern: '^[0-9]{6,12}$', description: '区划代码，6至12位数字' })

export const TreeQuery = Type.Object({ on: dayAsked('日期'), q: searchAsked('名称或代码') })

const Money = Type.Object({ fund: Text, fund_name: Text, net_fen: Fen })

export const TreeUnit = Type.Object({
  pool: Text,
  pool_name: Text,
  unit: Text,
  name: Text,
  kind: Text,
  kind_name: Text,
  in_force: Text,
  until: Nullable,
  source: Text,
  ended_by: Nullable,
  /** Has left; what it still has in the old pool's books is to be handed over. */
  leaving: Type.Boolean(),
  /** Is a pool of its own, whose units stand apart. */
  is_pool: Type.Boolean(),
  net_assets: Type.Array(Money),
})

const Change = Type.Object({
  change: Text,
  pool: Text,
  unit: Text,
  unit_name: Text,
  kind: Text,
  kind_name: Text,
  from_day: Text,
  becomes: Text,
  document: Text,
  article: Text,
  stage: Text,
  stage_name: Text,
  /** Approved and its day is still to come, seen from the chosen day. */
  future: Type.Boolean(),
  steps: Steps,
  actions: Actions,
})

export const Tree = Type.Object({
  on: Text,
  pool: Text,
  units: Type.Array(TreeUnit),
  /** Units added up beside the pool's books, by fund; empty for whoever does not see the whole pool. */
  sums: Type.Array(Type.Object({ pool: Text, pool_name: Text, fund: Text, fund_name: Text, units: Type.Integer(), units_fen: Fen, pool_fen: Fen })),
  changes: Type.Array(Change),
  kinds: Type.Array(Type.Object({ kind: Text, name: Text })),
  /** Pools a unit may be moved to. */
  pools: Type.Array(Type.Object({ pool: Text, name: Text })),
})

export const ChangeBody = Type.Object({
  kind: oneOf(['add', 'end', 'move', 'rename', 'kind'], { title: '调整事项' }),
  pool: Type.Optional(Code('统筹区')),
  unit: Code('核算单位'),
  from_day: DayText,
  to_pool: Type.Optional(Code('调入的统筹区')),
  name: Type.Optional(Type.String({ title: '名称', minLength: 2, maxLength: 40 })),
  unit_kind: Type.Optional(oneOf(['city_level', 'county', 'district', 'zone', 'industry', 'province_administered'], { title: '类别' })),
  document: Type.String({ title: '依据文号', minLength: 4, maxLength: 100 }),
  article: Type.String({ title: '条款', minLength: 1, maxLength: 60, description: '如 三（一）' }),
})
export type ChangeAsked = Static<typeof ChangeBody>

export const ChangeParams = Type.Object({ change: Type.String({ title: '调整编号', pattern: '^\\d{1,18}$', description: '数字' }) })
export const StepBody = Type.Object({
  kind: oneOf(['confirmed', 'returned', 'withdrawn'], { title: '事项' }),
  remark: Type.Optional(Type.String({ title: '意见', maxLength: 200 })),
})
