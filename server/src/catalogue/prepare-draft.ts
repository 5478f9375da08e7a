// An import of the catalogue in three acts of two officers: one prepares a file, its check tells what it would change, another approves
// it, and only then it is stored as a version. Checking and storing are long work.
import { createHash } from 'node:crypto'
import { isDay } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import { PlainError } from '../database/plain-error.js'
import { inTransaction } from '../fund/transaction.js'
import { dayIn, timeText } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import type { Desk } from '../http/route.js'
import { houseOf, type Progress, runJob } from '../jobs/run-job.js'
import type { DraftDecided, DraftDecision, PrepareBody, Prepared } from './draft-schema.js'
import { findDraft, insertChanges, insertDraft, insertDraftStep, type StoredDraft } from './draft-store.js'
import { type ImportAsked, type Planned, planCatalogue, storePlanned } from './import-catalogue.js'
import { shareText } from './read-cell.js'
import { waitForImports } from './version-store.js'

const MOST_FAULTS = 1000
const NO_DRAFT = refused('not_found', '没有这次导入，请从列表中选择。')

export async function prepareDraft(context: AppContext, body: Static<typeof PrepareBody>, desk: Desk): Promise<Static<typeof Prepared> | Refusal> {
  if (!isDay(body.in_force)) return refused('invalid_field', `没有${body.in_force}这一天，请改正生效日期。`)
  const content = Buffer.from(body.content, 'base64')
  const { pool, officer } = desk.officer
  const draft = await desk.write((client) =>
    insertDraft(client, {
      ...{ pool, officer, content, file_name: body.file_name, in_force: body.in_force, edition: body.edition, complete: body.complete },
      file_hash: createHash('sha256').update(content).digest('hex'),
      layout: body.layout ?? null,
      share_employee: shareText(body.share_employee ?? '') ?? null,
      share_resident: shareText(body.share_resident ?? '') ?? null,
      now: timeText(context.clock.now()),
    }),
  )
  await desk.audit('catalogue.prepared', { detail: { draft: String(draft), file: body.file_name, in_force: body.in_force, edition: body.edition } })
  return { draft: String(draft), job: await startCheck(context, desk, draft) }
}

/** The same file once more, held against the catalogue as it stands by now. */
export async function recheckDraft(context: AppContext, number: string, desk: Desk): Promise<Static<typeof Prepared> | Refusal> {
  const draft = await desk.read((client) => findDraft(client, desk.officer.pool, BigInt(number)))
  if (draft === undefined) return NO_DRAFT
  const over = overSentence(draft)
  if (over !== undefined) return over
  await desk.audit('catalogue.rechecked', { detail: { draft: number } })
  return { draft: number, job: await startCheck(context, desk, draft.draft) }
}

async function startCheck(context: AppContext, desk: Desk, draft: bigint): Promise<string> {
  const { pool, officer } = desk.officer
  const asked = { kind: 'catalogue_check', pool, officer, about: { draft: String(draft) } }
  const { job } = await runJob(houseOf(context), asked, (progress) => check(context, { pool, officer, draft }, progress))
  return String(job)
}

interface Which {
  readonly pool: string
  readonly officer: bigint
  readonly draft: bigint
}

async function check(context: AppContext, { pool, officer, draft: number }: Which, progress: Progress): Promise<Record<string, unknown>> {
  progress.phase('读取文件并与现行目录比对')
  return inTransaction(context.databases.batch, async (client) => {
    const draft = await findDraft(client, pool, number)
    if (draft === undefined) throw new Error(`the draft ${number} is not there`)
    const planned = await planCatalogue(client, askedOf(context, draft, draft.account))
    const report = isRefusal(planned) ? nothingRead(planned.sentence) : reportOf(planned)
    const step = await insertDraftStep(client, { draft: number, kind: 'checked', officer, base: draft.newest, report, now: timeText(context.clock.now()) })
    if (isRefusal(planned)) return { draft: String(number), faults: 1 }
    const differences = planned.differences()
    progress.phase('登记变化', differences.length)
    await insertChanges(client, number, step, differences, (rows) => progress.step(rows))
    progress.stopIfAsked()
    return { draft: String(number), faults: report.fault_count }
  })
}

function nothingRead(sentence: string) {
  const none = { layout: '', rows: 0, added: 0, changed: 0, ended: 0, unchanged: 0 }
  return { ...none, fault_count: 1, faults: [{ row: 0, sentence }], notices: [] }
}

function reportOf({ report, inserts }: Planned) {
  const { version: _version, faults, ...counts } = report
  const all = faults.length === 0 && inserts === 0 ? [{ row: 0, sentence: '文件内容与现行目录一致，没有需要导入的变化' }] : faults
  return { ...counts, fault_count: all.length, faults: all.slice(0, MOST_FAULTS) }
}

function askedOf({ clock }: AppContext, draft: StoredDraft, by: string): ImportAsked {
  const { file_name, content, layout, in_force, edition, share_employee, share_resident, complete } = draft
  return {
    fileName: file_name,
    bytes: content,
    ...(layout === null ? {} : { layout }),
    inForce: in_force,
    edition,
    ...(share_employee === null || share_resident === null ? {} : { shares: { employee: share_employee, resident: share_resident } }),
    complete,
    dryRun: false,
    by,
    today: dayIn(clock),
  }
}

export async function decideDraft(
  context: AppContext,
  number: string,
  { decision, reason = '' }: Static<typeof DraftDecision>,
  desk: Desk,
): Promise<Static<typeof DraftDecided> | Refusal> {
  const { pool, officer, account } = desk.officer
  const draft = await desk.read((client) => findDraft(client, pool, BigInt(number)))
  if (draft === undefined) return NO_DRAFT
  if (decision === 'return') return endDraft(context, draft, desk, 'returned', reason)
  const fault = notApprovable(draft, officer)
  if (fault !== undefined) return fault
  await desk.audit('catalogue.approved', { detail: { draft: number, file: draft.file_name, edition: draft.edition, reason } })
  const by = `${draft.account}，${account}复核`
  const { job } = await runJob(houseOf(context), { kind: 'catalogue_import', pool, officer, about: { draft: number } }, (progress) =>
    bringIn(context, { pool, officer, draft: draft.draft, by, reason }, progress),
  )
  return { draft: number, standing: draft.standing, job: String(job) }
}

/** Stored and approved in one transaction: what breaks off leaves the draft as it was. */
async function bringIn(context: AppContext, { pool, officer, draft: number, by, reason }: Which & { by: string; reason: string }, progress: Progress) {
  return inTransaction(context.databases.batch, async (client) => {
    progress.phase('等待其他导入')
    await waitForImports(client)
    const draft = await findDraft(client, pool, number)
    const fault = draft === undefined ? NO_DRAFT : notApprovable(draft, officer)
    if (draft === undefined || fault !== undefined) throw new PlainError(fault?.sentence ?? '')
    progress.phase('读取文件')
    const planned = await planCatalogue(client, askedOf(context, draft, by))
    if (isRefusal(planned)) throw new PlainError(planned.sentence)
    progress.phase('入库', planned.inserts)
    const stored = await storePlanned(planned, (rows) => progress.step(rows))
    if (isRefusal(stored)) throw new PlainError(stored.sentence)
    progress.stopIfAsked()
    const version = stored.version ?? 0n
    await insertDraftStep(client, { draft: number, kind: 'approved', officer, reason, version, now: timeText(context.clock.now()) })
    return { draft: String(number), version: String(version), added: stored.added, changed: stored.changed, ended: stored.ended }
  })
}

function notApprovable(draft: StoredDraft, officer: bigint): Refusal | undefined {
  const over = overSentence(draft)
  if (over !== undefined) return over
  if (draft.officer === officer) return refused('same_officer', '准备导入的人不能自己批准，请由另一位经办人复核')
  if (draft.standing === 'prepared') return refused('not_checked', '这个文件还没有检查完，请稍后再批准')
  if (draft.standing === 'faulty') return refused('faulty_file', '这个文件有错误，请准备人改正后重新提交')
  if (draft.base !== draft.newest) return refused('overtaken', `检查之后目录又有了第${draft.newest}版，看到的变化已不准；请重新检查后再批准`)
  return undefined
}

function overSentence({ standing }: StoredDraft): Refusal | undefined {
  if (standing === 'approved') return refused('decided', '这次导入已经批准，不能重复办理')
  if (standing === 'returned') return refused('decided', '这次导入已经退回；请准备人改正后重新提交')
  return standing === 'withdrawn' ? refused('decided', '这次导入已由准备人撤回') : undefined
}

export async function withdrawDraft(context: AppContext, number: string, desk: Desk): Promise<Static<typeof DraftDecided> | Refusal> {
  const draft = await desk.read((client) => findDraft(client, desk.officer.pool, BigInt(number)))
  if (draft === undefined) return NO_DRAFT
  if (draft.officer !== desk.officer.officer) return refused('other_officer', '只有准备人自己可以撤回；复核人请用退回')
  return endDraft(context, draft, desk, 'withdrawn', '')
}

async function endDraft(
  context: AppContext,
  { draft }: StoredDraft,
  desk: Desk,
  kind: 'returned' | 'withdrawn',
  reason: string,
): Promise<Static<typeof DraftDecided> | Refusal> {
  if (kind === 'returned' && reason.trim() === '') return refused('reason_missing', '退回须写明理由，准备人据此改正')
  const { pool, officer } = desk.officer
  const ended = await desk.write(async (client) => {
    await waitForImports(client)
    const found = await findDraft(client, pool, draft)
    const over = found === undefined ? NO_DRAFT : overSentence(found)
    if (over !== undefined) return over
    await insertDraftStep(client, { draft, kind, officer, reason, now: timeText(context.clock.now()) })
    return undefined
  })
  if (ended !== undefined) return ended
  await desk.audit(`catalogue.${kind}`, { detail: { draft: String(draft), reason } })
  return { draft: String(draft), standing: kind, job: null }
}
