// The life of a fund's budget: proposed → submitted → reviewed → approved by the government → approved by the people's congress →
// issued. Only an issued budget lets units request money; an adjustment goes the same way and replaces it (E5, E7; 财社〔2017〕144号).
import type { Day } from '../base/day.js'
import { type Refusal, refused } from '../base/refusal.js'

export type BudgetStage = 'proposed' | 'submitted' | 'reviewed' | 'government_approved' | 'congress_approved' | 'issued' | 'returned'
export type BudgetStepKind = Exclude<BudgetStage, 'proposed'>

export interface BudgetStep {
  readonly kind: BudgetStepKind
  readonly officer: bigint
  readonly dated: Day
}

export const BUDGET_STAGES: Readonly<Record<BudgetStage, string>> = {
  proposed: '已编制',
  submitted: '已上报',
  reviewed: '财政已审核',
  government_approved: '政府已批准',
  congress_approved: '人大已批准',
  issued: '已下达',
  returned: '已退回',
}

const AFTER: Readonly<Record<BudgetStepKind, readonly BudgetStage[]>> = {
  submitted: ['proposed'],
  reviewed: ['submitted'],
  government_approved: ['reviewed'],
  congress_approved: ['government_approved'],
  issued: ['congress_approved'],
  returned: ['submitted', 'reviewed', 'government_approved', 'congress_approved'],
}

export function budgetStage(steps: readonly BudgetStep[]): BudgetStage {
  return steps.at(-1)?.kind ?? 'proposed'
}

/** Why the step may not be taken; undefined where it may. Whoever reviews did not submit. */
export function budgetStepRefused(steps: readonly BudgetStep[], kind: BudgetStepKind, officer: bigint): Refusal | undefined {
  const stage = budgetStage(steps)
  if (!AFTER[kind].includes(stage)) {
    const turn = AFTER[kind].map((one) => BUDGET_STAGES[one]).join('或')
    return refused('not_its_turn', `预算现在是“${BUDGET_STAGES[stage]}”，要在“${turn}”之后才能办这一步；请按顺序办理。`)
  }
  const submitter = steps.find((step) => step.kind === 'submitted')?.officer
  if (kind === 'reviewed' && submitter === officer) return refused('same_officer', '上报与审核不能是同一人；请由财政部门的其他人员审核。')
  return undefined
}

/** Why a step may not bear that day: what is decided is decided in order, and not tomorrow. */
export function stepDayRefused(steps: readonly BudgetStep[], dated: Day, today: Day): Refusal | undefined {
  if (dated > today) return refused('future_day', '日期在今天之后；请按文件上的日期登记。')
  const last = steps.at(-1)
  if (last === undefined || dated >= last.dated) return undefined
  return refused('before_last_step', `日期早于上一步“${BUDGET_STAGES[last.kind]}”的 ${last.dated}；请核对文件日期。`)
}

/** While one plan is on its way another one of the same year is not begun: which of them holds must never depend on chance. */
export function isOnItsWay(stage: BudgetStage): boolean {
  return !['proposed', 'issued', 'returned'].includes(stage)
}
