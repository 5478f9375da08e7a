// Money in advance to providers (医保预付金): the gate's conditions are found from the books and the data of the place, kept with the
// application, and refused where one does not hold; three officers decide; what was approved becomes a payable.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import { fenOfYuan } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { stageName } from '@tongchou/domain/payment/life.js'
import { PREPAYMENT_LIFE } from '@tongchou/domain/payment/lives.js'
import { instalmentsOf } from '@tongchou/domain/payment/prepayment-calendar.js'
import type { GateCondition } from '@tongchou/domain/payment/prepayment-gate.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import * as shape from './cycle-schemas.js'
import { ListOf, Made, NumberParams, StepBody } from './desk-schemas.js'
import { insertPayable, plainLine } from './payable-store.js'
import { calendarPage, calendarSheet, planDays } from './prepayment-calendar.js'
import { conditionsOf, fundGate, leadsAlliance, type PlanRow, plansOf, providerFigures } from './prepayment-conditions.js'
import { type PrepaymentRow, prepaymentNumbered, prepayments } from './prepayment-store.js'
import { decideReceipt, receiptsJson, reportReceipt } from './return-prepayment.js'
import { lockSubject, paymentSteps, standingJson, takeStep } from './take-step.js'
import { wholeSheet } from './whole-list.js'
import { makeNoted } from './write-noted.js'

const SEE = { permission: 'payment.see' } as const

export function prepaymentRoutes({ clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/prepayment-calendar',
      access: SEE,
      summary: '预付日历：各期申请、拨付、收回的期限，到期、逾期、条件不符及原因',
      schema: { querystring: shape.CalendarQuery, response: shape.Calendar },
      handler: ({ query }, desk) => desk.read((client) => calendarPage(client, query, dayIn(clock))),
    }),
    route({
      method: 'GET',
      url: '/api/prepayment-calendar.xlsx',
      access: SEE,
      summary: '预付日历（Excel）',
      schema: { querystring: shape.CalendarQuery, response: Workbook },
      handler: ({ query }, desk) => calendarSheet(desk, query, dayIn(clock)),
    }),
    route({
      method: 'GET',
      url: '/api/prepayments',
      access: SEE,
      summary: '预付金：申请、已付、冲抵、退回、未收回，新的在前',
      schema: { querystring: shape.PrepaymentQuery, response: ListOf(shape.prepaymentHead) },
      handler: async ({ query }, desk) => {
        const { page = 1, size = 20 } = query
        const rows = await desk.read((client) => prepayments(client, { ...query, size, from: (page - 1) * size }))
        return { total: rows[0]?.total ?? 0, rows: rows.map(headJson) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/prepayments.xlsx',
      access: SEE,
      summary: '预付金（Excel）',
      schema: { querystring: shape.PrepaymentQuery, response: Workbook },
      handler: ({ query }, desk) => sheet(desk, query),
    }),
    route({
      method: 'POST',
      url: '/api/prepayments',
      access: { permission: 'cycle.review' },
      summary: '提出一家机构的预付金申请；不符合条件的不受理并说明哪一条',
      schema: { body: shape.PrepaymentBody, response: Made },
      handler: ({ body }, desk) =>
        makeNoted(
          desk,
          (client) => propose(client, desk, body, dayIn(clock)),
          (prepayment) => ['prepayment.propose', { prepayment, provider: body.provider }],
        ),
    }),
    route({
      method: 'GET',
      url: '/api/prepayments/:number',
      access: SEE,
      summary: '一件预付金申请：条件逐条、过程',
      schema: { params: NumberParams, response: shape.Prepayment },
      handler: ({ params }, desk) => shown(desk, BigInt(params.number)),
    }),
    route({
      method: 'POST',
      url: '/api/prepayments/:number/steps',
      access: 'signed_in',
      summary: '预付金申请复核、审批、不予通过',
      schema: { params: NumberParams, body: StepBody, response: shape.Prepayment },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const effect = async (client: pg.PoolClient, found: Application, { kind }: { kind: string }) =>
          kind === 'approved' ? approve(client, desk, found, dayIn(clock)) : {}
        const done = await takeStep(desk, { subject: 'prepayment', life: () => PREPAYMENT_LIFE, find, effect }, number, body)
        return isRefusal(done) ? done : shown(desk, number)
      },
    }),
    route({
      method: 'POST',
      url: '/api/prepayments/:number/receipts',
      access: { permission: 'payer.handle' },
      summary: '登记机构以资金退回的预付金，由第二人复核入账',
      schema: { params: NumberParams, body: shape.ReceiptBody, response: shape.Prepayment },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const made = await makeNoted(
          desk,
          (client) => reportReceipt(client, desk, number, body, dayIn(clock)),
          (receipt) => ['prepayment.receipt', { prepayment: params.number, receipt }],
        )
        return isRefusal(made) ? made : shown(desk, number)
      },
    }),
    route({
      method: 'POST',
      url: '/api/prepayments/:number/receipts/:receipt/steps',
      access: 'signed_in',
      summary: '复核预付金退回并入账',
      schema: { params: shape.ReceiptParams, body: StepBody, response: shape.Prepayment },
      handler: async ({ params, body }, desk) => {
        const done = await decideReceipt(desk, BigInt(params.number), BigInt(params.receipt), body, dayIn(clock))
        return isRefusal(done) ? done : shown(desk, BigInt(params.number))
      },
    }),
  ]
}

type Body = Static<typeof shape.PrepaymentBody>
type Application = PrepaymentRow & { readonly number: bigint }

async function find(client: pg.PoolClient, number: bigint): Promise<Application | undefined> {
  const row = await prepaymentNumbered(client, number)
  return row === undefined ? undefined : { ...row, number }
}

function sheet(desk: Desk, query: Static<typeof shape.PrepaymentQuery>): Promise<Response | Refusal> {
  return wholeSheet(desk, {
    action: 'prepayment.export',
    detail: { book: query.book ?? null },
    sheet: {
      name: '预付金',
      file: 'prepayments.xlsx',
      texts: ['编号', '账套', '机构编码', '机构', '核算单位', '年度', '状态', '用途'],
      amounts: ['申请', '已付', '已冲抵', '已退回', '未收回'],
    },
    read: (client, most) => prepayments(client, { ...query, size: most, from: 0 }),
    row: (row) => {
      const one = headJson(row)
      return {
        texts: [one.number, one.book, one.provider, one.provider_name, one.unit, String(one.year), one.stage_name, one.purpose],
        fen: [one.amount_fen, one.paid_fen, one.set_off_fen, one.returned_fen, one.left_fen],
      }
    },
  })
}

function headJson({ prepayment, officer: _officer, total: _total, conditions, amount_fen, paid_fen, set_off_fen, returned_fen, ...row }: PrepaymentRow) {
  const met = conditions.every((one) => one.met)
  const left = paid_fen - set_off_fen - returned_fen
  return {
    ...{ ...row, number: prepayment.toString(), met, stage_name: stageName(PREPAYMENT_LIFE, row.stage), amount_fen: fenJson(amount_fen) },
    ...{ paid_fen: fenJson(paid_fen), set_off_fen: fenJson(set_off_fen), returned_fen: fenJson(returned_fen), left_fen: fenJson(left) },
  }
}

async function shown(desk: Desk, number: bigint): Promise<unknown> {
  return desk.read(async (client) => {
    const row = await find(client, number)
    if (row === undefined) return refused('not_found', '没有这件预付金申请，或不在您的区域。')
    const { number: _number, ...head } = row
    return {
      ...headJson(head),
      ...standingJson(desk, PREPAYMENT_LIFE, row, await paymentSteps(client, 'prepayment', number)),
      conditions: row.conditions.map(({ name, met, found }) => ({ name, met, found })),
      receipts: await receiptsJson(client, desk, number),
    }
  })
}

async function propose(client: pg.PoolClient, desk: Desk, body: Body, today: Day): Promise<bigint | Refusal> {
  const { book, provider, unit, year, purpose, instalment = 1 } = body
  const { officer } = desk
  await lockSubject(client, 'prepayment', `${book}/${provider}`)
  if (!officer.areas.includes(unit)) return refused('elsewhere', '预付金从您区域以外的核算单位支付，请由该单位或市级办理。')
  if (year !== yearOf(today)) return refused('other_year', '预付金按当年申请，年内收回或冲抵。')
  const plan = await planAsked(client, body, today)
  if (isRefusal(plan)) return plan
  const { rowCount } = await client.query(
    "SELECT 1 FROM prepayment WHERE book = $1 AND provider = $2 AND unit = $3 AND year = $4 AND plan = $5 AND instalment = $6 AND payment_stage('prepayment', prepayment) <> 'refused'",
    [book, provider, unit, year, plan.plan, instalment],
  )
  if ((rowCount ?? 0) > 0) return refused('applied_already', '这家机构本期已有预付金申请；一期只办一次。')
  const conditions = await gate(client, plan, body, today)
  if (isRefusal(conditions)) return conditions
  const failing = conditions.filter(({ met }) => !met)
  if (failing.length > 0) return refused('gate_closed', `不符合预付条件：${failing.map(({ name, found }) => `${name}（现为${found}）`).join('；')}。`)
  const { rows } = await client.query<{ prepayment: bigint }>(
    `INSERT INTO prepayment (prepayment, book, provider, unit, year, amount_fen, conditions, purpose, officer, plan, instalment)
       VALUES (nextval('payment_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING prepayment`,
    [book, provider, unit, year, body.amount_fen, JSON.stringify(conditions), purpose, officer.officer, plan.plan, instalment],
  )
  return rows[0]?.prepayment ?? 0n
}

async function gate(client: pg.PoolClient, plan: PlanRow, body: Body, today: Day): Promise<readonly GateCondition[] | Refusal> {
  const { book, provider, year } = body
  const fund = await fundGate(client, book, plan, year, today)
  if (isRefusal(fund)) return fund
  const figures = await providerFigures(client, { book, year, years: fund.averageYears, providers: [provider], today })
  const score = body.score === undefined ? null : (fenOfYuan(body.score) ?? null)
  return conditionsOf(fund, figures.get(provider), { amountFen: BigInt(body.amount_fen), forecastHolds: body.forecast_holds, score })
}

/** The plan that the application belongs to, or why its instalment may not be applied for now. */
async function planAsked(
  client: pg.PoolClient,
  { book, provider, unit, year, plan: wanted = 'yearly', instalment = 1 }: Body,
  today: Day,
): Promise<PlanRow | Refusal> {
  const plan = (await plansOf(client, book, today)).find((one) => one.plan === wanted)
  if (plan === undefined) return refused('no_such_plan', '这个基金没有这一种预付；请在预付日历中核对。')
  const days = instalmentsOf(planDays(plan), year)[instalment - 1]
  if (days === undefined) return refused('no_such_instalment', `${plan.name}没有第 ${instalment} 期；请在预付日历中核对。`)
  if (today < days.applyFrom) return refused('too_early', `${plan.name}第 ${instalment} 期从 ${days.applyFrom} 起申请。`)
  if (plan.payees === 'alliance' && !(await leadsAlliance(client, { book, unit, provider, today })))
    return refused('no_alliance', '这家机构不是该核算单位紧密型医共体的牵头医院；按季度预付只给牵头医院。')
  return plan
}

async function approve(client: pg.PoolClient, { officer }: Desk, row: Application, today: Day): Promise<Refusal | Record<string, unknown>> {
  if (!officer.areas.includes(row.unit)) return refused('elsewhere', '不是您区域的核算单位。')
  const month = `${row.year}-01-01`
  const payable = await insertPayable(client, {
    ...{ kind: 'prepayment', source: row.prepayment.toString(), book: row.book, payeeKind: 'provider', payee: row.provider },
    ...{
      title: `${row.provider_name} ${row.year} 年预付金${row.plan === 'yearly' ? '' : `第 ${row.instalment} 期`}`,
      month,
      bookedOn: today,
      officer: officer.officer,
    },
    lines: [plainLine({ unit: row.unit, period: month, part: 'pool', care: 'other', fen: row.amount_fen })],
  })
  return { payable: payable.toString() }
}
