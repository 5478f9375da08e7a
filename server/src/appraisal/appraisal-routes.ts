// The appraisal desk: compute, evidence behind each point, objections and answers, approval by a second officer, publication, rewards;
// trend over the years and Excel. Row-level security shows each unit its own values; totals and ranks are everybody's.
import { APPRAISAL_STAGES, type AppraisalStepKind, appraisalStage, appraisalStepRefused } from '@tongchou/domain/appraisal/appraisal-life.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { RunLife } from '@tongchou/domain/base/run-life.js'
import { fromExchange } from '@tongchou/domain/policy/exchange.js'
import type { AppraisalRule } from '@tongchou/domain/policy/watch-rule.js'
import type pg from 'pg'
import { poolMembers } from '../fund/pool-members.js'
import { runStepsOf, type StepHouse, type StepRow, stepActions, takeRunStep } from '../fund/run-steps.js'
import { type Clock, dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookAnswer } from '../http/workbook.js'
import * as shape from './appraisal-schema.js'
import {
  type AppraisalRow,
  appraisalNumbered,
  appraisalsOf,
  newerAppraisal,
  rewardsOf,
  trendOf,
  unitsOfAppraisal,
  valuesOfAppraisal,
} from './appraisal-store.js'
import { computeAppraisal } from './compute-appraisal.js'
import { EVIDENCE_LIMIT, evidenceOf } from './evidence.js'
import { figureText, formulaText } from './formula-text.js'
import { indicatorMeanings, meaningOf } from './indicator-catalogue.js'
import { rewardRoutes } from './reward-routes.js'

const SEE = { permission: 'fund.see' } as const
const COMPUTE = { permission: 'appraisal.compute' } as const
const PERMISSION: Readonly<Record<AppraisalStepKind, string>> = {
  objections_opened: 'appraisal.compute',
  objected: 'appraisal.object',
  answered: 'appraisal.compute',
  approved: 'appraisal.approve',
  withdrawn: 'appraisal.compute',
  published: 'appraisal.compute',
}
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
          return Promise.all(runs.map(async (run) => headJson(run, await stepsOf(client, run.run), await newerAppraisal(client, run))))
        }),
    }),
    route({
      method: 'POST',
      url: '/api/appraisals',
      access: COMPUTE,
      summary: '计算一年的考核：账上和登记中的数据直接取，其余取经复核的评定',
      schema: { body: shape.YearBody, response: shape.Appraisal },
      handler: ({ body }, desk) => compute(context, desk, body.year),
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
    route({
      method: 'GET',
      url: '/api/appraisals/:run/evidence',
      access: SEE,
      summary: '一项得分背后的事实：逐笔或逐月',
      schema: { params: shape.RunParams, querystring: shape.EvidenceQuery, response: shape.Evidence },
      handler: ({ params, query }, desk) => evidence(desk, BigInt(params.run), query),
    }),
    route({
      method: 'GET',
      url: '/api/appraisals/:run/appraisal.xlsx',
      access: SEE,
      summary: '考核结果（Excel）',
      schema: { params: shape.RunParams, response: Workbook },
      handler: ({ params }, desk) => workbook(desk, BigInt(params.run)),
    }),
    ...rewardRoutes(context, (desk, run) => shown(clock, desk, run)),
  ]
}

function stepsOf(client: pg.ClientBase, run: bigint): Promise<StepRow<AppraisalStepKind>[]> {
  return runStepsOf(client, 'appraisal_step', run)
}

async function compute({ databases, clock }: AppContext, desk: Desk, year: number): Promise<unknown> {
  const { officer } = desk
  const asked = { pool: officer.pool, year, officer: officer.officer, today: dayIn(clock) }
  const made = await desk.writeWith(databases.batch, async (client) => {
    const run = await computeAppraisal(client, asked)
    if (typeof run === 'bigint') await desk.audit('appraisal.compute', { detail: { run: String(run), year } })
    return run
  })
  return typeof made === 'bigint' ? shown(clock, desk, made) : made
}

function houseOf(clock: Clock, { officer }: Desk, run: bigint): StepHouse<AppraisalStepKind> {
  return {
    table: 'appraisal_step',
    audit: (kind) => `appraisal.${kind}`,
    permissions: PERMISSION,
    refusedBy: async (client, steps, kind) => {
      const found = await appraisalNumbered(client, officer.pool, run)
      if (found === undefined) return NO_SUCH
      if (kind === 'approved' && (await newerAppraisal(client, found))) return refused('newer_run', '这次考核之后又计算过一次；请批准最新的一次。')
      return appraisalStepRefused(lifeOf(found, steps), kind, officer.officer, dayIn(clock))
    },
  }
}

function lifeOf({ officer }: AppraisalRow, steps: readonly StepRow<AppraisalStepKind>[]): RunLife<AppraisalStepKind> {
  return { computedBy: officer, steps }
}

async function shown(clock: Clock, desk: Desk, run: bigint): Promise<unknown> {
  return desk.read(async (client) => {
    const found = await appraisalNumbered(client, desk.officer.pool, run)
    if (found === undefined) return NO_SUCH
    const steps = await stepsOf(client, run)
    const refusedNow = (kind: AppraisalStepKind) => appraisalStepRefused(lifeOf(found, steps), kind, desk.officer.officer, dayIn(clock))
    return {
      ...headJson(found, steps, await newerAppraisal(client, found)),
      ...(await ruleJson(found)),
      rule_hash: found.rule_hash,
      units: await unitsJson(client, run),
      steps: steps.map(({ officer: _officer, ...step }) => step),
      actions: stepActions(desk, PERMISSION, refusedNow),
    }
  })
}

async function unitsJson(client: pg.ClientBase, run: bigint) {
  const [units, values] = [await unitsOfAppraisal(client, run), await valuesOfAppraisal(client, run)]
  const rewards = await rewardsOf(client, run)
  return units.map((unit) => ({
    ...unit,
    values: values.filter((value) => value.unit === unit.unit).map(({ unit: _unit, ...value }) => value),
    rewards: rewards
      .filter((one) => one.unit === unit.unit)
      .map(({ unit: _unit, amount_fen, ...one }) => ({ ...one, amount_fen: amount_fen === null ? null : fenJson(amount_fen) })),
  }))
}

async function ruleJson({ rule: stored }: AppraisalRow) {
  const rule = fromExchange<AppraisalRule>(stored as never)
  const meanings = await indicatorMeanings()
  return {
    document: rule.from.document,
    article: rule.from.article,
    indicators: rule.indicators.map((indicator) => {
      const { heading, name, origin } = meaningOf(meanings, indicator.id)
      return { id: indicator.id, heading, name, weight: figureText(indicator.weight), formula: formulaText(indicator), computed: origin === 'computed' }
    }),
    bands: rule.bands.map(({ name, from, coefficient, consequence = '', award }) => ({
      name,
      award: award === undefined ? null : { kind: award.kind, amount_fen: fenJson(award.amount) },
      from: figureText(from),
      coefficient: figureText(coefficient),
      consequence,
    })),
  }
}

function headJson(run: AppraisalRow, steps: readonly StepRow<AppraisalStepKind>[], superseded: boolean) {
  const stage = appraisalStage(lifeOf(run, steps))
  const { form, year, officer_name, known_at } = run
  return { run: run.run.toString(), form, year, stage, stage_name: APPRAISAL_STAGES[stage], officer_name, known_at, superseded }
}

async function evidence(desk: Desk, run: bigint, { unit, indicator }: { unit: string; indicator: string }): Promise<unknown> {
  if (!desk.officer.areas.includes(unit)) return refused('elsewhere', '只能查看本单位的依据。')
  return desk.read(async (client) => {
    const found = await appraisalNumbered(client, desk.officer.pool, run)
    if (found === undefined) return NO_SUCH
    const members = await poolMembers(client, desk.officer.pool, found.year)
    const rows = await evidenceOf(client, members, { unit, indicator, year: found.year, knownAt: found.known_at })
    if (rows === undefined) return refused('judged', '这一项由人员评定，没有账上的明细；依据见评定记录。')
    return {
      unit,
      indicator,
      known_at: found.known_at,
      more: rows.length === EVIDENCE_LIMIT,
      rows: rows.map(({ amount_fen, ...row }) => ({ ...row, amount_fen: amount_fen === null ? null : fenJson(amount_fen) })),
    }
  })
}

async function workbook(desk: Desk, run: bigint): Promise<Response | Refusal> {
  const read = await desk.read(async (client) => {
    const found = await appraisalNumbered(client, desk.officer.pool, run)
    return found === undefined ? undefined : { found, rule: await ruleJson(found), units: await unitsJson(client, run) }
  })
  if (read === undefined) return NO_SUCH
  const { found, rule, units } = read
  await desk.audit('appraisal.export', { detail: { run: String(run) } })
  const headers = ['名次', '单位', ...rule.indicators.map(({ name, weight }) => `${name}（${weight}）`), '总分', '等次', '系数', '结果运用']
  return workbookAnswer(`appraisal-${found.year}-${run}`, `${found.year}年考核结果`, {
    name: `${found.year}年考核`,
    columns: headers.map((header) => ({ header, width: 14 })),
    rows: units.map((unit) => [
      unit.rank,
      unit.name,
      ...rule.indicators.map(({ id }) => number(unit.values.find(({ indicator }) => indicator === id)?.points)),
      number(unit.total),
      unit.band,
      unit.coefficient,
      unit.consequence,
    ]),
  })
}

/** Points in a cell; they are no money. */
function number(text: string | null | undefined): number | null {
  return text == null ? null : Number(text)
}
