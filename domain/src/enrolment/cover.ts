// Which enrolment row says whether a person is covered on a day. Rows are never changed: of one scheme and benefit year the latest
// known row rules (one person, one record: 黔府办发〔2019〕28号 三（一）（四）), an interval that ends before it begins means not entitled.
import { type Day, yearOf } from '../base/day.js'
import type { Scheme } from '../base/scheme.js'

/** `entitled` on the day · `waiting` from a later day on · `ended` · `suspended` the row says that nothing is due. */
export type CoverStatus = 'entitled' | 'waiting' | 'ended' | 'suspended'

export interface EnrolmentRow {
  /** Grows with every row; the highest of a scheme and year is the latest known. */
  readonly enrolment: bigint
  readonly scheme: Scheme
  readonly benefitYear: number
  readonly entitledFrom: Day
  readonly entitledTo: Day
}

export function coverStatus(row: Pick<EnrolmentRow, 'entitledFrom' | 'entitledTo'>, day: Day): CoverStatus {
  if (row.entitledTo < row.entitledFrom) return 'suspended'
  if (day < row.entitledFrom) return 'waiting'
  return day > row.entitledTo ? 'ended' : 'entitled'
}

/** The rows that rule, one for each scheme and benefit year, in the order given. */
export function rulingRows<R extends EnrolmentRow>(rows: readonly R[]): R[] {
  const latest = new Map<string, R>()
  for (const row of rows) {
    const key = `${row.scheme} ${row.benefitYear}`
    const known = latest.get(key)
    if (known === undefined || row.enrolment > known.enrolment) latest.set(key, row)
  }
  const ruling = new Set(latest.values())
  return rows.filter((row) => ruling.has(row))
}

/**
 * The row to show for each scheme on `day`: one that entitles, else that of the day's year, which says why not, else the next
 * to come, else the last. Employee before resident.
 */
export function coverOn<R extends EnrolmentRow>(rows: readonly R[], day: Day): (R & { readonly status: CoverStatus })[] {
  const shown = new Map<Scheme, R & { readonly status: CoverStatus }>()
  for (const row of rulingRows(rows)) {
    const candidate = { ...row, status: coverStatus(row, day) }
    const known = shown.get(row.scheme)
    if (known === undefined || rank(candidate, day) < rank(known, day)) shown.set(row.scheme, candidate)
  }
  return [...shown.values()].sort((a, b) => (a.scheme < b.scheme ? -1 : a.scheme > b.scheme ? 1 : 0))
}

/** Years ahead rank by how near they are, after them years past by how recent. */
function rank(row: EnrolmentRow & { readonly status: CoverStatus }, day: Day): number {
  if (row.status === 'entitled') return -1
  const ahead = row.benefitYear - yearOf(day)
  return ahead >= 0 ? ahead : 10_000 - ahead
}
