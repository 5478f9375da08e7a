// Prepared imports of the catalogue at the desk: prepare, see what would change, approve by a second officer, return, withdraw.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import type { AppContext } from '../http/context.js'
import { cutOf } from '../http/list-query.js'
import { type Desk, type Route, route } from '../http/route.js'
import { rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import { comparedJson } from './catalogue-routes.js'
import type { Compared, Wanted } from './compare-versions.js'
import { COMPARISON_COLUMNS } from './comparison-sheet.js'
import * as shape from './draft-schema.js'
import { changesOf, type DraftInFull, draftInFull, draftsOf, findDraft } from './draft-store.js'
import { decideDraft, prepareDraft, recheckDraft, withdrawDraft } from './prepare-draft.js'

const SEE = { permission: 'catalogue.see' } as const
const MANAGE = { permission: 'catalogue.manage' } as const
const LARGEST_UPLOAD = 12 * 1024 * 1024
const NO_DRAFT = refused('not_found', '没有这次导入，请从列表中选择。')

export function draftRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/catalogue/drafts',
      access: SEE,
      summary: '准备导入的目录文件：检查结果、状态、由谁准备和批准',
      schema: { querystring: shape.DraftQuery, response: shape.Drafts },
      handler: async ({ query }, desk) => {
        const { pool } = desk.officer
        const found = await desk.read((client) => draftsOf(client, { pool, standing: query.standing, sort: query.sort, ...cutOf(query) }))
        return { ...found, rows: found.rows.map((row) => headJson(row, desk)) }
      },
    }),
    route({
      method: 'POST',
      url: '/api/catalogue/drafts',
      access: MANAGE,
      summary: '准备导入一个目录文件或价格表：在后台检查并列出变化，等待另一人批准',
      bodyLimit: LARGEST_UPLOAD,
      schema: { body: shape.PrepareBody, response: shape.Prepared },
      handler: ({ body }, desk) => prepareDraft(context, body, desk),
    }),
    route({
      method: 'GET',
      url: '/api/catalogue/drafts/:draft',
      access: SEE,
      summary: '一次准备的导入：检查结果、全部错误、办理经过',
      schema: { params: shape.DraftParams, response: shape.Draft },
      handler: async ({ params }, desk) => {
        const found = await desk.read((client) => draftInFull(client, desk.officer.pool, BigInt(params.draft)))
        return found === undefined ? NO_DRAFT : fullJson(found, desk)
      },
    }),
    route({
      method: 'GET',
      url: '/api/catalogue/drafts/:draft/changes',
      access: SEE,
      summary: '一次准备的导入会带来的变化，与现行目录逐项对照',
      schema: { params: shape.DraftParams, querystring: shape.ChangeQuery, response: shape.Changes },
      handler: async ({ params, query }, desk) => {
        const { limit, offset } = cutOf(query)
        const compared = await changes(params.draft, query, desk, limit, offset)
        return isRefusal(compared) ? compared : comparedJson(compared)
      },
    }),
    route({
      method: 'GET',
      url: '/api/catalogue/drafts/:draft/changes.xlsx',
      access: SEE,
      summary: '把一次准备的导入会带来的变化导出为 Excel',
      schema: { params: shape.DraftParams, querystring: shape.ChangeExportQuery, response: Workbook },
      handler: ({ params, query }, desk) =>
        rowsWorkbook(['catalogue-draft', '目录导入变化'], COMPARISON_COLUMNS, desk, ({ page, size }, own) =>
          changes(params.draft, query, own, size, (page - 1) * size),
        ),
    }),
    route({
      method: 'POST',
      url: '/api/catalogue/drafts/:draft/decision',
      access: { permission: 'catalogue.approve' },
      summary: '批准一次导入，作为任务入库为新版本；或退回。准备人不能批准',
      schema: { params: shape.DraftParams, body: shape.DraftDecision, response: shape.DraftDecided },
      handler: ({ params, body }, desk) => decideDraft(context, params.draft, body, desk),
    }),
    route({
      method: 'POST',
      url: '/api/catalogue/drafts/:draft/check',
      access: MANAGE,
      summary: '按现行目录重新检查一次准备的导入',
      schema: { params: shape.DraftParams, response: shape.Prepared },
      handler: ({ params }, desk) => recheckDraft(context, params.draft, desk),
    }),
    route({
      method: 'POST',
      url: '/api/catalogue/drafts/:draft/withdraw',
      access: MANAGE,
      summary: '撤回自己准备的导入',
      schema: { params: shape.DraftParams, response: shape.DraftDecided },
      handler: ({ params }, desk) => withdrawDraft(context, params.draft, desk),
    }),
  ]
}

function changes(draft: string, wanted: Wanted, desk: Desk, limit: number, offset: number): Promise<Compared | Refusal> {
  return desk.read(async (client) => {
    const found = await findDraft(client, desk.officer.pool, BigInt(draft))
    return found === undefined ? NO_DRAFT : changesOf(client, { draft: found.draft, step: found.step ?? 0n }, wanted, limit, offset)
  })
}

type Head = Static<typeof shape.Drafts>['rows'][number]

function headJson({ officer, version, ...row }: Awaited<ReturnType<typeof draftsOf>>['rows'][number], desk: Desk): Head {
  return { ...row, own: officer === desk.officer.officer, version: version === null ? null : Number(version) }
}

function fullJson({ base, newest, report, steps, layout, share_employee, share_resident, ...head }: DraftInFull, desk: Desk): Static<typeof shape.Draft> {
  return {
    ...headJson(head, desk),
    layout: report === null || report.layout === '' ? layout : report.layout,
    share_employee,
    share_resident,
    base: base === null ? null : Number(base),
    overtaken: base !== null && base !== newest && head.standing !== 'approved',
    faults: [...(report?.faults ?? [])],
    notices: [...(report?.notices ?? [])],
    steps,
  }
}
