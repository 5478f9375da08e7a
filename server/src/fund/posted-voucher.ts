// A posted voucher as the domain's rules on corrections look at it.
import type { PostedVoucher } from '@tongchou/domain/fund/manual-voucher.js'
import type { Queries } from './transaction.js'
import { entriesOf, hasMemo, reversedLines, type VoucherRow } from './voucher-store.js'

export async function postedVoucher(db: Queries, book: string, { voucher, fact, fact_kind: factKind }: VoucherRow): Promise<PostedVoucher> {
  const entries = await entriesOf(db, book, [voucher])
  return {
    factKind,
    entries: entries.map(({ account, detail, unit, amount_fen: amount, red }) => ({ account, detail, unit, amount, ...(red ? { red } : {}) })),
    hasMemo: await hasMemo(db, book, fact),
    reversed: await reversedLines(db, book, voucher),
  }
}
