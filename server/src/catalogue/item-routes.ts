// Items of the catalogue at the desk: those that count on a day, and one with all its versions by date, shares and ceilings.
import { isDay } from '@tongchou/domain/base/day.js'
import { percentText, ratioOf } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Static, Type } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { cutOf, dayAsked, likeText, orderBy, Paging, searchAsked, sortAsked, wordAsked } from '../http/list-query.js'
import { type Desk, type Route, route } from '../http/route.js'
import { type RowColumn, rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'

const text = Type.String()
const nullable = Type.Union([text, Type.Null()])
const fen = Type.Union([Type.Integer(), Type.Null()], { description: '分；空：没有限价' })
const SEE = { permission: 'catalogue.see' } as const
const KINDS = ['western_drug', 'patent_drug', 'herb', 'service', 'consumable', 'other'] as const
const CLASSES = ['甲', '乙', '丙'] as const

const filters = {
  q: searchAsked('编码或名称'),
  kind: wordAsked('目录种类', KINDS),
  class: wordAsked('类别', CLASSES),
  changed: wordAsked('版本', ['several'] as const),
  day: dayAsked('日期'),
  sort: sortAsked,
}
const ItemQuery = Type.Object({ ...filters, ...Paging })
const figures = {
  class: text,
  unit: nullable,
  employee: text,
  resident: text,
  tier3_fen: fen,
  tier2_fen: fen,
  tier1_fen: fen,
  restricted: Type.Boolean(),
  in_force: text,
}
const Item = Type.Object({ code: text, name: text, kind: text, ...figures, versions: Type.Integer() })
const Items = Type.Object({ total: Type.Integer(), day: text, rows: Type.Array(Item) })
const ItemParams = Type.Object({ code: Type.String({ title: '目录编码', pattern: '^[A-Za-z0-9-]{1,40}$', description: '字母和数字' }) })
const History = Type.Object({
  code: text,
  name: text,
  kind: text,
  rows: Type.Array(
    Type.Object({
      ...figures,
      name: text,
      valid_until: nullable,
      ended: Type.Boolean({ description: 'from this day on the item is not in the catalogue' }),
      counts: Type.Boolean({ description: 'false: a later version of the same day took its place' }),
      version: Type.Integer(),
      edition: text,
      remark: nullable,
      brought_by: text,
      known_at: text,
    }),
  ),
})

export function itemRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/catalogue/items',
      access: SEE,
      summary: '某日有效的目录项目：类别、先行自付比例、各级限价',
      schema: { querystring: ItemQuery, response: Items },
      handler: ({ query }, desk) => items(context, query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/catalogue/items.xlsx',
      access: SEE,
      summary: '把查到的目录项目导出为 Excel',
      schema: { querystring: Type.Object(filters), response: Workbook },
      handler: ({ query }, desk) => rowsWorkbook(['catalogue-items', '目录项目'], COLUMNS, desk, (paging, own) => items(context, { ...query, ...paging }, own)),
    }),
    route({
      method: 'GET',
      url: '/api/catalogue/items/:code',
      access: SEE,
      summary: '一个目录项目按日期的各个版本',
      schema: { params: ItemParams, response: History },
      handler: ({ params }, desk) => history(params.code, desk),
    }),
  ]
}

type Fens = { readonly [K in 'tier1_fen' | 'tier2_fen' | 'tier3_fen']: bigint | null }
type ItemRow = Static<typeof Item>

const FIGURES = `i.class, i.unit, i.initial_self_payment_employee::text AS employee, i.initial_self_payment_resident::text AS resident,
  i.ceiling_tier3_fen AS tier3_fen, i.ceiling_tier2_fen AS tier2_fen, i.ceiling_tier1_fen AS tier1_fen, i.restricted, i.in_force`
const ORDER = { code: 'i.code', name: 'i.name', class: 'i.class', tier3_fen: 'i.ceiling_tier3_fen', in_force: 'i.in_force', versions: 'n.versions' }

async function items({ clock }: AppContext, query: Static<typeof ItemQuery>, desk: Desk): Promise<Static<typeof Items> | Refusal> {
  const day = query.day ?? dayIn(clock)
  if (!isDay(day)) return refused('invalid_field', `没有${day}这一天，请改正日期。`)
  const { limit, offset } = cutOf(query)
  const { rows } = await desk.read((client) =>
    client.query<Omit<ItemRow, keyof Fens> & Fens & { total: number }>(
      `SELECT i.code, i.name, i.kind, ${FIGURES}, n.versions, count(*) OVER ()::integer AS total
         FROM (SELECT DISTINCT ON (code) * FROM catalogue_item WHERE in_force <= $1 AND ($2::text IS NULL OR name LIKE '%' || $2 || '%' OR code LIKE upper($2) || '%')
           ORDER BY code, in_force DESC, version DESC) i
         CROSS JOIN LATERAL (SELECT count(*)::integer AS versions FROM catalogue_item v WHERE v.code = i.code) n
        WHERE (i.until IS NULL OR i.until >= $1) AND ($3::text IS NULL OR i.kind = $3) AND ($4::text IS NULL OR i.class = $4) AND ($5::text IS NULL OR n.versions > 1)
        ORDER BY ${orderBy(query.sort, ORDER, 'i.code')} LIMIT $6 OFFSET $7`,
      [day, query.q === undefined ? null : likeText(query.q), query.kind ?? null, query.class ?? null, query.changed ?? null, limit, offset],
    ),
  )
  return { total: rows[0]?.total ?? 0, day, rows: rows.map(({ total: _total, ...row }) => ({ ...row, ...fens(row) })) }
}

function fens(row: Fens): Record<keyof Fens, number | null> {
  const number = (amount: bigint | null): number | null => (amount === null ? null : Number(amount))
  return { tier1_fen: number(row.tier1_fen), tier2_fen: number(row.tier2_fen), tier3_fen: number(row.tier3_fen) }
}

type HistoryRow = Static<typeof History>['rows'][number]
type FoundVersion = Omit<HistoryRow, keyof Fens | 'version'> & Fens & { readonly version: bigint; readonly kind: string }

async function history(code: string, desk: Desk): Promise<Static<typeof History> | Refusal> {
  const { rows } = await desk.read((client) =>
    client.query<FoundVersion>(
      `SELECT i.kind, ${FIGURES}, i.name, d.valid_until, i.until < i.in_force AS ended, d.version IS NOT NULL AS counts, i.version, v.edition, i.remark, v.brought_by,
              to_char(v.known_at, 'YYYY-MM-DD HH24:MI') AS known_at
         FROM catalogue_item i JOIN catalogue_version v ON v.version = i.version
         LEFT JOIN catalogue_dated d ON d.code = i.code AND d.in_force = i.in_force AND d.version = i.version
        WHERE i.code = $1 ORDER BY i.in_force DESC, i.version DESC`,
      [code],
    ),
  )
  const [newest] = rows
  if (newest === undefined) return refused('not_found', '目录里没有这个编码，请核对。')
  const json = ({ kind: _kind, version, ended, ...row }: FoundVersion): HistoryRow => ({
    ...row,
    ...fens(row),
    ended: ended ?? false,
    version: Number(version),
  })
  return { code, name: newest.name, kind: newest.kind, rows: rows.map(json) }
}

const KIND_NAMES = { western_drug: '西药', patent_drug: '中成药', herb: '中药饮片', service: '医疗服务', consumable: '医用耗材', other: '其他' } as const
const kindName = (kind: string): string => (oneOfKinds(kind) ? KIND_NAMES[kind] : kind)
const oneOfKinds = (kind: string): kind is keyof typeof KIND_NAMES => kind in KIND_NAMES

function percentOf(share: string): string {
  const ratio = ratioOf(share)
  return ratio === undefined ? share : percentText(ratio)
}

const COLUMNS: readonly RowColumn<ItemRow>[] = [
  { header: '编码', width: 28, of: (row) => row.code },
  { header: '名称', width: 36, of: (row) => row.name },
  { header: '种类', width: 12, of: (row) => kindName(row.kind) },
  { header: '类别', width: 8, of: (row) => row.class },
  { header: '单位', width: 10, of: (row) => row.unit },
  { header: '职工先行自付', width: 14, of: (row) => percentOf(row.employee) },
  { header: '居民先行自付', width: 14, of: (row) => percentOf(row.resident) },
  { header: '三级限价', width: 14, money: true, of: (row) => row.tier3_fen },
  { header: '二级限价', width: 14, money: true, of: (row) => row.tier2_fen },
  { header: '一级限价', width: 14, money: true, of: (row) => row.tier1_fen },
  { header: '生效日期', width: 12, of: (row) => row.in_force },
  { header: '版本数', width: 8, of: (row) => row.versions },
]
