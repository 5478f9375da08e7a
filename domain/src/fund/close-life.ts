// Closing a month of a book: proposed by one officer upon a check list, confirmed by another; never opened again. December is closed
// with the year: income and expenditure go into 一般基金结余 in the same act (财会〔2017〕28号).
import type { DeskLife } from '../base/desk-life.js'

export type CloseStage = 'prepared' | 'returned' | 'confirmed'

export const CLOSE_LIFE: DeskLife<CloseStage> = {
  what: '结账',
  names: { prepared: '申请结账', returned: '退回', confirmed: '结账' },
  after: { prepared: [], returned: ['prepared'], confirmed: ['prepared'] },
  apart: { confirmed: ['prepared'], returned: ['prepared'] },
}
