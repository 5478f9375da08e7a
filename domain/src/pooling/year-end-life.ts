// The life of a year-end run: computed → objections open until a day → approved by a second officer, every objection answered →
// posted → published. A newer run takes the place of one that nobody approved yet (E5–E8).
import type { Day } from '../base/day.js'
import { type Refusal, refused } from '../base/refusal.js'

export type YearEndStepKind = 'objections_opened' | 'objected' | 'answered' | 'approved' | 'withdrawn' | 'posted' | 'published'
export type YearEndStage = 'computed' | 'objections_opened' | 'approved' | 'withdrawn' | 'posted' | 'published'

export interface YearEndStep {
  readonly kind: YearEndStepKind
  readonly unit: string | null
  readonly until: Day | null
  readonly officer: bigint
}

export interface YearEndLife {
  readonly computedBy: bigint
  readonly steps: readonly YearEndStep[]
}

export const YEAR_END_STAGES: Readonly<Record<YearEndStage, string>> = {
  computed: '已计算',
  objections_opened: '征求异议',
  approved: '已批准',
  withdrawn: '已撤销',
  posted: '已记账',
  published: '已公布',
}

export function yearEndStage({ steps }: YearEndLife): YearEndStage {
  const decided = steps.filter(({ kind }) => kind !== 'objected' && kind !== 'answered').at(-1)?.kind
  return decided === undefined || decided === 'objected' || decided === 'answered' ? 'computed' : decided
}

/** Units whose last word is an objection that nobody answered. */
export function openObjections({ steps }: YearEndLife): readonly string[] {
  const last = new Map<string, YearEndStepKind>()
  for (const { kind, unit } of steps) if (unit !== null) last.set(unit, kind)
  return [...last].filter(([, kind]) => kind === 'objected').map(([unit]) => unit)
}

const AFTER: Readonly<Record<YearEndStepKind, readonly YearEndStage[]>> = {
  objections_opened: ['computed'],
  objected: ['objections_opened'],
  answered: ['objections_opened'],
  approved: ['objections_opened'],
  withdrawn: ['computed', 'objections_opened'],
  posted: ['approved'],
  published: ['posted'],
}

/** Why the step may not be taken today; undefined where it may. */
export function yearEndStepRefused(life: YearEndLife, kind: YearEndStepKind, officer: bigint, today: Day): Refusal | undefined {
  const stage = yearEndStage(life)
  if (!AFTER[kind].includes(stage)) {
    const turn = AFTER[kind].map((one) => YEAR_END_STAGES[one]).join('或')
    return refused('not_its_turn', `本次年终清算现在是“${YEAR_END_STAGES[stage]}”，要在“${turn}”时才能办这一步。`)
  }
  const until = life.steps.find((step) => step.kind === 'objections_opened')?.until ?? null
  if (kind === 'objected' && until !== null && today > until) return refused('objections_over', `异议期已于 ${until} 截止；请向市医保局书面反映。`)
  if (kind !== 'approved') return undefined
  if (officer === life.computedBy) return refused('same_officer', '计算与批准不能是同一人；请由另一位有权限的人员批准。')
  if (until !== null && today <= until) return refused('objections_open', `异议期到 ${until} 才截止，届满后才能批准。`)
  const open = openObjections(life)
  return open.length === 0 ? undefined : refused('objections_unanswered', `${open.join('、')}的异议还没有答复；请先答复，或撤销后重新计算。`)
}
