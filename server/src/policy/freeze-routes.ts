// The desk's routes about the freeze of a launch period: record it, exempt from it, and see what surged since.
import { percentText } from '@tongchou/domain/base/money.js'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { Growth } from '@tongchou/domain/policy/approval-surges.js'
import { type Static, Type } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { DraftParams } from './draft-schema.js'
import { ExemptionList, ExemptionQuery, exemptionWorkbook, listExemptions } from './exemption-list.js'
import { surgeWorkbook } from './freeze-export.js'
import { recordExemption, recordFreeze } from './freeze-record.js'
import { ExemptionBody, Exemptions, Freeze, FreezeBody, Freezes, SurgeQuery, Surges } from './freeze-schema.js'
import { type ExemptionRow, exemptionsOf, type FreezeRow, freezesOf } from './freeze-store.js'
import { type SurgeLine, type SurgeReport, surgeReport } from './freeze-surges.js'

const see = { permission: 'policy.see' } as const
const decide = { permission: 'policy.approve' } as const
const seeBills = { permission: 'settlement.see' } as const
const Workbook = Type.Unsafe<Response>({ description: 'an Excel workbook' })

export function freezeRoutes({ clock }: AppContext): readonly Route[] {
  const report = (desk: Desk, { freeze, by = 'area' }: Static<typeof SurgeQuery>) =>
    surgeReport(desk, { by, today: dayIn(clock), freeze: freeze === undefined ? undefined : BigInt(freeze) })
  return [
    route({
      method: 'GET',
      url: '/api/policy/freeze',
      access: see,
      summary: '启动期（政策冻结期），新的在前',
      schema: { response: Freezes },
      handler: async (_request, desk) => (await desk.read((client) => freezesOf(client, desk.officer.pool))).map(freezeJson),
    }),
    route({
      method: 'POST',
      url: '/api/policy/freeze',
      access: decide,
      summary: '登记启动期：期内不得放宽待遇、提高比例、降低缴费',
      schema: { body: FreezeBody, response: Freeze },
      handler: async ({ body }, desk) => {
        const made = await recordFreeze(clock, desk, body)
        return isRefusal(made) ? made : freezeJson(made)
      },
    }),
    route({
      method: 'GET',
      url: '/api/policy/drafts/:draft/exemptions',
      access: see,
      summary: '上级对草案放宽的批准',
      schema: { params: DraftParams, response: Exemptions },
      handler: async ({ params }, desk) => (await desk.read((client) => exemptionsOf(client, BigInt(params.draft)))).map(exemptionJson),
    }),
    route({
      method: 'POST',
      url: '/api/policy/freeze/exemptions',
      access: decide,
      summary: '登记上级对草案某一稿放宽的批准文件',
      schema: { body: ExemptionBody, response: Exemptions },
      handler: async ({ body }, desk) => {
        const made = await recordExemption(clock, desk, body)
        return isRefusal(made) ? made : made.map(exemptionJson)
      },
    }),
    route({
      method: 'GET',
      url: '/api/policy/freeze/exemptions',
      access: see,
      summary: '启动期内得到上级批准的草案：哪一稿、凭哪份文件、到什么时候有效',
      schema: { querystring: ExemptionQuery, response: ExemptionList },
      handler: ({ query }, desk) => desk.read((client) => listExemptions(client, desk.officer.pool, dayIn(clock), query)),
    }),
    route({
      method: 'GET',
      url: '/api/policy/freeze/exemptions.xlsx',
      access: see,
      summary: '把启动期豁免清单导出为 Excel',
      schema: { querystring: Type.Omit(ExemptionQuery, ['page', 'size']), response: Workbook },
      handler: async ({ query }, desk) => {
        await desk.audit('policy.freeze.exemptions.export', { detail: { ...query } })
        return desk.read((client) => exemptionWorkbook(client, desk.officer.pool, dayIn(clock), query))
      },
    }),
    route({
      method: 'GET',
      url: '/api/policy/surges',
      access: seeBills,
      summary: '启动以来的突击报销分析：逐周与前十二周、上年同期比',
      schema: { querystring: SurgeQuery, response: Surges },
      handler: async ({ query }, desk) => {
        const made = await report(desk, query)
        return isRefusal(made) ? made : surgeJson(made, query.by ?? 'area')
      },
    }),
    route({
      method: 'GET',
      url: '/api/policy/surges.xlsx',
      access: seeBills,
      summary: '把突击报销分析导出为 Excel',
      schema: { querystring: SurgeQuery, response: Workbook },
      handler: async ({ query }, desk) => {
        const made = await report(desk, query)
        if (isRefusal(made)) return made
        await desk.audit('policy.surges.export', { detail: { freeze: String(made.freeze.freeze), by: query.by ?? 'area' } })
        return surgeWorkbook(made)
      },
    }),
  ]
}

function freezeJson({ freeze, in_force, amends, recorded_by_name, ...row }: FreezeRow) {
  return { ...row, freeze: String(freeze), from: in_force, amends: amends === null ? null : String(amends), recorded_by: recorded_by_name }
}

function exemptionJson({ exemption, freeze, draft, recorded_by_name, ...row }: ExemptionRow) {
  return { ...row, exemption: String(exemption), freeze: String(freeze), draft: String(draft), recorded_by: recorded_by_name }
}

function surgeJson({ freeze, weeks, tables }: SurgeReport, by: string) {
  return {
    freeze: freezeJson(freeze),
    by,
    weeks,
    tables: tables.map(({ rule, totals, weekly }) => ({
      measure: rule.measure,
      name: rule.name,
      threshold: {
        growth: percentText(rule.growth),
        least_count: Number(rule.leastCount),
        least_fen: Number(rule.leastFen),
        certainty: rule.certainty,
        source: rule.source,
      },
      totals: totals.map(lineJson),
      weekly: weekly.map((line) => ({ ...lineJson(line), from: line.week?.from ?? '', to: line.week?.to ?? '' })),
    })),
  }
}

function lineJson({ group, name, now, preceding, yearBefore }: SurgeLine) {
  return { group, name, count: Number(now.count), amount_fen: Number(now.fen), preceding: growthJson(preceding), year_before: growthJson(yearBefore) }
}

function growthJson(growth: Growth | null) {
  if (growth === null) return null
  const { usualCount, usualFen, countPercent, fenPercent, surge } = growth
  const percent = (value: bigint | null): number | null => (value === null ? null : Number(value))
  return { usual_count: Number(usualCount), usual_fen: Number(usualFen), count_percent: percent(countPercent), fen_percent: percent(fenPercent), surge }
}
