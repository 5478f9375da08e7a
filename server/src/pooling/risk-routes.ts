// The risk board: indicators of a month by county, their months before, computation as a job, Excel; and the warnings.

import { daysAfter, monthsAfter } from '@tongchou/domain/base/day.js'
import { twoDecimals } from '@tongchou/domain/base/decimal.js'
import { ratioOf, yuanText } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { IndicatorRule, IndicatorThreshold } from '@tongchou/domain/policy/watch-rule.js'
import { passed, thresholdsOf } from '@tongchou/domain/pooling/measure-formula.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { fundRulesOn } from '../fund/fund-rules.js'
import { inTransaction } from '../fund/transaction.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookAnswer } from '../http/workbook.js'
import { runJob } from '../jobs/run-job.js'
import * as shape from './risk-schema.js'
import { LEVEL_WORDS, warningRoutes } from './warning-routes.js'
import { computeWatch, notComputed, watchedIndicators, watchedMeasures } from './watch-run.js'

const SEE = { permission: 'fund.see' } as const
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
    ...warningRoutes(context),
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
const UNIT_NAME = 'coalesce(unit_name($1, v.unit, current_day()), a.name)'
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
