// The desk's routes about the payment methods agreed with an institution.
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import { PaymentMethodBody, PaymentMethods } from './payment-method-schemas.js'
import { notePaymentMethod, readPaymentMethods } from './payment-methods.js'
import { InstitutionParams } from './practitioner-schemas.js'

export function paymentMethodRoutes({ clock }: Pick<AppContext, 'clock'>): readonly Route[] {
  const url = '/api/institutions/:institution/payment-methods'
  return [
    route({
      method: 'GET',
      url,
      access: { permission: 'provider.see' },
      summary: '机构协议约定的支付方式（清算方式），按生效日期',
      schema: { params: InstitutionParams, response: PaymentMethods },
      handler: ({ params }, desk) => readPaymentMethods(params.institution, desk),
    }),
    route({
      method: 'POST',
      url,
      access: { permission: 'provider.manage' },
      summary: '登记机构自某日起的支付方式（清算方式）',
      schema: { params: InstitutionParams, body: PaymentMethodBody, response: PaymentMethods },
      handler: ({ params, body }, desk) => notePaymentMethod(params.institution, body, desk, clock),
    }),
  ]
}
