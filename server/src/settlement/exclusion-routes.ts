// The desk's routes about injuries, advance payments and family accounts.

import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import {
  AccidentList,
  Accidents,
  AdvanceBody,
  AdvanceParams,
  DeclarationBody,
  DeclarationParams,
  FindingBody,
  LinkBody,
  LinkParams,
  Links,
  PersonParams,
  Recorded,
  RecoveryBody,
} from './exclusion-schema.js'
import { decideAdvance, declareAccident, findCause, recordRecovery } from './handle-accident.js'
import { linkFamily, readLinks, unlinkFamily } from './link-family.js'
import { listAccidents } from './list-accidents.js'
import { readAccidents } from './read-accidents.js'

const HANDLE = { permission: 'claim.handle' } as const
const FILE = { permission: 'filing.handle' } as const

export function exclusionRoutes({ clock }: AppContext): readonly Route[] {
  const today = () => dayIn(clock)
  return [
    route({
      method: 'GET',
      url: '/api/accidents',
      access: HANDLE,
      summary: '意外伤害待办：待调查、待决定先行支付、待追偿',
      schema: { response: AccidentList },
      handler: (_request, desk) => listAccidents(desk),
    }),
    route({
      method: 'GET',
      url: '/api/persons/:psn_no/accidents',
      access: HANDLE,
      summary: '意外伤害申报、调查结论、先行支付和追偿',
      schema: { params: PersonParams, response: Accidents },
      handler: ({ params }, desk) => readAccidents(desk, params.psn_no),
    }),
    route({
      method: 'POST',
      url: '/api/persons/:psn_no/accidents',
      access: HANDLE,
      summary: '申报意外伤害；结论出来之前费用不能结算',
      schema: { params: PersonParams, body: DeclarationBody, response: Recorded },
      handler: ({ params, body }, desk) => declareAccident(desk, params.psn_no, body, today()),
    }),
    route({
      method: 'POST',
      url: '/api/persons/:psn_no/accidents/:declaration/findings',
      access: HANDLE,
      summary: '录入意外伤害的调查结论',
      schema: { params: DeclarationParams, body: FindingBody, response: Recorded },
      handler: ({ params, body }, desk) => findCause(desk, params.psn_no, BigInt(params.declaration), body, today()),
    }),
    route({
      method: 'POST',
      url: '/api/persons/:psn_no/accidents/:declaration/advance',
      access: HANDLE,
      summary: '决定是否先行支付（社会保险法第三十条）',
      schema: { params: DeclarationParams, body: AdvanceBody, response: Recorded },
      handler: ({ params, body }, desk) => decideAdvance(desk, params.psn_no, BigInt(params.declaration), body, today()),
    }),
    route({
      method: 'POST',
      url: '/api/persons/:psn_no/advances/:settlement/recoveries',
      access: HANDLE,
      summary: '记录向责任方追回的先行支付款',
      schema: { params: AdvanceParams, body: RecoveryBody, response: Recorded },
      handler: ({ params, body }, desk) => recordRecovery(desk, params.psn_no, BigInt(params.settlement), body, today()),
    }),
    route({
      method: 'GET',
      url: '/api/persons/:psn_no/family-links',
      access: FILE,
      summary: '个人账户家庭共济关系',
      schema: { params: PersonParams, response: Links },
      handler: ({ params }, desk) => readLinks(desk, params.psn_no),
    }),
    route({
      method: 'POST',
      url: '/api/persons/:psn_no/family-links',
      access: FILE,
      summary: '登记家庭共济：账户所有人同意为家人支付',
      schema: { params: PersonParams, body: LinkBody, response: Recorded },
      handler: ({ params, body }, desk) => linkFamily(desk, params.psn_no, body, today()),
    }),
    route({
      method: 'POST',
      url: '/api/persons/:psn_no/family-links/:link/withdraw',
      access: FILE,
      summary: '解除家庭共济关系',
      schema: { params: LinkParams, response: Recorded },
      handler: ({ params }, desk) => unlinkFamily(desk, params.psn_no, BigInt(params.link), today()),
    }),
  ]
}
