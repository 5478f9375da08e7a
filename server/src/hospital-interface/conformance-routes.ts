// Runs of the conformance suite at the desk: brought in, started against this centre, listed, read by transaction, held against the run before.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import { timeText } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { cutOf } from '../http/list-query.js'
import { type Desk, type Route, route } from '../http/route.js'
import { type RowColumn, rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import { houseOf, runJob } from '../jobs/run-job.js'
import { Started } from '../recompute/recompute-schemas.js'
import * as shape from './conformance-schema.js'
import { insertRun, type LineRow, linesOf, runNumbered, runsOf } from './conformance-store.js'
import { loadProfiles } from './profile.js'
import { canExamine, examineOwnCentre, hashOf } from './start-conformance.js'

const SEE = { permission: 'provider.see' } as const
const MANAGE = { permission: 'provider.manage' } as const
const LARGEST_REPORT = 8 * 1024 * 1024
const NO_RUN = refused('not_found', '没有这次考察，请从列表中选择。')

export function conformanceRoutes(context: AppContext): readonly Route[] {
  const profiles = [...loadProfiles().values()].map(({ profile, name }) => ({ profile, name }))
  return [
    route({
      method: 'GET',
      url: '/api/conformance-runs',
      access: SEE,
      summary: '接口符合性考察的历次结果，附与上一次的差别',
      schema: { querystring: shape.RunListQuery, response: shape.RunList },
      handler: async ({ query }, desk) => {
        const listed = await desk.read((client) => runsOf(client, { pool: desk.officer.pool, q: query.q, sort: query.sort, ...cutOf(query) }))
        return { ...listed, may_start: canExamine(context.ownCentre), profiles }
      },
    }),
    route({
      method: 'POST',
      url: '/api/conformance-runs',
      access: MANAGE,
      summary: '导入一次符合性考察的报告（report.json）；同一份报告只存一次',
      bodyLimit: LARGEST_REPORT,
      schema: { body: shape.RunBody, response: shape.Kept },
      handler: ({ body }, desk) => kept(context, body, desk),
    }),
    route({
      method: 'POST',
      url: '/api/conformance-examinations',
      access: MANAGE,
      summary: '用演示机构和虚构人员考察本中心，作为任务在后台进行',
      schema: { body: shape.StartBody, response: Started },
      handler: ({ body }, desk) => start(context, body, desk),
    }),
    route({
      method: 'GET',
      url: '/api/conformance-runs/:run',
      access: SEE,
      summary: '一次考察：各交易的结果，与上一次的差别',
      schema: { params: shape.RunParams, response: shape.RunDetail },
      handler: async ({ params }, desk) => (await desk.read((client) => runNumbered(client, desk.officer.pool, BigInt(params.run)))) ?? NO_RUN,
    }),
    route({
      method: 'GET',
      url: '/api/conformance-runs/:run/lines',
      access: SEE,
      summary: '一次考察的各项：规范、发送、答复、结论',
      schema: { params: shape.RunParams, querystring: shape.LineQuery, response: shape.LineList },
      handler: ({ params, query }, desk) => lines(params.run, query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/conformance-runs/:run/lines.xlsx',
      access: SEE,
      summary: '把一次考察的各项导出为 Excel',
      schema: { params: shape.RunParams, querystring: shape.LineExportQuery, response: Workbook },
      handler: ({ params, query }, desk) =>
        rowsWorkbook(['conformance', '接口符合性考察'], COLUMNS, desk, (paging, own) => lines(params.run, { ...query, ...paging }, own)),
    }),
  ]
}

async function kept(context: AppContext, { origin, report }: Static<typeof shape.RunBody>, desk: Desk): Promise<Static<typeof shape.Kept> | Refusal> {
  const double = twice(report)
  if (double !== undefined) return refused('invalid_field', `报告里${double}出现了两次，不是考察程序写出的report.json，请重新生成。`)
  const { pool, officer } = desk.officer
  const run = { pool, officer, origin, hash: hashOf(report), now: timeText(context.clock.now()), report }
  const stored = await desk.write((client) => insertRun(client, run))
  await desk.audit('conformance.kept', { detail: { run: String(stored.run), url: report.url, known: stored.known } })
  return { run: String(stored.run), known: stored.known }
}

/** A transaction, or a line of one, that stands twice. */
function twice({ chapters }: Static<typeof shape.Report>): string | undefined {
  const seen = new Set<string>()
  for (const { infno, lines: own } of chapters) {
    for (const key of [infno, ...own.map((line) => `${infno} ${line.what}`)]) {
      if (seen.has(key)) return key
      seen.add(key)
    }
  }
  return undefined
}

async function start(context: AppContext, body: Static<typeof shape.StartBody>, desk: Desk): Promise<{ job: string } | Refusal> {
  const own = context.ownCentre
  if (!canExamine(own)) return refused('not_here', '只有演示城市可以从这里考察；请在另一台机器上运行 npm run conformance，再导入报告，或用 --report 直接送来。')
  const { officer, pool } = desk.officer
  await desk.audit('conformance.started', { detail: body })
  const house = houseOf(context)
  const { job } = await runJob(house, { kind: 'conformance', pool, officer, about: body }, (progress) =>
    examineOwnCentre(house, own, { ...body, pool, officer }, progress),
  )
  return { job: job.toString() }
}

function lines(run: string, query: Static<typeof shape.LineQuery>, desk: Desk): Promise<Static<typeof shape.LineList> | Refusal> {
  return desk.read(async (client) => {
    const found = await runNumbered(client, desk.officer.pool, BigInt(run))
    if (found === undefined) return NO_RUN
    const { infno, verdict, change, q, sort } = query
    return linesOf(client, { run: BigInt(run), before: found.before, infno, verdict, change, q, sort, ...cutOf(query) })
  })
}

const VERDICTS = { pass: '符合', fail: '不符合', note: '提示' } as const

const COLUMNS: readonly RowColumn<LineRow>[] = [
  { header: '交易', width: 8, of: (row) => row.infno },
  { header: '交易名称', width: 24, of: (row) => row.label },
  { header: '结论', width: 10, of: (row) => VERDICTS[row.verdict] },
  { header: '上次结论', width: 10, of: (row) => (row.verdict_before === null ? '' : VERDICTS[row.verdict_before]) },
  { header: '考察', width: 44, of: (row) => row.what },
  { header: '规范', width: 50, of: (row) => row.says },
  { header: '出处', width: 20, of: (row) => row.section },
  { header: '符合次数', width: 10, of: (row) => row.passes },
  { header: '不符合次数', width: 10, of: (row) => row.fails },
  { header: '发送', width: 50, of: (row) => row.asked },
  { header: '答复', width: 50, of: (row) => row.came },
]
