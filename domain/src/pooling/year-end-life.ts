// The life of a year-end run: computed → objections open until a day → approved by a second officer, every objection answered →
// posted → published. A newer run takes the place of one that nobody approved yet (E5–E8).
import type { Day } from '../base/day.js'
import type { Refusal } from '../base/refusal.js'
import { lastDecided, type RunLife, type RunStep, type RunTable, runStepRefused } from '../base/run-life.js'

export type YearEndStepKind = 'objections_opened' | 'objected' | 'answered' | 'approved' | 'withdrawn' | 'posted' | 'published'
export type YearEndStage = 'computed' | 'objections_opened' | 'approved' | 'withdrawn' | 'posted' | 'published'
export type YearEndStep = RunStep<YearEndStepKind>
export type YearEndLife = RunLife<YearEndStepKind>

export const YEAR_END_STAGES: Readonly<Record<YearEndStage, string>> = {
  computed: '已计算',
  objections_opened: '征求异议',
  approved: '已批准',
  withdrawn: '已撤销',
  posted: '已记账',
  published: '已公布',
}

const TABLE: RunTable<YearEndStepKind, YearEndStage> = {
  name: '年终清算',
  stages: YEAR_END_STAGES,
  after: {
    objections_opened: ['computed'],
    objected: ['objections_opened'],
    answered: ['objections_opened'],
    approved: ['objections_opened'],
    withdrawn: ['computed', 'objections_opened'],
    posted: ['approved'],
    published: ['posted'],
  },
}

export function yearEndStage(life: YearEndLife): YearEndStage {
  return lastDecided(life) ?? 'computed'
}

/** Why the step may not be taken today; undefined where it may. */
export function yearEndStepRefused(life: YearEndLife, kind: YearEndStepKind, officer: bigint, today: Day): Refusal | undefined {
  return runStepRefused(TABLE, life, yearEndStage(life), { kind, officer, today })
}
