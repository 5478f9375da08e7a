// Opening, writing and deciding upon policy drafts. Each verb locks the draft, reads everything, asks the domain, writes once; two
// officers can therefore never save upon the same text without the second being told who saved and when.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { rewritingRefused, type StepKind, stepRefused } from '@tongchou/domain/policy/approval.js'
import { decidingRefused, writingRefused } from '@tongchou/domain/policy/approval-publication.js'
import { faultText, type PolicyFault } from '@tongchou/domain/policy/document.js'
import { type Clock, dayIn, timeText } from '../http/clock.js'
import type { Desk, Officer } from '../http/route.js'
import { publishedTexts } from './compose-texts.js'
import { examine } from './draft-check.js'
import {
  draftNumbered,
  insertDraft,
  insertRevision,
  insertStep,
  lifeOf,
  lockDraft,
  pathOfDocument,
  publishedAt,
  type StoredDraft,
  trialTried,
} from './draft-store.js'
import { sha256 } from './rule-set.js'
import { type Queryable, unknownAreas } from './store.js'

export const NO_SUCH_DRAFT = refused('not_found', '没有这份政策草案；请到草案列表里查看。')

export interface Opening {
  readonly area: string
  readonly title: string
  readonly text: string
  /** For a document of its own. */
  readonly path?: string | undefined
  /** Hash of the published text to rewrite. */
  readonly changes?: string | undefined
}

export async function openDraft(clock: Clock, desk: Desk, opening: Opening): Promise<StoredDraft | Refusal> {
  const { officer } = desk
  return desk.write(async (client) => {
    const path = writingRefused(officer.home, opening.area) ?? (await pathFor(client, opening))
    if (isRefusal(path)) return path
    const { area, title, changes = null, text } = opening
    const [unknown] = await unknownAreas(client, [area])
    if (unknown !== undefined) return refused('unknown_area', `行政区划表里没有 ${unknown}；请核对发文地区的区划代码。`)
    const at = clock.now()
    const draft = await insertDraft(client, { pool: officer.pool, area, path, title, changes, officer: officer.officer, at })
    await writeRevision(client, { draft, revision: 1, area, path, text, officer, at, today: dayIn(clock) })
    await desk.audit('policy.draft.open', { area, detail: { draft: String(draft), path } })
    return mustRead(client, officer, draft)
  })
}

/** A new document's path must be free; a rewritten one's is where it stands. */
async function pathFor(client: Queryable, { area, path, changes }: Opening): Promise<string | Refusal> {
  if (changes === undefined) {
    if (path === undefined) return refused('no_path', '请给出新文件的路径（如 policies/城市/文件名.md），或指明要改哪一份已发布的文件。')
    return (await publishedAt(client, path)) === undefined ? path : refused('path_taken', `${path} 已有发布的文件；请另取文件名，或指明要改这一份。`)
  }
  const known = await pathOfDocument(client, changes)
  const newest = known === undefined ? undefined : await publishedAt(client, known)
  if (known === undefined || newest?.hash !== changes) return refused('base_moved', '要改的文件不是最新发布的文本；请刷新政策库，从最新文本起草。')
  if (path !== undefined && path !== known) return refused('path_taken', `要改的文件在 ${known}，不能换路径；请去掉路径。`)
  return newest.area === area ? known : refused('wrong_area', `要改的文件是 ${newest.area} 的，不是 ${area} 的；请改正发文地区。`)
}

interface Writing {
  readonly draft: bigint
  readonly revision: number
  readonly area: string
  readonly path: string
  readonly text: string
  readonly officer: Officer
  readonly at: Date
  readonly today: Day
}

async function writeRevision(client: Queryable, { draft, revision, area, path, text, officer, at, today }: Writing): Promise<void> {
  const { faults } = examine(await publishedTexts(client), { path, area, text }, today)
  await insertRevision(client, { draft, revision, text, hash: sha256(text), faults: faults.length, officer: officer.officer, at })
}

/** Saves a text upon the revision that its writer read. */
export async function saveDraft(
  clock: Clock,
  desk: Desk,
  draft: bigint,
  given: { readonly upon: number; readonly text: string },
): Promise<StoredDraft | Refusal> {
  return desk.write(async (client) => {
    const stored = await locked(client, desk.officer, draft)
    if (isRefusal(stored)) return stored
    const { area, path } = stored.draft
    const no = writingRefused(desk.officer.home, area) ?? rewritingRefused(lifeOf(stored)) ?? staleRefused(stored, given.upon, given.text)
    if (no !== undefined) return no
    // Saving the same again must not take away what was decided upon it.
    if (given.text === stored.text) return stored
    const { officer } = desk
    await writeRevision(client, { draft, revision: given.upon + 1, area, path, text: given.text, officer, at: clock.now(), today: dayIn(clock) })
    await desk.audit('policy.draft.save', { area, detail: { draft: String(draft), revision: given.upon + 1 } })
    return mustRead(client, officer, draft)
  })
}

/** Whoever read an older text is told who saved since, and keeps both texts: the own one and the one that stands. */
export function staleRefused(stored: StoredDraft, upon: number, text?: string): Refusal | undefined {
  const last = stored.revisions.at(-1)
  if (last === undefined || last.revision === upon) return undefined
  const at = timeText(new Date(last.written_at))
  const todo = text === undefined ? '请看过新文本再办理' : '您的文本没有保存，也没有丢失（随答复退回）；请对照新文本合并后再保存'
  const kept = text === undefined ? {} : { your_text: text, saved_text: stored.text }
  return refused('saved_meanwhile', `${last.written_by_name}已于${at}保存了第${last.revision}稿，您看的是第${upon}稿。${todo}。`, {
    details: { revision: String(last.revision), saved_by: last.written_by_name, saved_at: at, ...kept },
  })
}

export interface Deciding {
  readonly kind: Exclude<StepKind, 'published'>
  /** The text that was looked at. */
  readonly revision: number
  readonly remark?: string | undefined
  readonly trial?: bigint | undefined
}

const OF_THE_LEVEL: readonly StepKind[] = ['reviewed', 'returned', 'approved', 'published']

/** What keeps an officer of this level from a step upon a document of that area. */
export function levelRefused(officer: Officer, area: string, kind: StepKind): Refusal | undefined {
  return OF_THE_LEVEL.includes(kind) ? decidingRefused(officer.home, area) : writingRefused(officer.home, area)
}

export async function takeStep(clock: Clock, desk: Desk, draft: bigint, { kind, revision, remark = '', trial }: Deciding): Promise<StoredDraft | Refusal> {
  return desk.write(async (client) => {
    const stored = await locked(client, desk.officer, draft)
    if (isRefusal(stored)) return stored
    const { area } = stored.draft
    const { officer } = desk
    const no = levelRefused(officer, area, kind) ?? staleRefused(stored, revision) ?? stepRefused(lifeOf(stored), kind, officer.officer)
    const wrong = no ?? (kind === 'checked' ? await faultsToday(client, stored, dayIn(clock)) : await otherTrial(client, officer.pool, stored, trial))
    if (wrong !== undefined) return wrong
    await insertStep(client, { draft, kind, revision, officer: officer.officer, at: clock.now(), remark, ...(trial === undefined ? {} : { trial }) })
    await desk.audit(`policy.draft.${kind}`, { area, detail: { draft: String(draft), revision, ...(trial === undefined ? {} : { trial: String(trial) }) } })
    return mustRead(client, officer, draft)
  })
}

/** A trial of another text, or none at all, says nothing of this draft. */
async function otherTrial(client: Queryable, pool: string, { revisions }: StoredDraft, trial: bigint | undefined): Promise<Refusal | undefined> {
  const newest = revisions.at(-1)
  if (trial === undefined || newest === undefined || (await trialTried(client, pool, trial, newest.hash))) return undefined
  return refused('not_its_trial', `第${trial}号测算不存在，或测算的不是本草案现在的文本；请用现在的文本重新测算，再附上测算。`)
}

/** What was right when it was saved may be wrong among the texts published since. */
async function faultsToday(client: Queryable, { draft: { path, area }, text }: StoredDraft, today: Day): Promise<Refusal | undefined> {
  return faultsRefused(examine(await publishedTexts(client), { path, area, text }, today).faults)
}

export function faultsRefused(faults: readonly PolicyFault[]): Refusal | undefined {
  if (faults.length === 0) return undefined
  return refused('has_faults', `现在检查有${faults.length}处问题：\n${faults.slice(0, 20).map(faultText).join('\n')}\n请改正、保存后再检查。`)
}

/** The draft, with nobody else at it until the transaction ends. */
export async function locked(client: Queryable, { pool }: Officer, draft: bigint): Promise<StoredDraft | Refusal> {
  await lockDraft(client, draft)
  return (await draftNumbered(client, pool, draft)) ?? NO_SUCH_DRAFT
}

export async function mustRead(client: Queryable, { pool }: Officer, draft: bigint): Promise<StoredDraft> {
  const stored = await draftNumbered(client, pool, draft)
  if (stored === undefined) throw new Error(`the draft ${draft} was written and not found`)
  return stored
}

/** Who may do what now: null where a step may be taken, otherwise why not. */
export function openTo(officer: Officer, stored: Pick<StoredDraft, 'draft' | 'revisions' | 'steps'>): Readonly<Record<string, string | null>> {
  const life = lifeOf(stored)
  const said = (kind: StepKind, permission: string): string | null => {
    if (!officer.permissions.has(permission)) return '您的岗位没有这项权限。'
    return (levelRefused(officer, stored.draft.area, kind) ?? stepRefused(life, kind, officer.officer))?.sentence ?? null
  }
  const save = officer.permissions.has('policy.draft')
    ? (writingRefused(officer.home, stored.draft.area) ?? rewritingRefused(life))?.sentence
    : '您的岗位没有这项权限。'
  return {
    save: save ?? null,
    check: said('checked', 'policy.draft'),
    attach_trial: said('trial_attached', 'policy.try'),
    review: said('reviewed', 'policy.review'),
    return_on_review: said('returned', 'policy.review'),
    approve: said('approved', 'policy.approve'),
    return_on_approval: said('returned', 'policy.approve'),
    withdraw: said('withdrawn', 'policy.draft'),
    publish: said('published', 'policy.publish'),
  }
}
