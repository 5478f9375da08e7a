// The persons API of the desk.
import { Type } from 'typebox'
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import { findByCertificate } from './find-person.js'
import type { Register } from './person-json.js'
import { FindBody, Found, PersonDetail, PersonList, PersonParams, PersonQuery, Reason, Unmasked } from './person-schemas.js'
import { registerCipher } from './register-cipher.js'
import { requestAccess } from './request-access.js'
import { searchPersons } from './search-persons.js'
import { seePerson } from './see-person.js'
import { unmaskPerson } from './unmask-person.js'

const AccessBody = Type.Object({ psn_no: PersonParams.properties.psn_no, reason: Reason })

export function personRoutes(context: AppContext): readonly Route[] {
  const register: Register = { pool: context.pool, cipher: registerCipher(context.key), clock: context.clock }
  return [
    route({
      method: 'GET',
      url: '/api/persons',
      access: { permission: 'person.search' },
      summary: '按姓名、人员编号或证件号后四位查询参保人（已脱敏）',
      schema: { querystring: PersonQuery, response: PersonList },
      handler: ({ query }, desk) => searchPersons(register, query, desk),
    }),
    route({
      method: 'POST',
      url: '/api/persons/find',
      access: { permission: 'person.search' },
      summary: '按证件查找参保人；在其他区域参保的只告知所在区域',
      schema: { body: FindBody, response: Found },
      handler: ({ body }, desk) => findByCertificate(register, body.cert_type, body.cert_no, desk),
    }),
    route({
      method: 'GET',
      url: '/api/persons/:psn_no',
      access: { permission: 'person.see' },
      summary: '参保人详情（已脱敏）',
      schema: { params: PersonParams, response: PersonDetail },
      handler: ({ params }, desk) => seePerson(register, params.psn_no, desk),
    }),
    route({
      method: 'POST',
      url: '/api/persons/:psn_no/unmask',
      access: { permission: 'person.unmask' },
      summary: '写明理由后查看完整姓名、证件号和手机号',
      schema: { params: PersonParams, body: Type.Object({ reason: Reason }), response: Unmasked },
      handler: ({ params, body }, desk) => unmaskPerson(register, params.psn_no, body.reason, desk),
    }),
    route({
      method: 'POST',
      url: '/api/access-requests',
      access: { permission: 'person.search' },
      summary: '申请查看其他区域的参保人（8 小时内有效）',
      schema: { body: AccessBody, response: Type.Object({ expires_at: Type.String() }) },
      handler: ({ body }, desk) => requestAccess(register, body.psn_no, body.reason, desk),
    }),
  ]
}
