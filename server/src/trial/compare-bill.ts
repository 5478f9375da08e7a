// What two outcomes of one bill come to side by side: who pays how much, or why the bill cannot be compared.
import type { Fen } from '@tongchou/domain/base/money.js'
import { kindName } from '@tongchou/domain/policy/national-lists.js'
import type { Layer, Outcome, Settled } from '@tongchou/domain/settlement/outcome.js'
import type { TrialBill } from './trial-bill.js'

export interface Paid {
  readonly inScope: Fen
  /** All layers but the hospital's. */
  readonly fund: Fen
  readonly hospital: Fen
  /** Personal account and cash. */
  readonly self: Fen
  readonly layers: readonly Pick<Layer, 'layer' | 'payer' | 'paid'>[]
}

export type Compared =
  | { readonly kind: 'compared'; readonly before: Paid; readonly after: Paid }
  /** The bill is left out of all sums; `why` is a sentence that counts such bills together. */
  | { readonly kind: 'left_out'; readonly why: string }

/**
 * A kind of care that only one side covers is paid by the person on the other: that is a loss or a gain. A bill that no document
 * decides under one side has no amount there, and is left out and counted.
 */
export function compareBill({ bill }: TrialBill, before: Outcome, after: Outcome): Compared {
  if (before.kind === 'settled' && after.kind === 'settled') return { kind: 'compared', before: paidOf(before), after: paidOf(after) }
  if (before.kind === 'settled' && isNotCovered(after)) return { kind: 'compared', before: paidOf(before), after: unpaid(before) }
  if (after.kind === 'settled' && isNotCovered(before)) return { kind: 'compared', before: unpaid(after), after: paidOf(after) }
  if (isNotCovered(before) && isNotCovered(after)) return { kind: 'left_out', why: `现行规则和草案都不支付${kindName(bill.kind)}` }
  if (after.kind !== 'settled') return { kind: 'left_out', why: `草案下不能结算：${sentenceOf(after)}` }
  return { kind: 'left_out', why: `现行规则下不能结算：${before.kind === 'settled' ? '' : sentenceOf(before)}` }
}

function isNotCovered(outcome: Outcome): boolean {
  return outcome.kind === 'refused' && outcome.code === 'kind_not_covered'
}

function sentenceOf(outcome: Exclude<Outcome, Settled>): string {
  return outcome.kind === 'undecided' ? outcome.sentence : outcome.code === 'no_version_in_force' ? '就诊当日没有生效的待遇政策' : outcome.sentence
}

function paidOf({ split, layers, account, cash }: Settled): Paid {
  let fund = 0n
  let hospital = 0n
  for (const { payer, paid } of layers) {
    if (payer === 'hospital') hospital += paid
    else fund += paid
  }
  return { inScope: split.inScope, fund, hospital, self: account.paid + cash, layers }
}

/** The same cost with nobody but the person to pay it. */
function unpaid({ split }: Settled): Paid {
  return { inScope: split.inScope, fund: 0n, hospital: 0n, self: split.total, layers: [] }
}
