// The life of a run of the adjustment fund, levy or allocation: computed → confirmed by a second officer; then its money moves, part by
// part, by facts of its own. What was confirmed is never computed again; what is over- or underpaid is carried into the next year (E9).
import type { Day } from '../base/day.js'
import type { Refusal } from '../base/refusal.js'
import { lastDecided, type RunLife, type RunTable, runStepRefused } from '../base/run-life.js'

export type AdjustmentStepKind = 'approved' | 'withdrawn'
export type AdjustmentStage = 'computed' | 'approved' | 'withdrawn'

export const ADJUSTMENT_STAGES: Readonly<Record<AdjustmentStage, string>> = { computed: '已计算', approved: '已确认', withdrawn: '已撤销' }

const TABLE: RunTable<AdjustmentStepKind, AdjustmentStage> = {
  name: '调剂金计算',
  stages: ADJUSTMENT_STAGES,
  after: { approved: ['computed'], withdrawn: ['computed'] },
}

export function adjustmentStage(life: RunLife<AdjustmentStepKind>): AdjustmentStage {
  return lastDecided(life) ?? 'computed'
}

export function adjustmentStepRefused(life: RunLife<AdjustmentStepKind>, kind: AdjustmentStepKind, officer: bigint, today: Day): Refusal | undefined {
  return runStepRefused(TABLE, life, adjustmentStage(life), { kind, officer, today })
}
