// Reconciliation at the office: an institution's runs, the differences with age and owner, notes and closing.
import type { Clock } from '../http/clock.js'
import { type Route, route } from '../http/route.js'
import { noteDifference } from './note-difference.js'
import { listDifferences, listRuns } from './read-reconciliations.js'
import { DifferenceQuery, Differences, NoteBody, Noted, ProviderParams, RunQuery, Runs } from './reconciliation-schemas.js'

const SEE = { permission: 'provider.see' } as const

export function reconciliationRoutes({ clock }: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/providers/:code/reconciliations',
      access: SEE,
      summary: '一家定点医药机构的对账记录：双方合计、结果、差异笔数，新的在前',
      schema: { params: ProviderParams, querystring: RunQuery, response: Runs },
      handler: ({ params, query }, desk) => listRuns(params.code, query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/reconciliations/differences',
      access: SEE,
      summary: '对账差异：类别、双方金额、账龄、由谁处理、处理记录；未处理的在前，账龄长的在前',
      schema: { querystring: DifferenceQuery, response: Differences },
      handler: ({ query }, desk) => listDifferences(query, desk, clock),
    }),
    route({
      method: 'POST',
      url: '/api/providers/:code/differences/notes',
      access: { permission: 'provider.manage' },
      summary: '为一条对账差异写说明、改由谁处理、关闭（须写理由）或重新打开',
      schema: { params: ProviderParams, body: NoteBody, response: Noted },
      handler: ({ params, body }, desk) => noteDifference(params.code, body, desk, clock),
    }),
  ]
}
