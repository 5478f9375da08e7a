// The agreed amount of a provider's year where its payment method says it: units and their price against the year's bills under that
// method. Days and bills are counted here, points and heads come from the result paper; nothing is assumed that neither gives.
import { type Fen, ratioOf, times } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { methodYear } from '@tongchou/domain/payment/method-year.js'
import type pg from 'pg'
import type { Static } from 'typebox'
import { cell, readTable } from '../catalogue/table.js'
import type { YearBody } from './year-clearing-schemas.js'

/** As it is kept with the clearing; money as texts of fen. */
export interface MethodFigures {
  readonly method: string
  readonly name: string
  readonly unit: string
  readonly quantity: string
  readonly price: string
  readonly bills: string
  readonly total_fen: string
  readonly pool_fen: string
  readonly worth_fen: string
  readonly others_fen: string
  readonly beside_fen: string
}

export interface Agreed {
  readonly agreedFen: Fen
  readonly method: MethodFigures | null
}

type Body = Static<typeof YearBody>

export async function agreedAmount(client: pg.ClientBase, body: Body, reviewedFen: Fen): Promise<Agreed | Refusal> {
  const { method, agreed_fen: agreed } = body
  if (method === undefined) {
    return agreed === undefined ? refused('agreed_missing', '请填写约定金额，或填写支付方式和单价由系统计算。') : { agreedFen: BigInt(agreed), method: null }
  }
  if (body.basis !== 'method' || agreed !== undefined) return refused('agreed_twice', '按支付方式计算的，约定方式选“支付方式结果”，不再填写约定金额。')
  return byMethod(client, body, method, reviewedFen)
}

async function byMethod(client: pg.ClientBase, body: Body, method: string, reviewedFen: Fen): Promise<Agreed | Refusal> {
  const measure = readTable('payment/method-measures.tsv').find((row) => cell(row, 'method') === method)
  if (measure === undefined) return refused('method_not_reckoned', `支付方式 ${method} 没有登记怎样计量；请直接填写约定金额。`)
  const { rows } = await client.query<{ bills: bigint; days: bigint; total: bigint; pool: bigint }>('SELECT * FROM provider_method($1, $2, $3, $4)', [
    ...[body.book, body.year, body.provider, method],
  ])
  const [of] = rows
  const name = cell(measure, 'name')
  if (of === undefined || of.bills <= 0n) return refused('no_bills_of_method', `这家机构该年度没有按“${name}”结算的费用；请核对支付方式登记。`)
  const unit = cell(measure, 'unit')
  const counted = { days: of.days.toString(), bills: of.bills.toString() }[cell(measure, 'measure')]
  if (counted !== undefined && body.quantity !== undefined) return refused('quantity_counted', `${unit}由系统按结算数据统计（${counted}），请不要填写数量。`)
  const quantity = counted ?? body.quantity
  if (quantity === undefined || body.price === undefined)
    return refused('figures_missing', `请填写${counted === undefined ? `结果文件上的${unit}和` : ''}每${unit}的单价（元）。`)
  const [units, yuan] = [ratioOf(quantity), ratioOf(body.price)]
  if (units === undefined || yuan === undefined) throw new Error(`a figure of a method is no decimal: ${quantity}, ${body.price}`)
  const year = methodYear(units, times(yuan, { num: 100n, den: 1n }), { totalFen: of.total, poolFen: of.pool, reviewedFen })
  if (year.agreedFen <= 0n) return refused('method_below_others', '按支付方式计算的金额不超过个人和其他支付的部分；请核对数量和单价。')
  const figures = { total_fen: of.total, pool_fen: of.pool, worth_fen: year.worthFen, others_fen: year.othersFen, beside_fen: year.besideFen }
  const texts = Object.fromEntries(Object.entries(figures).map(([key, fen]) => [key, fen.toString()])) as Record<keyof typeof figures, string>
  return { agreedFen: year.agreedFen, method: { method, name, unit, quantity, price: body.price, bills: of.bills.toString(), ...texts } }
}
