// What a bill would be under what is known now, less what it stands at: the difference between fund and person when a rule, an
// identity or an entitlement is changed for the past. The settlement itself is never touched (a correction is a new fact).
// Reading: what an individual account paid stays paid, for it is the person's own money either way; a difference is settled in cash.
import type { Fen } from '../base/money.js'
import { sumOf } from '../base/money.js'
import type { Payer } from '../policy/benefit-policy.js'
import { withContributions, withoutContributions } from './accumulators.js'
import type { Counters } from './bill.js'
import type { Settled } from './outcome.js'

export interface PaidLayer {
  readonly layer: string
  readonly payer: Payer
  readonly paid: Fen
}

/** What a bill comes to: as it was settled with its approved differences, or as it would be settled now. */
export interface Standing {
  readonly layers: readonly PaidLayer[]
  readonly counters: Counters
  /** Charged deductible and in-scope cost: the next part of a stay goes on from them. */
  readonly deductible: Fen
  readonly inScope: Fen
}

export interface ChangedLayer {
  readonly layer: string
  readonly payer: Payer
  readonly before: Fen
  readonly after: Fen
}

export interface Difference {
  readonly layers: readonly ChangedLayer[]
  /** Owed to the person; negative: the person owes it. */
  readonly person: Fen
  readonly counters: Counters
  readonly deductible: Fen
  readonly inScope: Fen
}

/** A bill that must not be paid at all: nobody pays and the year counts nothing. */
export const NOT_PAYABLE: Standing = { layers: [], counters: {}, deductible: 0n, inScope: 0n }

export function standingOf({ layers, contributions, deductible, split }: Settled): Standing {
  return {
    layers: layers.map(({ layer, payer, paid }) => ({ layer, payer, paid })),
    counters: contributions,
    deductible: deductible.charged,
    inScope: split.inScope,
  }
}

/** Undefined where nothing differs, neither money nor what the year counts. */
export function differenceOf(before: Standing, after: Standing): Difference | undefined {
  const layers = changedLayers(before.layers, after.layers)
  const counters = withoutContributions(after.counters, before.counters)
  const [deductible, inScope] = [after.deductible - before.deductible, after.inScope - before.inScope]
  if (layers.length === 0 && Object.keys(counters).length === 0 && deductible === 0n && inScope === 0n) return undefined
  return { layers, person: sumOf(layers.map((one) => one.after - one.before)), counters, deductible, inScope }
}

export function isSameDifference(one: Difference, other: Difference): boolean {
  const text = ({ layers, counters, deductible, inScope }: Difference): string =>
    [
      ...layers.map(({ layer, payer, before, after }) => `${layer}/${payer} ${before} ${after}`).sort(),
      ...Object.entries(counters)
        .map(([key, amount]) => `${key} ${amount}`)
        .sort(),
      deductible,
      inScope,
    ].join('|')
  return text(one) === text(other)
}

/** A standing with an approved difference on top. */
export function withDifference(standing: Standing, difference: Difference): Standing {
  const paid = paidByLayer(standing.layers)
  for (const { layer, payer, before, after } of difference.layers) {
    const key = `${layer}/${payer}`
    paid.set(key, { layer, payer, paid: (paid.get(key)?.paid ?? 0n) + after - before })
  }
  return {
    layers: [...paid.values()].filter((one) => one.paid !== 0n),
    counters: withContributions(standing.counters, difference.counters),
    deductible: standing.deductible + difference.deductible,
    inScope: standing.inScope + difference.inScope,
  }
}

function changedLayers(before: readonly PaidLayer[], after: readonly PaidLayer[]): ChangedLayer[] {
  const [old, now] = [paidByLayer(before), paidByLayer(after)]
  return [...new Map([...old, ...now])].flatMap(([key, { layer, payer }]) => {
    const [was, is] = [old.get(key)?.paid ?? 0n, now.get(key)?.paid ?? 0n]
    return was === is ? [] : [{ layer, payer, before: was, after: is }]
  })
}

function paidByLayer(layers: readonly PaidLayer[]): Map<string, PaidLayer> {
  const paid = new Map<string, PaidLayer>()
  for (const one of layers) {
    const key = `${one.layer}/${one.payer}`
    paid.set(key, { ...one, paid: (paid.get(key)?.paid ?? 0n) + one.paid })
  }
  return paid
}
