// The desk's routes about accounts: who is there, asking and deciding, locking and one-time passwords.
import { refused } from '@tongchou/domain/base/refusal.js'
import { Type } from 'typebox'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { type RowColumn, rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import { actOnOfficer } from './act-on-officer.js'
import { askForOfficer, decideOfficer } from './ask-for-officer.js'
import {
  ActBody,
  Decided,
  DecisionBody,
  OfficerDetail,
  OfficerFilters,
  OfficerParams,
  OfficerQuery,
  Officers,
  RequestBody,
  Requested,
  RequestParams,
  RequestQuery,
  Requests,
  Roles,
} from './officer-schema.js'
import { type OfficerRow, selectActs, selectOfficer, selectOfficers, selectRequests, selectRequestsOf, selectRoles, selectSessions } from './officer-store.js'

const MANAGE = { permission: 'officer.manage' } as const
type Context = Pick<AppContext, 'clock' | 'pool'>

export function officerRoutes(context: Context): readonly Route[] {
  return [...readingRoutes(context), ...actingRoutes(context)]
}

function readingRoutes({ clock, pool }: Context): readonly Route[] {
  const scope = () => ({ now: clock.now(), pool })
  return [
    route({
      method: 'GET',
      url: '/api/officers',
      access: MANAGE,
      summary: '本区域及下级区域的账号：部门、岗位、区域、状态、最近登录',
      schema: { querystring: OfficerQuery, response: Officers },
      handler: ({ query }, desk) => desk.read((client) => selectOfficers(client, scope(), query)),
    }),
    route({
      method: 'GET',
      url: '/api/officers.xlsx',
      access: MANAGE,
      summary: '把账号导出为 Excel',
      schema: { querystring: Type.Object(OfficerFilters), response: Workbook },
      handler: async ({ query }, desk) => {
        await desk.audit('officer.exported', {})
        return rowsWorkbook(['officers', '账号'], COLUMNS, desk, (paging, own) =>
          own.read((client) => selectOfficers(client, scope(), { ...query, ...paging })),
        )
      },
    }),
    route({
      method: 'GET',
      url: '/api/officers/:officer',
      access: MANAGE,
      summary: '一个账号：岗位能办理的事、登录、申请和办理记录',
      schema: { params: OfficerParams, response: OfficerDetail },
      handler: ({ params }, desk) => seeOfficer(params.officer, scope(), desk),
    }),
    route({
      method: 'GET',
      url: '/api/officer-roles',
      access: MANAGE,
      summary: '可以授予的部门和岗位',
      schema: { response: Roles },
      handler: (_request, desk) => desk.read(selectRoles),
    }),
    route({
      method: 'GET',
      url: '/api/officer-requests',
      access: MANAGE,
      summary: '开设和变更账号的申请，等待复核的在前',
      schema: { querystring: RequestQuery, response: Requests },
      handler: ({ query }, desk) => desk.read((client) => selectRequests(client, desk.officer.officer, query)),
    }),
  ]
}

function actingRoutes({ clock }: Context): readonly Route[] {
  return [
    route({
      method: 'POST',
      url: '/api/officer-requests',
      access: MANAGE,
      summary: '申请开设账号，或变更一个账号的姓名、岗位、区域、机构',
      schema: { body: RequestBody, response: Requested },
      handler: ({ body }, desk) => askForOfficer(body, desk, clock),
    }),
    route({
      method: 'POST',
      url: '/api/officer-requests/:request/decision',
      access: MANAGE,
      summary: '由另一名安全管理员复核申请，或由申请人撤回；开设账号的，答复里有一次性密码',
      schema: { params: RequestParams, body: DecisionBody, response: Decided },
      handler: ({ params, body }, desk) => decideOfficer(params.request, body, desk, clock),
    }),
    route({
      method: 'POST',
      url: '/api/officers/:officer/acts',
      access: MANAGE,
      summary: '锁定、解锁、重置为一次性密码、结束登录',
      schema: { params: OfficerParams, body: ActBody, response: Decided },
      handler: ({ params, body }, desk) => actOnOfficer(params.officer, body, desk, clock),
    }),
  ]
}

async function seeOfficer(officer: string, scope: { now: Date; pool: string }, desk: Desk): Promise<unknown> {
  return desk.read(async (client) => {
    const found = await selectOfficer(client, scope, officer)
    if (found === undefined) return refused('not_found', '没有找到这个账号，或不在您管理的区域内。')
    const sessions = await selectSessions(client, officer)
    const acts = await selectActs(client, officer)
    return { ...found, sessions, acts, requests: await selectRequestsOf(client, desk.officer.officer, found.account) }
  })
}

const WORDS = { active: '正常', locked: '已锁定', one_time: '等待首次登录' } as const
const COLUMNS: readonly RowColumn<OfficerRow>[] = [
  { header: '账号', of: (row) => row.account },
  { header: '姓名', width: 24, of: (row) => row.name },
  { header: '部门', width: 24, of: (row) => row.department_name },
  { header: '岗位', width: 20, of: (row) => row.role_name },
  { header: '区域', of: (row) => row.area_name },
  { header: '机构', width: 28, of: (row) => row.provider_name },
  { header: '状态', of: (row) => WORDS[row.standing] },
  { header: '最近登录', width: 22, of: (row) => row.last_sign_in },
]
