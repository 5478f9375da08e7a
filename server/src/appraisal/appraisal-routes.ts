// The appraisal desk: compute, evidence behind each point, objections and answers, approval by a second officer, publication, rewards;
// trend over the years and Excel. Row-level security shows each unit its own; totals and ranks are everybody's once they are published.
import { type AppraisalStepKind, appraisalStepRefused } from '@tongchou/domain/appraisal/appraisal-life.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import { type StepHouse, takeRunStep } from '../fund/run-steps.js'
import { type Clock, dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import * as shape from './appraisal-schema.js'
import { appraisalSheetRoutes } from './appraisal-sheet.js'
import { appraisalNumbered, appraisalsOf, newerAppraisal, trendOf, type UnitRow, unitsOfAppraisal } from './appraisal-store.js'
import { computeAppraisal } from './compute-appraisal.js'
import { evidenceRoutes } from './evidence-routes.js'
import { rewardRoutes } from './reward-routes.js'
import { appraisalShown, headJson, lifeOf, ruleOf, STEP_PERMISSION } from './show-appraisal.js'

const SEE = { permission: 'fund.see' } as const
const COMPUTE = { permission: 'appraisal.compute' } as const
const NO_SUCH = refused('not_found', '没有这次考核；请在列表里核对编号。')

export function appraisalRoutes(context: AppContext): readonly Route[] {
  const { clock } = context
  return [
    route({
      method: 'GET',
      url: '/api/appraisals',
      access: SEE,
      summary: '年度考核，新的在前',
      schema: { querystring: shape.YearQuery, response: shape.Appraisals },
      handler: ({ query }, desk) =>
        desk.read(async (client) => {
          const runs = await appraisalsOf(client, desk.officer.pool, query.year)
          const heads: Awaited<ReturnType<typeof headJson>>[] = []
          for (const run of runs) heads.push(await headJson(client, run))
          return heads
        }),
    }),
    route({
      method: 'POST',
      url: '/api/appraisals',
      access: COMPUTE,
      summary: '计算一年的考核：账上和登记中的数据直接取，其余取经复核的评定；已批准的年度只能写明理由和文号更正',
      schema: { body: shape.ComputeBody, response: shape.Appraisal },
      handler: ({ body }, desk) => compute(context, desk, body),
    }),
    route({
      method: 'GET',
      url: '/api/appraisals/trend',
      access: SEE,
      summary: '各单位历年得分和名次',
      schema: { response: shape.Trend },
      handler: (_request, desk) => desk.read((client) => trendOf(client, desk.officer.pool)),
    }),
    route({
      method: 'GET',
      url: '/api/appraisals/:run',
      access: SEE,
      summary: '一次考核：指标、权重、各单位各项得分及依据、名次、系数',
      schema: { params: shape.RunParams, response: shape.Appraisal },
      handler: ({ params }, desk) => shown(clock, desk, BigInt(params.run)),
    }),
    route({
      method: 'POST',
      url: '/api/appraisals/:run/steps',
      access: 'signed_in',
      summary: '征求异议、提出和答复异议、批准、撤销、公布考核结果',
      schema: { params: shape.RunParams, body: shape.StepBody, response: shape.Appraisal },
      handler: async ({ params, body }, desk) => {
        const run = BigInt(params.run)
        return (await takeRunStep(desk, houseOf(clock, desk, run), run, body)) ?? shown(clock, desk, run)
      },
    }),
    ...appraisalSheetRoutes,
    ...evidenceRoutes,
    ...rewardRoutes(context, (desk, run) => shown(clock, desk, run)),
  ]
}

async function shown(clock: Clock, desk: Desk, run: bigint): Promise<unknown> {
  return (await desk.read((client) => appraisalShown(client, clock, desk, run))) ?? NO_SUCH
}

async function compute({ databases, clock }: AppContext, desk: Desk, { year, correction }: Static<typeof shape.ComputeBody>): Promise<unknown> {
  const { officer } = desk
  const asked = { pool: officer.pool, year, officer: officer.officer, today: dayIn(clock), correction }
  const made = await desk.writeWith(databases.batch, async (client) => {
    const run = await computeAppraisal(client, asked)
    if (typeof run === 'bigint') await desk.audit('appraisal.compute', { detail: { run: String(run), year, ...correction } })
    return run
  })
  return typeof made === 'bigint' ? shown(clock, desk, made) : made
}

function houseOf(clock: Clock, { officer }: Desk, run: bigint): StepHouse<AppraisalStepKind> {
  return {
    table: 'appraisal_step',
    audit: (kind) => `appraisal.${kind}`,
    permissions: STEP_PERMISSION,
    refusedBy: async (client, steps, { kind, unit, until, indicator }) => {
      const found = await appraisalNumbered(client, officer.pool, run)
      if (found === undefined) return NO_SUCH
      if (kind === 'approved' && (await newerAppraisal(client, found))) return refused('newer_run', '这次考核之后又计算过一次；请批准最新的一次。')
      if (indicator !== undefined && !(kind === 'objected' && ruleOf(found).indicators.some(({ id }) => id === indicator)))
        return refused('no_such_indicator', '这次考核里没有这项指标；请从列表里选择。')
      const asked = { kind, officer: officer.officer, today: dayIn(clock), ...(unit === undefined ? {} : { unit }), ...(until === undefined ? {} : { until }) }
      return appraisalStepRefused(await lifeOf(client, found, steps), asked) ?? (kind === 'approved' ? waiting(await unitsOfAppraisal(client, run)) : undefined)
    },
  }
}

/** A unit without a total would go to the adjustment fund without a coefficient. */
function waiting(units: readonly UnitRow[]): Refusal | undefined {
  const names = units.filter(({ total }) => total === null).map(({ name }) => name)
  return names.length === 0 ? undefined : refused('values_missing', `${names.join('、')}还有指标缺数据，没有总分；请评定缺的指标，重新计算后再批准。`)
}
