// The institutions' own codes at the desk: which institution has mapped how many, and the mappings of one with the item they stand for.
import type pg from 'pg'
import { type Static, Type } from 'typebox'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { cutOf, likeText, orderBy, Paging, searchAsked, sortAsked, wordAsked } from '../http/list-query.js'
import { type Desk, type Route, route } from '../http/route.js'
import { type RowColumn, rowsWorkbook } from '../http/sheet-of-rows.js'
import { Workbook } from '../http/workbook.js'
import { ProviderCode } from '../payment/reconciliation-schemas.js'

const text = Type.String()
const nullable = Type.Union([text, Type.Null()])
const SEE = { permission: 'provider.see' } as const

const institutionFilters = { q: searchAsked('机构名称或编码'), required: wordAsked('上传核对', ['yes', 'no'] as const), sort: sortAsked }
const InstitutionQuery = Type.Object({ ...institutionFilters, ...Paging })
const Institutions = Type.Object({
  total: Type.Integer(),
  rows: Type.Array(
    Type.Object({
      institution: text,
      name: text,
      area_name: text,
      mapped: Type.Integer(),
      doubtful: Type.Integer({ description: 'the national code is not in the catalogue today' }),
      required: Type.Boolean(),
      last_at: nullable,
    }),
  ),
})

const Params = Type.Object({ institution: ProviderCode })
const filters = { q: searchAsked('院内编码、名称或国家编码'), state: wordAsked('状态', ['in_force', 'coming', 'over', 'doubtful'] as const), sort: sortAsked }
const MappingQuery = Type.Object({ ...filters, ...Paging })
const Mapping = Type.Object({
  own_code: text,
  own_name: text,
  list_type: text,
  national_code: text,
  item_name: nullable,
  item_class: nullable,
  in_force: text,
  until: nullable,
  state: Type.Union([Type.Literal('in_force'), Type.Literal('coming'), Type.Literal('over')]),
  operator: text,
  sent_at: text,
})
const Mappings = Type.Object({ total: Type.Integer(), rows: Type.Array(Mapping) })

export function mappingRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/mapping-institutions',
      access: SEE,
      summary: '各机构的目录对照：有效条数、在目录中查不到的条数、费用上传是否核对',
      schema: { querystring: InstitutionQuery, response: Institutions },
      handler: ({ query }, desk) => institutions(context, query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/mapping-institutions.xlsx',
      access: SEE,
      summary: '把各机构的目录对照情况导出为 Excel',
      schema: { querystring: Type.Object(institutionFilters), response: Workbook },
      handler: ({ query }, desk) =>
        rowsWorkbook(['mapping-institutions', '各机构目录对照'], INSTITUTION_COLUMNS, desk, (paging, own) =>
          institutions(context, { ...query, ...paging }, own),
        ),
    }),
    route({
      method: 'GET',
      url: '/api/institutions/:institution/mappings',
      access: SEE,
      summary: '一家机构的目录对照（3301），附国家目录的名称和类别',
      schema: { params: Params, querystring: MappingQuery, response: Mappings },
      handler: ({ params, query }, desk) => mappings(context, params.institution, query, desk),
    }),
    route({
      method: 'GET',
      url: '/api/institutions/:institution/mappings.xlsx',
      access: SEE,
      summary: '把一家机构的目录对照导出为 Excel',
      schema: { params: Params, querystring: Type.Object(filters), response: Workbook },
      handler: ({ params, query }, desk) =>
        rowsWorkbook(['mappings', '目录对照'], COLUMNS, desk, (paging, own) => mappings(context, params.institution, { ...query, ...paging }, own)),
    }),
  ]
}

/** The item that counts on a day, by code. */
const ITEM_TODAY = (code: string, day: string): string =>
  `(SELECT i.name, i.class, i.until FROM catalogue_item i WHERE i.code = ${code} AND i.in_force <= ${day} ORDER BY i.in_force DESC, i.version DESC LIMIT 1)`
const IN_FORCE = (day: string): string => `m.in_force <= ${day} AND coalesce(m.until, 'infinity') >= ${day}`
const DOUBTFUL = `item.name IS NULL OR item.until < $1::date`

const INSTITUTION_ORDER = { name: 'p.name', mapped: 'n.mapped', doubtful: 'n.doubtful', last_at: 'n.last_at' }

async function institutions({ clock }: AppContext, query: Static<typeof InstitutionQuery>, desk: Desk): Promise<Static<typeof Institutions>> {
  const { limit, offset } = cutOf(query)
  const required = `coalesce((SELECT c.required FROM mapping_check c WHERE c.institution = p.code AND c.in_force <= $1::date ORDER BY c.in_force DESC, c.fact DESC LIMIT 1), false)`
  type Row = Static<typeof Institutions>['rows'][number]
  const { rows } = await desk.read((client: pg.PoolClient) =>
    client.query<Row & { total: number }>(
      `SELECT p.code AS institution, p.name, a.name AS area_name, n.mapped, n.doubtful, ${required} AS required, n.last_at, count(*) OVER ()::integer AS total
         FROM provider p JOIN area a ON a.code = p.area
         CROSS JOIN LATERAL (SELECT count(*)::integer AS mapped, count(*) FILTER (WHERE ${DOUBTFUL})::integer AS doubtful,
             to_char(max(m.known_at), 'YYYY-MM-DD HH24:MI') AS last_at
           FROM mapping_in_use m LEFT JOIN LATERAL ${ITEM_TODAY('m.national_code', '$1::date')} item ON true
           WHERE m.institution = p.code AND ${IN_FORCE('$1::date')}) n
        WHERE p.area = ANY (current_areas()) AND ($2::text IS NULL OR p.name LIKE '%' || $2 || '%' OR p.code = upper($2))
          AND ($3::text IS NULL OR ($3 = 'yes') = ${required})
        ORDER BY ${orderBy(query.sort, INSTITUTION_ORDER, 'n.mapped DESC, p.code')} LIMIT $4 OFFSET $5`,
      [dayIn(clock), query.q === undefined ? null : likeText(query.q), query.required ?? null, limit, offset],
    ),
  )
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
}

type MappingRow = Static<typeof Mapping>
const MAPPING_ORDER = { own_code: 'm.own_code', national_code: 'm.national_code', in_force: 'm.in_force', sent_at: 'm.known_at', own_name: 'm.own_name' }
const STATE = `CASE WHEN m.in_force > $1::date THEN 'coming' WHEN m.until < $1::date THEN 'over' ELSE 'in_force' END`

async function mappings({ clock }: AppContext, institution: string, query: Static<typeof MappingQuery>, desk: Desk): Promise<Static<typeof Mappings>> {
  const { limit, offset } = cutOf(query)
  const { rows } = await desk.read((client) =>
    client.query<MappingRow & { total: number }>(
      `SELECT m.own_code, m.own_name, m.list_type, m.national_code, item.name AS item_name, item.class AS item_class, m.in_force, m.until, ${STATE} AS state, m.operator,
              to_char(m.known_at, 'YYYY-MM-DD HH24:MI') AS sent_at, count(*) OVER ()::integer AS total
         FROM mapping_in_use m LEFT JOIN LATERAL ${ITEM_TODAY('m.national_code', '$1::date')} item ON true
        WHERE m.institution = $2 AND ($3::text IS NULL OR CASE $3 WHEN 'doubtful' THEN ${DOUBTFUL} ELSE ${STATE} = $3 END)
          AND ($4::text IS NULL OR m.own_code LIKE $4 || '%' OR m.own_name LIKE '%' || $4 || '%' OR m.national_code LIKE upper($4) || '%' OR item.name LIKE '%' || $4 || '%')
        ORDER BY ${orderBy(query.sort, MAPPING_ORDER, 'm.own_code, m.in_force')} LIMIT $5 OFFSET $6`,
      [dayIn(clock), institution, query.state ?? null, query.q === undefined ? null : likeText(query.q), limit, offset],
    ),
  )
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
}

const INSTITUTION_COLUMNS: readonly RowColumn<Static<typeof Institutions>['rows'][number]>[] = [
  { header: '机构编码', of: (row) => row.institution },
  { header: '机构', width: 28, of: (row) => row.name },
  { header: '所属区县', of: (row) => row.area_name },
  { header: '有效对照', width: 12, of: (row) => row.mapped },
  { header: '目录中查不到', width: 14, of: (row) => row.doubtful },
  { header: '上传核对', width: 10, of: (row) => (row.required ? '是' : '否') },
  { header: '最近上传', width: 18, of: (row) => row.last_at },
]

const STATES = { in_force: '有效', coming: '未到生效日', over: '已过期' } as const

const COLUMNS: readonly RowColumn<MappingRow>[] = [
  { header: '院内编码', width: 24, of: (row) => row.own_code },
  { header: '院内名称', width: 30, of: (row) => row.own_name },
  { header: '目录类别', width: 10, of: (row) => row.list_type },
  { header: '国家编码', width: 26, of: (row) => row.national_code },
  { header: '国家目录名称', width: 30, of: (row) => row.item_name ?? '目录中查不到' },
  { header: '类别', width: 8, of: (row) => row.item_class },
  { header: '开始日期', width: 12, of: (row) => row.in_force },
  { header: '结束日期', width: 12, of: (row) => row.until },
  { header: '状态', width: 12, of: (row) => STATES[row.state] },
  { header: '上传时间', width: 18, of: (row) => row.sent_at },
]
