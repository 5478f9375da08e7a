// Requests for funds (用款申请): where each unit's money stands, the unit's application by spending progress, and its way step by step.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { postFact } from '@tongchou/domain/fund/post-facts.js'
import { BEGUN } from '@tongchou/domain/payment/life.js'
import { type ChainStep, chainLife, levelRefused } from '@tongchou/domain/payment/request-chain.js'
import type pg from 'pg'
import { type Static, Type } from 'typebox'
import { loadBooks } from '../fund/book-store.js'
import { BookParams } from '../fund/schemas.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { Fen, ListOf, ListQuery, Made, MonthText, NullableText, NumberParams, Positive, StepBody, standing, Text, Unit, Words } from './desk-schemas.js'
import { actingAt, requestedFact, requestStep } from './request-steps.js'
import { chainOf, moneyOfUnits, type RequestRow, requestNumbered, requestRows, stepsOfChain } from './request-store.js'
import { lockSubject, paymentSteps, standingJson, takeStep } from './take-step.js'
import { unitPlanRefused } from './unit-plan.js'
import { wholeSheet } from './whole-list.js'
import { makeNoted } from './write-noted.js'

const SEE = { permission: 'payment.see' } as const
const Book = BookParams.properties.book
const NullableFen = Type.Union([Fen, Type.Null()])
const Query = ListQuery({ book: Type.Optional(Book) })
const head = {
  number: Text,
  book: Text,
  unit: Text,
  unit_name: Text,
  month: Text,
  budget_line: Text,
  amount_fen: Fen,
  approved_fen: Fen,
  rest_of: NullableText,
  rest: NullableText,
  plan_fen: NullableFen,
  spent_fen: Fen,
  held_fen: Fen,
  purpose: Text,
  officer_name: Text,
  known_at: Text,
  stage: Text,
  stage_name: Text,
}
const Way = Type.Object({
  kind: Text,
  name: Text,
  level: Text,
  records: Text,
  partial: Type.Boolean(),
  amount_fen: NullableFen,
  done: Type.Boolean(),
  bank: NullableText,
  account: NullableText,
  fact: NullableText,
  fact_kind: NullableText,
})
const One = Type.Object({ ...head, ...standing, way: Type.Array(Way), rest_refused: NullableText })
const RequestStep = Type.Object({ ...StepBody.properties, amount_fen: Type.Optional(Positive) })
const Body = Type.Object({ book: Book, unit: Unit, month: MonthText, budget_line: Words('预算项目'), amount_fen: Positive, purpose: Words('申请说明', 4) })
const MoneyQuery = Type.Object({ book: Book, year: Type.Integer({ title: '年度', minimum: 2010, maximum: 2100 }) })
const Money = Type.Array(
  Type.Object({
    unit: Text,
    unit_name: Text,
    plan_fen: NullableFen,
    requested_fen: Fen,
    granted_fen: Fen,
    county_finance_fen: Fen,
    expenditure_account_fen: Fen,
    spent_fen: Fen,
  }),
)

export function requestRoutes({ clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/fund-money',
      access: SEE,
      summary: '各核算单位的资金：年度计划、已申请、已拨付、县财政存放、支出户余额、已支出',
      schema: { querystring: MoneyQuery, response: Money },
      handler: async ({ query }, desk) => {
        const rows = await desk.read((client) => moneyOfUnits(client, query.book, query.year))
        return rows.map(({ unit, unit_name, plan_fen, ...fen }) => ({
          ...{ unit, unit_name, plan_fen: plan_fen === null ? null : fenJson(plan_fen) },
          ...(Object.fromEntries(Object.entries(fen).map(([key, value]) => [key, fenJson(value)])) as Record<keyof typeof fen, number>),
        }))
      },
    }),
    route({
      method: 'GET',
      url: '/api/fund-requests',
      access: SEE,
      summary: '用款申请，新的在前',
      schema: { querystring: Query, response: ListOf(head) },
      handler: async ({ query }, desk) => {
        const { page = 1, size = 20 } = query
        const rows = await desk.read((client) => requestRows(client, { ...query, size, from: (page - 1) * size }))
        return { total: rows[0]?.total ?? 0, rows: rows.map(headJson) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/fund-requests.xlsx',
      access: SEE,
      summary: '用款申请（Excel）',
      schema: { querystring: Query, response: Workbook },
      handler: ({ query }, desk) =>
        wholeSheet(desk, {
          action: 'fund_request.export',
          detail: { book: query.book ?? null },
          sheet: {
            name: '用款申请',
            file: 'fund-requests.xlsx',
            texts: ['编号', '账套', '核算单位', '月份', '预算项目', '状态', '说明'],
            amounts: ['申请金额', '批准金额', '年度计划', '已支出', '支出户余额'],
          },
          read: (client, most) => requestRows(client, { ...query, size: most, from: 0 }),
          row: (row) => {
            const one = headJson(row)
            return {
              texts: [one.number, one.book, one.unit_name, one.month, one.budget_line, one.stage_name, one.purpose],
              fen: [one.amount_fen, one.approved_fen, one.plan_fen ?? 0, one.spent_fen, one.held_fen],
            }
          },
        }),
    }),
    route({
      method: 'POST',
      url: '/api/fund-requests',
      access: { permission: 'payment.request' },
      summary: '按支出进度提出用款申请；超过批准预算的不受理',
      schema: { body: Body, response: Made },
      handler: ({ body }, desk) =>
        makeNoted(
          desk,
          (client) => apply(client, desk, body, dayIn(clock)),
          (request) => ['fund_request.apply', { request, unit: body.unit }],
        ),
    }),
    route({
      method: 'GET',
      url: '/api/fund-requests/:number',
      access: SEE,
      summary: '一件用款申请：全部步骤、经办、账户、记账、可办事项',
      schema: { params: NumberParams, response: One },
      handler: ({ params }, desk) => shown(desk, BigInt(params.number)),
    }),
    route({
      method: 'POST',
      url: '/api/fund-requests/:number/steps',
      access: 'signed_in',
      summary: '办理用款申请的下一步：汇总申请、拨付、申请用款、拨入支出户、退回',
      schema: { params: NumberParams, body: RequestStep, response: One },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const done = await takeStep(
          desk,
          {
            subject: 'fund_request',
            life: ({ steps }) => chainLife(steps),
            find,
            effect: async (client, found, asked, taken) => {
              const step = found.steps.find(({ kind }) => kind === asked.kind)
              return step === undefined
                ? refused('no_such_step', '没有这一步；请刷新页面。')
                : requestStep(client, desk.officer, found, step, taken, asked, dayIn(clock))
            },
          },
          number,
          body,
        )
        return isRefusal(done) ? done : shown(desk, number)
      },
    }),
    route({
      method: 'POST',
      url: '/api/fund-requests/:number/rest',
      access: { permission: 'payment.request' },
      summary: '就部分批准后未批准的金额再申请一次',
      schema: { params: NumberParams, body: Type.Object({ purpose: Words('申请说明', 4) }), response: Made },
      handler: ({ params, body }, desk) =>
        makeNoted(
          desk,
          (client) => askRest(client, desk, BigInt(params.number), body.purpose, dayIn(clock)),
          (request) => ['fund_request.rest', { request, rest_of: params.number }],
        ),
    }),
  ]
}

async function find(client: pg.PoolClient, number: bigint) {
  const row = await requestNumbered(client, number)
  return row === undefined ? undefined : { ...row, number, steps: await stepsOfChain(client, row.chain) }
}

function headJson({
  request,
  chain: _chain,
  own_level: _own,
  officer: _officer,
  total: _total,
  month,
  amount_fen,
  approved_fen,
  rest_of,
  rest,
  plan_fen,
  spent_fen,
  held_fen,
  ...row
}: RequestRow) {
  const fen = {
    amount_fen: fenJson(amount_fen),
    approved_fen: fenJson(approved_fen),
    plan_fen: plan_fen === null ? null : fenJson(plan_fen),
    spent_fen: fenJson(spent_fen),
    held_fen: fenJson(held_fen),
  }
  const linked = { rest_of: rest_of === null ? null : rest_of.toString(), rest: rest === null ? null : rest.toString() }
  return { ...row, ...fen, ...linked, number: request.toString(), month: month.slice(0, 7) }
}

async function shown(desk: Desk, number: bigint): Promise<unknown> {
  return desk.read(async (client) => {
    const found = await find(client, number)
    if (found === undefined) return refused('not_found', '没有这件用款申请，或不在您的区域。')
    const { number: _number, steps: chain, ...row } = found
    const taken = await paymentSteps(client, 'fund_request', number)
    const json = standingJson(desk, chainLife(chain), found, taken)
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
    return {
      ...headJson(row),
      ...json,
      actions: json.actions.map((action) => {
        const step = chain.find(({ kind }) => kind === action.kind)
        return { ...action, refused: action.refused ?? (step === undefined ? null : (levelRefused(step, actingAt(desk.officer, row))?.sentence ?? null)) }
      }),
      rest_refused: restRefused(found)?.sentence ?? null,
      way: chain
        .filter(({ reason }) => reason === '')
        .map(({ kind, name, level, records, partial }) => {
          const detail = taken.find((one) => one.kind === kind)?.detail
          const bank = { bank: text(detail?.['bank']), account: text(detail?.['masked']), fact: text(detail?.['fact']), fact_kind: text(detail?.['fact_kind']) }
          const amount = text(detail?.['amount_fen'])
          const fen = { partial: partial === 'yes', amount_fen: amount === null ? null : fenJson(BigInt(amount)) }
          return { kind, name, level, records, ...fen, done: detail !== undefined, ...bank }
        }),
    }
  })
}

/** What was cut may be asked for again, once, when the request has come to its end. */
function restRefused({ approved_fen, amount_fen, rest, stage, steps }: RequestRow & { readonly steps: readonly ChainStep[] }): Refusal | undefined {
  const goesOn = steps.some(({ after, reason }) => reason === '' && after.split(' ').includes(stage))
  const turnedDown = steps.find(({ kind }) => kind === stage)?.reason === 'yes'
  if (goesOn || turnedDown || stage === BEGUN) return refused('not_its_turn', '申请办结后，才能就未批准的部分再申请。')
  if (approved_fen === amount_fen) return refused('nothing_cut', '申请已全额批准。')
  return rest === null ? undefined : refused('asked_already', `未批准的部分已经再申请（编号 ${rest}）。`)
}

async function askRest(client: pg.PoolClient, desk: Desk, number: bigint, purpose: string, today: Day): Promise<bigint | Refusal> {
  await lockSubject(client, 'fund_request', number)
  const found = await find(client, number)
  if (found === undefined) return refused('not_found', '没有这件用款申请，或不在您的区域。')
  const wrong = restRefused(found)
  if (wrong !== undefined) return wrong
  const { book, unit, month, budget_line, amount_fen, approved_fen } = found
  return apply(client, desk, { book, unit, month: month.slice(0, 7), budget_line, amount_fen: Number(amount_fen - approved_fen), purpose }, today, number)
}

async function apply(client: pg.PoolClient, { officer }: Desk, body: Static<typeof Body>, today: Day, restOf: bigint | null = null): Promise<bigint | Refusal> {
  const { book, unit, budget_line, purpose, amount_fen } = body
  const month = `${body.month}-01`
  if (!officer.areas.includes(unit)) return refused('elsewhere', '只能为本区域的核算单位申请用款。')
  const chain = await chainOf(client, book, unit, today)
  if (chain === undefined) return refused('no_chain', '这个核算单位没有规定用款申请的步骤；请先登记用款链并写明依据。')
  const found = (await loadBooks(client, [book])).get(book)
  if (found === undefined) return refused('no_such_book', `没有账套 ${book}；请核对。`)
  const over = await unitPlanRefused(client, { book, unit, month }, BigInt(amount_fen))
  if (over !== undefined) return over
  const wrong = postFact(found, new Map(), requestedFact({ book, unit, month, budgetLine: budget_line, amountFen: BigInt(amount_fen) }, 0n, today))
  if (Array.isArray(wrong)) return wrong[0] as Refusal
  const own = (await moneyOfUnits(client, book, yearOf(month))).find((one) => one.unit === unit)
  const { rows } = await client.query<{ request: bigint }>(
    `INSERT INTO fund_request (request, book, unit, chain, month, budget_line, amount_fen, plan_fen, spent_fen, held_fen, purpose, officer, booked_on, rest_of)
       VALUES (nextval('payment_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING request`,
    [
      book,
      unit,
      chain,
      month,
      budget_line,
      amount_fen,
      own?.plan_fen ?? null,
      own?.spent_fen ?? 0n,
      own?.expenditure_account_fen ?? 0n,
      purpose,
      officer.officer,
      today,
      restOf,
    ],
  )
  return rows[0]?.request ?? 0n
}
