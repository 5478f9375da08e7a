// Which fee lines of a visit stand open: uploaded, not cancelled, not inside a settlement that still counts.
// Facts are only added: a cancellation reaches what was uploaded before it, and a settlement counts while no later one cancels it.
import type { Fen } from '../base/money.js'

/** Batches and cancellations are numbered in the order in which they were booked for the person. */
export interface ChargedBatch {
  readonly batch: bigint
  readonly chargeBatch: string
  readonly sn: readonly string[]
  readonly amounts: readonly Fen[]
}

export interface CancelledCharges {
  readonly cancellation: bigint
  /** As the provider named it; `0000` where it named every open line. */
  readonly chargeBatch: string
  /** The lines that were open and are now cancelled; empty: all of the charge batch. */
  readonly sn: readonly string[]
}

export interface SettledBill {
  readonly settlement: bigint
  readonly cancels: bigint | null
  readonly feeBatches: readonly bigint[]
}

export const EVERY_BATCH = '0000'

/** The settlements that count: each chain of settlement, cancellation and reinstatement ends in one that is not itself a cancellation. */
export function countingBills<T extends SettledBill>(bills: readonly T[]): T[] {
  const byCancelled = new Map(bills.flatMap((bill) => (bill.cancels === null ? [] : [[bill.cancels, bill] as const])))
  return bills.filter((bill) => bill.cancels === null).flatMap((first) => lastOfChain(first, byCancelled) ?? [])
}

/** The last link where the number of cancellations is even; undefined where the bill stands cancelled. */
function lastOfChain<T extends SettledBill>(first: T, byCancelled: ReadonlyMap<bigint, T>): T | undefined {
  let last = first
  let counts = true
  for (let next = byCancelled.get(first.settlement); next !== undefined; next = byCancelled.get(last.settlement)) {
    last = next
    counts = !counts
  }
  return counts ? last : undefined
}

export interface OpenLine {
  readonly batch: bigint
  readonly index: number
  readonly sn: string
  readonly chargeBatch: string
  readonly amount: Fen
}

export interface LinesOfVisit {
  readonly open: readonly OpenLine[]
  /** Serial numbers in use: open or settled. A cancelled line frees its number. */
  readonly inUse: ReadonlyMap<string, 'open' | 'settled'>
  readonly settledBatches: ReadonlySet<bigint>
}

export function linesOfVisit(batches: readonly ChargedBatch[], cancellations: readonly CancelledCharges[], bills: readonly SettledBill[]): LinesOfVisit {
  const settledBatches = new Set(countingBills(bills).flatMap((bill) => [...bill.feeBatches]))
  const open: OpenLine[] = []
  const inUse = new Map<string, 'open' | 'settled'>()
  for (const batch of batches) {
    const settled = settledBatches.has(batch.batch)
    const later = cancellations.filter((one) => one.cancellation > batch.batch)
    batch.sn.forEach((sn, index) => {
      if (later.some((one) => reaches(one, sn, batch.chargeBatch))) return
      inUse.set(sn, settled ? 'settled' : 'open')
      if (!settled) open.push({ batch: batch.batch, index, sn, chargeBatch: batch.chargeBatch, amount: batch.amounts[index] ?? 0n })
    })
  }
  return { open, inUse, settledBatches }
}

function reaches(cancelled: CancelledCharges, sn: string, chargeBatch: string): boolean {
  return cancelled.sn.length > 0 ? cancelled.sn.includes(sn) : cancelled.chargeBatch === chargeBatch
}
