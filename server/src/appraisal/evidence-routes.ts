// What stands behind one computed point, by pages, by month and one by one, and as Excel.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import { poolMembers } from '../fund/pool-members.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookReply } from '../http/workbook.js'
import * as shape from './appraisal-schema.js'
import { appraisalNumbered } from './appraisal-store.js'
import { type EvidencePage, evidenceOf, goesByMonth } from './evidence.js'
import { indicatorMeanings, meaningOf } from './indicator-catalogue.js'

const SEE = { permission: 'fund.see' } as const
const MOST_ROWS = 100_000
type Asked = Static<typeof shape.EvidenceSheetQuery>

export const evidenceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/appraisals/:run/evidence',
    access: SEE,
    summary: '一项得分背后的事实：逐笔或逐月，分页；逐月的可再列到逐笔',
    schema: { params: shape.RunParams, querystring: shape.EvidenceQuery, response: shape.Evidence },
    handler: ({ params, query }, desk) => shown(desk, BigInt(params.run), query),
  }),
  route({
    method: 'GET',
    url: '/api/appraisals/:run/evidence.xlsx',
    access: SEE,
    summary: '一项得分背后的事实（Excel）',
    schema: { params: shape.RunParams, querystring: shape.EvidenceSheetQuery, response: Workbook },
    handler: ({ params, query }, desk) => sheet(desk, BigInt(params.run), query),
  }),
]

interface Found extends EvidencePage {
  readonly knownAt: string
  readonly year: number
}

async function found(desk: Desk, run: bigint, { unit, indicator, month }: Asked, page: { limit: number; offset: number }): Promise<Found | Refusal> {
  const { areas, pool } = desk.officer
  if (!areas.includes(unit)) return refused('elsewhere', '只能查看本单位的依据。')
  return desk.read(async (client) => {
    const appraisal = await appraisalNumbered(client, pool, run)
    if (appraisal === undefined) return refused('not_found', '没有这次考核；请在列表里核对编号。')
    const { year, known_at: knownAt } = appraisal
    const evidence = await evidenceOf(client, await poolMembers(client, pool, year), { unit, indicator, year, knownAt, month }, page)
    return evidence === undefined ? refused('judged', '这一项由人员评定，没有账上的明细；依据见评定记录。') : { ...evidence, knownAt, year }
  })
}

async function shown(desk: Desk, run: bigint, { page = 1, size = 20, ...asked }: Static<typeof shape.EvidenceQuery>): Promise<unknown> {
  const read = await found(desk, run, asked, { limit: size, offset: (page - 1) * size })
  if ('code' in read) return read
  return {
    unit: asked.unit,
    indicator: asked.indicator,
    known_at: read.knownAt,
    total: read.total,
    sum_fen: read.sum_fen === null ? null : fenJson(read.sum_fen),
    by_month: goesByMonth(asked),
    rows: read.rows.map(({ amount_fen, person, settlement, book, voucher, ...row }) => ({
      ...row,
      amount_fen: amount_fen === null ? null : fenJson(amount_fen),
      bill: person === null || settlement === null ? null : { psn_no: person.toString(), settlement: settlement.toString() },
      voucher: book === null || voucher === null ? null : { book, voucher },
    })),
  }
}

async function sheet(desk: Desk, run: bigint, asked: Asked): Promise<Response | Refusal> {
  const read = await found(desk, run, asked, { limit: MOST_ROWS, offset: 0 })
  if ('code' in read) return read
  if (read.total > MOST_ROWS) return refused('too_many_rows', `共 ${read.total} 条，超过一次导出的上限 ${MOST_ROWS} 条；请按月份导出。`)
  await desk.audit('appraisal.export', { detail: { run: String(run), ...asked } })
  const { name } = meaningOf(await indicatorMeanings(), asked.indicator)
  const title = `${asked.month ?? read.year}${name}依据`
  return workbookReply(
    { name: title, file: `evidence-${run}-${asked.indicator}.xlsx`, texts: ['日期', '内容', '账套、事实或单据', '件数'], amounts: ['金额'], width: 24 },
    read.rows.map(({ day, what, reference, count, amount_fen }) => ({
      texts: [day ?? '', what, reference, count === null ? '' : String(count)],
      fen: amount_fen === null ? [] : [fenJson(amount_fen)],
    })),
  )
}
