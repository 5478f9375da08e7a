// Interest papers at the desk: list, writing, decision by a second officer, and the paper as Excel and PDF.
import { yuanText } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { productText } from '@tongchou/domain/fund/count-interest.js'
import { INTEREST_LIFE, type InterestStage } from '@tongchou/domain/fund/interest-life.js'
import type pg from 'pg'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { cutOf } from '../http/list-query.js'
import { Pdf, pdfAnswer } from '../http/pdf.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookReply } from '../http/workbook.js'
import { MOST, tooMany } from '../payment/whole-list.js'
import { actionsOf, stepsJson, stepsOf } from './desk-steps.js'
import { NO_PAPER, prepareInterest, takeInterestStep } from './interest-paper.js'
import { type InterestPaper, interestPaper, interestPapers, type PaperLine, paperLines } from './interest-paper-store.js'
import * as shape from './interest-schema.js'
import { type ReportTable, rowOf, tableWorkbook } from './report-table.js'
import { STATEMENT_PAPER } from './statement-routes.js'

const SEE = { permission: 'book.see' } as const
const PERMISSION = { approved: 'voucher.review', returned: 'voucher.review' } as const

export function interestPaperRoutes({ clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/fund/interest-papers',
      access: SEE,
      summary: '计息单：账户、计息期、应计与银行入账利息、差额、状态，新的在前',
      schema: { querystring: shape.PaperQuery, response: shape.Papers },
      handler: ({ query }, desk) =>
        desk.read(async (client) => {
          const { total, rows } = await interestPapers(client, { ...query, pool: desk.officer.pool, ...cutOf(query) })
          return { total, rows: rows.map(headJson) }
        }),
    }),
    route({
      method: 'GET',
      url: '/api/fund/interest-papers.xlsx',
      access: SEE,
      summary: '计息单（Excel）',
      schema: { querystring: shape.PaperQuery, response: Workbook },
      handler: async ({ query }, desk) => {
        const { total, rows } = await desk.read((client) => interestPapers(client, { ...query, pool: desk.officer.pool, limit: MOST, offset: 0 }))
        const over = tooMany(total)
        if (over !== undefined) return over
        await desk.audit('interest_paper.export', { detail: { rows: rows.length } })
        return sheetOfPapers(rows)
      },
    }),
    route({
      method: 'POST',
      url: '/api/fund/interest-papers',
      access: { permission: 'voucher.prepare' },
      summary: '按银行回单编制计息单：按积数分配到各基金各核算单位，待另一人复核；与应计不同时须写明原因',
      schema: { body: shape.PaperBody, response: shape.Paper },
      handler: async ({ body }, desk) => {
        const made = await desk.write((client) => prepareInterest(client, desk, body, dayIn(clock)))
        if (isRefusal(made)) return made
        await desk.audit('interest_paper.prepare', { detail: { paper: String(made), account: body.account, slip: body.slip } })
        return desk.read((client) => shown(client, desk, made))
      },
    }),
    route({
      method: 'GET',
      url: '/api/fund/interest-papers/:paper',
      access: SEE,
      summary: '一份计息单：各基金各核算单位的积数、应计、分得利息、经手、可办事项',
      schema: { params: shape.PaperParams, response: shape.Paper },
      handler: ({ params }, desk) => desk.read((client) => shown(client, desk, BigInt(params.paper))),
    }),
    route({
      method: 'POST',
      url: '/api/fund/interest-papers/:paper/steps',
      access: { permission: 'voucher.review' },
      summary: '复核计息单并记账，或退回；编制后余额有变动的不能记账',
      schema: { params: shape.PaperParams, body: shape.PaperStepBody, response: shape.Paper },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.paper)
        const done = await desk.write((client) => takeInterestStep(client, desk, number, body))
        if (isRefusal(done)) return done
        await desk.audit(`interest_paper.${body.kind}`, { detail: { paper: params.paper, slip: done.slip } })
        return desk.read((client) => shown(client, desk, number))
      },
    }),
    route({
      method: 'GET',
      url: '/api/fund/interest-papers/:paper/paper.xlsx',
      access: SEE,
      summary: '一份计息单（Excel）',
      schema: { params: shape.PaperParams, response: Workbook },
      handler: async ({ params }, desk) => {
        const table = await desk.read((client) => tableOf(client, desk, BigInt(params.paper)))
        return isRefusal(table) ? table : tableWorkbook('interest-paper', [table])
      },
    }),
    route({
      method: 'GET',
      url: '/api/fund/interest-papers/:paper/paper.pdf',
      access: SEE,
      summary: '一份计息单（PDF）',
      schema: { params: shape.PaperParams, response: Pdf },
      handler: async ({ params }, desk) => {
        const table = await desk.read((client) => tableOf(client, desk, BigInt(params.paper)))
        return isRefusal(table) ? table : pdfAnswer('interest-paper', '利息分配表', [table], STATEMENT_PAPER)
      },
    }),
  ]
}

function headJson(row: InterestPaper) {
  const {
    paper,
    account_name,
    unit_name,
    books,
    from_day: from,
    to_day: to,
    credited_on,
    booked_on,
    slip,
    due_fen,
    bank_fen,
    explanation,
    officer_name,
    known_at,
    stage,
  } = row
  return {
    ...{ paper: paper.toString(), account_name, unit_name, books: books.length, from, to, credited_on, booked_on, slip, explanation, officer_name, known_at },
    ...{ due_fen: fenJson(due_fen), bank_fen: fenJson(bank_fen), difference_fen: fenJson(bank_fen - due_fen), stage, stage_name: INTEREST_LIFE.names[stage] },
  }
}

async function shown(client: pg.PoolClient, desk: Desk, number: bigint): Promise<unknown> {
  const found = await interestPaper(client, desk.officer.pool, number)
  if (found === undefined) return NO_PAPER
  const steps = await stepsOf<InterestStage>(client, 'interest_paper', [number])
  return {
    ...headJson(found),
    lines: (await paperLines(client, number)).map(lineJson),
    steps: stepsJson(INTEREST_LIFE, steps),
    actions: actionsOf(INTEREST_LIFE, steps, PERMISSION, desk.officer),
  }
}

function lineJson({ line: _line, due_fen, pool_fen, account_fen, voucher, ...row }: PaperLine) {
  const fen = { due_fen: fenJson(due_fen), credited_fen: fenJson(pool_fen + account_fen), pool_fen: fenJson(pool_fen), account_fen: fenJson(account_fen) }
  return { ...row, ...fen, voucher: voucher?.toString() ?? null }
}

async function tableOf(client: pg.PoolClient, desk: Desk, number: bigint): Promise<ReportTable | Refusal> {
  const found = await interestPaper(client, desk.officer.pool, number)
  if (found === undefined) return NO_PAPER
  const lines = await paperLines(client, number)
  const sum = (of: (line: PaperLine) => bigint): bigint => lines.reduce((so, line) => so + of(line), 0n)
  const place = found.unit_name === null ? found.account_name : `${found.account_name}（${found.unit_name}）`
  const why = found.bank_fen === found.due_fen ? '' : `　与应计差额 ${yuanText(found.bank_fen - found.due_fen)} 元：${found.explanation}`
  return {
    title: '利息分配表',
    subtitle: `${place}　${found.from_day} 至 ${found.to_day}　回单 ${found.slip}　入账 ${found.credited_on}${why}`,
    texts: ['基金', '核算单位', '积数（元·天）', '年利率', '凭证'],
    amounts: ['应计利息', '分得利息', '统筹部分', '个人账户部分'],
    rows: [
      ...lines.map((line) =>
        rowOf(
          [line.book_name, line.unit_name, productText(BigInt(line.product)), line.rates, line.voucher?.toString() ?? ''],
          [line.due_fen, line.pool_fen + line.account_fen, line.pool_fen, line.account_fen],
        ),
      ),
      rowOf(
        ['合计', '', productText(sum(({ product }) => BigInt(product))), '', ''],
        [found.due_fen, found.bank_fen, sum((line) => line.pool_fen), sum((line) => line.account_fen)],
      ),
    ],
  }
}

function sheetOfPapers(rows: readonly InterestPaper[]): Promise<Response> {
  return workbookReply(
    {
      name: '计息单',
      file: 'interest-papers.xlsx',
      texts: ['账户', '核算单位', '起日', '止日', '入账日期', '回单号', '差额原因', '编制人', '状态'],
      amounts: ['应计利息', '银行入账', '差额'],
    },
    rows.map(headJson).map((row) => ({
      texts: [row.account_name, row.unit_name ?? '', row.from, row.to, row.credited_on, row.slip, row.explanation, row.officer_name, row.stage_name],
      fen: [row.due_fen, row.bank_fen, row.difference_fen],
    })),
  )
}
