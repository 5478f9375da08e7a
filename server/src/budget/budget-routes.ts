// The budget desk: plans of every unit (以收定支), their way through finance, government and people's congress, issue, adjustment,
// and execution by month against plan (E5, E7). Requests for money are held to the issued budget; a patient's bill never is.

import { sumOf } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { BUDGET_STAGES, type BudgetStepKind, budgetStage, budgetStepRefused, stepDayRefused } from '@tongchou/domain/budget/budget-life.js'
import { agreementRefused } from '@tongchou/domain/budget/unit-agreement.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Budget, BudgetBody, BudgetParams, Budgets, Execution, ExecutionQuery, StepBody, YearQuery } from './budget-schema.js'
import { type BudgetRow, budgetNumbered, budgetsOf, executionOf, insertBudget, insertBudgetStep, issuedPlans, unitsOf } from './budget-store.js'
import { percentOf } from './monthly-execution.js'
import { agreementsOf, belowSpent, proposalRefused, standingRefused } from './unit-agreements.js'

const SEE = { permission: 'fund.see' } as const
const WRITE = { permission: 'budget.write' } as const
/** Which permission each step asks for. */
const PERMISSION: Readonly<Record<BudgetStepKind, string>> = {
  submitted: 'budget.write',
  reviewed: 'budget.review',
  government_approved: 'budget.write',
  congress_approved: 'budget.write',
  issued: 'budget.write',
  returned: 'budget.review',
}

export function budgetRoutes(context: Pick<AppContext, 'clock'>): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/budgets',
      access: SEE,
      summary: '各基金预算，新的在前',
      schema: { querystring: YearQuery, response: Budgets },
      handler: ({ query }, desk) => desk.read(async (client) => (await budgetsOf(client, desk.officer.pool, query.year)).map(headJson)),
    }),
    route({
      method: 'POST',
      url: '/api/budgets',
      access: WRITE,
      summary: '编制年度预算；已有下达的预算时即为调整，须写明理由',
      schema: { body: BudgetBody, response: Budget },
      handler: ({ body }, desk) => propose(desk, body),
    }),
    route({
      method: 'GET',
      url: '/api/budgets/:budget',
      access: SEE,
      summary: '一份预算：各核算单位计划、审批过程、可办事项',
      schema: { params: BudgetParams, response: Budget },
      handler: ({ params }, desk) => shown(desk, BigInt(params.budget)),
    }),
    route({
      method: 'POST',
      url: '/api/budgets/:budget/steps',
      access: 'signed_in',
      summary: '预算上报、审核、登记政府和人大批准、下达、退回',
      schema: { params: BudgetParams, body: StepBody, response: Budget },
      handler: ({ params, body }, desk) => take(context, desk, BigInt(params.budget), body),
    }),
    route({
      method: 'GET',
      url: '/api/budget-execution',
      access: SEE,
      summary: '预算执行：各核算单位按月收支对照计划',
      schema: { querystring: ExecutionQuery, response: Execution },
      handler: ({ query }, desk) => execution(desk, query.book, query.year),
    }),
  ]
}

async function propose(desk: Desk, { book, year, reason = '', units }: Static<typeof BudgetBody>): Promise<unknown> {
  const twice = units.find(({ unit }, i) => units.findIndex((other) => other.unit === unit) !== i)
  if (twice !== undefined) return refused('unit_twice', `核算单位 ${twice.unit} 写了两次；每个单位只写一行。`)
  const made = await desk.write(async (client): Promise<bigint | Refusal> => {
    const known = await client.query<{ unit: string }>(
      `SELECT u.unit FROM pooling_unit u JOIN book b ON b.book = $1 AND b.pool = u.pool WHERE b.pool = $2 AND (u.until IS NULL OR u.until >= make_date($3, 1, 1)) AND u.in_force <= make_date($3, 12, 31)`,
      [book, desk.officer.pool, year],
    )
    const codes = new Set(known.rows.map(({ unit }) => unit))
    if (codes.size === 0) return refused('no_such_book', `没有账套 ${book}；请核对。`)
    const missing = [...codes].filter((code) => !units.some(({ unit }) => unit === code))
    const strange = units.filter(({ unit }) => !codes.has(unit)).map(({ unit }) => unit)
    if (missing.length + strange.length > 0) {
      return refused('units_differ', `预算应写全本年度每个核算单位；缺：${missing.join('、') || '无'}；多：${strange.join('、') || '无'}。`)
    }
    await lockYear(client, book, year)
    const kind = (await issuedPlans(client, book, year)) === undefined ? 'initial' : 'adjustment'
    if (kind === 'adjustment' && reason.trim().length < 4) return refused('reason_missing', '本年度预算已下达，这是预算调整；请写明调整理由（至少四个字）。')
    const closed = await proposalRefused(client, book, year, kind === 'adjustment')
    if (closed !== undefined) return closed
    const rows = units.map(({ unit, income_fen, expenditure_fen, basis = '' }) => ({
      unit,
      income_fen: BigInt(income_fen),
      expenditure_fen: BigInt(expenditure_fen),
      basis,
    }))
    const below = kind === 'adjustment' ? await belowSpent(client, book, year, rows) : undefined
    return below ?? insertBudget(client, { book, year, kind, reason, officer: desk.officer.officer, units: rows })
  })
  if (typeof made !== 'bigint') return made
  await desk.audit('budget.propose', { detail: { budget: String(made), book, year } })
  return shown(desk, made)
}

/** Plans of a year and the steps upon them, one after the other. */
async function lockYear(client: pg.PoolClient, book: string, year: number): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('budget/' || $1 || '/' || $2::text, 0))`, [book, year])
}

async function take(
  { clock }: Pick<AppContext, 'clock'>,
  desk: Desk,
  number: bigint,
  { kind, dated, document = '', remark = '' }: Static<typeof StepBody>,
): Promise<unknown> {
  if (!desk.officer.permissions.has(PERMISSION[kind])) return refused('not_permitted', '您的岗位不能办理这一步。')
  if (['government_approved', 'congress_approved'].includes(kind) && document.trim().length < 4) {
    return refused('document_missing', '请写明批准文件的文号。')
  }
  const done = await desk.write(async (client): Promise<Refusal | undefined> => {
    const asked = await budgetNumbered(client, desk.officer.pool, number)
    if (asked === undefined) return NO_SUCH
    await lockYear(client, asked.book, asked.year)
    const found = (await budgetNumbered(client, desk.officer.pool, number)) ?? asked
    const wrong =
      budgetStepRefused(found.steps, kind, desk.officer.officer) ??
      stepDayRefused(found.steps, dated, dayIn(clock)) ??
      (kind === 'returned' ? undefined : await standingRefused(client, found)) ??
      (kind === 'issued' ? await issueRefused(client, found) : undefined)
    if (wrong !== undefined) return wrong
    await insertBudgetStep(client, { budget: number, step: found.steps.length + 1, kind, dated, document, remark, officer: desk.officer.officer })
    return undefined
  })
  if (done !== undefined) return done
  await desk.audit(`budget.${kind}`, { detail: { budget: String(number) } })
  return shown(desk, number)
}

/** Agreements of the units' governments, and a plan that months of spending have overtaken meanwhile. */
async function issueRefused(client: pg.PoolClient, found: BudgetRow): Promise<Refusal | undefined> {
  const missing = agreementRefused(await agreementsOf(client, found))
  if (missing !== undefined || found.kind === 'initial') return missing
  return belowSpent(client, found.book, found.year, await unitsOf(client, found.budget))
}

const NO_SUCH = refused('not_found', '没有这份预算；请在预算列表里核对编号。')

async function shown(desk: Desk, number: bigint): Promise<unknown> {
  return desk.read(async (client) => {
    const found = await budgetNumbered(client, desk.officer.pool, number)
    if (found === undefined) return NO_SUCH
    const units = await unitsOf(client, number)
    return {
      ...headJson(found),
      steps: found.steps.map(({ officer: _officer, ...step }) => ({ ...step, name: BUDGET_STAGES[step.kind] })),
      units: units.map((unit) => ({ ...unit, income_fen: fenJson(unit.income_fen), expenditure_fen: fenJson(unit.expenditure_fen) })),
      agreements: (await agreementsOf(client, found)).map(({ amountFen, ...one }) => ({ ...one, amount_fen: fenJson(amountFen) })),
      actions: actionsOf(desk, found),
    }
  })
}

function actionsOf({ officer }: Desk, { steps }: BudgetRow): Record<string, string | null> {
  const kinds = Object.keys(PERMISSION) as BudgetStepKind[]
  return Object.fromEntries(
    kinds.map((kind) => {
      if (!officer.permissions.has(PERMISSION[kind])) return [kind, '您的岗位不能办理这一步。']
      const wrong = budgetStepRefused(steps, kind, officer.officer)
      return [kind, isRefusal(wrong) ? wrong.sentence : null]
    }),
  )
}

function headJson({ budget, officer: _officer, steps, ...row }: BudgetRow) {
  const stage = budgetStage(steps)
  return { ...row, budget: budget.toString(), stage, stage_name: BUDGET_STAGES[stage] }
}

async function execution(desk: Desk, book: string, year: number): Promise<unknown> {
  return desk.read(async (client) => {
    const plans = await issuedPlans(client, book, year)
    const months = await executionOf(client, book, year)
    const units = [...new Set([...(plans ?? []).map(({ unit }) => unit), ...months.map(({ unit }) => unit)])].sort()
    return {
      year,
      planned: plans !== undefined,
      units: units.map((unit) => {
        const plan = plans?.find((one) => one.unit === unit)
        const own = months.filter((one) => one.unit === unit)
        const [income, expenditure] = [sumOf(own.map((one) => one.income_fen)), sumOf(own.map((one) => one.expenditure_fen))]
        return {
          unit,
          plan_income_fen: fenJson(plan?.income_fen ?? 0n),
          plan_expenditure_fen: fenJson(plan?.expenditure_fen ?? 0n),
          income_fen: fenJson(income),
          expenditure_fen: fenJson(expenditure),
          income_percent: percentOf(income, plan?.income_fen),
          expenditure_percent: percentOf(expenditure, plan?.expenditure_fen),
          months: own.map(({ month, income_fen, expenditure_fen }) => ({ month, income_fen: fenJson(income_fen), expenditure_fen: fenJson(expenditure_fen) })),
        }
      }),
    }
  })
}
