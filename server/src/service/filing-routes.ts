// Filings at the office: what institutions applied for, and the confirming or refusing of what waits.
import type { Clock } from '../http/clock.js'
import { type Route, route } from '../http/route.js'
import { decideFiling } from './decide-filing.js'
import { ApplicationParams, Decided, Decision, FilingList, FilingQuery } from './filing-schemas.js'
import { listFilings } from './list-filings.js'

const FILING = { permission: 'filing.handle' } as const

export function filingRoutes({ clock }: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/filings',
      access: FILING,
      summary: '医药机构申请的备案：待审核的在前，可按状态、类别、姓名、机构查找',
      schema: { querystring: FilingQuery, response: FilingList },
      handler: ({ query }, desk) => listFilings(query, desk, clock),
    }),
    route({
      method: 'POST',
      url: '/api/filings/:psn_no/:application/decision',
      access: FILING,
      summary: '确认或不予确认一件待审核的备案；不予确认须写明理由',
      schema: { params: ApplicationParams, body: Decision, response: Decided },
      handler: ({ params, body }, desk) => decideFiling(params, body, desk, clock),
    }),
  ]
}
