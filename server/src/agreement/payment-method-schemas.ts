// Shapes of the routes about the payment methods agreed with an institution.
import { Type } from 'typebox'

const text = Type.String()
const DAY = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'

export const PaymentMethodBody = Type.Object({
  benefit: Type.Optional(Type.String({ title: '待遇类别', pattern: '^[a-z_]{3,40}$', description: '如 inpatient；不填为全部' })),
  med_type: Type.Optional(Type.String({ title: '医疗类别', pattern: '^\\d{2,6}$', description: '代码表 med_type 的值；不填为该待遇的全部' })),
  method: Type.String({ title: '清算方式', pattern: '^\\d{1,6}$', description: '国家代码表 clr_way 的值，如 1 按项目、40 DRG、50 DIP' }),
  in_force: Type.String({ title: '生效日期', pattern: DAY, description: '年-月-日，如 2026-01-01；按出院（就诊结束）日期适用' }),
  source: Type.String({ title: '依据', minLength: 2, maxLength: 200, description: '协议或文件' }),
})

export const PaymentMethods = Type.Object({
  rows: Type.Array(Type.Object({ fact: text, benefit: text, med_type: text, method: text, method_name: text, in_force: text, source: text })),
})
