// Payment batches: what is approved to be paid, batches prepared, reviewed, approved and sent, the bank's answer, Excel of each.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { BATCH_LIFE } from '@tongchou/domain/payment/lives.js'
import type pg from 'pg'
import { type Static, Type } from 'typebox'
import { registerCipher } from '../enrolment/register-cipher.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookReply } from '../http/workbook.js'
import { batchJson, fileJson, itemJson, payableJson } from './batch-json.js'
import * as shape from './batch-schemas.js'
import { accountChanged, enoughMoney, openBytes, sendBatch } from './batch-steps.js'
import { batchNumbered, batchRows, filesOf, itemsOf } from './batch-store.js'
import { collectDifferences } from './collect-differences.js'
import { ListOf, Made, NumberParams, StepBody } from './desk-schemas.js'
import { payableRows } from './payable-store.js'
import { prepareBatch } from './prepare-batch.js'
import { takeResults } from './take-results.js'
import { paymentSteps, standingJson, takeStep } from './take-step.js'
import { bankTemplates } from './template-store.js'
import { wholeSheet } from './whole-list.js'
import { makeNoted, writeNoted } from './write-noted.js'

const SEE = { permission: 'payment.see' } as const
const PREPARE = { permission: 'payment.prepare' } as const
const NO_SUCH = refused('not_found', '没有这个批次，或不在您的区域；请在列表里核对。')
const File = Type.Unsafe<Response>({ description: "the bank's file as it was sent" })

export function batchRoutes(context: AppContext): readonly Route[] {
  const today = () => dayIn(context.clock)
  const cipher = registerCipher(context.key)
  return [
    route({
      method: 'GET',
      url: '/api/bank-templates',
      access: SEE,
      summary: '银行文件模板',
      schema: { response: shape.Templates },
      handler: (_request, desk) => desk.read(bankTemplates),
    }),
    route({
      method: 'GET',
      url: '/api/payables',
      access: SEE,
      summary: '待付款项：机构月结、补付差额、保证金、预付金；哪些待付、办理中、已付、退票',
      schema: { querystring: shape.PayableQuery, response: shape.Payables },
      handler: async ({ query }, desk) => {
        const { page = 1, size = 20 } = query
        const rows = await desk.read((client) => payablesAsked(client, query, size, (page - 1) * size))
        return { total: rows[0]?.total ?? 0, sum_fen: fenJson(rows[0]?.sum_fen ?? 0n), rows: rows.map((row) => payableJson(desk.officer.pool, row)) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/payables.xlsx',
      access: SEE,
      summary: '待付款项（Excel）',
      schema: { querystring: shape.PayableQuery, response: Workbook },
      handler: ({ query }, desk) => payablesSheet(desk, query),
    }),
    route({
      method: 'POST',
      url: '/api/payables/collect',
      access: PREPARE,
      summary: '把审批同意的补付差额、应退还责任方的款项归集为待付款项',
      schema: { body: shape.CollectBody, response: shape.Collected },
      handler: ({ body: { book } }, desk) =>
        writeNoted(
          desk,
          (client) => collectDifferences(client, desk, book, today()),
          ({ collected }) => ['payable.collect', { book, collected }],
        ),
    }),
    route({
      method: 'GET',
      url: '/api/payment-batches',
      access: SEE,
      summary: '支付批次，新的在前',
      schema: { querystring: shape.BatchQuery, response: ListOf(shape.batchHead) },
      handler: async ({ query }, desk) => {
        const { page = 1, size = 20 } = query
        const rows = await desk.read((client) => batchesAsked(client, query, size, (page - 1) * size))
        return { total: rows[0]?.total ?? 0, rows: rows.map(batchJson) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/payment-batches.xlsx',
      access: SEE,
      summary: '支付批次（Excel）',
      schema: { querystring: shape.BatchQuery, response: Workbook },
      handler: ({ query }, desk) =>
        wholeSheet(desk, {
          action: 'batch.list',
          detail: { book: query.book ?? null },
          sheet: {
            name: '支付批次',
            file: 'batches.xlsx',
            texts: ['编号', '账套', '批次名称', '状态', '编制', '时间', '笔数', '已付笔数', '未付成和退票', '等待结果'],
            amounts: ['金额', '已付'],
          },
          read: (client, most) => batchesAsked(client, query, most, 0),
          row: (row) => {
            const one = batchJson(row)
            const counts = [one.items, one.paid, one.bounced, one.waiting].map(String)
            return { texts: [one.number, one.book, one.title, one.stage_name, one.officer_name, one.known_at, ...counts], fen: [one.amount_fen, one.paid_fen] }
          },
        }),
    }),
    route({
      method: 'POST',
      url: '/api/payment-batches',
      access: PREPARE,
      summary: '编制支付批次：一个基金的若干待付款项',
      schema: { body: shape.BatchBody, response: Made },
      handler: ({ body }, desk) => prepare(desk, body, today()),
    }),
    route({
      method: 'GET',
      url: '/api/payment-batches/:number',
      access: SEE,
      summary: '一个支付批次：逐笔款项、银行文件、结果、可办事项',
      schema: { params: NumberParams, response: shape.Batch },
      handler: ({ params }, desk) => shown(desk, BigInt(params.number)),
    }),
    route({
      method: 'GET',
      url: '/api/payment-batches/:number/items.xlsx',
      access: SEE,
      summary: '支付批次逐笔清单（Excel）',
      schema: { params: NumberParams, response: Workbook },
      handler: ({ params }, desk) => itemsSheet(desk, BigInt(params.number)),
    }),
    route({
      method: 'POST',
      url: '/api/payment-batches/:number/steps',
      access: 'signed_in',
      summary: '支付批次复核、审批、退回、作废、生成银行文件',
      schema: { params: NumberParams, body: StepBody, response: shape.Batch },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const effect = async (client: pg.PoolClient, found: Batch, { kind }: { kind: string }): Promise<Refusal | Record<string, unknown>> => {
          if (kind !== 'approved' && kind !== 'sent') return {}
          const changed = await accountChanged(client, found)
          if (changed !== undefined) return changed
          return kind === 'approved' ? ((await enoughMoney(client, found)) ?? {}) : sendBatch(client, cipher, found, desk.officer.officer, today())
        }
        const done = await takeStep(desk, { subject: 'batch', life: () => BATCH_LIFE, find, effect }, number, body)
        return isRefusal(done) ? done : shown(desk, number)
      },
    }),
    route({
      method: 'GET',
      url: '/api/payment-batches/:number/file',
      access: PREPARE,
      summary: '下载送银行的文件；每次下载留痕',
      schema: { params: NumberParams, response: File },
      handler: async ({ params }, desk) => {
        const number = BigInt(params.number)
        const sent = await desk.read(async (client) => {
          const { rows } = await client.query<{ name: string; content: Buffer }>(
            "SELECT name, content FROM payment_file WHERE batch = $1 AND direction = 'out'",
            [number],
          )
          return rows[0]
        })
        if (sent === undefined) return refused('not_found', '这个批次还没有生成银行文件。')
        await desk.audit('batch.download', { detail: { batch: params.number } })
        return new Response(new Uint8Array(openBytes(cipher, sent.content)), {
          headers: { 'content-type': 'application/octet-stream', 'content-disposition': `attachment; filename="${sent.name}"` },
        })
      },
    }),
    route({
      method: 'POST',
      url: '/api/payment-batches/:number/results',
      access: PREPARE,
      summary: '导入银行结果文件：逐笔对应付款编号，错行列出，整份不符的拒绝',
      bodyLimit: 16_000_000,
      schema: { params: NumberParams, body: shape.ResultBody, response: shape.ResultsTaken },
      handler: ({ params, body }, desk) => {
        const { officer, areas } = desk.officer
        const given = { batch: BigInt(params.number), name: body.name, bytes: Buffer.from(body.content, 'base64'), officer, areas, today: today() }
        return writeNoted(
          desk,
          (client) => takeResults(client, cipher, given),
          (done) => ['batch.results', { batch: params.number, ...done }],
        )
      },
    }),
  ]
}

function payablesAsked(client: pg.PoolClient, query: Static<typeof shape.PayableQuery>, size: number, from: number) {
  const { book = null, payee_kind: payeeKind = null, stage: standing = null, sort } = query
  return payableRows(client, { book, payeeKind, standing, q: query.q || null, sort, size, from })
}

function payablesSheet(desk: Desk, query: Static<typeof shape.PayableQuery>): Promise<Response | Refusal> {
  return wholeSheet(desk, {
    action: 'payable.export',
    detail: { book: query.book ?? null },
    sheet: {
      name: '待付款项',
      file: 'payables.xlsx',
      texts: ['编号', '类别', '账套', '收款方编号', '收款方', '事项', '月份', '状态', '批次', '账户'],
      amounts: ['金额'],
    },
    read: (client, most) => payablesAsked(client, query, most, 0),
    row: (row) => {
      const one = payableJson(desk.officer.pool, row)
      const texts = [one.number, one.kind_name, one.book, one.payee, one.payee_name, one.title, one.month, one.standing_name]
      return { texts: [...texts, one.batch ?? '', one.account ?? ''], fen: [one.amount_fen] }
    },
  })
}

function batchesAsked(client: pg.PoolClient, { book, stage, q, sort }: Static<typeof shape.BatchQuery>, size: number, from: number) {
  return batchRows(client, { book: book ?? null, stage: stage ?? null, q: q || null, sort, size, from })
}

function prepare(desk: Desk, body: Static<typeof shape.BatchBody>, today: string): Promise<{ number: string } | Refusal> {
  return makeNoted(
    desk,
    (client) => prepareBatch(client, desk, { ...body, payables: body.payables.map(BigInt), today }),
    (batch) => ['batch.prepare', { batch, payments: body.payables.length }],
  )
}

type Batch = Awaited<ReturnType<typeof find>> & object

async function find(client: pg.PoolClient, number: bigint) {
  const one = await batchNumbered(client, number)
  return one === undefined ? undefined : { ...one, number }
}

async function shown(desk: Desk, number: bigint): Promise<unknown> {
  return desk.read(async (client) => {
    const one = await find(client, number)
    if (one === undefined) return NO_SUCH
    const [items, files] = [await itemsOf(client, number), await filesOf(client, number)]
    const { number: _number, ...row } = one
    return {
      ...batchJson(row),
      ...standingJson(desk, BATCH_LIFE, one, await paymentSteps(client, 'batch', number)),
      payments: items.map((item) => itemJson(desk.officer.pool, item)),
      files: files.map(fileJson),
    }
  })
}

async function itemsSheet(desk: Desk, number: bigint): Promise<Response | Refusal> {
  const items = await desk.read((client) => itemsOf(client, number))
  if (items.length === 0) return NO_SUCH
  await desk.audit('batch.export', { detail: { batch: number.toString() } })
  const texts = ['付款编号', '类别', '收款方编号', '收款方', '事项', '开户行', '账号', '第几次', '结果', '日期', '说明']
  return workbookReply(
    { name: `支付批次${number}`, file: `batch-${number}.xlsx`, texts, amounts: ['金额'] },
    items.map((item) => {
      const one = itemJson(desk.officer.pool, item)
      const result = [one.outcome_name, one.happened_on ?? '', one.reason ?? '']
      return {
        texts: [one.item_key, one.kind_name, one.payee, one.payee_name, one.title, one.bank, one.account, String(one.attempt), ...result],
        fen: [one.amount_fen],
      }
    }),
  )
}
