// The open calculator: anybody may ask what a visit would cost under the rules in force. Bounded per address; nothing is written.

import { publishedRules } from '../hospital-interface/published-rules.js'
import { callLimiter } from '../http/call-limit.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import { calculate } from './calculate.js'
import { calculatorOptions } from './calculator-options.js'
import { CalculatorBody, CalculatorOptions, Estimate } from './calculator-schema.js'
import { AllowanceBody, AllowanceEstimate, estimateAllowance } from './estimate-allowance.js'
import { findHospitals, HospitalQuery, Hospitals } from './find-hospital.js'

export function calculatorRoutes({ databases, pool, clock }: AppContext): readonly Route[] {
  const tooOften = callLimiter(clock)
  // A name is looked for while it is typed: it has a limit of its own, so that typing leaves the estimate its share.
  const tooManySearches = callLimiter(clock)
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
      method: 'GET',
      url: '/api/calculator/hospitals',
      access: 'public',
      summary: '按名称找本统筹区的定点机构：只给名称和级别',
      schema: { querystring: HospitalQuery, response: Hospitals },
      handler: async ({ query }, _desk, { where }) => tooManySearches(where.ip) ?? findHospitals(databases.desk, pool, dayIn(clock), query),
    }),
    route({
      method: 'POST',
      url: '/api/calculator',
      access: 'public',
      summary: '试算一次就医个人要付多少：逐层支付、条款；不记录任何内容',
      schema: { body: CalculatorBody, response: Estimate },
      handler: async ({ body }, _desk, { where }) => tooOften(where.ip) ?? calculate(await loadRules(pool, body.scheme), body, dayIn(clock)),
    }),
    route({
      method: 'POST',
      url: '/api/calculator/maternity-allowance',
      access: 'public',
      summary: '试算生育津贴：天数、金额、条款；不记录任何内容',
      schema: { body: AllowanceBody, response: AllowanceEstimate },
      handler: async ({ body }, _desk, { where }) => tooOften(where.ip) ?? estimateAllowance(await loadRules(pool, 'employee'), body, dayIn(clock)),
    }),
  ]
}
