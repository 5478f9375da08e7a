// Publishes an approved draft: its text with the issued number, and the rules composed of it and of everything published before, in
// one transaction. Nothing is taken from memory: the texts, the freeze and the draft are read again behind one lock.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { stepRefused } from '@tongchou/domain/policy/approval.js'
import { isNumber, numberFault, reachFault } from '@tongchou/domain/policy/approval-publication.js'
import { type Clock, dayIn } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { publishedTexts, withTexts } from './compose-texts.js'
import { examine, withHead } from './draft-check.js'
import { faultsRefused, levelRefused, locked, mustRead, staleRefused } from './draft-life.js'
import { insertStep, lifeOf, publishedAt, type StoredDraft } from './draft-store.js'
import { freezeRefused, frozenFigures } from './freeze-guard.js'
import { insertRules } from './publish.js'
import { sha256 } from './rule-set.js'
import { insertDocument, lockPublication, type Queryable } from './store.js'

export interface Publishing {
  readonly revision: number
  /** Number of the document as issued. */
  readonly number: string
  readonly remark?: string | undefined
}

export async function publishDraft(clock: Clock, desk: Desk, draft: bigint, given: Publishing): Promise<StoredDraft | Refusal> {
  const today = dayIn(clock)
  const { officer } = desk
  return desk.write(async (client) => {
    await lockPublication(client)
    const stored = await locked(client, officer, draft)
    if (isRefusal(stored)) return stored
    const no =
      levelRefused(officer, stored.draft.area, 'published') ??
      staleRefused(stored, given.revision) ??
      stepRefused(lifeOf(stored), 'published', officer.officer) ??
      numberFault(given.number, today) ??
      (await baseRefused(client, stored, given.number))
    if (no !== undefined) return no
    const made = await publishText(client, stored, { today, pool: officer.pool, number: given.number, by: officer.account })
    if (isRefusal(made)) return made
    const published = { number: given.number, hash: made.hash, inForce: made.firstDay, retroactive: made.retroactive }
    await insertStep(client, {
      draft,
      kind: 'published',
      revision: given.revision,
      officer: officer.officer,
      at: clock.now(),
      remark: given.remark ?? '',
      published,
    })
    await desk.audit('policy.draft.published', { area: stored.draft.area, detail: { draft: String(draft), ...published, ruleSets: made.ruleSets } })
    return mustRead(client, officer, draft)
  })
}

/** The text it was written upon must still hold, and a document keeps its number. */
async function baseRefused(client: Queryable, { draft: { path, changes } }: StoredDraft, number: string): Promise<Refusal | undefined> {
  const standing = await publishedAt(client, path)
  if ((standing?.hash ?? null) !== changes) return refused('base_moved', `${path} 在起草之后发布了新文本；请从最新文本另起草案，把改动并进去。`)
  if (standing === undefined || !isNumber(standing.document) || standing.document === number) return undefined
  return refused('no_document_number', `这份文件的文号是${standing.document}，改写它的文本不能换成${number}；新发的文件请另起草案、另取路径。`)
}

interface Made {
  readonly hash: string
  readonly firstDay: Day
  /** What the document says about reaching back, where it does reach back. */
  readonly retroactive: string | null
  readonly ruleSets: readonly string[]
}

async function publishText(
  client: Queryable,
  stored: StoredDraft,
  { today, pool, number, by }: { readonly today: Day; readonly pool: string; readonly number: string; readonly by: string },
): Promise<Made | Refusal> {
  const { draft, area, path } = stored.draft
  const revision = stored.revisions.at(-1)?.revision ?? 1
  const text = withHead(stored.text, { document: number, status: 'published', issued: today })
  const published = await publishedTexts(client)
  const { faults, firstDay = today, retroactive, before, after } = examine(published, { path, area, text }, today)
  const no =
    faultsRefused(faults) ??
    reachFault({ firstDay, today, retroactive }) ??
    freezeRefused(await frozenFigures(client, { pool, area, draft, revision, before, after: after.rules }))
  if (no !== undefined) return no
  const hash = sha256(text)
  const isNew = await insertDocument(client, { hash, path, document: number, area, status: 'published', text }, by)
  if (!isNew) return refused('published_before', '这份文本以前发布过；恢复旧规定请新增一节并写明生效日期，不要改回旧文本。')
  const touched = after.rules.filter(
    (rules) => rules.files.includes(path) || before.some((one) => one.area === rules.area && one.scheme === rules.scheme && one.files.includes(path)),
  )
  const hashes = new Map(withTexts(published, [{ file: path, text }]).map((one) => [one.file, sha256(one.text)]))
  const { ruleSets } = await insertRules(client, touched, hashes)
  return { hash, firstDay, retroactive: firstDay < today ? retroactive : null, ruleSets: ruleSets.map((one) => one.hash) }
}
