// Individual accounts that move between areas with their owners (转移接续): registered by one officer, agreed to by another, paid through a
// batch or received by the special fiscal account.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { stageName } from '@tongchou/domain/payment/life.js'
import { TRANSFER_LIFE } from '@tongchou/domain/payment/lives.js'
import type pg from 'pg'
import { maskedName } from '../enrolment/mask.js'
import { personNumber } from '../enrolment/person-number.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook } from '../http/workbook.js'
import { STANDINGS } from './batch-json.js'
import { agreeTransfer, registerTransfer } from './decide-transfer.js'
import { ListOf, Made, NumberParams, StepBody } from './desk-schemas.js'
import { paymentSteps, standingJson, takeStep } from './take-step.js'
import * as shape from './transfer-schemas.js'
import { type TransferRow, transferNumbered, transferRows } from './transfer-store.js'
import { wholeSheet } from './whole-list.js'
import { makeNoted } from './write-noted.js'

const SEE = { permission: 'payment.see' } as const
const DIRECTIONS = { in: '转入', out: '转出' } as const

export function transferRoutes({ clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/account-transfers',
      access: SEE,
      summary: '个人账户跨统筹区转移：转入、转出，待复核的在前',
      schema: { querystring: shape.TransferQuery, response: ListOf(shape.transferHead) },
      handler: async ({ query }, desk) => {
        const { page = 1, size = 20 } = query
        const rows = await desk.read((client) => transferRows(client, query, size, (page - 1) * size))
        return { total: rows[0]?.total ?? 0, rows: rows.map((row) => headJson(desk, row)) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/account-transfers.xlsx',
      access: SEE,
      summary: '个人账户跨统筹区转移（Excel）',
      schema: { querystring: shape.TransferQuery, response: Workbook },
      handler: ({ query }, desk) =>
        wholeSheet(desk, {
          action: 'transfer.export',
          detail: { direction: query.direction ?? null },
          sheet: {
            name: '个人账户转移',
            file: 'account-transfers.xlsx',
            texts: ['编号', '方向', '人员编号', '参保人', '核算单位', '对方经办机构', '凭证或联系函', '日期', '状态', '支付'],
            amounts: ['金额'],
          },
          read: (client, most) => transferRows(client, query, most, 0),
          row: (row) => {
            const one = headJson(desk, row)
            const texts = [one.number, one.direction_name, one.psn_no, one.person_name, one.unit, one.agency, one.document, one.happened_on]
            return { texts: [...texts, one.stage_name, one.payment ?? ''], fen: [one.amount_fen] }
          },
        }),
    }),
    route({
      method: 'POST',
      url: '/api/account-transfers',
      access: { permission: 'payer.handle' },
      summary: '登记一笔个人账户转入或转出，由第二人复核',
      schema: { body: shape.TransferBody, response: Made },
      handler: ({ body }, desk) =>
        makeNoted(
          desk,
          (client) => registerTransfer(client, desk, body, dayIn(clock)),
          (transfer) => ['transfer.register', { transfer, direction: body.direction }],
        ),
    }),
    route({
      method: 'GET',
      url: '/api/account-transfers/:number',
      access: SEE,
      summary: '一笔个人账户转移及其复核、支付',
      schema: { params: NumberParams, response: shape.Transfer },
      handler: ({ params }, desk) => shown(desk, BigInt(params.number)),
    }),
    route({
      method: 'POST',
      url: '/api/account-transfers/:number/steps',
      access: 'signed_in',
      summary: '复核个人账户转移：转入记入个人账户，转出清零账户并进入待付',
      schema: { params: NumberParams, body: StepBody, response: shape.Transfer },
      handler: async ({ params, body }, desk) => {
        const number = BigInt(params.number)
        const effect = async (client: pg.PoolClient, found: TransferRow, { kind }: { kind: string }) =>
          kind === 'approved' ? agreeTransfer(client, desk, found, dayIn(clock)) : {}
        const done = await takeStep(desk, { subject: 'transfer', life: () => TRANSFER_LIFE, find, effect }, number, body)
        return isRefusal(done) ? done : shown(desk, number)
      },
    }),
  ]
}

async function find(client: pg.PoolClient, number: bigint) {
  const row = await transferNumbered(client, number)
  return row === undefined ? undefined : { ...row, number }
}

function headJson({ officer }: Desk, row: TransferRow) {
  const { transfer, person, person_name, direction, unit, agency, document, happened_on, officer_name, stage, payment } = row
  return {
    ...{ number: transfer.toString(), direction, direction_name: DIRECTIONS[direction], psn_no: personNumber(officer.pool, person) },
    ...{ person_name: maskedName(person_name), unit, agency, document, happened_on, officer_name, stage, stage_name: stageName(TRANSFER_LIFE, stage) },
    ...{ amount_fen: fenJson(row.current_fen + row.history_fen), payment: payment === null ? null : (STANDINGS[payment] ?? payment) },
  }
}

async function shown(desk: Desk, number: bigint): Promise<unknown> {
  return desk.read(async (client) => {
    const row = await find(client, number)
    if (row === undefined) return refused('not_found', '没有这笔个人账户转移，或不在您的区域。')
    return {
      ...headJson(desk, row),
      ...standingJson(desk, TRANSFER_LIFE, row, await paymentSteps(client, 'transfer', number)),
      ...{ current_fen: fenJson(row.current_fen), history_fen: fenJson(row.history_fen) },
    }
  })
}
