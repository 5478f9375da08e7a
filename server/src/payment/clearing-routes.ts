// Clearing requests at the office: the list, and accepting or returning what waits.
import type { Clock } from '../http/clock.js'
import { type Route, route } from '../http/route.js'
import { ClearingDecided, ClearingDecision, ClearingList, ClearingParams, ClearingQuery } from './clearing-schemas.js'
import { decideClearing } from './decide-clearing.js'
import { listClearing } from './list-clearing.js'

export function clearingRoutes({ clock }: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/clearing-requests',
      access: { permission: 'provider.see' },
      summary: '定点医药机构的清算申请：期间、类别、合计、状态，待受理的在前',
      schema: { querystring: ClearingQuery, response: ClearingList },
      handler: ({ query }, desk) => listClearing(query, desk, clock),
    }),
    route({
      method: 'POST',
      url: '/api/providers/:code/clearing-requests/:request/decision',
      access: { permission: 'provider.manage' },
      summary: '受理或退回一件清算申请；退回须写明理由',
      schema: { params: ClearingParams, body: ClearingDecision, response: ClearingDecided },
      handler: ({ params, body }, desk) => decideClearing(params, body, desk, clock),
    }),
  ]
}
