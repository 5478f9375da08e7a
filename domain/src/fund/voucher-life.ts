// A voucher written by hand: prepared → reviewed by another officer → posted by another than the reviewer; sent back with a reason
// or withdrawn before it is posted. A posted one is never changed: it is corrected by a voucher of its own.
import type { DeskLife } from '../base/desk-life.js'

export type VoucherStage = 'prepared' | 'reviewed' | 'returned' | 'withdrawn' | 'posted'

export const VOUCHER_LIFE: DeskLife<VoucherStage> = {
  what: '凭证',
  names: { prepared: '制单', reviewed: '复核', returned: '退回', withdrawn: '作废', posted: '记账' },
  after: { prepared: [], reviewed: ['prepared'], returned: ['prepared', 'reviewed'], withdrawn: ['prepared', 'returned'], posted: ['reviewed'] },
  apart: { reviewed: ['prepared'], returned: ['prepared'], posted: ['reviewed'] },
}

/** Still to be dealt with before its month can be closed. */
export const OPEN_VOUCHER_STAGES: readonly VoucherStage[] = ['prepared', 'reviewed', 'returned']
