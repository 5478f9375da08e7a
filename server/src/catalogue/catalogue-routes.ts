// The desk's routes about the catalogue: its versions, and what differs between two of them.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Desk, type Route, route } from '../http/route.js'
import { rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import { CompareExportQuery, CompareQuery, Comparison, Versions } from './catalogue-schema.js'
import { type Compared, compareVersions, type Side, versionsOf, type Wanted } from './compare-versions.js'
import { COMPARISON_COLUMNS } from './comparison-sheet.js'

const see = { permission: 'catalogue.see' } as const
const PAGE = 20

export const catalogueRoutes: readonly Route[] = [
  route({
    method: 'GET',
    url: '/api/catalogue/versions',
    access: see,
    summary: '目录的各个版本，新的在前',
    schema: { response: Versions },
    handler: async (_request, desk) => (await desk.read(versionsOf)).map((row) => ({ ...row, version: Number(row.version) })),
  }),
  route({
    method: 'GET',
    url: '/api/catalogue/compare',
    access: see,
    summary: '两个版本的目录差异：新增、停用，类别、自付比例、限价的变化',
    schema: { querystring: CompareQuery, response: Comparison },
    handler: async ({ query }, desk) => {
      const size = query.size ?? PAGE
      const compared = await differences(desk, query, size, ((query.page ?? 1) - 1) * size)
      return isRefusal(compared) ? compared : comparedJson(compared)
    },
  }),
  route({
    method: 'GET',
    url: '/api/catalogue/compare.xlsx',
    access: see,
    summary: '把两个版本的目录差异导出为 Excel',
    schema: { querystring: CompareExportQuery, response: Workbook },
    handler: ({ query }, desk) =>
      rowsWorkbook(['catalogue-comparison', '目录版本对比'], COMPARISON_COLUMNS, desk, ({ page, size }, own) =>
        differences(own, query, size, (page - 1) * size),
      ),
  }),
]

interface Which extends Wanted {
  readonly from: number
  readonly to: number
}

function differences(desk: Desk, query: Which, limit: number, offset: number): Promise<Compared | Refusal> {
  return desk.read(async (client) => {
    const versions = await versionsOf(client)
    const [from, to] = [query.from, query.to].map((number) => versions.find((one) => one.version === BigInt(number)))
    if (from === undefined || to === undefined) return refused('not_found', '没有这个目录版本，请从版本列表中选择')
    return compareVersions(client, from, to, query, limit, offset)
  })
}

export function comparedJson(compared: Compared) {
  return { ...compared, rows: compared.rows.map((row) => ({ ...row, before: sideJson(row.before), after: sideJson(row.after) })) }
}

function sideJson(side: Side | null) {
  if (side === null) return null
  const fen = (amount: bigint | null): number | null => (amount === null ? null : Number(amount))
  const { tier3, tier2, tier1, ...rest } = side
  return { ...rest, tier3_fen: fen(tier3), tier2_fen: fen(tier2), tier1_fen: fen(tier1) }
}
