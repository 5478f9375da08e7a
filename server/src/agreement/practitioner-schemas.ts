// Shapes of the routes about people who practise at an institution.
import { Type } from 'typebox'

const text = Type.String()
const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'
const day = (title: string) => Type.String({ title, pattern: DAY, description: '年-月-日，如 2026-01-31' })
const code = Type.String({
  title: '执业人员代码',
  pattern: '^(D\\d{12}|N\\d{12}|HY\\d{12}|HJ\\d{12})$',
  description: '医师 D、护士 N、药学 HY 或技术 HJ，后接 12 位数字',
})

export const InstitutionParams = Type.Object({ institution: Type.String({ title: '机构编码', pattern: '^[HP]\\d{11}$', description: 'H 或 P 加 11 位数字' }) })
export const PractitionerParams = Type.Object({ institution: InstitutionParams.properties.institution, code })

export const PractitionerBody = Type.Object({
  code,
  practice: Type.String({ title: '执业人员分类', pattern: '^[0-9A-Za-z]{1,6}$', description: '代码表 prac_psn_type 的值' }),
  name: Type.String({ title: '姓名', minLength: 1, maxLength: 50 }),
  cert_type: Type.Optional(Type.String({ title: '证件类型', pattern: '^\\d{1,2}$', description: '01 居民身份证' })),
  certificate: Type.String({ title: '证件号码', minLength: 4, maxLength: 50 }),
  qualification: Type.Optional(Type.String({ title: '资格证书编码', maxLength: 30 })),
  licence: Type.Optional(Type.String({ title: '执业证书编号', maxLength: 30 })),
  insured_doctor: Type.Boolean({ title: '医保医师' }),
  begins: day('开始日期'),
})
export const EndBody = Type.Object({ ends: day('结束日期'), reason: Type.String({ title: '变更原因', minLength: 2, maxLength: 200 }) })

export const Practitioners = Type.Object({
  rows: Type.Array(
    Type.Object({
      code: text,
      practice: text,
      name: text,
      qualification: text,
      licence: text,
      insured_doctor: Type.Boolean(),
      begins: text,
      ends: Type.Union([text, Type.Null()]),
      reason: text,
    }),
  ),
})
