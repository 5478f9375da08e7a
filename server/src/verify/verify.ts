// Compares everything derived with the facts it follows from. Reads only; an empty answer means that all agree.
import type { Queries } from '../fund/transaction.js'
import type { Finding } from './finding.js'
import { verifyBooks } from './verify-books.js'
import { verifyDifferences } from './verify-differences.js'
import { verifyMemoDays, verifyMemoEntries } from './verify-memo.js'
import { verifyPersons } from './verify-persons.js'

export interface VerifyOptions {
  /** Makes again the memo entries of every n-th person's bills only; for very large databases. */
  readonly oneIn?: number
}

/** Needs a connection that sees all areas: the batch role, or the owner. */
export async function verify(db: Queries, { oneIn = 1 }: VerifyOptions = {}): Promise<Finding[]> {
  return [
    ...(await verifyPersons(db)),
    ...(await verifyMemoEntries(db, oneIn)),
    ...(await verifyDifferences(db)),
    ...(await verifyMemoDays(db)),
    ...(await verifyBooks(db)),
  ]
}
