// Interest that the bank credited (计息单): counted and split by one officer, approved or sent back by another; only then it is in the
// books. 会计法 第二十七条: whoever handles a matter is another than whoever approves it.
import type { DeskLife } from '../base/desk-life.js'

export type InterestStage = 'prepared' | 'approved' | 'returned'

export const INTEREST_LIFE: DeskLife<InterestStage> = {
  what: '计息单',
  names: { prepared: '待复核', approved: '已记账', returned: '已退回' },
  after: { prepared: [], approved: ['prepared'], returned: ['prepared'] },
  apart: { approved: ['prepared'], returned: ['prepared'] },
}
