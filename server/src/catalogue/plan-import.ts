// Decides what an import inserts: new items, changed ones as new rows from a day on, ended ones; what is as it was is left alone.
// Nothing is decided as long as a row has a fault, and every fault is told.
import { daysAfter } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { mergeItem, sameItem, samePrint, type Terms } from './merge-item.js'
import type { RowFault, SentFile, SentRow } from './sent-row.js'
import type { StoredEntry, StoredItem } from './version-store.js'

export interface Plan<T> {
  readonly inserts: readonly T[]
  readonly added: number
  readonly changed: number
  readonly ended: number
  readonly unchanged: number
  readonly faults: readonly RowFault[]
}

export interface Dated {
  readonly code: string
  readonly in_force: string
  readonly until: string | null
}

/** How one kind of row is made and compared. */
interface Craft<T extends Dated> {
  make(sent: SentRow, before: T | undefined): T | string
  same(a: T, b: T): boolean
}

/** `missing` are the standing items that a complete file leaves out. */
export function planItems(file: SentFile, stored: readonly StoredItem[], missing: readonly StoredItem[], terms: Terms): Plan<StoredItem> {
  return plan(file, stored, missing, terms, { make: (sent, before) => mergeItem(sent, before, terms), same: sameItem })
}

export function planEntries(file: SentFile, stored: readonly StoredEntry[], terms: Terms): Plan<StoredEntry> {
  const make = (sent: SentRow, before: StoredEntry | undefined): StoredEntry | string => {
    const name = sent.name ?? before?.name
    if (name === undefined) return '缺少名称'
    return { code: sent.code, in_force: later(sent.from, terms.inForce), until: sent.until ?? null, name, as_printed: sent.asPrinted }
  }
  return plan(file, stored, [], terms, { make, same: (a, b) => a.name === b.name && a.until === b.until && samePrint(a.as_printed, b.as_printed) })
}

function plan<T extends Dated>(file: SentFile, stored: readonly T[], missing: readonly T[], terms: Terms, craft: Craft<T>): Plan<T> {
  const past = groupedBy(stored, (row) => row.code)
  const faults = [...file.faults, ...doubles(file.rows)]
  const faulty = new Set(faults.map((fault) => fault.row))
  const inserts: T[] = []
  const counts = { added: 0, changed: 0, ended: 0, unchanged: 0 }
  for (const sent of file.rows.filter((row) => !faulty.has(row.row))) {
    const before = standing(past.get(sent.code), later(sent.from, terms.inForce))
    const made = sent.valid ? craft.make(sent, before) : endOf(before, later(sent.from, terms.inForce))
    if (typeof made === 'string') faults.push({ row: sent.row, sentence: made })
    else if (made === undefined || (sent.valid && before !== undefined && craft.same(before, made))) counts.unchanged += 1
    else {
      inserts.push(made)
      counts[!sent.valid ? 'ended' : before === undefined ? 'added' : 'changed'] += 1
    }
  }
  const ends = missing.flatMap((row) => endOf(row, terms.inForce) ?? [])
  counts.ended += ends.length
  return { inserts: [...inserts, ...ends], ...counts, faults: faults.sort((a, b) => a.row - b.row) }
}

function later(day: string | undefined, otherwise: string): string {
  return day !== undefined && day > otherwise ? day : otherwise
}

/** The row that counts on a day, of the rows of one code, the latest first. */
export function standing<T extends Dated>(rows: readonly T[] | undefined, day: string): T | undefined {
  const row = rows?.find((one) => one.in_force <= day)
  return row === undefined || (row.until !== null && row.until < day) ? undefined : row
}

/** An item that is over carries an end before its beginning. */
function endOf<T extends Dated>(before: T | undefined, day: string): T | undefined {
  return before === undefined ? undefined : { ...before, in_force: day, until: daysAfter(day, -1) }
}

function doubles(rows: readonly SentRow[]): RowFault[] {
  const seen = new Map<string, number>()
  return rows.flatMap(({ row, code }) => {
    if (code === '') return [{ row, sentence: '缺少编码' }]
    const first = seen.get(code)
    seen.set(code, first ?? row)
    return first === undefined ? [] : [{ row, sentence: `编码${code.slice(0, 30)}与第${first}行重复` }]
  })
}
