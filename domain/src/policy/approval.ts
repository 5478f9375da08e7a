// The life of a policy draft: draft → checked → trial attached → reviewed → approved → in force. Decides where a draft stands from
// its revisions and steps, and whether somebody may take the next step. A step holds for the text it was taken upon: a changed
// text is a draft again. Author, reviewer and approver are three people, and nothing enters into force without the number of its
// issued document (requirement C9).
import { type Refusal, refused } from '../base/refusal.js'

export type DraftStage = 'draft' | 'checked' | 'trial_attached' | 'reviewed' | 'approved' | 'published' | 'withdrawn'
export type StepKind = 'checked' | 'trial_attached' | 'reviewed' | 'returned' | 'approved' | 'withdrawn' | 'published'

export interface DraftRevision {
  readonly revision: number
  readonly author: bigint
  readonly faults: number
}

export interface DraftStep {
  readonly kind: StepKind
  readonly revision: number
  readonly officer: bigint
}

export interface DraftLife {
  readonly openedBy: bigint
  /** Oldest first; never empty. */
  readonly revisions: readonly DraftRevision[]
  /** Oldest first. */
  readonly steps: readonly DraftStep[]
}

export const STAGE_NAMES: Readonly<Record<DraftStage, string>> = {
  draft: '起草',
  checked: '已检查',
  trial_attached: '已附测算',
  reviewed: '已复核',
  approved: '已审批',
  published: '已发布',
  withdrawn: '已撤回',
}

/** What the next step must find: the stages it may start from. */
const FROM: Readonly<Record<StepKind, readonly DraftStage[]>> = {
  checked: ['draft', 'checked'],
  trial_attached: ['checked', 'trial_attached'],
  reviewed: ['trial_attached'],
  returned: ['checked', 'trial_attached', 'reviewed', 'approved'],
  approved: ['reviewed'],
  withdrawn: ['draft', 'checked', 'trial_attached', 'reviewed', 'approved'],
  published: ['approved'],
}

export function latestRevision({ revisions }: DraftLife): DraftRevision {
  const last = revisions.at(-1)
  if (last === undefined) throw new Error('a draft has no text')
  return last
}

/** The steps that hold today: those upon the latest text, after it was last returned. */
function standing(life: DraftLife): readonly DraftStep[] {
  const { revision } = latestRevision(life)
  const own = life.steps.filter((step) => step.revision === revision)
  return own.slice(own.findLastIndex(({ kind }) => kind === 'returned') + 1)
}

export function stageOf(life: DraftLife): DraftStage {
  const ended = life.steps.find(({ kind }) => kind === 'published' || kind === 'withdrawn')
  if (ended?.kind === 'published') return 'published'
  if (ended !== undefined) return 'withdrawn'
  const kinds = standing(life).map(({ kind }) => kind)
  for (const stage of ['approved', 'reviewed', 'trial_attached', 'checked'] as const) if (kinds.includes(stage)) return stage
  return 'draft'
}

/** Undefined where the step may be taken upon the latest text. */
export function stepRefused(life: DraftLife, kind: StepKind, officer: bigint): Refusal | undefined {
  const stage = stageOf(life)
  if (!FROM[kind].includes(stage)) return refused('wrong_stage', outOfTurn(kind, stage), { details: { stage } })
  if (kind === 'checked') return withoutFaults(latestRevision(life))
  if (kind === 'reviewed' || kind === 'approved') return secondPair(life, kind, officer)
  if (kind === 'withdrawn' && !authorsOf(life).has(officer))
    return refused('not_the_author', '只有起草人可以撤回草案；认为不妥的，请复核人或审批人退回并写明理由。')
  return undefined
}

/** Undefined where the text may still be changed. */
export function rewritingRefused(life: DraftLife): Refusal | undefined {
  const stage = stageOf(life)
  if (stage !== 'published' && stage !== 'withdrawn') return undefined
  return refused('wrong_stage', `草案${STAGE_NAMES[stage]}，不能再改；要继续修改，请另起一份草案。`, { details: { stage } })
}

function authorsOf({ openedBy, revisions }: DraftLife): ReadonlySet<bigint> {
  return new Set([openedBy, ...revisions.map(({ author }) => author)])
}

function withoutFaults({ faults }: DraftRevision): Refusal | undefined {
  return faults === 0 ? undefined : refused('has_faults', `草案有${faults}处问题，不能标为已检查；请按检查结果逐处改正、保存后再检查。`)
}

function secondPair(life: DraftLife, kind: 'reviewed' | 'approved', officer: bigint): Refusal | undefined {
  const deed = kind === 'reviewed' ? '复核' : '审批'
  if (authorsOf(life).has(officer)) return refused('own_draft', `您写过这份草案，不能${deed}；请另一位有${deed}权限的人员办理。`)
  const reviewed = standing(life).some((step) => step.kind === 'reviewed' && step.officer === officer)
  return kind === 'approved' && reviewed ? refused('own_review', '您复核了这份草案，不能再审批；请另一位有审批权限的人员办理。') : undefined
}

const NEXT: Readonly<Record<DraftStage, string>> = {
  draft: '请先检查，没有问题后标为已检查',
  checked: '请先附上测算结果',
  trial_attached: '请先由复核人复核',
  reviewed: '请先由审批人审批',
  approved: '请填写正式文号后发布；要修改，请先退回',
  published: '要改变已发布的规定，请另起一份草案、写明新的生效日',
  withdrawn: '要继续，请另起一份草案',
}

const DEEDS: Readonly<Record<StepKind, string>> = {
  checked: '标为已检查',
  trial_attached: '附测算结果',
  reviewed: '复核',
  returned: '退回',
  approved: '审批',
  withdrawn: '撤回',
  published: '发布',
}

function outOfTurn(kind: StepKind, stage: DraftStage): string {
  if (kind === 'returned' && stage === 'draft') return '草案正在起草，没有可退回的环节；请起草人继续修改。'
  return `草案目前是“${STAGE_NAMES[stage]}”，不能${DEEDS[kind]}；${NEXT[stage]}。`
}
