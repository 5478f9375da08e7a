// The open calculator: anybody may ask what a visit would cost under the rules in force. Bounded per address; nothing is written.

import { publishedRules } from '../hospital-interface/published-rules.js'
import { callLimiter } from '../http/call-limit.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import { calculate } from './calculate.js'
import { calculatorOptions } from './calculator-options.js'
import { CalculatorBody, CalculatorOptions, Estimate } from './calculator-schema.js'

export function calculatorRoutes({ databases, pool, clock }: AppContext): readonly Route[] {
  const tooOften = callLimiter(clock)
  const loadRules = publishedRules(databases.desk)
  return [
    route({
      method: 'GET',
      url: '/api/calculator/options',
      access: 'public',
      summary: '试算可选的险种、就医类别、医院级别、身份，取自现行政策',
      schema: { response: CalculatorOptions },
      handler: async (_request, _desk, { where }) => tooOften(where.ip) ?? calculatorOptions(databases.desk, loadRules, pool, dayIn(clock)),
    }),
    route({
      method: 'POST',
      url: '/api/calculator',
      access: 'public',
      summary: '试算一次就医个人要付多少：逐层支付、条款；不记录任何内容',
      schema: { body: CalculatorBody, response: Estimate },
      handler: async ({ body }, _desk, { where }) => tooOften(where.ip) ?? calculate(await loadRules(pool, body.scheme), body, dayIn(clock)),
    }),
  ]
}
