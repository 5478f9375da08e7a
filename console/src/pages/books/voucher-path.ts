// Addresses of the voucher desk.
import { withQuery } from '../../api/request.js'

export function voucherPath(book: string, voucher: string): string {
  return `/fund/vouchers/${encodeURIComponent(book)}/${voucher}`
}

export function newDraftPath(book: string, more: Readonly<Record<string, string>> = {}): string {
  return withQuery('/fund/voucher-drafts/new', { book, ...more })
}
