// The desk's routes about the payment methods agreed with institutions.
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import { type RowColumn, rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import { decidePaymentMethod, proposePaymentMethod } from './decide-payment-method.js'
import { listPaymentMethods } from './payment-method-list.js'
import {
  PaymentMethodBody,
  PaymentMethodDecided,
  PaymentMethodDecision,
  PaymentMethodExportQuery,
  PaymentMethodList,
  PaymentMethodProposed,
  PaymentMethodQuery,
  ProposalParams,
} from './payment-method-schemas.js'
import { InstitutionParams } from './practitioner-schemas.js'

const SEE = { permission: 'provider.see' } as const
const MANAGE = { permission: 'provider.manage' } as const

export function paymentMethodRoutes({ clock }: Pick<AppContext, 'clock'>): readonly Route[] {
  const url = '/api/institutions/:institution/payment-methods'
  return [
    route({
      method: 'GET',
      url: '/api/payment-methods',
      access: SEE,
      summary: '与机构约定的支付方式（清算方式）：各版本的生效期间，等待复核的在前',
      schema: { querystring: PaymentMethodQuery, response: PaymentMethodList },
      handler: ({ query }, desk) => listPaymentMethods(query, desk, clock),
    }),
    route({
      method: 'GET',
      url: '/api/payment-methods.xlsx',
      access: SEE,
      summary: '把支付方式清单导出为 Excel',
      schema: { querystring: PaymentMethodExportQuery, response: Workbook },
      handler: ({ query }, desk) =>
        rowsWorkbook(['payment-methods', '支付方式'], COLUMNS, desk, (paging, own) => listPaymentMethods({ ...query, ...paging }, own, clock)),
    }),
    route({
      method: 'POST',
      url,
      access: MANAGE,
      summary: '登记机构自某日起的支付方式（清算方式），由另一位经办人复核后生效',
      schema: { params: InstitutionParams, body: PaymentMethodBody, response: PaymentMethodProposed },
      handler: ({ params, body }, desk) => proposePaymentMethod(params.institution, body, desk, clock),
    }),
    route({
      method: 'POST',
      url: `${url}/:proposal/decision`,
      access: MANAGE,
      summary: '由另一位经办人复核支付方式：同意后生效，退回须写明理由',
      schema: { params: ProposalParams, body: PaymentMethodDecision, response: PaymentMethodDecided },
      handler: ({ params, body }, desk) => decidePaymentMethod(params, body, desk, clock),
    }),
  ]
}

type ListRow = Awaited<ReturnType<typeof listPaymentMethods>>['rows'][number]
const STANDINGS = { proposed: '待复核', standing: '执行中', future: '未到生效日期', past: '已被替代', rejected: '已退回' } as const

const COLUMNS: readonly RowColumn<ListRow>[] = [
  { header: '机构编码', of: (row) => row.institution },
  { header: '机构', width: 28, of: (row) => row.institution_name },
  { header: '待遇类别', of: (row) => row.benefit },
  { header: '医疗类别', width: 10, of: (row) => row.med_type },
  { header: '清算方式', width: 24, of: (row) => `${row.method} ${row.method_name}` },
  { header: '生效日期', width: 12, of: (row) => row.in_force },
  { header: '失效日期', width: 12, of: (row) => row.until },
  { header: '状态', width: 14, of: (row) => STANDINGS[row.standing] },
  { header: '依据', width: 44, of: (row) => row.source },
  { header: '登记人', of: (row) => row.proposed_by },
  { header: '登记时间', width: 20, of: (row) => row.proposed_at },
  { header: '复核人', of: (row) => row.decided_by },
  { header: '复核时间', width: 20, of: (row) => row.decided_at },
  { header: '理由', width: 44, of: (row) => row.reason },
]
