// The adjustment fund board: levy and allocation computed, confirmed by a second officer, paid part by part into both books; over- and
// underpayment; rates tried over the coming years. Residents and employees apart.

import { decimalText } from '@tongchou/domain/base/decimal.js'
import { notBelowZero, type Ratio, sumOf } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { RunLife } from '@tongchou/domain/base/run-life.js'
import type { AllocationRule, LevyRule } from '@tongchou/domain/policy/adjustment-rule.js'
import { type Exchange, fromExchange } from '@tongchou/domain/policy/exchange.js'
import { ADJUSTMENT_STAGES, type AdjustmentStepKind, adjustmentStage, adjustmentStepRefused } from '@tongchou/domain/pooling/adjustment-life.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { runStepsOf, type StepHouse, type StepRow, stepActions, takeRunStep } from '../fund/run-steps.js'
import { inTransaction } from '../fund/transaction.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookReply } from '../http/workbook.js'
import { type AdjustmentKind, computeAdjustment, payAdjustment } from './adjustment-run.js'
import * as shape from './adjustment-schema.js'
import { simulateAdjustment } from './simulate-adjustment.js'

const SEE = { permission: 'fund.see' } as const
const COMPUTE = { permission: 'adjustment.compute' } as const
const PERMISSION: Readonly<Record<AdjustmentStepKind, string>> = { approved: 'adjustment.approve', withdrawn: 'adjustment.compute' }
const NO_SUCH = refused('not_found', '没有这次计算；请在列表里核对编号。')

interface RunRow {
  readonly run: bigint
  readonly pool: string
  readonly scheme: string
  readonly year: number
  readonly kind: AdjustmentKind
  readonly rule_hash: string
  readonly rule: Exchange
  readonly pot: string
  readonly officer: bigint
  readonly officer_name: string
  readonly known_at: string
  readonly total: bigint
  readonly paid: bigint
}

const RUN = `
  SELECT r.run, r.pool, r.scheme, r.year, r.kind, r.rule_hash, r.rule, r.inputs->>'potFen' AS pot, r.officer, o.name AS officer_name, r.known_at,
         (SELECT coalesce(sum(u.amount_fen), 0)::bigint FROM adjustment_unit u WHERE u.run = r.run) AS total,
         (SELECT coalesce(sum(p.amount_fen), 0)::bigint FROM adjustment_payment p WHERE p.run = r.run) AS paid
    FROM adjustment_run r JOIN officer o USING (officer) WHERE r.pool = $1`

export function adjustmentRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/adjustment/runs',
      access: SEE,
      summary: '调剂金上解和下拨的计算，新的在前',
      schema: { querystring: shape.Query, response: shape.Runs },
      handler: ({ query }, desk) =>
        desk.read(async (client) => {
          const { rows } = await client.query<RunRow>(
            `${RUN} AND ($2::text IS NULL OR r.scheme = $2) AND ($3::integer IS NULL OR r.year = $3) ORDER BY r.run DESC LIMIT 100`,
            [desk.officer.pool, query.scheme ?? null, query.year ?? null],
          )
          return Promise.all(rows.map(async (run) => headJson(run, await stepsOf(client, run.run))))
        }),
    }),
    route({
      method: 'POST',
      url: '/api/adjustment/runs',
      access: COMPUTE,
      summary: '计算一年的上解，或下拨',
      schema: { body: shape.ComputeBody, response: shape.Run },
      handler: ({ body }, desk) => compute(context, desk, body),
    }),
    route({
      method: 'GET',
      url: '/api/adjustment/runs/:run',
      access: SEE,
      summary: '一次计算：各统筹区基数、应解或应拨、分期、已付、多缴少缴',
      schema: { params: shape.RunParams, response: shape.Run },
      handler: ({ params }, desk) => shown(context, desk, BigInt(params.run)),
    }),
    route({
      method: 'POST',
      url: '/api/adjustment/runs/:run/steps',
      access: 'signed_in',
      summary: '由第二人确认，或撤销一次计算',
      schema: { params: shape.RunParams, body: shape.StepBody, response: shape.Run },
      handler: async ({ params, body }, desk) => {
        const run = BigInt(params.run)
        return (await takeRunStep(desk, houseOf(context, desk, run), run, body)) ?? shown(context, desk, run)
      },
    }),
    route({
      method: 'POST',
      url: '/api/adjustment/runs/:run/payments',
      access: COMPUTE,
      summary: '登记一笔上解或下拨，两边账套同时记账',
      schema: { params: shape.RunParams, body: shape.PaymentBody, response: shape.Run },
      handler: ({ params, body }, desk) => pay(context, desk, BigInt(params.run), body),
    }),
    route({
      method: 'GET',
      url: '/api/adjustment/runs/:run/run.xlsx',
      access: SEE,
      summary: '一次计算（Excel）',
      schema: { params: shape.RunParams, response: Workbook },
      handler: ({ params }, desk) => workbook(context, desk, BigInt(params.run)),
    }),
    route({
      method: 'POST',
      url: '/api/adjustment/simulations',
      access: SEE,
      summary: '测算不同上解比例今后几年的调剂金规模、下拨和仍缺资金',
      schema: { body: shape.SimulationBody, response: shape.Simulation },
      handler: ({ body }, desk) => simulated(context, desk, body),
    }),
    route({
      method: 'POST',
      url: '/api/adjustment/simulations.xlsx',
      access: SEE,
      summary: '比例测算（Excel）：逐比例、逐年的合计和各地区',
      schema: { body: shape.SimulationBody, response: Workbook },
      handler: async ({ body }, desk) => {
        await desk.audit('adjustment.simulate', { detail: { scheme: body.scheme, areas: body.areas, year: body.year, rates: body.rates.join() } })
        return simulationBook(await simulated(context, desk, body))
      },
    }),
  ]
}

function simulated(context: AppContext, { officer }: Desk, body: Static<typeof shape.SimulationBody>) {
  return inTransaction(context.databases.batch, (client) => simulateAdjustment(client, { ...body, pool: officer.pool, today: dayIn(context.clock) }))
}

function simulationBook({ areas, basis, rates }: Static<typeof shape.Simulation>): Promise<Response> {
  const names = new Map(areas.map(({ area, name }) => [area, name]))
  const texts = ['上解比例', '年度', '地区', '说明']
  const amounts = ['上解', '下拨', '仍缺资金', '结余（合计为调剂金余额）', '缺口（合计）']
  return workbookReply(
    { name: '比例测算', file: 'adjustment-simulation.xlsx', texts, amounts },
    rates.flatMap(({ rate, years }) =>
      years.flatMap((year) => [
        {
          texts: [`${rate}%`, String(year.year), '合计', year.stopped ? `停征；${basis}` : basis],
          fen: [year.levy_fen, year.grant_fen, year.uncovered_fen, year.pot_fen, year.gap_fen],
        },
        ...year.areas.map((one) => ({
          texts: [`${rate}%`, String(year.year), names.get(one.area) ?? one.area, ''],
          fen: [one.levy_fen, one.grant_fen, one.uncovered_fen, one.surplus_fen],
        })),
      ]),
    ),
  )
}

function stepsOf(client: pg.ClientBase, run: bigint): Promise<StepRow<AdjustmentStepKind>[]> {
  return runStepsOf(client, 'adjustment_step', run)
}

async function runNumbered(client: pg.ClientBase, pool: string, run: bigint): Promise<RunRow | undefined> {
  return (await client.query<RunRow>(`${RUN} AND r.run = $2`, [pool, run])).rows[0]
}

function lifeOf({ officer }: RunRow, steps: readonly StepRow<AdjustmentStepKind>[]): RunLife<AdjustmentStepKind> {
  return { computedBy: officer, steps }
}

async function compute(context: AppContext, desk: Desk, body: Static<typeof shape.ComputeBody>): Promise<unknown> {
  const { pool, officer } = desk.officer
  const made = await desk.writeWith(context.databases.batch, async (client) => {
    const run = await computeAdjustment(client, { ...body, pool, officer, today: dayIn(context.clock) })
    if (typeof run === 'bigint') await desk.audit('adjustment.compute', { detail: { run: String(run), ...body } })
    return run
  })
  return typeof made === 'bigint' ? shown(context, desk, made) : made
}

function houseOf({ clock }: AppContext, { officer }: Desk, run: bigint): StepHouse<AdjustmentStepKind> {
  return {
    table: 'adjustment_step',
    audit: (kind) => `adjustment.${kind}`,
    permissions: PERMISSION,
    refusedBy: async (client, steps, { kind }) => {
      const found = await runNumbered(client, officer.pool, run)
      if (found === undefined) return NO_SUCH
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('adjustment/' || $1 || $2 || $3::text, 0))`, [found.pool, found.scheme, found.year])
      const newer = await client.query('SELECT 1 FROM adjustment_run WHERE pool = $1 AND scheme = $2 AND year = $3 AND kind = $4 AND run > $5 LIMIT 1', [
        found.pool,
        found.scheme,
        found.year,
        found.kind,
        run,
      ])
      if (kind === 'approved' && newer.rowCount === 1) return refused('newer_run', '之后又计算过一次；请确认最新的一次。')
      return adjustmentStepRefused(lifeOf(found, steps), kind, officer.officer, dayIn(clock))
    },
  }
}

async function pay(context: AppContext, desk: Desk, run: bigint, { unit, amount_fen, paid_on }: Static<typeof shape.PaymentBody>): Promise<unknown> {
  const { pool, officer } = desk.officer
  const paidOn = paid_on ?? dayIn(context.clock)
  const wrong = await desk.writeWith(context.databases.batch, async (client): Promise<Refusal | undefined> => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('adjustment_pay/' || $1::text, 0))`, [run])
    const found = await runNumbered(client, pool, run)
    if (found === undefined) return NO_SUCH
    if (paidOn > dayIn(context.clock)) return refused('future_day', '划款日期在今天之后；请按银行回单上的日期登记。')
    if (adjustmentStage(lifeOf(found, await stepsOf(client, run))) !== 'approved') return refused('not_approved', '计算还没有确认；请先由第二人确认。')
    const refusal = await payAdjustment(client, found, { unit, amountFen: BigInt(amount_fen), paidOn, officer })
    if (refusal === undefined) await desk.audit('adjustment.pay', { detail: { run: String(run), unit, amount_fen } })
    return refusal
  })
  return wrong ?? shown(context, desk, run)
}

interface UnitRow {
  readonly unit: string
  readonly name: string
  readonly base_fen: bigint
  readonly amount_fen: bigint
  readonly detail: Exchange
}

interface PaymentRow {
  readonly unit: string
  readonly payment: number
  readonly paid_on: string
  readonly amount_fen: bigint
  readonly sent_book: string
  readonly sent: string
  readonly received_book: string
  readonly received: string
}

async function shown(context: AppContext, desk: Desk, run: bigint): Promise<unknown> {
  return desk.read(async (client) => {
    const found = await runNumbered(client, desk.officer.pool, run)
    if (found === undefined) return NO_SUCH
    const steps = await stepsOf(client, run)
    const today = dayIn(context.clock)
    const { rows: units } = await client.query<UnitRow>(
      `SELECT u.unit, coalesce(unit_name($2, u.unit, make_date($3, 12, 31)), a.name) AS name, u.base_fen, u.amount_fen, u.detail
         FROM adjustment_unit u JOIN area a ON a.code = u.unit WHERE u.run = $1 ORDER BY u.place`,
      [run, found.pool, found.year],
    )
    const { rows: payments } = await client.query<PaymentRow>(
      `SELECT unit, payment, paid_on, amount_fen, sent_book, sent::text AS sent, received_book, received::text AS received FROM adjustment_payment WHERE run = $1 ORDER BY unit, payment`,
      [run],
    )
    const rule = fromExchange<{ levy: LevyRule; allocation: AllocationRule | null }>(found.rule)
    const from = (found.kind === 'levy' ? rule.levy : rule.allocation)?.from
    return {
      ...headJson(found, steps),
      rule_hash: found.rule_hash,
      document: from?.document ?? '',
      article: from?.article ?? '',
      pot_fen: fenJson(fromExchange<bigint>(found.pot)),
      units: units.map((unit) =>
        unitJson(
          unit,
          payments.filter((one) => one.unit === unit.unit),
          today,
        ),
      ),
      steps: steps.map(({ officer: _officer, ...step }) => step),
      actions: stepActions(desk, PERMISSION, (kind) => adjustmentStepRefused(lifeOf(found, steps), kind, desk.officer.officer, today)),
    }
  })
}

function headJson(run: RunRow, steps: readonly StepRow<AdjustmentStepKind>[]) {
  const stage = adjustmentStage(lifeOf(run, steps))
  const { scheme, year, kind, officer_name, known_at } = run
  return {
    run: run.run.toString(),
    scheme,
    year,
    kind,
    stage,
    stage_name: ADJUSTMENT_STAGES[stage],
    officer_name,
    known_at,
    total_fen: fenJson(run.total),
    paid_fen: fenJson(run.paid),
  }
}

interface Detail {
  readonly arrearsBeforeFen?: bigint
  readonly creditFen?: bigint
  readonly instalmentsFen?: readonly bigint[]
  readonly due?: readonly string[]
  readonly failedConditions?: readonly string[]
  readonly coefficient?: Ratio
}

function unitJson({ unit, name, base_fen, amount_fen, detail: stored }: UnitRow, payments: readonly PaymentRow[], today: string) {
  const detail = fromExchange<Detail>(stored)
  const [arrears, credit] = [detail.arrearsBeforeFen ?? 0n, detail.creditFen ?? 0n]
  const paid = sumOf(payments.map((one) => one.amount_fen))
  const due = amount_fen + arrears - credit
  return {
    unit,
    name,
    base_fen: fenJson(base_fen),
    amount_fen: fenJson(amount_fen),
    due_fen: fenJson(due),
    paid_fen: fenJson(paid),
    open_fen: fenJson(notBelowZero(due - paid)),
    overpaid_fen: fenJson(notBelowZero(paid - due)),
    coefficient: detail.coefficient === undefined ? null : decimalText(detail.coefficient),
    failed_conditions: [...(detail.failedConditions ?? [])],
    instalments: instalmentsJson(detail, paid + credit - arrears, today),
    figures: Object.entries(detail).flatMap(([key, value]) => (typeof value === 'bigint' ? [{ name: key, fen: fenJson(value) }] : [])),
    payments: payments.map(({ unit: _unit, ...one }) => ({ ...one, amount_fen: fenJson(one.amount_fen) })),
  }
}

/** What came pays arrears first and then the instalments in their order. */
function instalmentsJson({ instalmentsFen = [], due = [] }: Detail, came: bigint, today: string) {
  let left = notBelowZero(came)
  return instalmentsFen.map((amount, i) => {
    const part = left < amount ? left : amount
    left -= part
    const dueOn = due[i] ?? null
    return { due_on: dueOn, amount_fen: fenJson(amount), open_fen: fenJson(amount - part), overdue: part < amount && dueOn !== null && dueOn < today }
  })
}

async function workbook(context: AppContext, desk: Desk, run: bigint): Promise<unknown> {
  const read = (await shown(context, desk, run)) as Static<typeof shape.Run> | Refusal
  if ('code' in read) return read
  await desk.audit('adjustment.export', { detail: { run: String(run) } })
  const name = `${read.year}年调剂金${read.kind === 'levy' ? '上解' : '下拨'}`
  const amounts =
    read.kind === 'levy' ? ['上解基数', '应上解', '本年应付（含往年）', '已付', '未付', '多缴'] : ['缺口', '应下拨', '本年应付', '已付', '未付', '多付']
  return workbookReply(
    { name, file: `adjustment-${read.kind}-${read.year}.xlsx`, texts: ['代码', '统筹区'], amounts },
    read.units.map((unit) => ({
      texts: [unit.unit, unit.name],
      fen: [unit.base_fen, unit.amount_fen, unit.due_fen, unit.paid_fen, unit.open_fen, unit.overpaid_fen],
    })),
  )
}
