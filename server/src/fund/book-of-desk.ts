// The book that an officer asks for: one of the officer's pool; for what concerns the whole book, of an agency that the officer sees.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Desk } from '../http/route.js'
import type { Queries } from './transaction.js'

export interface DeskBook {
  readonly book: string
  readonly fund: string
  readonly name: string
  readonly agency: string
  readonly opened_on: string
  readonly closed_through: string | null
}

export const NO_BOOK = refused('not_found', '没有这个账套；请从账套列表进入。')

export async function bookOfDesk(db: Queries, { officer }: Pick<Desk, 'officer'>, book: string): Promise<DeskBook | Refusal> {
  const { rows } = await db.query<DeskBook>(
    'SELECT book, fund, name, agency, opened_on, book_closed_through(book) AS closed_through FROM book WHERE book = $1 AND pool = $2',
    [book, officer.pool],
  )
  return rows[0] ?? NO_BOOK
}

/** Whether the officer may work on what a book says of a unit: one in reach, or one that has left and is wound up there. */
export function worksFor({ areas, former = [] }: Desk['officer'], book: string, unit: string): boolean {
  return areas.includes(unit) || former.includes(`${book}/${unit}`)
}

/** Closing, archives and the like need every unit's money in sight. */
export async function wholeBook(db: Queries, desk: Pick<Desk, 'officer'>, book: string): Promise<DeskBook | Refusal> {
  const found = await bookOfDesk(db, desk, book)
  if ('kind' in found) return found
  const { rows } = await db.query<{ sees: boolean }>('SELECT sees_book($1) AS sees', [book])
  if (rows[0]?.sees === true) return found
  return refused('elsewhere', `${found.name}涉及您辖区以外的核算单位；整个账套的结账、报表和档案由管理这个账套的经办机构人员办理。`)
}
