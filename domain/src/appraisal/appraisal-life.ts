// The life of an appraisal: computed → objections open until a day → approved by a second officer, every objection answered →
// published. A correction is a newer run; what was approved stays as it was (J1, J2).
import type { Refusal } from '../base/refusal.js'
import { type AskedStep, lastDecided, type RunLife, type RunTable, runStepRefused } from '../base/run-life.js'

export type AppraisalStepKind = 'objections_opened' | 'objected' | 'answered' | 'approved' | 'withdrawn' | 'published'
export type AppraisalStage = 'computed' | 'objections_opened' | 'approved' | 'withdrawn' | 'published'

export const APPRAISAL_STAGES: Readonly<Record<AppraisalStage, string>> = {
  computed: '已计算',
  objections_opened: '征求异议',
  approved: '已批准',
  withdrawn: '已撤销',
  published: '已公布',
}

const TABLE: RunTable<AppraisalStepKind, AppraisalStage> = {
  name: '考核',
  stages: APPRAISAL_STAGES,
  after: {
    objections_opened: ['computed'],
    objected: ['objections_opened'],
    answered: ['objections_opened'],
    approved: ['objections_opened'],
    withdrawn: ['computed', 'objections_opened'],
    published: ['approved'],
  },
}

export function appraisalStage(life: RunLife<AppraisalStepKind>): AppraisalStage {
  return lastDecided(life) ?? 'computed'
}

/** Why the step may not be taken today; undefined where it may. */
export function appraisalStepRefused(life: RunLife<AppraisalStepKind>, asked: AskedStep<AppraisalStepKind>): Refusal | undefined {
  return runStepRefused(TABLE, life, appraisalStage(life), asked)
}
