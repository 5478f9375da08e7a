// Shapes of the routes about the payment methods agreed with an institution.
import { Type } from 'typebox'
import { institutionAsked, oneOf, Paging, searchAsked, sortAsked, wordAsked } from '../http/list-query.js'
import { InstitutionParams } from './practitioner-schemas.js'

const text = Type.String()
const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'

export const PaymentMethodBody = Type.Object({
  benefit: Type.Optional(Type.String({ title: '待遇类别', pattern: '^[a-z_]{3,40}$', description: '如 inpatient；不填为全部' })),
  med_type: Type.Optional(Type.String({ title: '医疗类别', pattern: '^\\d{2,6}$', description: '代码表 med_type 的值；不填为该待遇的全部' })),
  method: Type.String({ title: '清算方式', pattern: '^\\d{1,6}$', description: '国家代码表 clr_way 的值，如 1 按项目、40 DRG、50 DIP' }),
  in_force: Type.String({ title: '生效日期', pattern: DAY, description: '年-月-日，如 2026-01-01；按出院（就诊结束）日期适用' }),
  source: Type.String({ title: '依据', minLength: 2, maxLength: 200, description: '协议或文件' }),
})

const nullable = Type.Union([text, Type.Null()])
const STANDINGS = ['proposed', 'standing', 'future', 'past', 'rejected'] as const

const filters = {
  institution: institutionAsked,
  standing: wordAsked('状态', STANDINGS),
  benefit: Type.Optional(Type.String({ title: '待遇类别', pattern: '^[a-z_]{3,40}$' })),
  method: Type.Optional(Type.String({ title: '清算方式', pattern: '^\\d{1,6}$' })),
  q: searchAsked('机构名称、编码或依据'),
  sort: sortAsked,
}
export const PaymentMethodExportQuery = Type.Object(filters)
export const PaymentMethodQuery = Type.Object({ ...filters, ...Paging })

export const PaymentMethodList = Type.Object({
  total: Type.Integer(),
  methods: Type.Array(Type.Object({ code: text, name: text }), { description: 'the national code list clr_way' }),
  rows: Type.Array(
    Type.Object({
      institution: text,
      institution_name: text,
      number: Type.String({ description: 'of the version, or of the proposal while it waits or was rejected' }),
      benefit: text,
      med_type: text,
      method: text,
      method_name: text,
      in_force: text,
      until: nullable,
      source: text,
      standing: oneOf(STANDINGS),
      proposed_by: text,
      proposed_by_me: Type.Boolean(),
      proposed_at: text,
      decided_by: nullable,
      decided_at: nullable,
      reason: text,
    }),
  ),
})

export const ProposalParams = Type.Object({
  institution: InstitutionParams.properties.institution,
  proposal: Type.String({ title: '登记编号', pattern: '^\\d{1,18}$', description: '数字' }),
})
export const PaymentMethodDecision = Type.Object({
  decision: oneOf(['approve', 'reject'] as const, { title: '复核结论' }),
  reason: Type.Optional(Type.String({ title: '理由', maxLength: 200 })),
})
export const PaymentMethodProposed = Type.Object({ institution: text, proposal: text, standing: Type.Literal('proposed') })
export const PaymentMethodDecided = Type.Object({ institution: text, proposal: text, standing: oneOf(['approved', 'rejected'] as const) })
