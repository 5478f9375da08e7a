// A settled bill as lines of text that an officer can check by hand: every step with its rule, articles and marks.
import { yuanText } from '@tongchou/domain/base/money.js'
import type { Citation } from '@tongchou/domain/policy/citation.js'
import { layerName, PAYER_NAMES } from '@tongchou/domain/policy/national-lists.js'
import type { CostSplit, Layer, Settled } from '@tongchou/domain/settlement/outcome.js'
import { articleText } from './show.js'

const TYPES: Readonly<Record<Settled['settlementType'], string>> = {
  normal: '按比例结算',
  guaranteed: '保底结算',
  fixed_amount: '定额结算',
  advance: '先行支付',
}

export function statementText(settled: Settled): string[] {
  const { admissionNumber, benefitYear, inForce, settlementType } = settled
  const stay = admissionNumber === null ? '' : `，本年第${admissionNumber}次住院`
  return [
    `${benefitYear}待遇年度，按${inForce}起施行的规则，${TYPES[settlementType]}${stay}`,
    '',
    ...splitLines(settled.split),
    '',
    `起付线 支付${yuanText(settled.deductible.charged)}元（个人）`,
    `  ${settled.deductible.rule}`,
    ...articleLines(settled.deductible.from),
    ...settled.layers.flatMap(layerLines),
    ...accountLines(settled),
    `现金 ${yuanText(settled.cash)}元（个人）`,
    ...(settled.whyNotMore.length === 0 ? [] : ['', '为什么不能付得更多：', ...settled.whyNotMore.map((sentence) => `  ${sentence}`)]),
  ]
}

function splitLines(split: CostSplit): string[] {
  const rows: readonly (readonly [string, bigint])[] = [
    ['医疗费用总额', split.total],
    ['  政策范围内', split.inScope],
    ['  乙类先行自付', split.itemPreSelfPay],
    ['  异地先行自付', split.offsitePreSelfPay],
    ['  超支付标准', split.aboveStandard],
    ['  目录外', split.outOfCatalogue],
  ]
  return rows.filter(([, amount], index) => index < 2 || amount !== 0n).map(([name, amount]) => `${name} ${yuanText(amount)}元`)
}

function layerLines(layer: Layer): string[] {
  return [
    `${layerName(layer.layer)} 进入${yuanText(layer.input)}元，支付${yuanText(layer.paid)}元（${PAYER_NAMES[layer.payer]}），剩余${yuanText(layer.left)}元`,
    `  ${layer.rule}`,
    ...articleLines(layer.from),
  ]
}

function articleLines(from: readonly Citation[]): string[] {
  return [...new Set(from.map(articleText))].map((article) => `  〔${article}〕`)
}

function accountLines({ account }: Settled): string[] {
  return account.paid === 0n ? [] : [`个人账户 ${yuanText(account.paid)}元（个人）`]
}
