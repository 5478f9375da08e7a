// Parts of a statement's answer: rungs, counters before and after, lines, memo entries.
import { MEMO_ACCOUNTS, memoBase } from '@tongchou/domain/fund/memo-accounts.js'
import type { Limit } from '@tongchou/domain/settlement/limits.js'
import type { Static } from 'typebox'
import { fenJson } from '../http/json-money.js'
import { counterName, inOrder } from './counter-words.js'
import type { LayerStored, LineStored, MemoStored, SettlementHead } from './statement-rows.js'
import type { Article, Statement } from './statement-schema.js'
import { boundSentence, FUNDS, flagNames, LAYERS, payerName, wordOf } from './words.js'

type Answer = Static<typeof Statement>

export function rungJson(layer: LayerStored, articles: readonly Static<typeof Article>[]): Answer['layers'][number] {
  return {
    ordinal: layer.ordinal,
    layer: layer.layer,
    layer_name: wordOf(LAYERS, layer.layer),
    payer: layer.payer,
    payer_name: payerName(layer.payer, layer.fund),
    fund: layer.fund,
    fund_name: layer.fund === '' ? '' : wordOf(FUNDS, layer.fund),
    input_fen: fenJson(layer.input_fen),
    paid_fen: fenJson(layer.paid_fen),
    left_fen: fenJson(layer.left_fen),
    rule: layer.rule,
    articles: [...articles],
    bound: layer.bound,
    bound_sentence: boundSentence(layer.bound),
  }
}

/** Counters that the bill moved, and those with a limit; what stood before is known where the receipt kept it. */
export function counterSteps(head: SettlementHead, limits: ReadonlyMap<string, Limit>): Answer['accumulators'] {
  const added = new Map(head.counter_keys.map((key, index) => [key, head.counter_amounts[index] ?? 0n]))
  const before = head.receipt.counters
  return inOrder(added.keys()).map((key) => {
    const limit = limits.get(key)
    const { label, unit, detail } = counterName(key, limit)
    const by = added.get(key) ?? 0n
    const stood = before === undefined || standsAlone(head) ? null : BigInt(before[key] ?? '0')
    return {
      key,
      label,
      unit,
      detail,
      before: stood === null ? null : fenJson(stood),
      added: fenJson(by),
      after: stood === null ? null : fenJson(stood + by),
      cap: limit === undefined ? null : fenJson(limit.fen),
    }
  })
}

/** A cancellation keeps the receipt of the bill it cancels, so what stood before the cancellation is not in it. */
function standsAlone(head: SettlementHead): boolean {
  return head.cancels !== null
}

export function linesJson(lines: readonly LineStored[]): Answer['lines'] {
  return lines.map((line) => ({
    sn: line.sn,
    code: line.code,
    name: line.name ?? '（目录外项目）',
    fee_day: line.fee_day,
    charge_type_name: line.charge_type_name ?? line.charge_type,
    class: line.class,
    quantity: decimalText(line.quantity, 4, 0),
    price: decimalText(line.price, 6, 2),
    unit: line.unit,
    amount_fen: fenJson(line.amount_fen),
    ceiling_fen: line.ceiling_fen < 0n ? null : fenJson(line.ceiling_fen),
    initial_self_payment: percentText(line.initial_self_payment),
    above_standard_fen: fenJson(line.over_ceiling_fen),
    pre_self_pay_fen: fenJson(line.pre_self_pay_fen),
    own_pay_fen: fenJson(line.own_pay_fen),
    in_scope_fen: fenJson(line.in_scope_fen),
    flags: [...flagNames(line.flags)],
  }))
}

/** A whole number of 1/10^scale as a decimal text with at least `least` decimals and no further zeros: `1,601.7333`. */
export function decimalText(value: bigint, scale: number, least: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, -scale).replace(/\B(?=(\d{3})+$)/g, ',')
  const part = digits.slice(-scale)
  const kept = part.replace(/0+$/, '').padEnd(least, '0')
  return `${value < 0n ? '-' : ''}${whole}${kept === '' ? '' : `.${kept}`}`
}

/** `0.1000` → `10%`. */
function percentText(ratio: string): string {
  const [whole = '0', part = ''] = ratio.split('.')
  return `${decimalText(BigInt(whole + part.padEnd(4, '0').slice(0, 4)), 2, 0)}%`
}

export function memoJson(entries: readonly MemoStored[]): Answer['memo'] {
  return entries.map((entry) => ({
    book: entry.book,
    book_name: entry.book_name,
    area_name: entry.area_name,
    booked_on: entry.booked_on,
    amounts: entry.accounts.map((account, index) => ({
      account,
      account_name: memoAccountName(account),
      amount_fen: fenJson(entry.amounts[index] ?? 0n),
    })),
  }))
}

function memoAccountName(account: string): string {
  const name = MEMO_ACCOUNTS[memoBase(account)]?.name ?? account
  return account.endsWith('/account') ? `${name}（个人账户）` : account.endsWith('/insurer') ? `${name}（大病承保）` : name
}
