// The address of a book's page, ready filtered.
import { withQuery } from '../../api/request.js'

export function booksPath(book: string, view: 'trial' | 'entries' | 'memo', more: Readonly<Record<string, string | undefined>> = {}): string {
  return withQuery('/fund/books', { book, view: view === 'trial' ? undefined : view, ...more })
}
