// Shapes of the persons API. Money in fen, days as text, nothing unmasked but in `Unmasked`.
import { Type } from 'typebox'

const nullable = Type.Union([Type.String(), Type.Null()])
const Scheme = Type.Union([Type.Literal('employee'), Type.Literal('resident')])
const Status = Type.Union([Type.Literal('entitled'), Type.Literal('waiting'), Type.Literal('ended'), Type.Literal('suspended')])
const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'

export const PersonParams = Type.Object({ psn_no: Type.String({ title: '人员编号', pattern: '^\\d{20}$', description: '20 位数字' }) })
export const Reason = Type.String({ title: '理由', minLength: 4, maxLength: 200 })

export const PersonQuery = Type.Object({
  q: Type.Optional(Type.String({ title: '查询内容', maxLength: 50 })),
  area: Type.Optional(Type.String({ title: '区域', pattern: '^\\d{6,12}$', description: '6 至 12 位区划代码' })),
  scheme: Type.Optional(Type.Union([Type.Literal('employee'), Type.Literal('resident')], { title: '险种' })),
  born: Type.Optional(Type.String({ title: '出生日期', pattern: DAY, description: '年-月-日，如 1960-01-31' })),
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
  sort: Type.Optional(
    Type.Union(
      [
        Type.Literal('psn_no'),
        Type.Literal('-psn_no'),
        Type.Literal('name'),
        Type.Literal('-name'),
        Type.Literal('age'),
        Type.Literal('-age'),
        Type.Literal('area'),
        Type.Literal('-area'),
      ],
      { title: '排序' },
    ),
  ),
})

export const FindBody = Type.Object({
  cert_type: Type.String({ title: '证件类型', pattern: '^\\d{1,2}$', description: '国家代码表 psn_cert_type 的代码' }),
  cert_no: Type.String({ title: '证件号码', pattern: '^\\s*[0-9A-Za-z()（）-]{4,30}\\s*$', description: '证件上的号码' }),
})

export const PersonInList = Type.Object({
  psn_no: Type.String(),
  name: Type.String(),
  sex: Type.String(),
  age: Type.Integer(),
  born_year: Type.Integer(),
  cert: Type.String(),
  area: Type.String(),
  area_name: Type.String(),
  town_name: nullable,
  schemes: Type.Array(Type.Object({ scheme: Scheme, person_type: Type.String(), entitled_from: Type.String(), entitled_to: Type.String(), status: Status })),
})

export const PersonList = Type.Object({ total: Type.Integer(), rows: Type.Array(PersonInList) })

export const Found = Type.Union([PersonInList, Type.Object({ elsewhere: Type.Literal(true), psn_no: Type.String(), area_name: Type.String() })])

const Enrolment = Type.Object({
  scheme: Scheme,
  area: Type.String(),
  area_name: Type.String(),
  benefit_year: Type.Integer(),
  person_type: Type.String(),
  retired: Type.Boolean(),
  civil_servant: Type.Boolean(),
  flexible: Type.Boolean(),
  employer_name: nullable,
  entitled_from: Type.String(),
  entitled_to: Type.String(),
  status: Status,
  ruling: Type.Boolean({ description: 'false: a later row of the same scheme and year took its place' }),
  reason: nullable,
  in_force: Type.String(),
  known_at: Type.String(),
  booked_on: Type.String(),
})

const Identity = Type.Object({
  kind: Type.String(),
  list_code: Type.String(),
  list_name: nullable,
  area_name: Type.String(),
  in_force: Type.String(),
  until: nullable,
  confirmed_by: Type.String(),
})

const Filing = Type.Object({
  kind: Type.String(),
  disease: nullable,
  place_area: nullable,
  place_name: nullable,
  provider: nullable,
  provider_name: nullable,
  in_force: Type.String(),
  until: nullable,
  withdrawn: Type.Boolean(),
})

export const PersonDetail = Type.Object({
  psn_no: Type.String(),
  name: Type.String(),
  sex: Type.String(),
  born: Type.String(),
  age: Type.Integer(),
  cert_type: Type.String(),
  cert: Type.String(),
  phone: nullable,
  area: Type.String(),
  area_name: Type.String(),
  town_name: nullable,
  village_name: nullable,
  household: Type.Array(Type.Object({ psn_no: Type.String(), name: Type.String(), sex: Type.String(), age: Type.Integer() })),
  enrolments: Type.Array(Enrolment),
  identities: Type.Array(Identity),
  filings: Type.Array(Filing),
  account: Type.Union([Type.Object({ current_fen: Type.Integer(), history_fen: Type.Integer() }), Type.Null()]),
})

export const Unmasked = Type.Object({ name: Type.String(), cert_no: Type.String(), phone: nullable })
