// Outside payers: contracts agreed by two officers, movements reported by one and booked by another, statements by month and unit.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { stageName } from '@tongchou/domain/payment/life.js'
import { CONTRACT_LIFE, MOVEMENT_LIFE } from '@tongchou/domain/payment/lives.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookReply } from '../http/workbook.js'
import { ListOf, Made, NumberParams, StepBody } from './desk-schemas.js'
import { bookMovement, MOVEMENTS } from './payer-movement.js'
import * as shape from './payer-schemas.js'
import { movementRefused } from './payer-standing.js'
import { payerStatement } from './payer-statement.js'
import { type ContractRow, contractNumbered, contractRows, employersCalled, type MovementRow, movementsOf, payerKinds, type Settles } from './payer-store.js'
import { paymentSteps, type StepRow, standingJson, takeStep } from './take-step.js'
import { wholeSheet } from './whole-list.js'
import { makeNoted } from './write-noted.js'

const SEE = { permission: 'payment.see' } as const
const HANDLE = { permission: 'payer.handle' } as const
const NO_SUCH = refused('not_found', '没有这份协议；请在列表里核对。')

export function payerRoutes({ clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/payer-kinds',
      access: SEE,
      summary: '其他付款方的类别、各自的往来、是否按用人单位订协议',
      schema: { response: shape.PayerKinds },
      handler: async (_request, desk) =>
        (await desk.read(payerKinds)).map(({ settles, employer, ...one }) => ({ ...one, employer: employer === 'yes', movements: movementsOfKind(settles) })),
    }),
    route({
      method: 'GET',
      url: '/api/payer-contracts',
      access: SEE,
      summary: '其他付款方的协议：承保机构、工会、残联、企业补充、异地就医清算',
      schema: { querystring: shape.ContractQuery, response: ListOf(shape.contractHead) },
      handler: async ({ query }, desk) => {
        const { page = 1, size = 20 } = query
        const rows = await desk.read((client) => contractRows(client, { ...query, pool: desk.officer.pool, size, from: (page - 1) * size }))
        return { total: rows[0]?.total ?? 0, rows: rows.map(headJson) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/payer-contracts.xlsx',
      access: SEE,
      summary: '其他付款方的协议（Excel）',
      schema: { querystring: shape.ContractQuery, response: Workbook },
      handler: ({ query }, desk) =>
        wholeSheet(desk, {
          action: 'contract.export',
          detail: { payer_kind: query.payer_kind ?? null },
          sheet: {
            name: '付款协议',
            file: 'payer-contracts.xlsx',
            texts: ['编号', '类别', '付款方', '用人单位', '账套', '协议或文件', '生效', '截止', '登记人', '状态'],
            amounts: [],
          },
          read: (client, most) => contractRows(client, { ...query, pool: desk.officer.pool, size: most, from: 0 }),
          row: (row) => {
            const one = headJson(row)
            const texts = [one.number, one.payer_kind_name, one.payer, one.employer_name ?? '', one.book, one.document, one.in_force, one.until]
            return { texts: [...texts, one.officer_name, one.stage_name], fen: [] }
          },
        }),
    }),
    route({
      method: 'POST',
      url: '/api/payer-contracts',
      access: HANDLE,
      summary: '登记一份付款协议及其比例，由第二人复核生效',
      schema: { body: shape.ContractBody, response: Made },
      handler: ({ body }, desk) => propose(desk, body),
    }),
    route({
      method: 'GET',
      url: '/api/payer-contracts/:number',
      access: SEE,
      summary: '一份付款协议：条款、往来、可办事项',
      schema: { params: NumberParams, response: shape.Contract },
      handler: ({ params }, desk) => shown(desk, BigInt(params.number)),
    }),
    route({
      method: 'POST',
      url: '/api/payer-contracts/:number/steps',
      access: 'signed_in',
      summary: '付款协议复核生效或不予通过',
      schema: { params: NumberParams, body: StepBody, response: shape.Contract },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const done = await takeStep(desk, { subject: 'contract', life: () => CONTRACT_LIFE, find: (client, one) => find(client, desk, one) }, number, body)
        return isRefusal(done) ? done : shown(desk, number)
      },
    }),
    route({
      method: 'POST',
      url: '/api/payer-contracts/:number/movements',
      access: HANDLE,
      summary: '登记一笔往来：保费、归还垫付、结余返还、亏损分担、预付、清算',
      schema: { params: NumberParams, body: shape.MovementBody, response: Made },
      handler: ({ params, body }, desk) =>
        makeNoted(
          desk,
          (client) => report(client, desk, BigInt(params.number), body, dayIn(clock)),
          (movement) => ['payer.report', { movement, kind: body.kind }],
        ),
    }),
    route({
      method: 'POST',
      url: '/api/payer-contracts/:number/movements/:movement/steps',
      access: 'signed_in',
      summary: '复核一笔往来并入账',
      schema: { params: shape.MovementParams, body: StepBody, response: shape.Contract },
      handler: async ({ params, body }, desk) => {
        const contract = BigInt(params.number)
        const done = await takeStep(
          desk,
          {
            subject: 'movement',
            life: () => MOVEMENT_LIFE,
            find: (client, number) => findMovement(client, desk, contract, number),
            effect: async (client, found, asked) => (asked.kind === 'approved' ? bookMovement(client, found.of, found, dayIn(clock)) : {}),
          },
          BigInt(params.movement),
          body,
        )
        return isRefusal(done) ? done : shown(desk, contract)
      },
    }),
    route({
      method: 'GET',
      url: '/api/payer-contracts/:number/statement',
      access: SEE,
      summary: '付款方对账单：按月、按单位的应付、预付、已清、未清；承保机构的年度结果',
      schema: { params: NumberParams, querystring: shape.StatementQuery, response: shape.Statement },
      handler: ({ params, query }, desk) =>
        desk.read(async (client) => {
          const row = await contractNumbered(client, desk.officer.pool, BigInt(params.number))
          return row === undefined ? NO_SUCH : payerStatement(client, row, query.year)
        }),
    }),
    route({
      method: 'GET',
      url: '/api/payer-contracts/:number/statement.xlsx',
      access: SEE,
      summary: '付款方对账单（Excel）',
      schema: { params: NumberParams, querystring: shape.StatementQuery, response: Workbook },
      handler: ({ params, query }, desk) => statementSheet(desk, BigInt(params.number), query.year),
    }),
  ]
}

function movementsOfKind(settles: Settles): { kind: string; name: string }[] {
  return Object.entries(MOVEMENTS).flatMap(([kind, { name, of }]) => (of === settles ? [{ kind, name }] : []))
}

function headJson({ contract, officer: _officer, total: _total, terms: _terms, employer: _employer, owes: _owes, settles: _settles, ...row }: ContractRow) {
  return { ...row, number: contract.toString(), stage_name: stageName(CONTRACT_LIFE, row.stage) }
}

async function find(client: pg.PoolClient, desk: Desk, number: bigint) {
  const row = await contractNumbered(client, desk.officer.pool, number)
  return row === undefined ? undefined : { ...row, number }
}

async function findMovement(client: pg.PoolClient, desk: Desk, contract: bigint, number: bigint) {
  const of = await contractNumbered(client, desk.officer.pool, contract)
  const row = of === undefined ? undefined : (await movementsOf(client, contract)).find(({ movement }) => movement === number)
  return of === undefined || row === undefined ? undefined : { ...row, number, of }
}

function movementJson(desk: Desk, row: MovementRow, steps: readonly StepRow[]) {
  const { movement, kind, unit, period, amount_fen, heads, evidence, officer_name, known_at, stage } = row
  const detail = steps.at(-1)?.detail
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return {
    ...{
      number: movement.toString(),
      kind,
      kind_name: MOVEMENTS[kind].name,
      unit,
      period: period.slice(0, 7),
      amount_fen: fenJson(amount_fen),
      heads,
      evidence,
    },
    ...{ officer_name, known_at, stage, stage_name: stageName(MOVEMENT_LIFE, stage), fact: text(detail?.['fact']), fact_kind: text(detail?.['fact_kind']) },
    actions: standingJson(desk, MOVEMENT_LIFE, { number: movement, officer: row.officer }, steps).actions,
  }
}

async function shown(desk: Desk, number: bigint): Promise<unknown> {
  return desk.read(async (client) => {
    const row = await find(client, desk, number)
    if (row === undefined) return NO_SUCH
    const { number: _number, ...contract } = row
    const movements = []
    for (const one of await movementsOf(client, number)) movements.push(movementJson(desk, one, await paymentSteps(client, 'movement', one.movement)))
    return { ...headJson(contract), ...standingJson(desk, CONTRACT_LIFE, row, await paymentSteps(client, 'contract', number)), terms: row.terms, movements }
  })
}

async function propose(desk: Desk, body: Static<typeof shape.ContractBody>): Promise<{ number: string } | Refusal> {
  const { pool, officer } = desk.officer
  if (body.until < body.in_force) return refused('dates_crossed', '协议的截止日期早于生效日期；请核对。')
  const add = async (client: pg.PoolClient): Promise<bigint | Refusal> => {
    const employer = await employerOf(client, desk, body)
    if (isRefusal(employer)) return employer
    const { rows } = await client.query<{ contract: bigint }>(
      `INSERT INTO payer_contract (contract, pool, book, payer_kind, payer, in_force, until, document, terms, officer, employer)
         SELECT nextval('payment_seq'), b.pool, b.book, $3, $4, $5, $6, $7, $8, $9, $10 FROM book b WHERE b.book = $1 AND b.pool = $2 RETURNING contract`,
      [body.book, pool, body.payer_kind, body.payer, body.in_force, body.until, body.document, JSON.stringify(body.terms), officer, employer],
    )
    return rows[0]?.contract ?? refused('no_such_book', `没有账套 ${body.book}；请核对。`)
  }
  return makeNoted(desk, add, (contract) => ['contract.propose', { contract, payer: body.payer }])
}

/** Whose people's bills the contract answers for: asked of kinds that are one employer's each, of no other. */
async function employerOf(
  client: pg.PoolClient,
  { officer }: Desk,
  { payer_kind, employer = '' }: Static<typeof shape.ContractBody>,
): Promise<bigint | null | Refusal> {
  const kind = (await payerKinds(client)).find((one) => one.kind === payer_kind)
  if (kind === undefined) return refused('no_such_kind', '没有这个付款方类别；请重新选择。')
  if (kind.employer === '') return employer.trim() === '' ? null : refused('employer_not_asked', `${kind.name}的协议不按用人单位订立；请不要填写用人单位。`)
  if (employer.trim() === '') return refused('employer_missing', `${kind.name}的协议一家用人单位一份；请填写用人单位的名称或统一社会信用代码。`)
  const [found, another] = await employersCalled(client, officer.areas, employer)
  if (found === undefined) return refused('no_such_employer', `本区域没有名称或统一社会信用代码为“${employer}”的用人单位；请核对。`)
  return another === undefined ? found : refused('employer_unclear', `有几家用人单位叫“${employer}”；请填写统一社会信用代码。`)
}

async function report(
  client: pg.PoolClient,
  { officer }: Desk,
  number: bigint,
  body: Static<typeof shape.MovementBody>,
  today: Day,
): Promise<bigint | Refusal> {
  const contract = await contractNumbered(client, officer.pool, number)
  if (contract === undefined) return NO_SUCH
  const kind = body.kind as MovementRow['kind']
  if (!officer.areas.includes(body.unit)) return refused('elsewhere', '只能登记本区域核算单位的往来。')
  if (MOVEMENTS[kind].of !== contract.settles) return refused('not_its_kind', `“${MOVEMENTS[kind].name}”不是${contract.payer_kind_name}的往来类别。`)
  if (kind === 'premium' && body.heads === undefined) return refused('heads_missing', '划转保费须写明人数。')
  const perHead = contract.terms.premium_per_head_fen
  if (kind === 'premium' && perHead !== undefined && BigInt(perHead) * BigInt(body.heads ?? 0) !== BigInt(body.amount_fen)) {
    return refused('premium_differs', '保费金额不等于协议人均保费乘以人数；请核对。')
  }
  const { part = null, care = null } = body
  const period: Day = `${body.period}-01`
  const wrong = await movementRefused(client, contract, { kind, unit: body.unit, period, part, care, amountFen: BigInt(body.amount_fen) }, today)
  if (wrong !== undefined) return wrong
  const { rows } = await client.query<{ movement: bigint }>(
    `INSERT INTO payer_movement (movement, contract, unit, kind, period, heads, part, care, amount_fen, evidence, officer, booked_on)
       VALUES (nextval('payment_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING movement`,
    [number, body.unit, kind, period, body.heads ?? null, part, care, body.amount_fen, body.evidence, officer.officer, today],
  )
  return rows[0]?.movement ?? 0n
}

async function statementSheet(desk: Desk, number: bigint, year: number): Promise<Response | Refusal> {
  const made = await desk.read(async (client) => {
    const row = await contractNumbered(client, desk.officer.pool, number)
    return row === undefined ? NO_SUCH : payerStatement(client, row, year)
  })
  if (isRefusal(made)) return made
  await desk.audit('payer.export', { detail: { contract: number.toString(), year } })
  return workbookReply(
    { name: `${made.payer}对账单${year}`, file: `payer-${number}-${year}.xlsx`, texts: ['月份', '结算单数'], amounts: ['应付', '预付', '已清算', '未清算'] },
    made.months.map((one) => ({ texts: [one.month, String(one.bills)], fen: [one.due_fen, one.advanced_fen, one.cleared_fen, one.open_fen] })),
  )
}
