// Retroactive change at the desk: ask for a recomputation, look at the changes, list and decide the differences.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Static, Type } from 'typebox'
import { personOf } from '../enrolment/person-number.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { houseOf, runJob } from '../jobs/run-job.js'
import { batchesOfChange, type ChangeDecision, decideChange } from './decide-change.js'
import { decideDifferences } from './decide-differences.js'
import { exportDifferences } from './export-differences.js'
import { type DifferenceFilter, listChanges, listDifferences, seeChange } from './list-differences.js'
import { recompute } from './recompute.js'
import * as shape from './recompute-schemas.js'
import { seeDifference } from './see-difference.js'

const SEE = { permission: 'settlement.see' } as const
const SIZE = 20

export function recomputeRoutes(context: AppContext): readonly Route[] {
  const { databases, clock } = context
  return [
    route({
      method: 'POST',
      url: '/api/recomputations',
      access: { permission: 'difference.compute' },
      summary: '规则、身份或待遇对已过日期改变后，重算涉及的结算单，找出差额',
      schema: { body: shape.RecomputationBody, response: shape.Started },
      handler: ({ body }, desk) => start(context, body, desk),
    }),
    route({
      method: 'GET',
      url: '/api/recomputations',
      access: SEE,
      summary: '重算清单，新的在前',
      schema: { response: Type.Array(shape.Recomputation) },
      handler: (_request, desk) => desk.read((client) => listChanges(client, desk.officer.pool, desk.officer.areas)),
    }),
    route({
      method: 'GET',
      url: '/api/recomputations/:change',
      access: SEE,
      summary: '一次重算：改变了哪些日期和规则，各单位各基金的差额',
      schema: { params: shape.ChangeParams, response: shape.ChangeDetail },
      handler: ({ params }, desk) => desk.read((client) => seeChange(client, desk.officer.pool, desk.officer.areas, BigInt(params.change))),
    }),
    route({
      method: 'GET',
      url: '/api/differences',
      access: SEE,
      summary: '差额清单',
      schema: { querystring: shape.DifferenceQuery, response: shape.DifferenceList },
      handler: async ({ query }, desk) => {
        await desk.audit('difference.list', { detail: { ...query } })
        return desk.read((client) => listDifferences(client, desk.officer.pool, filterOf(query, desk), query.size ?? SIZE, query.page ?? 1))
      },
    }),
    route({
      method: 'GET',
      url: '/api/differences/:difference',
      access: SEE,
      summary: '一条差额：现在的结算和应有的结算逐步对照，原因',
      schema: { params: shape.DifferenceParams, response: shape.DifferenceDetail },
      handler: ({ params }, desk) => seeDifference(desk, BigInt(params.difference)),
    }),
    route({
      method: 'POST',
      url: '/api/recomputations/:change/decide',
      access: { permission: 'difference.approve' },
      summary: '审批一次重算的全部待审批差额，作为任务在后台分批办理；发起人不能审批',
      schema: { params: shape.ChangeParams, body: shape.ChangeDecisionBody, response: shape.Started },
      handler: ({ params, body }, desk) => decideAll(context, BigInt(params.change), body, desk),
    }),
    route({
      method: 'GET',
      url: '/api/differences.xlsx',
      access: SEE,
      summary: '把差额清单导出为 Excel',
      schema: { querystring: shape.DifferenceExportQuery, response: Type.Unsafe<Response>({ description: 'an Excel workbook' }) },
      handler: ({ query }, desk) => exportDifferences(filterOf(query, desk), desk),
    }),
    route({
      method: 'POST',
      url: '/api/differences/decide',
      access: { permission: 'difference.approve' },
      summary: '审批差额：同意后记入开放期间并更正年度累计；发起人不能审批',
      schema: { body: shape.DecisionBody, response: shape.Decided },
      handler: async ({ body }, desk) => {
        const asked = { ...body, differences: body.differences.map(BigInt) }
        const decided = await decideDifferences(databases.batch, clock, asked, desk)
        return 'kind' in decided ? decided : { ...decided, overtaken: decided.overtaken.map(String) }
      },
    }),
  ]
}

function filterOf(query: Static<typeof shape.DifferenceExportQuery>, { officer }: Desk): DifferenceFilter {
  const { change, state, unit, psn_no, settlement } = query
  // A number that names nobody finds nothing.
  const person = psn_no === undefined ? null : (personOf(officer.pool, psn_no) ?? 0n)
  const whole = (text: string | undefined) => (text === undefined ? null : BigInt(text))
  return { change: whole(change), state: state ?? null, unit: unit ?? null, person, settlement: whole(settlement) }
}

async function start(context: AppContext, body: Static<typeof shape.RecomputationBody>, desk: Desk): Promise<{ job: string } | Refusal> {
  const { officer, pool } = desk.officer
  const areas = body.area === undefined ? desk.officer.areas : desk.officer.areas.filter((area) => area === body.area)
  if (areas.length === 0) return refused('elsewhere', '这个核算单位不在您的区域内；请选择您区域内的单位。')
  const house = houseOf(context)
  const about = { kind: body.kind, scheme: body.scheme, areas, from: body.from ?? null, until: body.until ?? null }
  const asked = { ...about, kind: body.kind, scheme: body.scheme, pool, officer }
  await desk.audit('difference.compute', { detail: about })
  const { job } = await runJob(house, { kind: 'recomputation', pool, officer, about }, (progress, number) => recompute(house, asked, number, progress))
  return { job: job.toString() }
}

async function decideAll(context: AppContext, change: bigint, body: ChangeDecision, desk: Desk): Promise<{ job: string } | Refusal> {
  const batches = await batchesOfChange(desk, change)
  if (isRefusal(batches)) return batches
  const { officer, pool } = desk.officer
  const about = { change: change.toString(), decision: body.decision, remark: body.remark }
  await desk.audit('difference.decide_all', { detail: about })
  const house = houseOf(context)
  const { job } = await runJob(house, { kind: 'difference_decision', pool, officer, about }, (progress) =>
    decideChange(house, { ...body, change, batches }, desk, progress),
  )
  return { job: job.toString() }
}
