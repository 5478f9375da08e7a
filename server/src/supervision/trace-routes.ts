// The desk's routes about trace codes of drugs.
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import { listDoubts, readLife } from './trace-life-read.js'
import { decideTraceRule, readTraceRules } from './trace-rule.js'
import { DoubtQuery, Doubts, Life, LifeQuery, RuleBody, Rules } from './trace-schemas.js'

const SEE = { permission: 'finding.see' } as const
const JUDGE = { permission: 'finding.judge' } as const

export function traceRoutes({ clock }: Pick<AppContext, 'clock'>): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/trace-codes/life',
      access: SEE,
      summary: '一个药品追溯码的全过程：采购、盘存、销售、退货，含已撤回的记录',
      schema: { querystring: LifeQuery, response: Life },
      handler: ({ query }, desk) => readLife(query.code, desk),
    }),
    route({
      method: 'GET',
      url: '/api/trace-codes/doubts',
      access: SEE,
      summary: '带提示放行的追溯码矛盾（重复销售、回流药等）',
      schema: { querystring: DoubtQuery, response: Doubts },
      handler: ({ query }, desk) => listDoubts(query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/trace-rules',
      access: SEE,
      summary: '追溯码矛盾时拒绝还是提示，及历次决定',
      schema: { response: Rules },
      handler: (_request, desk) => readTraceRules(desk),
    }),
    route({
      method: 'POST',
      url: '/api/trace-rules',
      access: JUDGE,
      summary: '决定追溯码矛盾时拒绝还是提示',
      schema: { body: RuleBody, response: Rules },
      handler: ({ body }, desk) => decideTraceRule(body, desk, clock),
    }),
  ]
}
