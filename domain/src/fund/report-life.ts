// A statistical report of the funds: made from the books → reviewed by another officer → signed off and reported by a third; a
// returned one is made again as the next version.
import type { DeskLife } from '../base/desk-life.js'

export type ReportStage = 'prepared' | 'reviewed' | 'returned' | 'reported'

export const REPORT_LIFE: DeskLife<ReportStage> = {
  what: '统计报表',
  names: { prepared: '编制', reviewed: '审核', returned: '退回', reported: '签发上报' },
  after: { prepared: [], reviewed: ['prepared'], returned: ['prepared', 'reviewed'], reported: ['reviewed'] },
  apart: { reviewed: ['prepared'], returned: ['prepared'], reported: ['prepared', 'reviewed'] },
}
