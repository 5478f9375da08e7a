// The risk board: indicators of a month by county, their months before, computation as a job, Excel; warnings with owner, day, answer and
// a close by another officer.

import { daysAfter, monthsAfter } from '@tongchou/domain/base/day.js'
import { twoDecimals } from '@tongchou/domain/base/decimal.js'
import { ratioOf, yuanText } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { IndicatorRule, IndicatorThreshold } from '@tongchou/domain/policy/watch-rule.js'
import { passed, thresholdsOf } from '@tongchou/domain/pooling/measure-formula.js'
import { WARNING_STAGES, type WarningStepKind, warningStage, warningStepRefused } from '@tongchou/domain/pooling/warning-life.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { fundRulesOn } from '../fund/fund-rules.js'
import { stepActions } from '../fund/run-steps.js'
import { inTransaction } from '../fund/transaction.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookAnswer } from '../http/workbook.js'
import { runJob } from '../jobs/run-job.js'
import * as shape from './risk-schema.js'
import { computeWatch, notComputed, watchedIndicators, watchedMeasures } from './watch-run.js'

const SEE = { permission: 'fund.see' } as const
const PERMISSION: Readonly<Record<WarningStepKind, string>> = {
  assigned: 'risk.manage',
  answered: 'risk.answer',
  returned: 'risk.close',
  closed: 'risk.close',
  reopened: 'risk.manage',
}
const NO_SUCH = refused('not_found', '没有这条预警；请在列表里核对编号。')
type Scheme = Static<typeof shape.BoardQuery>['scheme']

export function riskRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/risk/board',
      access: SEE,
      summary: '运行指标：一个月各单位各项指标、口径和所用数据',
      schema: { querystring: shape.BoardQuery, response: shape.Board },
      handler: ({ query }, desk) => board(desk, query),
    }),
    route({
      method: 'GET',
      url: '/api/risk/board.xlsx',
      access: SEE,
      summary: '运行指标（Excel）',
      schema: { querystring: shape.BoardQuery, response: Workbook },
      handler: ({ query }, desk) => workbook(desk, query),
    }),
    route({
      method: 'GET',
      url: '/api/risk/history',
      access: SEE,
      summary: '一个单位各项指标的逐月走势',
      schema: { querystring: shape.HistoryQuery, response: shape.History },
      handler: ({ query }, desk) => desk.read((client) => history(client, desk.officer.pool, query)),
    }),
    route({
      method: 'GET',
      url: '/api/risk/months',
      access: SEE,
      summary: '一项指标各单位近二十四个月的值和预警等级（热力图）',
      schema: { querystring: shape.MonthsQuery, response: shape.MonthHeat },
      handler: ({ query }, desk) => desk.read((client) => monthHeat(client, desk.officer.pool, query)),
    }),
    route({
      method: 'POST',
      url: '/api/risk/runs',
      access: { permission: 'risk.manage' },
      summary: '计算运行指标：一个月，或连同以前各月，作为任务在后台运行',
      schema: { body: shape.RunBody, response: shape.Started },
      handler: ({ body }, desk) => start(context, desk, body),
    }),
    route({
      method: 'GET',
      url: '/api/risk/warnings',
      access: SEE,
      summary: '风险预警：责任人、答复期限、答复、审结',
      schema: { querystring: shape.WarningQuery, response: shape.Warnings },
      handler: ({ query }, desk) => warnings(context, desk, query),
    }),
    route({
      method: 'GET',
      url: '/api/risk/warnings.xlsx',
      access: SEE,
      summary: '风险预警和办理情况（Excel）',
      schema: { querystring: shape.WarningSheetQuery, response: Workbook },
      handler: ({ query }, desk) => warningSheet(context, desk, query),
    }),
    route({
      method: 'POST',
      url: '/api/risk/warnings/:warning/steps',
      access: 'signed_in',
      summary: '交办、答复、退回、审结、重新打开一条预警',
      schema: { params: shape.WarningParams, body: shape.StepBody, response: shape.Warning },
      handler: ({ params, body }, desk) => take(context, desk, BigInt(params.warning), body),
    }),
  ]
}

async function start(context: AppContext, desk: Desk, { month, months = 1 }: Static<typeof shape.RunBody>): Promise<unknown> {
  const { databases, clock, log } = context
  const { pool, officer } = desk.officer
  const today = dayIn(clock)
  if (`${month}-01` > today) return refused('in_future', '不能计算以后的月份；请改选月份。')
  const complain = (error: unknown, what: string): void => log?.error({ err: error }, what)
  const { job } = await runJob(
    { batch: databases.batch, clock, complain },
    { kind: 'risk_indicators', pool, officer, about: { month, months } },
    async (progress) => {
      progress.phase('计算指标', months)
      let [values, raised] = [0, 0]
      for (let back = months - 1; back >= 0; back--) {
        progress.stopIfAsked()
        const asked = { pool, officer, today, month: monthsAfter(`${month}-01`, -back), warn: back === 0 }
        const done = await inTransaction(databases.batch, (client) => computeWatch(client, asked))
        values += done.values
        raised += done.warnings
        progress.step()
      }
      return { month, months, values, warnings: raised }
    },
  )
  await desk.audit('risk.compute', { detail: { job: String(job), month, months } })
  return { job: job.toString() }
}

interface ValueRow {
  readonly unit: string
  readonly name: string
  readonly indicator: string
  readonly value: string | null
  readonly definition: string
  readonly inputs: Readonly<Record<string, string>>
}

/** What the pool calls a unit, $1 being the pool. */
const UNIT_NAME = 'coalesce((SELECT p.name FROM pooling_unit p WHERE p.pool = $1 AND p.unit = v.unit ORDER BY p.in_force DESC LIMIT 1), a.name)'
/** The newest run of each month. */
const NEWEST = `newest AS (SELECT DISTINCT ON (month) run, month, until FROM indicator_run WHERE pool = $1 ORDER BY month, run DESC)`

async function board(desk: Desk, { scheme, month }: Static<typeof shape.BoardQuery>): Promise<Static<typeof shape.Board>> {
  const { pool } = desk.officer
  return desk.read(async (client) => {
    const { rows: runs } = await client.query<{ run: bigint; month: string; until: string | null }>(
      `WITH ${NEWEST} SELECT run, month, until FROM newest ORDER BY month DESC LIMIT 60`,
      [pool],
    )
    const indicators = await watchedIndicators()
    const chosen = month === undefined ? runs[0] : runs.find((one) => one.month.startsWith(month))
    const values = chosen === undefined ? [] : await valuesOf(client, pool, chosen.run, scheme)
    const rule = await ruleOf(client, pool, scheme, chosen?.month)
    const [thresholds, measures] = [thresholdsIn(rule), await watchedMeasures()]
    const units = [...new Map(values.map(({ unit, name }) => [unit, name]))]
    return {
      month: chosen?.month.slice(0, 7) ?? null,
      months: runs.map((one) => one.month.slice(0, 7)),
      indicators: indicators.map(({ id, name, unit, good, definition }) => ({ id, name, unit, good, definition })),
      thresholds: thresholds.map(({ indicator, level, side, value }) => ({ indicator, level, side, value: twoDecimals(value) })),
      until: chosen?.until ?? null,
      rule: rule === undefined ? null : { document: rule.from.document, article: rule.from.article, schedule: scheduleWords(rule) },
      not_computed: (await notComputed()).map(({ name, reason }) => ({ name, reason })),
      rows: units.map(([unit, name]) => ({
        unit,
        name,
        whole: unit === pool,
        values: values
          .filter((one) => one.unit === unit)
          .map(({ indicator, value, definition, inputs }, _, own) => ({
            indicator,
            value: shownValue(value),
            level: levelOf(thresholds, indicator, own),
            definition,
            inputs: inputTexts(inputs, measures),
          })),
      })),
    }
  })
}

/** Each measure by its name, money in yuan. */
function inputTexts(inputs: ValueRow['inputs'], measures: ReadonlyMap<string, { readonly name: string; readonly unit: string }>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([id, figure]) => {
      const { name, unit } = measures.get(id) ?? { name: id, unit: 'count' }
      return [name, unit === 'fen' ? `${yuanText(BigInt(figure))}元` : figure]
    }),
  )
}

async function ruleOf(client: pg.ClientBase, pool: string, scheme: Scheme, month: string | undefined): Promise<IndicatorRule | undefined> {
  if (month === undefined) return undefined
  const rules = await fundRulesOn(client, pool, daysAfter(monthsAfter(month, 1), -1))
  return rules.find((one) => one.scheme === scheme)?.rules.indicators ?? undefined
}

function scheduleWords({ schedule }: IndicatorRule): string {
  if (schedule === undefined) return '不自动计算'
  return schedule.every === 'night' ? '每晚自动计算到前一日' : `每月${schedule.fromDay}日起自动计算上月`
}

async function valuesOf(client: pg.ClientBase, pool: string, run: bigint, scheme: Scheme): Promise<ValueRow[]> {
  const { rows } = await client.query<ValueRow>(
    `SELECT v.unit, ${UNIT_NAME} AS name, v.indicator, v.value::text, v.definition, v.inputs
       FROM indicator_value v JOIN area a ON a.code = v.unit WHERE v.run = $2 AND v.scheme = $3 ORDER BY v.unit = $1 DESC, v.unit, v.indicator`,
    [pool, run, scheme],
  )
  return rows
}

async function history(client: pg.ClientBase, pool: string, { scheme, unit }: Static<typeof shape.HistoryQuery>): Promise<Static<typeof shape.History>> {
  const { rows } = await client.query<{ indicator: string; month: string; value: string | null }>(
    `WITH ${NEWEST} SELECT v.indicator, n.month, round(v.value, 2)::text AS value FROM newest n JOIN indicator_value v USING (run) WHERE v.scheme = $2 AND v.unit = $3 ORDER BY v.indicator, n.month`,
    [pool, scheme, unit],
  )
  return (await watchedIndicators()).map(({ id }) => ({
    indicator: id,
    months: rows.filter(({ indicator }) => indicator === id).map(({ month, value }) => ({ month: month.slice(0, 7), value })),
  }))
}

/** One indicator by unit and month; each month by the thresholds that were in force then. */
async function monthHeat(
  client: pg.ClientBase,
  pool: string,
  { scheme, indicator }: Static<typeof shape.MonthsQuery>,
): Promise<Static<typeof shape.MonthHeat> | Refusal> {
  if (!(await watchedIndicators()).some(({ id }) => id === indicator)) return refused('not_found', '没有这项指标；请从列表里选择。')
  const { rows: runs } = await client.query<{ month: string }>(`WITH ${NEWEST} SELECT month FROM newest ORDER BY month DESC LIMIT 24`, [pool])
  const rules = new Map<string, IndicatorRule | undefined>()
  for (const { month } of runs) rules.set(month, await ruleOf(client, pool, scheme, month))
  const asked = [...rules.values()].flatMap(thresholdsIn).flatMap((one) => (one.indicator === indicator ? (one.when?.indicator ?? []) : []))
  const { rows: all } = await client.query<{ unit: string; name: string; month: string; indicator: string; value: string | null }>(
    `WITH ${NEWEST} SELECT v.unit, ${UNIT_NAME} AS name, k.month, v.indicator, v.value::text
       FROM newest k JOIN indicator_value v USING (run) JOIN area a ON a.code = v.unit
      WHERE v.scheme = $2 AND v.indicator = ANY ($3) AND k.month = ANY ($4) ORDER BY v.unit = $1 DESC, v.unit, k.month`,
    [pool, scheme, [indicator, ...asked], runs.map(({ month }) => month)],
  )
  const rows = all.filter((one) => one.indicator === indicator)
  const months = [...new Set(rows.map(({ month }) => month))].sort()
  const names = new Map(rows.map(({ unit, name }) => [unit, name]))
  return {
    months: months.map((month) => month.slice(0, 7)),
    rows: [...names].map(([unit, name]) => ({
      unit,
      name,
      cells: rows
        .filter((one) => one.unit === unit)
        .map(({ month, value }) => ({
          month: month.slice(0, 7),
          value: shownValue(value),
          level: levelOf(
            thresholdsIn(rules.get(month)),
            indicator,
            all.filter((one) => one.unit === unit && one.month === month),
          ),
        })),
    })),
  }
}

function thresholdsIn(rule: IndicatorRule | undefined): readonly IndicatorThreshold[] {
  return rule === undefined ? [] : thresholdsOf(rule)
}

function shownValue(value: string | null): string | null {
  const ratio = value === null ? undefined : ratioOf(value)
  return ratio === undefined ? null : twoDecimals(ratio)
}

/** The level of the strictest threshold that the exact values of one unit and month pass. */
function levelOf(
  thresholds: readonly IndicatorThreshold[],
  indicator: string,
  own: readonly { readonly indicator: string; readonly value: string | null }[],
): string | null {
  const known = own.flatMap((one) => {
    const ratio = one.value === null ? undefined : ratioOf(one.value)
    return ratio === undefined ? [] : [[one.indicator, ratio] as const]
  })
  return passed(thresholds, indicator, new Map(known))?.level ?? null
}

async function workbook(desk: Desk, query: Static<typeof shape.BoardQuery>): Promise<Response | Refusal> {
  const { month, indicators, rows } = await board(desk, query)
  if (month === null) return refused('nothing_computed', '这个月还没有计算指标；请先计算。')
  await desk.audit('risk.export', { detail: { month, scheme: query.scheme } })
  return workbookAnswer(`risk-${query.scheme}-${month}`, `运行指标${month}`, {
    name: `运行指标${month}`,
    columns: [
      { header: '单位', width: 16 },
      { header: '指标', width: 24 },
      { header: '值', width: 12 },
      { header: '预警', width: 8 },
      { header: '口径', width: 50, wrapped: true },
      { header: '所用数据', width: 60, wrapped: true },
    ],
    rows: rows.flatMap(({ name, values }) =>
      values.map(({ indicator, value, level, definition, inputs }) => [
        name,
        indicators.find(({ id }) => id === indicator)?.name ?? indicator,
        value === null ? null : Number(value),
        level === null ? null : (LEVEL_WORDS[level] ?? level),
        definition,
        Object.entries(inputs)
          .map(([of, figure]) => `${of}：${figure}`)
          .join('；'),
      ]),
    ),
  })
}

const LEVEL_WORDS: Readonly<Record<string, string>> = { red: '红色', orange: '橙色', yellow: '黄色', blue: '蓝色' }

interface WarningRow {
  readonly warning: bigint
  readonly month: string
  readonly indicator: string
  readonly scheme: string
  readonly unit: string
  readonly unit_name: string
  readonly level: string
  readonly sentence: string
  readonly document: string
  readonly article: string
  readonly due_on: string
  readonly named_owner: string | null
}

interface StepRow {
  readonly warning: bigint
  readonly step: number
  readonly kind: WarningStepKind
  readonly owner: string | null
  readonly due_on: string | null
  readonly remark: string
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
}

const WARNING = `
  FROM risk_warning w JOIN indicator_run r USING (run) JOIN area a ON a.code = w.unit
  LEFT JOIN LATERAL (SELECT s.kind FROM risk_step s WHERE s.warning = w.warning ORDER BY s.step DESC LIMIT 1) l ON true WHERE r.pool = $1`

async function warnings(context: AppContext, desk: Desk, { open, scheme, unit, level, page = 1, size = 50 }: Static<typeof shape.WarningQuery>) {
  const standing = open === undefined ? '' : ` AND l.kind IS ${open === 'yes' ? '' : 'NOT '}DISTINCT FROM 'closed'`
  const of = `${standing} AND ($2::text IS NULL OR w.scheme = $2) AND ($3::text IS NULL OR w.unit = $3) AND ($4::text IS NULL OR w.level = $4)`
  return desk.read(async (client) => {
    const chosen = [scheme ?? null, unit ?? null, level ?? null]
    const total =
      (await client.query<{ total: number }>(`SELECT count(*)::integer AS total ${WARNING}${of}`, [desk.officer.pool, ...chosen])).rows[0]?.total ?? 0
    const rows = await found(
      client,
      desk,
      `${of} ORDER BY array_position(ARRAY['red', 'orange', 'yellow', 'blue'], w.level), w.due_on, w.warning LIMIT $5 OFFSET $6`,
      [...chosen, size, (page - 1) * size],
    )
    return { total, rows: await warningsJson(context, desk, client, rows) }
  })
}

async function warningSheet(context: AppContext, desk: Desk, query: Static<typeof shape.WarningSheetQuery>): Promise<Response | Refusal> {
  const { total, rows } = await warnings(context, desk, { ...query, page: 1, size: MOST_WARNINGS })
  if (total > MOST_WARNINGS) return refused('too_many_rows', `共 ${total} 条，超过一次导出的上限 ${MOST_WARNINGS} 条；请缩小范围后再导出。`)
  await desk.audit('risk.export', { detail: { ...query } })
  const columns = ['月份', '单位', '等级', '预警', '责任人', '答复期限', '状态', '办理情况', '依据']
  return workbookAnswer('risk-warnings', '风险预警', {
    name: '风险预警',
    columns: columns.map((header) => ({ header, width: header === '预警' || header === '办理情况' ? 50 : 16, wrapped: true })),
    rows: rows.map(({ month, unit_name, level, sentence, owner, due_on, stage_name, steps, document, article }) => [
      month,
      unit_name,
      LEVEL_WORDS[level] ?? level,
      sentence,
      owner,
      due_on,
      stage_name,
      steps.map(({ known_at, officer_name, kind, remark }) => `${known_at.slice(0, 10)} ${officer_name} ${STEP_WORDS[kind]}：${remark}`).join('；'),
      `${document} ${article}`,
    ]),
  })
}

const MOST_WARNINGS = 10_000
const STEP_WORDS: Readonly<Record<WarningStepKind, string>> = { assigned: '交办', answered: '答复', returned: '退回', closed: '审结', reopened: '重新打开' }

async function found(client: pg.ClientBase, { officer }: Desk, where: string, params: readonly unknown[]): Promise<WarningRow[]> {
  const { rows } = await client.query<WarningRow>(
    `SELECT w.warning, r.month, w.indicator, w.scheme, w.unit, a.name AS unit_name, w.level, w.sentence, w.document, w.article, w.due_on, w.owner AS named_owner ${WARNING}${where}`,
    [officer.pool, ...params],
  )
  return rows
}

async function stepsOf(client: pg.ClientBase, warnings: readonly bigint[]): Promise<StepRow[]> {
  const { rows } = await client.query<StepRow>(
    'SELECT s.warning, s.step, s.kind, s.owner, s.due_on, s.remark, s.officer, o.name AS officer_name, s.known_at FROM risk_step s JOIN officer o USING (officer) WHERE s.warning = ANY ($1) ORDER BY s.warning, s.step',
    [warnings],
  )
  return rows
}

async function warningsJson({ clock }: AppContext, desk: Desk, client: pg.ClientBase, rows: readonly WarningRow[]) {
  const steps = await stepsOf(
    client,
    rows.map(({ warning }) => warning),
  )
  return rows.map(({ named_owner, ...row }) => {
    const owned = named_owner !== null
    const own = steps.filter(({ warning }) => warning === row.warning)
    const stage = warningStage(own, owned)
    const asked = own.findLast(({ kind }) => kind === 'assigned')
    const dueOn = asked?.due_on ?? row.due_on
    return {
      ...row,
      warning: row.warning.toString(),
      month: row.month.slice(0, 7),
      due_on: dueOn,
      overdue: stage !== 'closed' && stage !== 'answered' && dueOn < dayIn(clock),
      stage,
      stage_name: WARNING_STAGES[stage],
      owner: asked?.owner ?? named_owner,
      steps: own.map(({ warning: _warning, officer: _officer, ...step }) => step),
      actions: stepActions(desk, PERMISSION, (kind) => warningStepRefused(own, kind, desk.officer.officer, owned)),
    }
  })
}

async function take(context: AppContext, desk: Desk, warning: bigint, { kind, owner, due_on, remark }: Static<typeof shape.StepBody>): Promise<unknown> {
  if (!desk.officer.permissions.has(PERMISSION[kind])) return refused('not_permitted', '您的岗位不能办理这一步。')
  if (kind === 'assigned' && (owner === undefined || due_on === undefined)) return refused('owner_missing', '请写明责任人和答复期限。')
  return desk.write(async (client): Promise<unknown> => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('risk/' || $1::text, 0))`, [warning])
    const [row] = await found(client, desk, ' AND w.warning = $2', [warning])
    if (row === undefined) return NO_SUCH
    const steps = await stepsOf(client, [warning])
    const wrong = warningStepRefused(steps, kind, desk.officer.officer, row.named_owner !== null)
    if (wrong !== undefined) return wrong
    await client.query('INSERT INTO risk_step (warning, step, unit, kind, owner, due_on, remark, officer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [
      warning,
      steps.length + 1,
      row.unit,
      kind,
      kind === 'assigned' ? owner : null,
      kind === 'assigned' ? due_on : null,
      remark,
      desk.officer.officer,
    ])
    await desk.audit(`risk.${kind}`, { detail: { warning: String(warning) } })
    return (await warningsJson(context, desk, client, [row]))[0]
  })
}
