// The desk's routes about policy drafts: write, check, decide, publish.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import type { Access } from '../http/route.js'
import { type Desk, type Route, route } from '../http/route.js'
import { publishedTexts } from './compose-texts.js'
import { examine } from './draft-check.js'
import { checkedJson, draftJson, frozenJson, summaryJson } from './draft-json.js'
import { type Deciding, NO_SUCH_DRAFT, openDraft, saveDraft, takeStep } from './draft-life.js'
import { publishDraft } from './draft-publish.js'
import {
  CheckBody,
  Checked,
  CheckedDraft,
  Draft,
  DraftList,
  DraftParams,
  DraftRevision,
  OpenBody,
  PublishBody,
  ReasonedBody,
  RevisionParams,
  SaveBody,
  StepBody,
  TrialBody,
} from './draft-schema.js'
import { draftNumbered, draftsOf, type StoredDraft, textOfRevision } from './draft-store.js'
import { frozenFigures } from './freeze-guard.js'

const NEWEST = 200
const see = { permission: 'policy.see' } as const
const write = { permission: 'policy.draft' } as const

export function draftRoutes(context: AppContext): readonly Route[] {
  return [...readingRoutes(context), ...writingRoutes(context), ...decidingRoutes(context)]
}

function readingRoutes({ clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/policy/drafts',
      access: see,
      summary: '政策草案，新的在前',
      schema: { response: DraftList },
      handler: async (_request, desk) => (await desk.read((client) => draftsOf(client, desk.officer.pool, NEWEST))).map(summaryJson),
    }),
    route({
      method: 'GET',
      url: '/api/policy/drafts/:draft',
      access: see,
      summary: '一份草案：文本、各稿、经过的环节、现在可办的事',
      schema: { params: DraftParams, response: Draft },
      handler: async ({ params }, desk) =>
        shown(desk, await desk.read(async (client) => (await draftNumbered(client, desk.officer.pool, BigInt(params.draft))) ?? NO_SUCH_DRAFT)),
    }),
    route({
      method: 'GET',
      url: '/api/policy/drafts/:draft/revisions/:revision',
      access: see,
      summary: '草案的某一稿',
      schema: { params: RevisionParams, response: DraftRevision },
      handler: async ({ params: { draft, revision } }, desk) => {
        const text = await desk.read((client) => textOfRevision(client, desk.officer.pool, BigInt(draft), Number(revision)))
        return text === undefined ? NO_SUCH_DRAFT : { draft, revision: Number(revision), text }
      },
    }),
    route({
      method: 'GET',
      url: '/api/policy/drafts/:draft/changes',
      access: see,
      summary: '草案改变的规则：逐项新旧数额和条款，和被冻结期禁止的放宽',
      schema: { params: DraftParams, response: CheckedDraft },
      handler: ({ params }, desk) => changesOf(desk, BigInt(params.draft), dayIn(clock)),
    }),
  ]
}

function writingRoutes({ clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/policy/drafts',
      access: write,
      summary: '起草：新文件，或改写一份已发布的文本',
      schema: { body: OpenBody, response: Draft },
      handler: async ({ body }, desk) => shown(desk, await openDraft(clock, desk, body)),
    }),
    route({
      method: 'POST',
      url: '/api/policy/drafts/check',
      access: write,
      summary: '检查一份文本：问题（文件、行号）和规则的变化；不保存',
      schema: { body: CheckBody, response: Checked },
      handler: async ({ body: { path, area = null, text } }, desk) => checkedJson(examine(await desk.read(publishedTexts), { path, area, text }, dayIn(clock))),
    }),
    route({
      method: 'POST',
      url: '/api/policy/drafts/:draft/revisions',
      access: write,
      summary: '保存新的一稿；别人已先保存的，退回文本并说明',
      schema: { params: DraftParams, body: SaveBody, response: Draft },
      handler: async ({ params, body }, desk) => shown(desk, await saveDraft(clock, desk, BigInt(params.draft), body)),
    }),
  ]
}

function decidingRoutes({ clock }: AppContext): readonly Route[] {
  const decide = async (desk: Desk, draft: string, deciding: Deciding) => shown(desk, await takeStep(clock, desk, BigInt(draft), deciding))
  const step = (name: string, access: Access, summary: string, kind: Deciding['kind']): Route =>
    route({
      method: 'POST',
      url: `/api/policy/drafts/:draft/${name}`,
      access,
      summary,
      schema: { params: DraftParams, body: kind === 'returned' || kind === 'withdrawn' ? ReasonedBody : StepBody, response: Draft },
      handler: ({ params, body }, desk) => decide(desk, params.draft, { ...body, kind }),
    })
  return [
    step('check', write, '标为已检查：没有问题才可以', 'checked'),
    route({
      method: 'POST',
      url: '/api/policy/drafts/:draft/trial',
      access: { permission: 'policy.try' },
      summary: '附上测算结果',
      schema: { params: DraftParams, body: TrialBody, response: Draft },
      handler: ({ params, body: { trial, ...body } }, desk) => decide(desk, params.draft, { ...body, kind: 'trial_attached', trial: BigInt(trial) }),
    }),
    step('review', { permission: 'policy.review' }, '复核：不能复核自己写的', 'reviewed'),
    step('return-on-review', { permission: 'policy.review' }, '复核退回，写明理由', 'returned'),
    step('approve', { permission: 'policy.approve' }, '审批：不能审批自己写的或复核过的', 'approved'),
    step('return-on-approval', { permission: 'policy.approve' }, '审批退回，写明理由', 'returned'),
    step('withdraw', write, '起草人撤回草案', 'withdrawn'),
    route({
      method: 'POST',
      url: '/api/policy/drafts/:draft/publish',
      access: { permission: 'policy.publish' },
      summary: '以正式文号发布已审批的草案，按其生效日执行',
      schema: { params: DraftParams, body: PublishBody, response: Draft },
      handler: async ({ params, body: { revision, document_number, remark } }, desk) =>
        shown(desk, await publishDraft(clock, desk, BigInt(params.draft), { revision, number: document_number, remark })),
    }),
  ]
}

function shown(desk: Desk, stored: StoredDraft | Refusal) {
  return isRefusal(stored) ? stored : draftJson(desk.officer, stored)
}

function changesOf(desk: Desk, draft: bigint, today: string) {
  const { pool } = desk.officer
  return desk.read(async (client) => {
    const stored = await draftNumbered(client, pool, draft)
    if (stored === undefined) return NO_SUCH_DRAFT
    const { path, area } = stored.draft
    const examined = examine(await publishedTexts(client), { path, area, text: stored.text }, today)
    const revision = stored.revisions.at(-1)?.revision ?? 1
    const sides = { before: examined.before, after: examined.faults.length === 0 ? examined.after.rules : examined.before }
    const frozen = await frozenFigures(client, { pool, area, draft, revision, ...sides })
    return { ...checkedJson(examined), frozen: frozen.map(frozenJson) }
  })
}
