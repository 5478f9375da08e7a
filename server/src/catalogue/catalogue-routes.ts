// The desk's routes about the catalogue: its versions, what differs between two of them, and importing a file.
import { isDay } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { Workbook, workbookAnswer } from '../http/workbook.js'
import { CompareExportQuery, CompareQuery, Comparison, ImportBody, Imported, Versions } from './catalogue-schema.js'
import { type Compared, compareVersions, type Side, versionsOf, type Wanted } from './compare-versions.js'
import { comparisonSheet } from './comparison-sheet.js'
import { type ImportReport, importCatalogue } from './import-catalogue.js'
import { shareText } from './read-cell.js'

const see = { permission: 'catalogue.see' } as const
const PAGE = 20
const MOST_EXPORTED = 100_000
const MOST_FAULTS = 1000
const LARGEST_UPLOAD = 12 * 1024 * 1024

export function catalogueRoutes(context: AppContext): readonly Route[] {
  return [
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
        return isRefusal(compared)
          ? compared
          : { ...compared, rows: compared.rows.map((row) => ({ ...row, before: sideJson(row.before), after: sideJson(row.after) })) }
      },
    }),
    route({
      method: 'GET',
      url: '/api/catalogue/compare.xlsx',
      access: see,
      summary: '把两个版本的目录差异导出为 Excel',
      schema: { querystring: CompareExportQuery, response: Workbook },
      handler: async ({ query }, desk) => {
        const compared = await differences(desk, query, MOST_EXPORTED, 0)
        return isRefusal(compared) ? compared : workbookAnswer('catalogue-comparison', '目录版本对比', comparisonSheet(compared.rows))
      },
    }),
    route({
      method: 'POST',
      url: '/api/catalogue/imports',
      access: { permission: 'catalogue.manage' },
      summary: '导入目录文件或价格表：先试导入列出全部错误，再作为新版本入库',
      bodyLimit: LARGEST_UPLOAD,
      schema: { body: ImportBody, response: Imported },
      handler: ({ body }, desk) => imported(context, body, desk),
    }),
  ]
}

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

function sideJson(side: Side | null) {
  if (side === null) return null
  const fen = (amount: bigint | null): number | null => (amount === null ? null : Number(amount))
  const { tier3, tier2, tier1, ...rest } = side
  return { ...rest, tier3_fen: fen(tier3), tier2_fen: fen(tier2), tier1_fen: fen(tier1) }
}

interface Body {
  readonly file_name: string
  readonly content: string
  readonly layout?: string
  readonly in_force: string
  readonly edition: string
  readonly share_employee?: string
  readonly share_resident?: string
  readonly complete: boolean
  readonly dry_run: boolean
}

async function imported(context: AppContext, body: Body, desk: Desk): Promise<unknown> {
  if (!isDay(body.in_force)) return refused('invalid_field', `没有${body.in_force}这一天，请改正生效日期。`)
  const [employee, resident] = [shareText(body.share_employee ?? ''), shareText(body.share_resident ?? '')]
  const asked = {
    fileName: body.file_name,
    bytes: Buffer.from(body.content, 'base64'),
    ...(body.layout === undefined ? {} : { layout: body.layout }),
    inForce: body.in_force,
    edition: body.edition,
    ...(employee === undefined || resident === undefined ? {} : { shares: { employee, resident } }),
    complete: body.complete,
    dryRun: body.dry_run,
    by: desk.officer.account,
    today: dayIn(context.clock),
  }
  await desk.audit(body.dry_run ? 'catalogue.tried' : 'catalogue.imported', {
    detail: { file: body.file_name, in_force: body.in_force, edition: body.edition },
  })
  const report = await desk.write((client) => importCatalogue(client, asked))
  return isRefusal(report) ? report : reportJson(report)
}

function reportJson({ version, faults, ...report }: ImportReport) {
  return { ...report, version: version === null ? null : Number(version), fault_count: faults.length, faults: faults.slice(0, MOST_FAULTS) }
}
