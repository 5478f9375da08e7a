// The monthly cycle with providers: what each is due, opening, changes with objections, reviews, approval; the payables formula.

import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { CYCLE_LIFE } from '@tongchou/domain/payment/lives.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import type { AuditAction } from '../access/audit-action.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookReply } from '../http/workbook.js'
import { approveCycle } from './approve-cycle.js'
import { addChange, addWord, notChangeable } from './change-cycle.js'
import { changeJson, cycleJson, dueJson, linesJson } from './cycle-json.js'
import { cycleNow } from './cycle-lines.js'
import * as shape from './cycle-schemas.js'
import { type CycleRow, cycleNumbered, cycleRows, duesOfMonth, prepaidLeft } from './cycle-store.js'
import { ListOf, Made, NumberParams, StepBody } from './desk-schemas.js'
import { openCycle } from './open-cycle.js'
import { payablesFormula } from './payables-formula.js'
import { paymentSteps, standingJson, takeStep } from './take-step.js'
import { wholeSheet } from './whole-list.js'
import { makeNoted, writeNoted } from './write-noted.js'

const SEE = { permission: 'payment.see' } as const
const REVIEW = { permission: 'cycle.review' } as const

export function cycleRoutes({ clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/cycle-dues',
      access: SEE,
      summary: '一个基金一个月应付各医药机构的金额、机构申报和月结进度',
      schema: { querystring: shape.DueQuery, response: ListOf(shape.due) },
      handler: async ({ query }, desk) => {
        const { page = 1, size = 20 } = query
        const rows = await desk.read((client) => duesAsked(client, query, size, (page - 1) * size))
        return { total: rows[0]?.total ?? 0, rows: rows.map(dueJson) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/cycle-dues.xlsx',
      access: SEE,
      summary: '一个月应付各医药机构的金额（Excel）',
      schema: { querystring: shape.DueQuery, response: Workbook },
      handler: ({ query }, desk) =>
        wholeSheet(desk, {
          action: 'cycle_due.export',
          detail: { book: query.book, month: query.month },
          sheet: {
            name: `机构应付${query.month}`,
            file: `dues-${query.month}.xlsx`,
            texts: ['机构编码', '机构', '结算单数', '进度'],
            amounts: ['按项目应付', '机构申报'],
          },
          read: (client, most) => duesAsked(client, query, most, 0),
          row: (row) => {
            const one = dueJson(row)
            return { texts: [one.provider, one.provider_name, String(one.bills), one.stage_name], fen: [one.due_fen, one.declared_fen] }
          },
        }),
    }),
    route({
      method: 'GET',
      url: '/api/payables-formula',
      access: SEE,
      summary: '应付公式：按项目基金 ± 支付方式差额 − 扣款 − 保证金 − 冲抵 − 已付 = 未付，逐机构',
      schema: { querystring: shape.FormulaQuery, response: shape.Formula },
      handler: ({ query }, desk) => desk.read((client) => payablesFormula(client, query)),
    }),
    route({
      method: 'GET',
      url: '/api/payables-formula.xlsx',
      access: SEE,
      summary: '应付公式（Excel）',
      schema: { querystring: shape.FormulaQuery, response: Workbook },
      handler: ({ query }, desk) => formulaSheet(desk, query),
    }),
    route({
      method: 'GET',
      url: '/api/pay-cycles',
      access: SEE,
      summary: '机构月结，新的在前',
      schema: { querystring: shape.CycleQuery, response: ListOf(shape.cycleHead) },
      handler: async ({ query }, desk) => {
        const { page = 1, size = 20 } = query
        const rows = await desk.read((client) => cyclesAsked(client, query, size, (page - 1) * size))
        return { total: rows[0]?.total ?? 0, rows: rows.map(cycleJson) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/pay-cycles.xlsx',
      access: SEE,
      summary: '机构月结（Excel）',
      schema: { querystring: shape.CycleQuery, response: Workbook },
      handler: ({ query }, desk) => cyclesSheet(desk, query),
    }),
    route({
      method: 'POST',
      url: '/api/pay-cycles',
      access: REVIEW,
      summary: '开始一家机构一个月的月结：按已结算的单据固定应付金额',
      schema: { body: shape.CycleBody, response: Made },
      handler: ({ body }, desk) =>
        makeNoted(
          desk,
          (client) => openCycle(client, desk, { ...body, month: `${body.month}-01`, today: dayIn(clock) }),
          (cycle) => ['cycle.open', { cycle, provider: body.provider, month: body.month }],
        ),
    }),
    route({
      method: 'GET',
      url: '/api/pay-cycles/:number',
      access: SEE,
      summary: '一件机构月结：逐行公式、扣款和异议、审核过程、可办事项',
      schema: { params: NumberParams, response: shape.Cycle },
      handler: ({ params }, desk) => shown(desk, BigInt(params.number)),
    }),
    route({
      method: 'POST',
      url: '/api/pay-cycles/:number/changes',
      access: REVIEW,
      summary: '登记扣款、支付方式差额、抵扣、冲抵预付金，写明理由和条款',
      schema: { params: NumberParams, body: shape.ChangeBody, response: shape.Cycle },
      handler: ({ params, body }, desk) => written(desk, BigInt(params.number), 'cycle.change', (client, number) => addChange(client, desk, number, body)),
    }),
    route({
      method: 'POST',
      url: '/api/pay-cycles/:number/changes/:change/words',
      access: REVIEW,
      summary: '登记机构异议、维持或撤销一项扣款',
      schema: { params: shape.WordParams, body: shape.WordBody, response: shape.Cycle },
      handler: ({ params, body }, desk) =>
        written(desk, BigInt(params.number), `cycle.${body.kind}`, (client, number) => addWord(client, desk, number, BigInt(params.change), body)),
    }),
    route({
      method: 'POST',
      url: '/api/pay-cycles/:number/steps',
      access: 'signed_in',
      summary: '机构月结初审、复审、审批、退回、撤销',
      schema: { params: NumberParams, body: StepBody, response: shape.Cycle },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const effect = async (client: pg.PoolClient, found: CycleRow, { kind }: { kind: string }) =>
          kind === 'approved' ? approveCycle(client, desk, found, dayIn(clock)) : {}
        const done = await takeStep(desk, { subject: 'cycle', life: () => CYCLE_LIFE, find, effect }, number, body)
        return isRefusal(done) ? done : shown(desk, number)
      },
    }),
  ]
}

async function find(client: pg.PoolClient, number: bigint) {
  const one = await cycleNumbered(client, number)
  return one === undefined ? undefined : { ...one, number }
}

async function written(
  desk: Desk,
  number: bigint,
  action: AuditAction,
  work: (client: pg.PoolClient, number: bigint) => Promise<Refusal | undefined>,
): Promise<unknown> {
  const wrong = await writeNoted(
    desk,
    (client) => work(client, number),
    () => [action, { cycle: number.toString() }],
  )
  return wrong ?? shown(desk, number)
}

async function shown(desk: Desk, number: bigint): Promise<unknown> {
  return desk.read(async (client) => {
    const one = await find(client, number)
    if (one === undefined) return refused('not_found', '没有这件月结，或不在您的区域；请在列表里核对。')
    const now = await cycleNow(client, one)
    const prepaid = await prepaidLeft(client, one.book, one.provider)
    return {
      ...cycleJson(one),
      ...standingJson(desk, CYCLE_LIFE, one, await paymentSteps(client, 'cycle', number)),
      ...{ deposit_ratio: one.deposit_ratio, deposit_source: one.deposit_source, requests: one.requests.map(String) },
      ...linesJson(now),
      changes: now.changes.map(changeJson),
      may_change: notChangeable(one.stage)?.sentence ?? null,
      prepaid: prepaid.map(({ unit, fen }) => ({ unit, fen: fenJson(fen) })),
    }
  })
}

function duesAsked(client: pg.PoolClient, { book, month, q, sort }: Static<typeof shape.DueQuery>, size: number, from: number) {
  return duesOfMonth(client, { book, month: `${month}-01`, q: q || null, sort, size, from })
}

function cyclesAsked(client: pg.PoolClient, { book, month, stage, q, sort }: Static<typeof shape.CycleQuery>, size: number, from: number): Promise<CycleRow[]> {
  return cycleRows(client, { book: book ?? null, month: month === undefined ? null : `${month}-01`, stage: stage ?? null, q: q || null, sort, size, from })
}

function cyclesSheet(desk: Desk, query: Static<typeof shape.CycleQuery>): Promise<Response | Refusal> {
  return wholeSheet(desk, {
    action: 'cycle.export',
    detail: { month: query.month ?? null },
    sheet: {
      name: '机构月结',
      file: 'cycles.xlsx',
      texts: ['编号', '账套', '机构编码', '机构', '月份', '状态', '支付'],
      amounts: ['按项目应付', '机构申报', '应付金额'],
    },
    read: (client, most) => cyclesAsked(client, query, most, 0),
    row: (row) => {
      const one = cycleJson(row)
      const texts = [one.number, one.book, one.provider, one.provider_name, one.month, one.stage_name, one.payment]
      return { texts, fen: [one.by_item_fen, one.declared_fen, one.pay_fen ?? 0] }
    },
  })
}

async function formulaSheet(desk: Desk, query: Static<typeof shape.FormulaQuery>): Promise<Response> {
  const rows = await desk.read((client) => payablesFormula(client, query))
  await desk.audit('formula.export', { detail: { book: query.book, year: query.year } })
  const amounts = ['按项目应付', '支付方式差额', '扣款', '预留保证金', '抵扣应退', '冲抵预付', '已付', '未付', '未返还保证金', '预付金余额']
  return workbookReply(
    { name: `应付公式${query.year}`, file: `formula-${query.year}.xlsx`, texts: ['机构编码', '机构'], amounts },
    rows.map((row) => ({
      texts: [row.provider, row.provider_name],
      fen: [
        ...[row.by_item_fen, row.difference_fen, row.deduction_fen, row.deposit_fen, row.netted_fen, row.set_off_fen, row.paid_fen],
        ...[row.open_fen, row.deposit_held_fen, row.prepaid_left_fen],
      ],
    })),
  )
}
