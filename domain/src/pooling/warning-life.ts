// The life of a warning: raised → somebody is asked, with a day → answered → closed by another officer than the one who answered, or
// returned for a better answer (I4). What was closed may be opened again, with a reason, and has to be answered anew.
import { type Refusal, refused } from '../base/refusal.js'

export type WarningStepKind = 'assigned' | 'answered' | 'returned' | 'closed' | 'reopened'
export type WarningStage = 'raised' | WarningStepKind

export const WARNING_STAGES: Readonly<Record<WarningStage, string>> = {
  raised: '待交办',
  assigned: '待答复',
  answered: '已答复',
  returned: '退回重答',
  closed: '已审结',
  reopened: '重新打开',
}

export interface WarningStep {
  readonly kind: WarningStepKind
  readonly officer: bigint
}

const AFTER: Readonly<Record<WarningStepKind, readonly WarningStage[]>> = {
  assigned: ['raised', 'assigned', 'returned', 'reopened'],
  answered: ['assigned', 'returned', 'reopened'],
  returned: ['answered'],
  closed: ['answered'],
  reopened: ['closed'],
}

/** A warning whose threshold names who answers is assigned from its birth. */
export function warningStage(steps: readonly WarningStep[], owned = false): WarningStage {
  return steps.at(-1)?.kind ?? (owned ? 'assigned' : 'raised')
}

export function warningStepRefused(steps: readonly WarningStep[], kind: WarningStepKind, officer: bigint, owned = false): Refusal | undefined {
  const stage = warningStage(steps, owned)
  if (!AFTER[kind].includes(stage)) {
    return refused(
      'not_its_turn',
      `这条预警现在是“${WARNING_STAGES[stage]}”，要在“${AFTER[kind].map((one) => WARNING_STAGES[one]).join('或')}”时才能办这一步。`,
    )
  }
  const answered = steps.findLast((step) => step.kind === 'answered')
  if ((kind === 'closed' || kind === 'returned') && answered?.officer === officer)
    return refused('same_officer', '答复与审结不能是同一人；请由另一位有权限的人员审结。')
  return undefined
}
