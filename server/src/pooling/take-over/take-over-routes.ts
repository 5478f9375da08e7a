// The take-over desk: board, one county's take-over, files, checks, differences, audit sheet, steps, parallel run, switch.
import { dayNumber } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { MATTER_STANDINGS, type MatterStanding } from '@tongchou/domain/fund/matter-life.js'
import { sheetFaults } from '@tongchou/domain/pooling/take-over/audit-sheet.js'
import { BILL_DIFFERENCES } from '@tongchou/domain/pooling/take-over/compare-bill.js'
import type pg from 'pg'
import { MatterBody, MatterDone, MatterEvents, MatterQuery } from '../../fund/matter-schema.js'
import { actOnMatter, eventsOfMatter } from '../../fund/take-matter.js'
import { dayIn } from '../../http/clock.js'
import type { AppContext } from '../../http/context.js'
import { fenJson } from '../../http/json-money.js'
import { type Desk, type Route, route } from '../../http/route.js'
import { Workbook } from '../../http/workbook.js'
import { sentencesOf } from '../../policy/rule-sentences.js'
import { confirmationsOf, PARTIES, type Party, readSheet } from './audit-store.js'
import { FINDINGS } from './check-files.js'
import { checkStanding, differencesOf } from './difference-store.js'
import { boardWorkbook, differenceWorkbook, faultWorkbook, parallelWorkbook, sheetWorkbook } from './export-take-over.js'
import { lineFaultPage } from './fault-store.js'
import { parallelDays, parallelDifferences, parallelRuns } from './parallel-store.js'
import { startCheck, startGoLive, startImport, startParallel } from './start-jobs.js'
import { actOnTask, addTask, confirmSheet, found, NO_SUCH, openTakeOver, partyOf, takeStep, verifyFigure } from './take-over-acts.js'
import * as shape from './take-over-schema.js'
import { type TakeOverRow, takeOvers } from './take-over-store.js'
import { boardJson, kindName, takeOverJson } from './take-over-view.js'

const SEE = { permission: 'takeover.see' } as const
const MANAGE = { permission: 'takeover.manage' } as const
const SIZE = 20

const paging = ({ page = 1, size = SIZE }: { page?: number; size?: number }) => ({ limit: size, offset: (page - 1) * size })

/** Reads one take-over and something of it. */
function reading<T>(desk: Desk, takeover: string, read: (client: pg.PoolClient, of: TakeOverRow) => Promise<T>): Promise<T | Refusal> {
  return desk.read(async (client): Promise<T | Refusal> => {
    const of = await found(client, desk, takeover)
    return isRefusal(of) ? of : read(client, of)
  })
}

export function takeOverRoutes(context: AppContext): readonly Route[] {
  return [...boardRoutes(context), ...fileRoutes(context), ...differenceRoutes(context), ...sheetRoutes, ...runRoutes(context)]
}

function boardRoutes({ clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/takeovers',
      access: SEE,
      summary: '接管看板：各核算单位的阶段、进度和待办事项',
      schema: { response: shape.Board },
      handler: (_request, desk) => desk.read(async (client) => boardJson(client, await takeOvers(client, desk.officer.pool), dayIn(clock))),
    }),
    route({
      method: 'GET',
      url: '/api/takeovers.xlsx',
      access: SEE,
      summary: '把接管看板导出为 Excel',
      schema: { response: Workbook },
      handler: async (_request, desk) =>
        boardWorkbook(await desk.read(async (client) => boardJson(client, await takeOvers(client, desk.officer.pool), dayIn(clock)))),
    }),
    route({
      method: 'POST',
      url: '/api/takeovers',
      access: MANAGE,
      summary: '登记一项接管：核算单位、险种、清查基准日、计划切换日、来源基金',
      schema: { body: shape.OpenBody, response: shape.TakeOver },
      handler: async ({ body }, desk) => {
        const made = await openTakeOver(desk, body)
        return isRefusal(made) ? made : reading(desk, String(made), (client, of) => takeOverJson(client, of, desk.officer, dayIn(clock)))
      },
    }),
    route({
      method: 'GET',
      url: '/api/takeovers/:takeover',
      access: SEE,
      summary: '一项接管：任务、文件、步骤、现在能办什么',
      schema: { params: shape.Params, response: shape.TakeOver },
      handler: ({ params }, desk) => reading(desk, params.takeover, (client, of) => takeOverJson(client, of, desk.officer, dayIn(clock))),
    }),
    route({
      method: 'POST',
      url: '/api/takeovers/:takeover/tasks',
      access: MANAGE,
      summary: '增加一项任务',
      schema: { params: shape.Params, body: shape.TaskBody, response: shape.Done },
      handler: ({ params, body }, desk) => addTask(desk, params.takeover, body),
    }),
    route({
      method: 'POST',
      url: '/api/takeovers/:takeover/tasks/:task/events',
      access: MANAGE,
      summary: '办完、重新打开一项任务，或改责任人和期限',
      schema: { params: shape.TaskParams, body: shape.TaskEventBody, response: shape.Done },
      handler: ({ params, body }, desk) => actOnTask(desk, params.takeover, Number(params.task), body),
    }),
    route({
      method: 'POST',
      url: '/api/takeovers/:takeover/steps',
      access: 'signed_in',
      summary: '办理接管的一步：完成阶段、提请或办理期初入账、提请切换和回退',
      schema: { params: shape.Params, body: shape.StepBody, response: shape.Done },
      handler: ({ params, body }, desk) => takeStep(desk, clock, params.takeover, body),
    }),
  ]
}

function fileRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/takeovers/:takeover/files',
      access: MANAGE,
      summary: '把上传的文件读入接管，作为任务在后台运行',
      schema: { params: shape.Params, body: shape.FileBody, response: shape.Started },
      handler: ({ params, body }, desk) => startImport(context, desk, params.takeover, BigInt(body.upload), body.whole),
    }),
    route({
      method: 'GET',
      url: '/api/takeovers/:takeover/files/:file/faults',
      access: SEE,
      summary: '一份文件里有误的行和怎样改',
      schema: { params: shape.FileParams, querystring: shape.FaultQuery, response: shape.Faults },
      handler: ({ params, query }, desk) =>
        reading(desk, params.takeover, (client, of) => lineFaultPage(client, of.takeover, BigInt(params.file), paging(query))),
    }),
    route({
      method: 'GET',
      url: '/api/takeovers/:takeover/files/:file/faults.xlsx',
      access: SEE,
      summary: '把有误的行导出为 Excel',
      schema: { params: shape.FileParams, response: Workbook },
      handler: async ({ params }, desk) => {
        const read = await reading(desk, params.takeover, (client, of) =>
          lineFaultPage(client, of.takeover, BigInt(params.file), { limit: 100_000, offset: 0 }),
        )
        return isRefusal(read) ? read : faultWorkbook(read.rows)
      },
    }),
    route({
      method: 'POST',
      url: '/api/takeovers/:takeover/checks',
      access: MANAGE,
      summary: '核对各文件之间、文件与本系统之间的差异，作为任务在后台运行',
      schema: { params: shape.Params, response: shape.Started },
      handler: ({ params }, desk) => startCheck(context, desk, params.takeover),
    }),
  ]
}

function differenceRoutes({ clock }: AppContext): readonly Route[] {
  const page = async (
    client: pg.PoolClient,
    takeover: bigint,
    { standing, code, ...of }: { standing?: string; code?: string; page?: number; size?: number },
    all = false,
  ) => {
    const limits = all ? { limit: 100_000, offset: 0 } : paging(of)
    const rows = await differencesOf(client, { takeover, standing: standing ?? null, code: code ?? null, ...limits })
    const { check_file } = await checkStanding(client, takeover)
    const today = dayNumber(dayIn(clock))
    return {
      total: rows[0]?.total ?? 0,
      checked: check_file !== null,
      rows: rows.map(({ total: _total, first_seen, amount_fen, kind, standing: stands, ...row }) => ({
        ...row,
        code_name: FINDINGS[row.code] ?? row.code,
        kind_name: kindName(kind),
        amount_fen: amount_fen === null ? null : fenJson(amount_fen),
        standing: stands,
        standing_name: MATTER_STANDINGS[stands as MatterStanding],
        days: Math.max(0, today - dayNumber(first_seen.slice(0, 10))),
      })),
    }
  }
  return [
    route({
      method: 'GET',
      url: '/api/takeovers/:takeover/differences',
      access: SEE,
      summary: '最近一次核对的差异：类别、哪一行、状态、责任人、账龄',
      schema: { params: shape.Params, querystring: shape.DifferenceQuery, response: shape.Differences },
      handler: ({ params, query }, desk) => reading(desk, params.takeover, (client, of) => page(client, of.takeover, query as Parameters<typeof page>[2])),
    }),
    route({
      method: 'GET',
      url: '/api/takeovers/:takeover/differences.xlsx',
      access: SEE,
      summary: '把差异导出为 Excel',
      schema: { params: shape.Params, querystring: shape.DifferenceQuery, response: Workbook },
      handler: async ({ params, query }, desk) => {
        const read = await reading(desk, params.takeover, (client, of) => page(client, of.takeover, query as Parameters<typeof page>[2], true))
        return isRefusal(read) ? read : differenceWorkbook(read.rows)
      },
    }),
    route({
      method: 'GET',
      url: '/api/takeovers/:takeover/differences/events',
      access: SEE,
      summary: '一条差异的处理记录',
      schema: { params: shape.Params, querystring: MatterQuery, response: MatterEvents },
      handler: ({ params, query }, desk) => reading(desk, params.takeover, (client, of) => eventsOfMatter(client, 'takeover', of.takeover, query.matter)),
    }),
    route({
      method: 'POST',
      url: '/api/takeovers/:takeover/differences/acts',
      access: MANAGE,
      summary: '处理一条差异：说明、责任人、提请关闭或挂账、由第二人复核',
      schema: { params: shape.Params, body: MatterBody, response: MatterDone },
      handler: ({ params, body }, desk) =>
        actOnMatter(desk, { on: 'takeover', subject: BigInt(params.takeover) }, body, async (client, { subject, matter }) => {
          const { rows } = await client.query<{ unit: string }>('SELECT unit FROM takeover_difference WHERE takeover = $1 AND matter = $2 LIMIT 1', [
            subject,
            matter,
          ])
          return rows[0]?.unit ?? NO_SUCH
        }),
    }),
  ]
}

async function sheetJson(client: pg.PoolClient, of: TakeOverRow, desk: Desk) {
  const { rule, items, sheet, hash } = await readSheet(client, of)
  const said = await confirmationsOf(client, of.takeover)
  const party = partyOf(desk)
  const permitted = desk.officer.permissions.has('takeover.confirm')
  const { sources, mutual, unverified: _unverified, ...fen } = sheet
  const none = { agreed: null, document: '', remark: '', officer_name: '', known_at: '' }
  return {
    hash,
    rule: isRefusal(rule)
      ? null
      : {
          text: sentencesOf({ part: 'takeOver', value: rule }).join('；'),
          document: rule.from.document,
          article: rule.from.article,
          certainty: rule.from.certainty,
        },
    rule_missing: isRefusal(rule) ? rule.sentence : null,
    items: items.map(({ key, source, item, counterparty, side, account, bookFen, verifiedFen, basis }) => ({
      ...{ key, source, item, counterparty, side, account, basis },
      book_fen: fenJson(bookFen),
      verified_fen: verifiedFen === null ? null : fenJson(verifiedFen),
      difference_fen: verifiedFen === null ? null : fenJson(verifiedFen - bookFen),
    })),
    sources: sources.map(({ source, cashFen, receivableFen, payableFen, adjustedFen }) => ({
      source,
      cash_fen: fenJson(cashFen),
      receivable_fen: fenJson(receivableFen),
      payable_fen: fenJson(payableFen),
      adjusted_fen: fenJson(adjustedFen),
    })),
    cash_fen: fenJson(fen.cashFen),
    accounts_fen: fenJson(fen.accountsFen),
    receivable_fen: fenJson(fen.receivableFen),
    payable_fen: fenJson(fen.payableFen),
    certified_fen: fenJson(fen.certifiedFen),
    frozen_fen: fenJson(fen.frozenFen),
    handed_up_fen: fenJson(fen.handedUpFen),
    gap_fen: fenJson(fen.gapFen),
    mutual: mutual.map(({ from, to, claimFen, debtFen }) => ({ from, to, claim_fen: fenJson(claimFen), debt_fen: fenJson(debtFen) })),
    faults: [...sheetFaults(sheet, items)],
    confirmations: (Object.keys(PARTIES) as Party[]).map((one) => {
      const word = said.find((row) => row.party === one)
      const { sheet_hash, ...shown } = word ?? { ...none, party: one, sheet_hash: '' }
      return { ...shown, party_name: PARTIES[one], current: sheet_hash === hash }
    }),
    may_confirm: permitted && !isRefusal(party) ? PARTIES[party] : null,
  }
}

const sheetRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/takeovers/:takeover/sheet',
    access: SEE,
    summary: '清查审计表：账面数、核实数、差额、核定结余或缺口、三方确认',
    schema: { params: shape.Params, response: shape.Sheet },
    handler: ({ params }, desk) => reading(desk, params.takeover, (client, of) => sheetJson(client, of, desk)),
  }),
  route({
    method: 'GET',
    url: '/api/takeovers/:takeover/sheet.xlsx',
    access: SEE,
    summary: '把清查审计表导出为 Excel',
    schema: { params: shape.Params, response: Workbook },
    handler: async ({ params }, desk) => {
      const read = await reading(desk, params.takeover, (client, of) => sheetJson(client, of, desk))
      return isRefusal(read) ? read : sheetWorkbook(read)
    },
  }),
  route({
    method: 'POST',
    url: '/api/takeovers/:takeover/figures',
    access: { permission: 'takeover.confirm' },
    summary: '登记一项余额的核实数和依据',
    schema: { params: shape.Params, body: shape.FigureBody, response: shape.Done },
    handler: ({ params, body }, desk) => verifyFigure(desk, params.takeover, body),
  }),
  route({
    method: 'POST',
    url: '/api/takeovers/:takeover/confirmations',
    access: { permission: 'takeover.confirm' },
    summary: '由医保、财政、审计各自确认清查审计表',
    schema: { params: shape.Params, body: shape.ConfirmationBody, response: shape.Done },
    handler: ({ params, body }, desk) => confirmSheet(desk, params.takeover, body),
  }),
]

function runRoutes(context: AppContext): readonly Route[] {
  const differences = async (client: pg.PoolClient, takeover: bigint, kind: string | undefined, limits: { limit: number; offset: number }) => {
    const [last] = await parallelRuns(client, takeover)
    const rows = last === undefined ? [] : await parallelDifferences(client, takeover, { run: last.run, kind: kind ?? null, ...limits })
    return {
      total: rows[0]?.total ?? 0,
      rows: rows.map(({ total: _total, theirs_fen, ours_fen, ...row }) => ({
        ...row,
        kind_name: BILL_DIFFERENCES[row.kind as keyof typeof BILL_DIFFERENCES],
        theirs_fen: fenJson(theirs_fen),
        ours_fen: fenJson(ours_fen),
      })),
    }
  }
  return [
    route({
      method: 'POST',
      url: '/api/takeovers/:takeover/parallel',
      access: MANAGE,
      summary: '把原系统的结算按本系统规则逐张重算比对，作为任务在后台运行',
      schema: { params: shape.Params, response: shape.Started },
      handler: ({ params }, desk) => startParallel(context, desk, params.takeover),
    }),
    route({
      method: 'GET',
      url: '/api/takeovers/:takeover/parallel',
      access: SEE,
      summary: '并行比对的历次结果，和最近一次按日、按类别的差异',
      schema: { params: shape.Params, response: shape.Parallel },
      handler: ({ params }, desk) =>
        reading(desk, params.takeover, async (client, of) => {
          const runs = await parallelRuns(client, of.takeover)
          const days = runs[0] === undefined ? [] : await parallelDays(client, of.takeover, runs[0].run)
          return {
            runs: runs.map((run) => ({ ...run, run: String(run.run) })),
            days: days.map(({ day, kind, bills, difference_fen }) => ({
              day,
              kind,
              kind_name: kind === 'equal' ? '一致' : BILL_DIFFERENCES[kind as keyof typeof BILL_DIFFERENCES],
              bills,
              difference_fen: fenJson(difference_fen),
            })),
          }
        }),
    }),
    route({
      method: 'GET',
      url: '/api/takeovers/:takeover/parallel/differences',
      access: SEE,
      summary: '最近一次比对不一致的结算，各方金额和原因',
      schema: { params: shape.Params, querystring: shape.ParallelQuery, response: shape.ParallelDifferences },
      handler: ({ params, query }, desk) =>
        reading(desk, params.takeover, (client, of) => differences(client, of.takeover, query.kind, paging(query as { page?: number; size?: number }))),
    }),
    route({
      method: 'GET',
      url: '/api/takeovers/:takeover/parallel/differences.xlsx',
      access: SEE,
      summary: '把不一致的结算导出为 Excel',
      schema: { params: shape.Params, querystring: shape.ParallelQuery, response: Workbook },
      handler: async ({ params, query }, desk) => {
        const read = await reading(desk, params.takeover, (client, of) => differences(client, of.takeover, query.kind, { limit: 100_000, offset: 0 }))
        return isRefusal(read) ? read : parallelWorkbook(read.rows)
      },
    }),
    route({
      method: 'POST',
      url: '/api/takeovers/:takeover/runs',
      access: 'signed_in',
      summary: '演练切换、切换、回退，作为任务在后台运行',
      schema: { params: shape.Params, body: shape.RunBody, response: shape.Started },
      handler: ({ params, body }, desk) =>
        startGoLive(context, desk, params.takeover, body.kind as 'rehearsed' | 'switched' | 'rolled_back', body.remark ?? ''),
    }),
  ]
}
