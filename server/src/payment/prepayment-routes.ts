// Money in advance to providers (医保预付金): the gate's conditions are found from the books and the data of the place, kept with the
// application, and refused where one does not hold; three officers decide; what was approved becomes a payable.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import { fenOfYuan } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { monthsOfCover } from '@tongchou/domain/fund/position.js'
import { stageName } from '@tongchou/domain/payment/life.js'
import { PREPAYMENT_LIFE } from '@tongchou/domain/payment/lives.js'
import { averageMonth, type GateCondition, prepaymentGate } from '@tongchou/domain/payment/prepayment-gate.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { fundPositions } from '../fund/position.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookReply } from '../http/workbook.js'
import * as shape from './cycle-schemas.js'
import { ListOf, Made, NumberParams, StepBody } from './desk-schemas.js'
import { insertPayable, plainLine } from './payable-store.js'
import { type PrepaymentRow, prepaymentNumbered, prepayments } from './prepayment-store.js'
import { decideReceipt, receiptsJson, reportReceipt } from './return-prepayment.js'
import { hundredthsRule, paymentRule, ratioRule } from './rule-store.js'
import { lockSubject, paymentSteps, standingJson, takeStep } from './take-step.js'
import { MOST, tooMany } from './whole-list.js'

const SEE = { permission: 'payment.see' } as const

export function prepaymentRoutes({ clock }: AppContext): readonly Route[] {
  return [
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
      handler: async ({ body }, desk) => {
        const made = await desk.write((client) => propose(client, desk, body, dayIn(clock)))
        if (isRefusal(made)) return made
        await desk.audit('prepayment.propose', { detail: { prepayment: made.toString(), provider: body.provider } })
        return { number: made.toString() }
      },
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
        const made = await desk.write((client) => reportReceipt(client, desk, number, body, dayIn(clock)))
        if (isRefusal(made)) return made
        await desk.audit('prepayment.receipt', { detail: { prepayment: params.number, receipt: made.toString() } })
        return shown(desk, number)
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

type Application = PrepaymentRow & { readonly number: bigint }

async function find(client: pg.PoolClient, number: bigint): Promise<Application | undefined> {
  const row = await prepaymentNumbered(client, number)
  return row === undefined ? undefined : { ...row, number }
}

async function sheet(desk: Desk, query: Static<typeof shape.PrepaymentQuery>): Promise<Response | Refusal> {
  const rows = await desk.read((client) => prepayments(client, { ...query, size: MOST, from: 0 }))
  const over = tooMany(rows)
  if (over !== undefined) return over
  await desk.audit('prepayment.export', { detail: { book: query.book ?? null } })
  return workbookReply(
    {
      name: '预付金',
      file: 'prepayments.xlsx',
      texts: ['编号', '账套', '机构编码', '机构', '核算单位', '年度', '状态', '用途'],
      amounts: ['申请', '已付', '已冲抵', '已退回', '未收回'],
    },
    rows.map((row) => {
      const one = headJson(row)
      return {
        texts: [one.number, one.book, one.provider, one.provider_name, one.unit, String(one.year), one.stage_name, one.purpose],
        fen: [one.amount_fen, one.paid_fen, one.set_off_fen, one.returned_fen, one.left_fen],
      }
    }),
  )
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
      conditions: [...row.conditions],
      receipts: await receiptsJson(client, desk, number),
    }
  })
}

async function propose(client: pg.PoolClient, desk: Desk, body: Static<typeof shape.PrepaymentBody>, today: Day): Promise<bigint | Refusal> {
  const { book, provider, unit, year, purpose } = body
  const { officer } = desk
  await lockSubject(client, 'prepayment', `${book}/${provider}`)
  if (!officer.areas.includes(unit)) return refused('elsewhere', '预付金从您区域以外的核算单位支付，请由该单位或市级办理。')
  if (year !== yearOf(today)) return refused('other_year', '预付金按当年申请，年内收回或冲抵。')
  const { rowCount } = await client.query(
    "SELECT 1 FROM prepayment WHERE book = $1 AND provider = $2 AND unit = $3 AND year = $4 AND payment_stage('prepayment', prepayment) <> 'refused'",
    [book, provider, unit, year],
  )
  if ((rowCount ?? 0) > 0) return refused('applied_already', '这家机构本年度已有预付金申请；一年只办一次。')
  const conditions = await gate(client, body, today)
  if (isRefusal(conditions)) return conditions
  const failing = conditions.filter(({ met }) => !met)
  if (failing.length > 0) return refused('gate_closed', `不符合预付条件：${failing.map(({ name, found }) => `${name}（现为${found}）`).join('；')}。`)
  const { rows } = await client.query<{ prepayment: bigint }>(
    `INSERT INTO prepayment (prepayment, book, provider, unit, year, amount_fen, conditions, purpose, officer)
       VALUES (nextval('payment_seq'), $1, $2, $3, $4, $5, $6, $7, $8) RETURNING prepayment`,
    [book, provider, unit, year, body.amount_fen, JSON.stringify(conditions), purpose, officer.officer],
  )
  return rows[0]?.prepayment ?? 0n
}

async function gate(client: pg.PoolClient, body: Static<typeof shape.PrepaymentBody>, today: Day): Promise<readonly GateCondition[] | Refusal> {
  const { book, provider, year } = body
  const asked = (name: string) => paymentRule(client, { book, name, day: today })
  const [cover, months, least] = [await asked('prepay_cover_months'), await asked('prepay_months'), await asked('prepay_score')]
  const averaged = await asked('prepay_average_years')
  if (isRefusal(cover)) return cover
  if (isRefusal(months)) return months
  if (isRefusal(averaged)) return averaged
  const positions = (await fundPositions(client, today)).filter((one) => one.book === book)
  const free = positions.reduce((sum, one) => sum + one.freeFen, 0n)
  const spent = positions.reduce((sum, one) => sum + one.spentFen, 0n)
  const { rows } = await client.query<{ last: bigint; paid: bigint[]; designated: boolean }>(
    `SELECT coalesce((SELECT -sum(e.amount_fen) FROM cash_entry e JOIN cash_voucher v USING (book, voucher) WHERE e.book = $1 AND e.account >= '4' AND extract(year FROM e.booked_on) = $2 - 1
                        AND e.detail NOT LIKE 'account%' AND v.fact_kind NOT IN ('opening_balance', 'year_closed')), 0)::bigint AS last,
            ARRAY(SELECT coalesce((SELECT sum(l.gross_fen - l.deduction_fen) FROM provider_paid p JOIN provider_paid_line l USING (book, fact)
                       WHERE p.book = $1 AND p.provider = $3 AND extract(year FROM p.period) = $2 - back.years), 0)::bigint FROM generate_series(1, $5::integer) AS back(years)) AS paid,
            EXISTS (SELECT 1 FROM provider p WHERE p.code = $3 AND p.designated_from <= $4 AND (p.designated_until IS NULL OR p.designated_until >= $4)) AS designated`,
    [book, year, provider, today, Number(averaged.value)],
  )
  const found = rows[0]
  const score = body.score === undefined ? null : (fenOfYuan(body.score) ?? null)
  return prepaymentGate(
    { monthsOfCover: hundredthsRule(cover), appraisalScore: isRefusal(least) ? null : hundredthsRule(least), months: ratioRule(months) },
    {
      amountFen: BigInt(body.amount_fen),
      monthsOfCover: monthsOfCover(free, spent, Math.max(0, ...positions.map(({ spentMonths }) => spentMonths))),
      lastYearFen: found?.last ?? 0n,
      forecastHolds: body.forecast_holds,
      agreementInForce: found?.designated === true,
      appraisalScore: score,
      averageMonthFen: averageMonth(found?.paid ?? []),
    },
  )
}

async function approve(client: pg.PoolClient, { officer }: Desk, row: Application, today: Day): Promise<Refusal | Record<string, unknown>> {
  if (!officer.areas.includes(row.unit)) return refused('elsewhere', '不是您区域的核算单位。')
  const month = `${row.year}-01-01`
  const payable = await insertPayable(client, {
    ...{ kind: 'prepayment', source: row.prepayment.toString(), book: row.book, payeeKind: 'provider', payee: row.provider },
    ...{ title: `${row.provider_name} ${row.year} 年预付金`, month, bookedOn: today, officer: officer.officer },
    lines: [plainLine({ unit: row.unit, period: month, part: 'pool', care: 'other', fen: row.amount_fen })],
  })
  return { payable: payable.toString() }
}
