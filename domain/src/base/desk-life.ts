// The life of a paper that passes several officers: which step follows which, and who may not take two of them. 会计法 第二十七条:
// whoever keeps the books is another than whoever approves and whoever handles the matter.
import { type Refusal, refused } from './refusal.js'

export interface DeskStep<Stage extends string> {
  readonly kind: Stage
  readonly officer: bigint
}

export interface DeskLife<Stage extends string> {
  /** What passes, in a word: 凭证. */
  readonly what: string
  readonly names: Readonly<Record<Stage, string>>
  /** Stages from which a step may be taken; the first step has none. */
  readonly after: Readonly<Record<Stage, readonly Stage[]>>
  /** Steps whose officer this step's officer may not be. */
  readonly apart: Readonly<Partial<Record<Stage, readonly Stage[]>>>
}

export function deskStage<Stage extends string>(steps: readonly DeskStep<Stage>[]): Stage {
  const last = steps.at(-1)
  if (last === undefined) throw new Error('a paper without a first step')
  return last.kind
}

/** Why the officer may not take the step now; undefined where it may be taken. */
export function deskStepRefused<Stage extends string>(
  life: DeskLife<Stage>,
  steps: readonly DeskStep<Stage>[],
  kind: Stage,
  officer: bigint,
): Refusal | undefined {
  const { what, names, after, apart } = life
  const stage = deskStage(steps)
  if (!after[kind].includes(stage)) {
    const turn = after[kind].map((one) => `“${names[one]}”`).join('或')
    return refused('not_its_turn', `这份${what}现在是“${names[stage]}”，要在${turn}时才能办理“${names[kind]}”。`)
  }
  const same = apart[kind]?.find((one) => steps.some((step) => step.kind === one && step.officer === officer))
  return same === undefined
    ? undefined
    : refused('same_officer', `“${names[same]}”与“${names[kind]}”不能是同一人；请由另一位有权限的人员办理。`, { article: '会计法 第二十七条' })
}
