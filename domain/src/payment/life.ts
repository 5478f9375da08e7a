// The life of something that several officers decide upon: which step may follow which, and who may not take two of them. Payment
// needs a preparer, a reviewer and an approver (财社〔2017〕144号; 医保基金内部控制: 不相容岗位分离). Lives are data: a chain of steps
// that a place prescribes is read into the same form (E4).
import { type Refusal, refused } from '../base/refusal.js'

export interface LifeStep {
  readonly kind: string
  /** How it stands after the step, e.g. 已复核. */
  readonly name: string
  /** What the officer does, e.g. 复核通过. */
  readonly label: string
  /** Kinds of the step that must stand last; `begun` is the beginning itself. */
  readonly after: readonly string[]
  readonly permission: string
  /** Steps whose officer may not take this one. */
  readonly apartFrom: readonly string[]
  /** Whether a reason of at least four characters belongs to it. */
  readonly reason?: boolean
}

export interface Life {
  /** What it is called in sentences, e.g. 支付批次. */
  readonly subject: string
  /** How it stands when nobody has decided yet. */
  readonly begun: string
  readonly steps: readonly LifeStep[]
}

export interface TakenStep {
  readonly kind: string
  readonly officer: bigint
}

export const BEGUN = 'begun'

export function stageOf(taken: readonly TakenStep[]): string {
  return taken.at(-1)?.kind ?? BEGUN
}

export function stageName(life: Life, stage: string): string {
  return stage === BEGUN ? life.begun : (life.steps.find(({ kind }) => kind === stage)?.name ?? stage)
}

/** Why an officer may not take the step now; undefined where it may be taken. `beginner` is whoever began it. */
export function stepRefused(life: Life, beginner: bigint, taken: readonly TakenStep[], kind: string, officer: bigint): Refusal | undefined {
  const step = life.steps.find((one) => one.kind === kind)
  if (step === undefined) return refused('no_such_step', `${life.subject}没有这一步；请刷新页面。`)
  const stage = stageOf(taken)
  if (!step.after.includes(stage)) {
    const turn = step.after.map((one) => stageName(life, one)).join('”或“')
    return refused('not_its_turn', `${life.subject}现在是“${stageName(life, stage)}”，要在“${turn}”时才能${step.label}；请按顺序办理。`)
  }
  // Of a kind that was taken more than once (after a return) the last officer counts.
  const others = new Map([[BEGUN, beginner], ...taken.map((one) => [one.kind, one.officer] as const)])
  const same = step.apartFrom.find((one) => others.get(one) === officer)
  if (same === undefined) return undefined
  return refused('same_officer', `${step.label}与前面“${stageName(life, same)}”一步不能是同一人；请由另一位有权限的人员办理。`)
}
