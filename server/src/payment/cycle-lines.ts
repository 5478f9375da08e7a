// The lines of a provider's month as they stand now: dues and the changes that count.
import { type Cycle, cycleOf } from '@tongchou/domain/payment/cycle.js'
import type { Queries } from '../fund/transaction.js'
import { type ChangeRow, type CycleRow, changesOf, duesOfCycle, type StoredDue } from './cycle-store.js'
import { ratioRule } from './rule-store.js'

/** A change that was dropped after an objection no longer counts. */
export function countingChanges(changes: readonly ChangeRow[]): ChangeRow[] {
  return changes.filter(({ words }) => words.at(-1)?.kind !== 'dropped')
}

export interface CycleNow {
  readonly dues: readonly StoredDue[]
  readonly changes: readonly ChangeRow[]
  readonly cycle: Cycle
}

export async function cycleNow(db: Queries, row: CycleRow): Promise<CycleNow> {
  const [dues, changes] = [await duesOfCycle(db, row.cycle), await changesOf(db, row.cycle)]
  const ratio = ratioRule({ value: row.deposit_ratio, source: row.deposit_source })
  return { dues, changes, cycle: cycleOf(row.month, dues, countingChanges(changes), ratio) }
}
