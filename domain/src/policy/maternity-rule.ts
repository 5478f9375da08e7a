// Maternity allowance (生育津贴): cash for the days of leave, at the employer's average monthly wage of the year before (社会保险法 art. 56).
// Days of leave are those of the state's rule (女职工劳动保护特别规定 art. 7) or of a province that grants more.
import type { OrAwaiting } from './benefit-policy.js'
import type { Citation } from './citation.js'

export const LEAVE_NAMES = {
  birth: '顺产',
  difficult_birth: '难产',
  miscarriage_under_4_months: '怀孕未满4个月流产',
  miscarriage_from_4_months: '怀孕满4个月流产',
} as const
export type LeaveOccasion = keyof typeof LEAVE_NAMES

export interface LeaveDays {
  readonly occasion: LeaveOccasion
  readonly days: OrAwaiting<number>
}

export interface MaternityAllowanceRule {
  /** Days by which the average monthly wage is divided. */
  readonly daysInMonth: number
  readonly leave: readonly LeaveDays[]
  /** Days more for each child beyond the first. */
  readonly perFurtherChild: number
  readonly from: Citation
}
