// The life of anything that is computed, shown for objections and decided by a second officer (year end, appraisal, adjustment fund): a
// step is taken in its turn, within its days, and never approved by the one who computed. Which steps there are is the caller's table.
import type { Day } from './day.js'
import { type Refusal, refused } from './refusal.js'

export interface RunStep<Kind extends string> {
  readonly kind: Kind
  readonly unit: string | null
  readonly until: Day | null
  readonly officer: bigint
}

export interface RunLife<Kind extends string> {
  readonly computedBy: bigint
  readonly steps: readonly RunStep<Kind>[]
  /** What units are called, for sentences. */
  readonly names?: ReadonlyMap<string, string>
}

/** A step somebody asks for; without a unit, whether it may be taken for any. */
export interface AskedStep<Kind extends string> {
  readonly kind: Kind
  readonly officer: bigint
  readonly today: Day
  readonly unit?: string
  readonly until?: Day
}

/** `after`: the stages in which a step may be taken. */
export interface RunTable<Kind extends string, Stage extends string> {
  readonly name: string
  readonly stages: Readonly<Record<Stage, string>>
  readonly after: Readonly<Record<Kind, readonly Stage[]>>
}

export type Talk = 'objected' | 'answered'

export function isTalk(kind: string): kind is Talk {
  return kind === 'objected' || kind === 'answered'
}

/** The last step that was no talk; undefined before the first. */
export function lastDecided<Kind extends string>({ steps }: RunLife<Kind>): Exclude<Kind, Talk> | undefined {
  return steps.filter(({ kind }) => !isTalk(kind)).at(-1)?.kind as Exclude<Kind, Talk> | undefined
}

/** Units whose last word is an objection that nobody answered. */
export function unanswered<Kind extends string>({ steps }: RunLife<Kind>): readonly string[] {
  const last = new Map<string, string>()
  for (const { kind, unit } of steps) if (unit !== null && isTalk(kind)) last.set(unit, kind)
  return [...last].filter(([, kind]) => kind === 'objected').map(([unit]) => unit)
}

/** Why the step may not be taken today; undefined where it may. */
export function runStepRefused<Kind extends string, Stage extends string>(
  table: RunTable<Kind, Stage>,
  life: RunLife<Kind>,
  stage: Stage,
  { kind, officer, today, unit, until: asked }: AskedStep<Kind>,
): Refusal | undefined {
  const { name, stages, after } = table
  if (!after[kind].includes(stage)) {
    const turn = after[kind].map((one) => stages[one]).join('或')
    return refused('not_its_turn', `本次${name}现在是“${stages[stage]}”，要在“${turn}”时才能办这一步。`)
  }
  const until = life.steps.findLast((step) => step.kind === 'objections_opened')?.until ?? null
  if (kind === 'objections_opened' && asked !== undefined && asked < today) return refused('until_past', '异议期截止日期已经过去；请改为今天或以后的日期。')
  if (kind === 'answered' && !unanswered(life).some((one) => unit === undefined || one === unit))
    return refused('nothing_to_answer', '没有待答复的异议；请核对单位。')
  if (kind === 'objected' && until !== null && today > until) return refused('objections_over', `异议期已于 ${until} 截止；请书面反映。`)
  if (kind !== 'approved') return undefined
  if (officer === life.computedBy) return refused('same_officer', '计算与批准不能是同一人；请由另一位有权限的人员批准。')
  if (until !== null && today <= until) return refused('objections_open', `异议期到 ${until} 才截止，届满后才能批准。`)
  const open = unanswered(life)
  const whose = open.map((one) => life.names?.get(one) ?? one).join('、')
  return open.length === 0 ? undefined : refused('objections_unanswered', `${whose}的异议还没有答复；请先答复，或撤销后重新计算。`)
}
