// Premiums let off (减免): asked for by one officer with the document that lets them off, approved or sent back by another. 会计法 第二十七条:
// whoever handles a matter is another than whoever approves it.
import type { DeskLife } from '../base/desk-life.js'

export type WaiverStage = 'prepared' | 'approved' | 'returned'

export const WAIVER_LIFE: DeskLife<WaiverStage> = {
  what: '减免登记',
  names: { prepared: '待审批', approved: '已批准', returned: '不予通过' },
  after: { prepared: [], approved: ['prepared'], returned: ['prepared'] },
  apart: { approved: ['prepared'], returned: ['prepared'] },
}
