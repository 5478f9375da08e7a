// The desk's routes about trials of drafts.
import { Type } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Route, route } from '../http/route.js'
import type { FindDraft } from './draft.js'
import { exportTrial } from './export-trial.js'
import { drawnBillReader } from './read-drawn-bill.js'
import { readLosers } from './read-losers.js'
import { readTrial, readTrials } from './read-trial.js'
import { readTrialBill } from './read-trial-bill.js'
import { startTrial } from './start-trial.js'
import { FEWEST_PEOPLE, MOST_PEOPLE } from './synthetic-city.js'
import {
  DrawnBillParams,
  LoserList,
  LoserQuery,
  Populations,
  Started,
  TrialBillParams,
  TrialBillView,
  TrialBodySchema,
  TrialList,
  TrialParams,
  TrialSummary,
} from './trial-schema.js'

const tryDrafts = { permission: 'policy.try' } as const
const Workbook = Type.Unsafe<Response>({ description: 'an Excel workbook' })

export function trialRoutes(context: AppContext, find: FindDraft): readonly Route[] {
  const readDrawnBill = drawnBillReader(context)
  return [
    route({
      method: 'POST',
      url: '/api/trials',
      access: tryDrafts,
      summary: '发起基金测算：选草案、人群（已结算的单据或合成城市）、日期和险种，作为任务在后台运行',
      schema: { body: TrialBodySchema, response: Started },
      handler: ({ body }, desk) => startTrial(context, find, body, desk),
    }),
    route({
      method: 'GET',
      url: '/api/trial-populations',
      access: tryDrafts,
      summary: '测算可用的人群：合成城市有没有、一年从哪天到哪天、最多多少人',
      schema: { response: Populations },
      handler: async (_request, { officer }) => {
        const { syntheticCity: city, clock } = context
        return { synthetic: city?.pool === officer.pool ? { ...city.days(dayIn(clock)), fewest: FEWEST_PEOPLE, most: MOST_PEOPLE } : null }
      },
    }),
    route({
      method: 'GET',
      url: '/api/trials',
      access: tryDrafts,
      summary: '做过的测算，新的在前',
      schema: { response: TrialList },
      handler: (_request, desk) => readTrials(desk),
    }),
    route({
      method: 'GET',
      url: '/api/trials/:trial',
      access: tryDrafts,
      summary: '一次测算的结果：基金影响、待遇水平、可支付月数、减少的原因',
      schema: { params: TrialParams, response: TrialSummary },
      handler: ({ params }, desk) => readTrial(params.trial, desk),
    }),
    route({
      method: 'GET',
      url: '/api/trials/:trial/losers',
      access: tryDrafts,
      summary: '待遇减少的人：少多少，因哪一条',
      schema: { params: TrialParams, querystring: LoserQuery, response: LoserList },
      handler: ({ params, query }, desk) => readLosers(params.trial, query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/trials/:trial/export.xlsx',
      access: tryDrafts,
      summary: '把测算结果导出为 Excel',
      schema: { params: TrialParams, response: Workbook },
      handler: ({ params }, desk) => exportTrial(params.trial, desk),
    }),
    route({
      method: 'GET',
      url: '/api/trials/:trial/bills/:psn_no/:settlement',
      access: tryDrafts,
      summary: '一张结算单按现行规则和按草案的并列结算',
      schema: { params: TrialBillParams, response: TrialBillView },
      handler: ({ params }, desk) => readTrialBill(params.trial, params.psn_no, params.settlement, desk),
    }),
    route({
      method: 'GET',
      url: '/api/trials/:trial/drawn/:person/:settlement',
      access: tryDrafts,
      summary: '合成城市里一张单按现行规则和按草案的并列结算：从种子重新生成，不保存',
      schema: { params: DrawnBillParams, response: TrialBillView },
      handler: ({ params }, desk) => readDrawnBill(params, desk),
    }),
  ]
}
