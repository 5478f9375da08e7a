// A county's own book beside the city's (mirror books by 上解/下拨): proposed with its document → approved by another officer, and open
// from its day; or returned.
import type { DeskLife } from '../base/desk-life.js'

export type OpeningStage = 'prepared' | 'confirmed' | 'returned'

export const OPENING_LIFE: DeskLife<OpeningStage> = {
  what: '开账申请',
  names: { prepared: '提出', confirmed: '批准开立', returned: '退回' },
  after: { prepared: [], confirmed: ['prepared'], returned: ['prepared'] },
  apart: { confirmed: ['prepared'], returned: ['prepared'] },
}
