// The desk of budget performance (E14): targets with the plan, values, monitoring through the year, evaluation after it, use of the
// result in the next plan. Whoever enters or makes something is another than whoever finds it right.
import { lastOfMonth, yearOf } from '@tongchou/domain/base/day.js'
import { deskStepRefused } from '@tongchou/domain/base/desk-life.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { budgetStage } from '@tongchou/domain/budget/budget-life.js'
import { PERFORMANCE_LIFE, type PerformanceStage, SIGNALS } from '@tongchou/domain/budget/performance.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { wholeBook } from '../fund/book-of-desk.js'
import { actionsOf, holdPaper, insertStep, nextNumber, stepsJson, stepsOf } from '../fund/desk-steps.js'
import { insertRows } from '../fund/fact-store.js'
import { type ReportTable, tableWorkbook } from '../fund/report-table.js'
import { type Clock, dayIn } from '../http/clock.js'
import { Pdf, pdfAnswer } from '../http/pdf.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { budgetNumbered, budgetsOf } from './budget-store.js'
import { indicatorsOf } from './performance-catalogue.js'
import { measuresOf } from './performance-measures.js'
import { performanceTable, standingOf } from './performance-rows.js'
import * as shape from './performance-schema.js'
import { entriesOf, entryNumbered, type RunRow, resultOf, runNumbered, runsOf, type ValueRow, valuesOf } from './performance-store.js'

const SEE = { permission: 'book.see' } as const
const WRITE = { permission: 'budget.write' } as const
const REVIEW = { permission: 'budget.review' } as const
const PERMISSION: Readonly<Partial<Record<PerformanceStage, string>>> = { reviewed: 'budget.review', returned: 'budget.review', used: 'budget.write' }
const NO_RUN = refused('not_found', '没有这份绩效报告；请从列表进入。')
const PAPER = { signatures: ['单位负责人：', '审核：', '填报：'], foot: '基金预算绩效' }

export function performanceRoutes({ clock }: { readonly clock: Clock }): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/budget-performance',
      access: SEE,
      summary: '基金预算绩效：目标、截至某月的完成情况、填报、报告、上年结果',
      schema: { querystring: shape.Query, response: shape.Performance },
      handler: ({ query }, desk) => desk.read((client) => shown(client, desk, query)),
    }),
    route({
      method: 'POST',
      url: '/api/budgets/:budget/targets',
      access: WRITE,
      summary: '随预算填写绩效目标',
      schema: { params: shape.BudgetParams, body: shape.TargetsBody, response: shape.Recorded },
      handler: async ({ params, body }, desk) => {
        const wrong = await desk.write((client) => setTargets(client, desk, BigInt(params.budget), body.targets))
        if (wrong !== undefined) return wrong
        await desk.audit('budget.targets', { detail: { budget: params.budget } })
        return { recorded: params.budget }
      },
    }),
    route({
      method: 'POST',
      url: '/api/budget-performance/entries',
      access: WRITE,
      summary: '填报一项没有账目可查的绩效指标，附依据',
      schema: { body: shape.EntryBody, response: shape.Recorded },
      handler: async ({ body }, desk) => {
        const made = await desk.write((client) => enter(client, desk, body, dayIn(clock)))
        if (isRefusal(made)) return made
        await desk.audit('performance.enter', { detail: { entry: made.toString(), book: body.book, indicator: body.indicator } })
        return { recorded: made.toString() }
      },
    }),
    route({
      method: 'POST',
      url: '/api/budget-performance/entries/:entry/finding',
      access: REVIEW,
      summary: '由第二人采纳或否定一项填报',
      schema: { params: shape.EntryParams, body: shape.FindingBody, response: shape.Recorded },
      handler: async ({ params, body }, desk) => {
        const wrong = await desk.write((client) => find(client, desk, BigInt(params.entry), body))
        if (wrong !== undefined) return wrong
        await desk.audit('performance.finding', { detail: { entry: params.entry, accepted: body.accepted } })
        return { recorded: params.entry }
      },
    }),
    route({
      method: 'POST',
      url: '/api/budget-performance/runs',
      access: WRITE,
      summary: '编制绩效监控或年度绩效评价报告',
      schema: { body: shape.RunBody, response: shape.Run },
      handler: async ({ body }, desk) => {
        const made = await desk.write((client) => make(client, desk, body, dayIn(clock)))
        if (isRefusal(made)) return made
        await desk.audit('performance.prepare', { detail: { run: made.toString(), book: body.book, kind: body.kind } })
        return desk.read((client) => runShown(client, desk, made))
      },
    }),
    route({
      method: 'GET',
      url: '/api/budget-performance/runs/:run',
      access: SEE,
      summary: '一份绩效报告',
      schema: { params: shape.RunParams, response: shape.Run },
      handler: ({ params }, desk) => desk.read((client) => runShown(client, desk, BigInt(params.run))),
    }),
    route({
      method: 'POST',
      url: '/api/budget-performance/runs/:run/steps',
      access: 'signed_in',
      summary: '审核、退回绩效报告，登记结果应用',
      schema: { params: shape.RunParams, body: shape.StepBody, response: shape.Run },
      handler: ({ params, body }, desk) => take(desk, BigInt(params.run), body),
    }),
    ...(['xlsx', 'pdf'] as const).map((format) =>
      route({
        method: 'GET',
        url: `/api/budget-performance/runs/:run/table.${format}`,
        access: SEE,
        summary: `一份绩效报告（${format === 'pdf' ? 'PDF' : 'Excel'}）`,
        schema: { params: shape.RunParams, response: format === 'pdf' ? Pdf : Workbook },
        handler: async ({ params }, desk) => {
          const table = await desk.read((client) => runTable(client, desk, BigInt(params.run)))
          if (isRefusal(table)) return table
          await desk.audit('performance.export', { detail: { run: params.run } })
          return format === 'pdf' ? pdfAnswer('performance', table.title, [table], PAPER) : tableWorkbook('performance', [table])
        },
      }),
    ),
  ]
}

const throughOf = (month: string): string => lastOfMonth(`${month}-01`)

async function shown(client: pg.PoolClient, desk: Desk, { book, month }: Static<typeof shape.Query>): Promise<unknown> {
  const found = await wholeBook(client, desk, book)
  if ('kind' in found) return found
  const year = yearOf(`${month}-01`)
  const { indicators, targets, values, score, grade } = await standingOf(client, found, year, throughOf(month))
  const open = (await budgetsOf(client, desk.officer.pool, year)).find((one) => one.book === book && budgetStage(one.steps) === 'proposed')
  const last = await resultOf(client, book, year - 1)
  return {
    indicators: indicators.map(({ funds: _funds, numerator, denominator: _denominator, ...one }) => ({ ...one, measured: numerator !== '' })),
    targets,
    open_budget: open?.budget.toString() ?? null,
    values: values.map(valueJson),
    score,
    grade,
    entries: (await entriesOf(client, book, year)).map(({ entry, officer, book: _book, year: _year, ...one }) => ({
      ...one,
      entry: entry.toString(),
      own: officer === desk.officer.officer,
    })),
    runs: (await runsOf(client, book, year)).map(headJson),
    last_year: last === undefined ? null : { year: last.year, run: last.run.toString(), score: last.score, grade: last.grade, used: last.used },
  }
}

const valueJson = (value: ValueRow) => ({ ...value, signal_name: SIGNALS[value.signal] })

function headJson({ run, book: _book, year: _year, ...row }: RunRow) {
  return { ...row, run: run.toString(), stage_name: PERFORMANCE_LIFE.names[row.stage] }
}

async function setTargets(client: pg.PoolClient, desk: Desk, budget: bigint, given: Static<typeof shape.TargetsBody>['targets']): Promise<Refusal | undefined> {
  const found = await budgetNumbered(client, desk.officer.pool, budget)
  if (found === undefined) return refused('not_found', '没有这份预算；请在预算列表里核对编号。')
  const book = await wholeBook(client, desk, found.book)
  if ('kind' in book) return book
  if (budgetStage(found.steps) !== 'proposed') return refused('not_its_turn', '绩效目标随预算一同上报；只有还没有上报的预算才能填写。')
  const known = (await indicatorsOf(book.fund)).map(({ id }) => id)
  const strange = given.find(({ indicator }, i) => !known.includes(indicator) || given.findIndex((one) => one.indicator === indicator) !== i)
  if (strange !== undefined) return refused('no_such_indicator', `指标 ${strange.indicator} 不在指标表里，或者写了两次；请核对。`)
  const weights = given.filter(({ weight }) => weight !== undefined)
  const hundredths = weights.reduce((sum, { weight = '0' }) => sum + hundredthsOf(weight), 0n)
  if (weights.length > 0 && (weights.length < given.length || hundredths !== 10_000n))
    return refused('weights_differ', '分值要么都不填，要么每项都填并且合计 100 分；请核对。')
  const { rowCount } = await client.query('SELECT 1 FROM budget_target WHERE budget = $1 LIMIT 1', [budget])
  if ((rowCount ?? 0) > 0) return refused('planned_already', '这份预算已经填写过绩效目标；需要改动请重新编制预算。')
  const rows = given.map(({ limit = null, weight = null, ...one }) => ({ budget, ...one, limit_value: limit, weight, officer: desk.officer.officer }))
  await insertRows(client, 'budget_target', rows)
  return undefined
}

function hundredthsOf(text: string): bigint {
  const [whole = '0', part = ''] = text.split('.')
  return BigInt(whole) * 100n + BigInt(part.padEnd(2, '0'))
}

async function enter(client: pg.PoolClient, desk: Desk, body: Static<typeof shape.EntryBody>, today: string): Promise<bigint | Refusal> {
  const { book, month, indicator, actual, evidence } = body
  const found = await wholeBook(client, desk, book)
  if ('kind' in found) return found
  if (`${month}-01` > today) return refused('in_future', '不能填报以后月份的数据。')
  const known = (await indicatorsOf(found.fund)).find(({ id }) => id === indicator)
  if (known === undefined) return refused('no_such_indicator', `指标 ${indicator} 不在指标表里；请核对。`)
  if ((await measuresOf(client, found, throughOf(month))).has(indicator))
    return refused('measured', `“${known.name}”由账目和结算自动计算，不需要填报；数据有误请更正业务。`)
  const entry = await nextNumber(client)
  const row = { entry, book, year: yearOf(`${month}-01`), indicator, through: throughOf(month), actual, evidence, officer: desk.officer.officer }
  await insertRows(client, 'performance_entry', [row])
  return entry
}

async function find(
  client: pg.PoolClient,
  desk: Desk,
  entry: bigint,
  { accepted, remark = '' }: Static<typeof shape.FindingBody>,
): Promise<Refusal | undefined> {
  const found = await entryNumbered(client, desk.officer.pool, entry)
  if (found === undefined) return refused('not_found', '没有这项填报；请核对编号。')
  if (found.officer === desk.officer.officer) return refused('same_officer', '填报与复核不能是同一人；请由另一位有权限的人员复核。')
  if (found.accepted !== null) return refused('already_found', '这项填报已有结论；如有新依据，请另作填报。')
  await insertRows(client, 'performance_finding', [{ entry, accepted, remark, officer: desk.officer.officer }])
  return undefined
}

async function make(client: pg.PoolClient, desk: Desk, body: Static<typeof shape.RunBody>, today: string): Promise<bigint | Refusal> {
  const { book, month, kind, remarks = [] } = body
  const found = await wholeBook(client, desk, book)
  if ('kind' in found) return found
  const year = yearOf(`${month}-01`)
  const through = throughOf(month)
  if (`${month}-01` > today) return refused('in_future', '不能编制以后月份的报告。')
  if (kind === 'evaluation' && (!month.endsWith('-12') || (found.closed_through ?? '') < through))
    return refused('not_closed', `年度绩效评价在年终结账之后、以十二月编制；${found.name}还没有结 ${year} 年的账，年度中间请编制绩效监控。`)
  const standing = await standingOf(client, found, year, through)
  if (standing.values.length === 0) return refused('no_targets', `${year} 年度预算还没有绩效目标；请随预算填写。`)
  const values = standing.values.map((one) => ({ ...one, remark: remarks.find(({ indicator }) => indicator === one.indicator)?.remark.trim() ?? '' }))
  const silent = values.find(({ signal, remark }) => signal !== 'green' && remark === '')
  if (silent !== undefined) {
    const name = standing.indicators.find(({ id }) => id === silent.indicator)?.name ?? silent.indicator
    return refused('remark_missing', `“${name}”${SIGNALS[silent.signal]}；请写明偏差原因及改进措施。`)
  }
  const run = await nextNumber(client)
  const { officer } = desk.officer
  await insertRows(client, 'performance_run', [{ run, book, year, kind, through, score: standing.score, grade: standing.grade, officer }])
  await insertRows(
    client,
    'performance_value',
    values.map((one) => ({ run, ...one })),
  )
  await insertStep(client, 'performance_run', { of: run, step: 1, kind: 'prepared', remark: '', officer })
  return run
}

async function runShown(client: pg.ClientBase, desk: Desk, run: bigint): Promise<unknown> {
  const row = await runNumbered(client, desk.officer.pool, run)
  if (row === undefined) return NO_RUN
  const steps = await stepsOf<PerformanceStage>(client, 'performance_run', [run])
  return {
    ...headJson(row),
    book: row.book,
    year: row.year,
    values: (await valuesOf(client, run)).map(valueJson),
    steps: stepsJson(PERFORMANCE_LIFE, steps),
    actions: actionsOf(PERFORMANCE_LIFE, steps, PERMISSION, desk.officer),
  }
}

async function runTable(client: pg.PoolClient, desk: Desk, run: bigint): Promise<ReportTable | Refusal> {
  const row = await runNumbered(client, desk.officer.pool, run)
  if (row === undefined) return NO_RUN
  const book = await wholeBook(client, desk, row.book)
  if ('kind' in book) return book
  const title = row.kind === 'evaluation' ? '基金预算绩效自评表' : '基金预算绩效运行监控表'
  const head = { title, subtitle: `${book.name}　${row.year} 年度，截至 ${row.through}`, score: row.score, grade: row.grade }
  return performanceTable(head, await indicatorsOf(book.fund), await valuesOf(client, run))
}

async function take(desk: Desk, run: bigint, { kind, remark = '' }: Static<typeof shape.StepBody>): Promise<unknown> {
  if (!desk.officer.permissions.has(PERMISSION[kind] ?? '')) return refused('not_permitted', '您的岗位不能办理这一步。')
  if (kind !== 'reviewed' && remark.trim().length < 2) return refused('remark_missing', '请写明退回理由或者结果如何应用，至少两个字。')
  const wrong = await desk.write(async (client): Promise<Refusal | undefined> => {
    await holdPaper(client, 'performance_run', run)
    if ((await runNumbered(client, desk.officer.pool, run)) === undefined) return NO_RUN
    const steps = await stepsOf<PerformanceStage>(client, 'performance_run', [run])
    const refusal = deskStepRefused(PERFORMANCE_LIFE, steps, kind, desk.officer.officer)
    if (refusal !== undefined) return refusal
    await insertStep(client, 'performance_run', { of: run, step: steps.length + 1, kind, remark: remark.trim(), officer: desk.officer.officer })
    return undefined
  })
  if (wrong !== undefined) return wrong
  await desk.audit(`performance.${kind}`, { detail: { run: run.toString() } })
  return desk.read((client) => runShown(client, desk, run))
}
