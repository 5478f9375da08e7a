// Shapes of the desk's routes about connections and messages of institutions.
import { Type } from 'typebox'
import { DayText, nullable } from '../policy/draft-schema.js'

const text = Type.String()
const count = Type.Integer()
const Institution = Type.String({ title: '机构编码', pattern: '^[HP][0-9]{11}$', description: 'H 或 P 开头，后接 11 位数字' })
const AccessKey = Type.String({ title: '访问密钥编号', pattern: '^[A-Za-z0-9_-]{1,64}$', description: '字母、数字' })
const page = Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 }))
const size = Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 100 }))

export const InstitutionParams = Type.Object({ institution: Institution })
export const KeyParams = Type.Object({ institution: Institution, access_key: AccessKey })
const connections = { q: Type.Optional(Type.String({ title: '名称或编码', maxLength: 60 })) }
export const ConnectionsExportQuery = Type.Object(connections)
export const ConnectionsQuery = Type.Object({ ...connections, page, size })
const Gateway = Type.Union([Type.Literal('api'), Type.Literal('tif'), Type.Literal('mobile')])
export const IssueBody = Type.Object({ gateway: Gateway })
export const RotateBody = Type.Object({ until: Type.String({ ...DayText, title: '旧密钥有效至' }) })
export const RevokeBody = Type.Object({ reason: Type.String({ title: '停用原因', minLength: 4, maxLength: 200 }) })

const switches = {
  gateway: Type.Union([Type.Literal('any'), Type.Literal('api'), Type.Literal('tif')]),
  signature_required: Type.Boolean(),
  cainfo_required: Type.Boolean(),
  cainfo_replied: Type.Boolean(),
  sign_in_required: Type.Boolean(),
  addresses: Type.Array(Type.String({ title: '访问地址', maxLength: 50 }), { maxItems: 50 }),
  public_key: nullable(Type.String({ title: 'SM2 公钥', maxLength: 400 })),
  profile: Type.String({ title: '接口版本', maxLength: 30 }),
  per_second: nullable(Type.Integer({ title: '每秒笔数', minimum: 1, maximum: 100_000 })),
  at_once: nullable(Type.Integer({ title: '同时笔数', minimum: 1, maximum: 100_000 })),
}
export const SwitchBody = Type.Object({
  upon: Type.Integer({ title: '在第几版上改', minimum: 0, description: '没有设置过为 0' }),
  ...switches,
  remark: Type.Optional(Type.String({ title: '说明', maxLength: 500 })),
})

export const ConnectionList = Type.Object({
  total: count,
  rows: Type.Array(
    Type.Object({
      institution: text,
      name: text,
      kind: text,
      area: text,
      area_name: text,
      keys: Type.Integer({ description: 'credentials that are taken now' }),
      signature_required: Type.Boolean(),
      messages: Type.Integer({ description: 'of the last day' }),
      refused: count,
      last_at: nullable(text),
    }),
  ),
})

const Key = Type.Object({
  access_key: text,
  gateway: Gateway,
  from: DayText,
  ends_at: nullable(text),
  ended: Type.Boolean(),
  end_kind: nullable(text),
  end_reason: nullable(text),
  replaces: nullable(text),
  issued_at: text,
  issued_by: nullable(text),
})

const Health = Type.Object({
  infno: text,
  name: text,
  messages: count,
  refused: count,
  p50_micros: count,
  p95_micros: count,
  p99_micros: count,
})

export const LoggedMessageRow = Type.Object({
  at: text,
  institution: text,
  infno: text,
  name: text,
  msgid: text,
  infcode: count,
  code: text,
  sentence: text,
  micros: count,
  bytes: count,
  input_hash: nullable(text),
  shape: text,
})

export const ConnectionPage = Type.Object({
  institution: text,
  name: text,
  kind: text,
  area_name: text,
  revision: Type.Integer({ description: '0: nothing was set yet' }),
  switches: Type.Object(switches),
  set_at: nullable(text),
  set_by: nullable(text),
  public_key_name: nullable(Type.String({ description: 'fingerprint of the SM2 public key' })),
  our_public_key: Type.String({ description: 'SM2 public key by which replies are verified' }),
  profiles: Type.Array(Type.Object({ profile: text, name: text })),
  limits: Type.Object({ per_second: count, at_once: count }),
  keys: Type.Array(Key),
  health: Type.Array(Health, { description: 'by transaction, of the last 24 hours' }),
  last: Type.Array(LoggedMessageRow),
})

export const IssuedKey = Type.Object({
  access_key: text,
  secret: Type.String({ description: 'shown this once; it is stored encrypted and never shown again' }),
  gateway: Gateway,
})

const messages = {
  institution: Type.Optional(Institution),
  infno: Type.Optional(Type.String({ title: '交易编号', pattern: '^[0-9A-Za-z]{1,10}$', description: '如 2207' })),
  msgid: Type.Optional(Type.String({ title: '报文编号', maxLength: 30 })),
  result: Type.Optional(Type.Union([Type.Literal('done'), Type.Literal('refused'), Type.Literal('gateway')])),
  from: Type.Optional(Type.String({ ...DayText, title: '起始日期' })),
  to: Type.Optional(Type.String({ ...DayText, title: '截止日期' })),
}
export const MessageExportQuery = Type.Object(messages)
export const MessageQuery = Type.Object({ ...messages, page, size })
export const MessageList = Type.Object({ total: count, rows: Type.Array(LoggedMessageRow) })
