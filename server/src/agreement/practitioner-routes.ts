// The desk's routes about people who practise at an institution.
import { registerCipher } from '../enrolment/register-cipher.js'
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import { EndBody, InstitutionParams, PractitionerBody, PractitionerParams, Practitioners } from './practitioner-schemas.js'
import { endPractitioner, readPractitioners, registerPractitioner } from './practitioners.js'

export function practitionerRoutes({ clock, key }: Pick<AppContext, 'clock' | 'key'>): readonly Route[] {
  const cipher = registerCipher(key)
  return [
    route({
      method: 'GET',
      url: '/api/institutions/:institution/practitioners',
      access: { permission: 'provider.see' },
      summary: '机构的执业人员：医师、护士、药学和技术人员',
      schema: { params: InstitutionParams, response: Practitioners },
      handler: ({ params }, desk) => readPractitioners(params.institution, desk),
    }),
    route({
      method: 'POST',
      url: '/api/institutions/:institution/practitioners',
      access: { permission: 'provider.manage' },
      summary: '登记一名执业人员',
      schema: { params: InstitutionParams, body: PractitionerBody, response: Practitioners },
      handler: ({ params, body }, desk) => registerPractitioner(params.institution, body, desk, { clock, cipher }),
    }),
    route({
      method: 'POST',
      url: '/api/institutions/:institution/practitioners/:code/end',
      access: { permission: 'provider.manage' },
      summary: '结束一名执业人员在本机构的登记',
      schema: { params: PractitionerParams, body: EndBody, response: Practitioners },
      handler: ({ params, body }, desk) => endPractitioner(params, body, desk, clock),
    }),
  ]
}
