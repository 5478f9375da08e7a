// The amounts of a bill that was settled without being stored, in the shape of a statement: an estimate, one side of a trial.
import { type Fen, sumOf } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Layer, Settled } from '@tongchou/domain/settlement/outcome.js'
import type { Static } from 'typebox'
import { fenJson } from '../http/json-money.js'
import { articlesJson } from './explain.js'
import { layerRow } from './settle-bill.js'
import { rungJson } from './statement-parts.js'
import type { AccountPaid, Deductible, Rung, Split } from './statement-schema.js'

export interface SettledJson {
  readonly split: Static<typeof Split>
  readonly deductible: Static<typeof Deductible>
  readonly layers: Static<typeof Rung>[]
  readonly fund_fen: number
  readonly hospital_fen: number
  readonly account: Static<typeof AccountPaid>
  readonly cash_fen: number
}

/** `held`: the person's own account before the bill. */
export function settledJson(scheme: Scheme, settled: Settled, held: Fen): SettledJson {
  const { split, deductible, layers, account } = settled
  const family = sumOf(account.bySource.family)
  const own = account.paid - family
  return {
    split: {
      total_fen: fenJson(split.total),
      in_scope_fen: fenJson(split.inScope),
      item_pre_self_pay_fen: fenJson(split.itemPreSelfPay),
      offsite_pre_self_pay_fen: fenJson(split.offsitePreSelfPay),
      above_standard_fen: fenJson(split.aboveStandard),
      out_of_catalogue_fen: fenJson(split.outOfCatalogue),
    },
    deductible: {
      due_fen: fenJson(deductible.due),
      charged_fen: fenJson(deductible.charged),
      rule: deductible.rule,
      articles: [...articlesJson(deductible.from)],
    },
    layers: layers.map((layer, index) => rung(scheme, layer, index)),
    fund_fen: paidBy(layers, (payer) => payer !== 'hospital'),
    hospital_fen: paidBy(layers, (payer) => payer === 'hospital'),
    account: { paid_fen: fenJson(account.paid), own_fen: fenJson(own), family_fen: fenJson(family), balance_fen: fenJson(held - own) },
    cash_fen: fenJson(settled.cash),
  }
}

function rung(scheme: Scheme, layer: Layer, index: number): Static<typeof Rung> {
  const { input, paid, left, ...row } = layerRow(scheme, layer)
  return rungJson({ ...row, ordinal: index + 1, input_fen: input, paid_fen: paid, left_fen: left }, articlesJson(layer.from))
}

function paidBy(layers: readonly Layer[], chosen: (payer: Layer['payer']) => boolean): number {
  return fenJson(sumOf(layers.filter(({ payer }) => chosen(payer)).map(({ paid }) => paid)))
}
