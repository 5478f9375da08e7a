// What a planned import changes, item by item, before it is stored: told in the same words as the comparison of two versions.
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import type { Change, Difference, Side } from './compare-versions.js'
import { type Dated, standing } from './plan-import.js'
import type { StoredEntry, StoredItem } from './version-store.js'

export function itemDifferences(inserts: readonly StoredItem[], stored: readonly StoredItem[]): Difference[] {
  return pairs(inserts, stored).map(([before, after]) => {
    const { code, name, kind } = after
    if (isOver(after)) return { code, name, kind, changes: ['removed'], before: before === undefined ? null : sideOf(before), after: null }
    if (before === undefined) return { code, name, kind, changes: ['added'], before: null, after: sideOf(after) }
    return { code, name, kind, changes: changesOf(sideOf(before), sideOf(after)), before: sideOf(before), after: sideOf(after) }
  })
}

/** Entries have a name and no price. */
export function entryDifferences(inserts: readonly StoredEntry[], stored: readonly StoredEntry[]): Difference[] {
  return pairs(inserts, stored).map(([before, after]) => {
    const changes: readonly Change[] = isOver(after) ? ['removed'] : before === undefined ? ['added'] : ['other']
    return { code: after.code, name: after.name, kind: 'other', changes, before: null, after: null }
  })
}

function pairs<T extends Dated>(inserts: readonly T[], stored: readonly T[]): (readonly [T | undefined, T])[] {
  const past = groupedBy(stored, (row) => row.code)
  return inserts.map((after) => [standing(past.get(after.code), after.in_force), after] as const)
}

function isOver({ in_force, until }: Dated): boolean {
  return until !== null && until < in_force
}

function sideOf({ class: own, employee, resident, tier3, tier2, tier1 }: StoredItem): Side {
  return { class: own, employee, resident, tier3, tier2, tier1 }
}

function changesOf(a: Side, b: Side): Change[] {
  const found: Change[] = [
    ...(a.class === b.class ? [] : (['class'] as const)),
    ...(a.employee === b.employee && a.resident === b.resident ? [] : (['share'] as const)),
    ...(a.tier3 === b.tier3 && a.tier2 === b.tier2 && a.tier1 === b.tier1 ? [] : (['ceiling'] as const)),
  ]
  return found.length === 0 ? ['other'] : found
}
