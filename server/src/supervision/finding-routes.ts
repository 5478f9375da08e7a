// The desk's routes about findings of review.
import { type Route, route } from '../http/route.js'
import { listFindings } from './finding-list.js'
import { FindingList, FindingQuery } from './finding-schema.js'

export const findingRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/findings',
    access: { permission: 'finding.see' },
    summary: '事前提醒和事中审核的疑点，含医生的反馈',
    schema: { querystring: FindingQuery, response: FindingList },
    handler: ({ query }, desk) => listFindings(query, desk),
  }),
]
