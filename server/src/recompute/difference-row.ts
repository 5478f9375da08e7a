// A difference in the columns of its table, and back.
import type { Payer } from '@tongchou/domain/policy/benefit-policy.js'
import type { Difference } from '@tongchou/domain/settlement/difference.js'

export interface DifferenceColumns {
  readonly layers: readonly string[]
  readonly payers: readonly string[]
  readonly before_fen: readonly bigint[]
  readonly after_fen: readonly bigint[]
  readonly person_fen: bigint
  readonly deductible_fen: bigint
  readonly in_scope_fen: bigint
  readonly counter_keys: readonly string[]
  readonly counter_amounts: readonly bigint[]
}

export function columnsOf({ layers, person, counters, deductible, inScope }: Difference): DifferenceColumns {
  return {
    layers: layers.map((one) => one.layer),
    payers: layers.map((one) => one.payer),
    before_fen: layers.map((one) => one.before),
    after_fen: layers.map((one) => one.after),
    person_fen: person,
    deductible_fen: deductible,
    in_scope_fen: inScope,
    counter_keys: Object.keys(counters),
    counter_amounts: Object.values(counters),
  }
}

export function differenceOfRow(row: DifferenceColumns): Difference {
  return {
    layers: changedLayersOf(row),
    person: row.person_fen,
    counters: countersOf(row),
    deductible: row.deductible_fen,
    inScope: row.in_scope_fen,
  }
}

export function changedLayersOf({ layers, payers, before_fen, after_fen }: Pick<DifferenceColumns, 'layers' | 'payers' | 'before_fen' | 'after_fen'>) {
  return layers.map((layer, i) => ({ layer, payer: payers[i] as Payer, before: before_fen[i] ?? 0n, after: after_fen[i] ?? 0n }))
}

export function countersOf({ counter_keys, counter_amounts }: Pick<DifferenceColumns, 'counter_keys' | 'counter_amounts'>): Record<string, bigint> {
  return Object.fromEntries(counter_keys.map((key, i) => [key, counter_amounts[i] ?? 0n]))
}
