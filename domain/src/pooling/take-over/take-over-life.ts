// The life of a county's take-over: data → audit → transfer → run → live. Money and the switch are asked for by one officer and done by
// another; what was done can be taken back until the first live settlement, afterwards only by forward corrections (E10, J4, I6).
import { type Refusal, refused } from '../../base/refusal.js'

export type TakeOverStage = 'data' | 'audit' | 'transfer' | 'run' | 'live'

export const TAKE_OVER_STAGES: Readonly<Record<TakeOverStage, string>> = {
  data: '数据接管',
  audit: '清查审计',
  transfer: '基金划转',
  run: '并行运行',
  live: '已切换',
}

export type TakeOverStepKind =
  | 'data_finished'
  | 'returned_to_data'
  | 'audit_finished'
  | 'transfer_asked'
  | 'transferred'
  | 'transfer_reversal_asked'
  | 'transfer_reversed'
  | 'rehearsed'
  | 'switch_asked'
  | 'switched'
  | 'roll_back_asked'
  | 'rolled_back'

export interface TakeOverStep {
  readonly kind: TakeOverStepKind
  readonly officer: bigint
}

/** What stands in the way of a step, as far as it depends on more than the steps before it. */
export interface TakeOverState {
  readonly steps: readonly TakeOverStep[]
  /** Sentences: everything that keeps the present stage from being finished. */
  readonly blocking: readonly string[]
  readonly liveSettlements: boolean
}

interface Rule {
  readonly stage: TakeOverStage
  /** The step that must stand right before it, made by somebody else. */
  readonly after?: TakeOverStepKind
  readonly blocked?: true
  readonly back?: true
}

const RULES: Readonly<Record<TakeOverStepKind, Rule>> = {
  data_finished: { stage: 'data', blocked: true },
  returned_to_data: { stage: 'audit' },
  audit_finished: { stage: 'audit', blocked: true },
  transfer_asked: { stage: 'transfer', blocked: true },
  transferred: { stage: 'transfer', after: 'transfer_asked', blocked: true },
  transfer_reversal_asked: { stage: 'run', back: true },
  transfer_reversed: { stage: 'run', after: 'transfer_reversal_asked', back: true },
  rehearsed: { stage: 'run' },
  switch_asked: { stage: 'run', blocked: true },
  switched: { stage: 'run', after: 'switch_asked', blocked: true },
  roll_back_asked: { stage: 'live', back: true },
  rolled_back: { stage: 'live', after: 'roll_back_asked', back: true },
}

const LEADS_TO: Readonly<Partial<Record<TakeOverStepKind, TakeOverStage>>> = {
  data_finished: 'audit',
  returned_to_data: 'data',
  audit_finished: 'transfer',
  transferred: 'run',
  transfer_reversed: 'audit',
  switched: 'live',
  rolled_back: 'run',
}

export function takeOverStage(steps: readonly TakeOverStep[]): TakeOverStage {
  let stage: TakeOverStage = 'data'
  for (const { kind } of steps) stage = LEADS_TO[kind] ?? stage
  return stage
}

/** Why the step may not be taken; undefined where it may. */
export function takeOverStepRefused({ steps, blocking, liveSettlements }: TakeOverState, kind: TakeOverStepKind, officer: bigint): Refusal | undefined {
  const rule = RULES[kind]
  const stage = takeOverStage(steps)
  if (stage !== rule.stage) {
    return refused('not_its_turn', `接管现在是“${TAKE_OVER_STAGES[stage]}”阶段，要在“${TAKE_OVER_STAGES[rule.stage]}”阶段才能办这一步。`)
  }
  if (rule.back === true && liveSettlements) {
    return refused('live_already', '该县区切换后已有正式结算，不能再回退；请用更正登记、重算差额、更正凭证等办法向前更正。')
  }
  const before = steps.filter((step) => step.kind !== 'rehearsed').at(-1)
  if (before?.kind === kind) return refused('done_already', '这一步已经提出，请由另一位人员办理，不必再提。')
  if (rule.after !== undefined) {
    if (before?.kind !== rule.after) return refused('not_asked', '这一步要先由另一位人员提出，再行办理。')
    if (before.officer === officer) return refused('same_officer', '提出与办理不能是同一人；请由另一位有权限的人员办理。')
  }
  const [first, ...others] = rule.blocked === true ? blocking : []
  if (first === undefined) return undefined
  return refused('blocked', others.length === 0 ? first : `${first}另有${others.length}项，见“待办事项”。`)
}
