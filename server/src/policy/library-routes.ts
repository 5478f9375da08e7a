// GET /api/policy/…: the law as the database holds it. Areas and what is known of them, documents as text with their live figures,
// the timeline of an area, and two areas or two days side by side under the six unifications.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { NATIONAL_LISTS } from '@tongchou/domain/policy/national-lists.js'
import type pg from 'pg'
import { Type } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { documentByHash, loadLibrary } from './library.js'
import { areasJson, detailJson, documentJson, versionsJson } from './library-answers.js'
import { type Asked, type ComparisonAnswer, comparisonAnswer, isDayAsked, noRules } from './library-compare.js'
import { comparisonWorkbook } from './library-compare-export.js'
import { liveSections } from './library-document.js'
import { newestSet, setByHash } from './library-rules.js'
import {
  AreaCode,
  AreaList,
  Comparison,
  DayQuery,
  DocumentDetail,
  DocumentList,
  Hash,
  ListsOfWords,
  SchemeQuery,
  SideQuery,
  Versions,
} from './library-schema.js'
import { versionsOf } from './library-versions.js'

const access = { permission: 'policy.see' } as const
const Workbook = Type.Unsafe<Response>({ description: 'an Excel workbook' })
const compared = {
  left: SideQuery,
  right: SideQuery,
  scheme: SchemeQuery,
  drafts: Type.Optional(Type.Union([Type.Literal('yes'), Type.Literal('no')], { title: '是否并入征求意见稿', description: 'yes 或 no' })),
}
const NO_DAY = refused('invalid_field', '日期不是日历上的一天；请写成 2024-05-01 的样子。')

export function policyLibraryRoutes({ clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/policy/areas',
      access,
      summary: '有政策的统筹区：各险种的版本、标记、待另定和没有规定的项目',
      schema: { response: AreaList },
      handler: (_request, desk) => desk.read((client) => areasAnswer(client, dayIn(clock))),
    }),
    route({
      method: 'GET',
      url: '/api/policy/lists',
      access,
      summary: '全国清单：政策可用的医疗类别、身份、级别等，各注明来源',
      schema: { response: ListsOfWords },
      handler: async () => NATIONAL_LISTS,
    }),
    route({
      method: 'GET',
      url: '/api/policy/documents',
      access,
      summary: '政策文件：文号、地区、状态、各种标记的条数',
      schema: {
        querystring: Type.Object({ area: Type.Optional(AreaCode) }),
        response: DocumentList,
      },
      handler: ({ query }, desk) =>
        desk.read(async (client) => {
          const { documents } = await loadLibrary(client)
          return documents.filter(({ area }) => query.area === undefined || area === query.area).map(documentJson)
        }),
    }),
    route({
      method: 'GET',
      url: '/api/policy/documents/:hash',
      access,
      summary: '一份政策文件：原文分节，每节的数额、起止日期，某日是否现行、在哪里现行、被谁替代',
      schema: {
        params: Type.Object({ hash: Hash }),
        querystring: Type.Object({ day: Type.Optional(DayQuery) }),
        response: DocumentDetail,
      },
      handler: ({ params, query }, desk) =>
        isDayAsked(query.day) ? desk.read((client) => documentAnswer(client, params.hash, query.day ?? dayIn(clock))) : Promise.resolve(NO_DAY),
    }),
    route({
      method: 'GET',
      url: '/api/policy/areas/:area/versions',
      access,
      summary: '一个统筹区一个险种的版本时间线：何时生效、何时止、改了什么、依据哪份文件',
      schema: {
        params: Type.Object({ area: AreaCode }),
        querystring: Type.Object({ scheme: SchemeQuery }),
        response: Versions,
      },
      handler: ({ params, query }, desk) => desk.read((client) => versionsAnswer(client, params.area, query.scheme, dayIn(clock))),
    }),
    route({
      method: 'GET',
      url: '/api/policy/compare',
      access,
      summary: '两地或两个日期并列：按“六统一”分组，每项写明两边的内容、条款、标记和是否统一',
      schema: { querystring: Type.Object(compared), response: Comparison },
      handler: ({ query }, desk) => compareAsked(desk, query, dayIn(clock)),
    }),
    route({
      method: 'GET',
      url: '/api/policy/compare.xlsx',
      access,
      summary: '把两地或两个日期的对照导出为 Excel',
      schema: {
        querystring: Type.Object({ ...compared, only: Type.Optional(Type.Literal('different', { title: '只要不同的', description: 'different' })) }),
        response: Workbook,
      },
      handler: async ({ query: { only, ...asked } }, desk) => {
        const made = await compareAsked(desk, asked, dayIn(clock))
        if (isRefusal(made)) return made
        await desk.audit('policy.compare.export', { detail: { left: asked.left, right: asked.right, scheme: asked.scheme } })
        return comparisonWorkbook(made, only === 'different')
      },
    }),
  ]
}

interface ComparisonQuery extends Omit<Asked, 'drafts'> {
  readonly drafts?: 'yes' | 'no'
}

function compareAsked(desk: Desk, { drafts, ...asked }: ComparisonQuery, today: Day): Promise<ComparisonAnswer | Refusal> {
  return desk.read(async (client) => comparisonAnswer(client, await loadLibrary(client), { ...asked, drafts: drafts === 'yes' }, today))
}

async function areasAnswer(client: pg.PoolClient, today: Day): Promise<unknown> {
  const library = await loadLibrary(client)
  const sets = []
  for (const { hash } of library.ruleSets) sets.push(await setByHash(client, hash))
  const { rows } = await client.query<{ code: string; name: string }>('SELECT code, name FROM area WHERE level = 1')
  return areasJson(
    library,
    new Map(sets.flatMap((set) => (set === undefined ? [] : [[set.hash, set] as const]))),
    new Map(rows.map(({ code, name }) => [code, name])),
    today,
  )
}

async function documentAnswer(client: pg.PoolClient, hash: string, day: Day): Promise<unknown> {
  const library = await loadLibrary(client)
  const found = await documentByHash(client, library, hash)
  if (found === undefined) return refused('not_found', '没有这份政策文件，请从文件列表里打开。')
  return detailJson(library, found, liveSections(library, found, day), day)
}

async function versionsAnswer(client: pg.PoolClient, area: string, scheme: Scheme, today: Day): Promise<unknown | Refusal> {
  const library = await loadLibrary(client)
  const of = library.ruleSets.find((set) => set.area === area && set.scheme === scheme)
  const rules = await newestSet(client, library, area, scheme)
  if (of === undefined || rules === undefined) return noRules(library, area, scheme)
  return versionsJson(library, of, rules, versionsOf(library.provisions, area, scheme), today)
}
