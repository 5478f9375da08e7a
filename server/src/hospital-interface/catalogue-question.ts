// Questions to the catalogue that are answered page by page (1304, 1312, 1316–1319): rows of one SELECT, narrowed by the fields that
// the sender filled in.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { only, type Row } from './codec.js'
import type { Message, Transaction } from './message.js'
import { type PageAsked, pageAsked, pageReply } from './paging.js'
import { readTime } from './read-time.js'
import type { Written } from './write-json.js'

export interface CatalogueQuestion<T> {
  /** Gives the rows; $1 is the institution that asks. */
  readonly rows: string
  /** Condition by field of the input, over `r`; `?` stands for the value as text. */
  readonly filters: Readonly<Record<string, string>>
  readonly order: string
  readonly shown: (row: T, message: Message) => Written
}

/** Filters that every question knows where its rows have the columns. */
export const USUAL_FILTERS = {
  query_date: 'r.in_force <= ?::date AND (r.valid_until IS NULL OR r.valid_until >= ?::date)',
  begndate: 'r.in_force >= ?::date',
  enddate: 'r.valid_until <= ?::date',
  vali_flag: "(r.valid_until IS NULL OR r.valid_until >= r.in_force) = (? = '1')",
  updt_time: 'r.known_at >= ?::date',
  list_type: 'left(r.list_type, 1) = left(?, 1)',
} as const

/** The dated catalogue with what the interface calls its rows. */
export const DATED_ITEMS = `SELECT d.code, d.name, d.kind, d.class, d.charge_type, d.restricted, d.remark, d.in_force, d.valid_until, d.version, v.known_at,
    d.initial_self_payment_employee, d.initial_self_payment_resident, d.ceiling_tier1_fen, d.ceiling_tier2_fen, d.ceiling_tier3_fen,
    CASE d.kind WHEN 'western_drug' THEN '101' WHEN 'patent_drug' THEN '101' WHEN 'herb' THEN '102' WHEN 'service' THEN '201'
      WHEN 'consumable' THEN '301' ELSE '105' END AS list_type,
    md5(d.code || d.in_force || d.version) AS rid
  FROM catalogue_dated d JOIN catalogue_version v USING (version)`

export function catalogueQuestion<T extends pg.QueryResultRow>(asked: CatalogueQuestion<T>): Transaction {
  return async (message, counter) => {
    const row = only(message.input, 'data')
    const page = pageAsked(row)
    if (isRefusal(page)) return page
    if (!hasRows(row, message)) return pageReply(page, 0, [])
    const conditions = conditionsOf(asked, row)
    if (isRefusal(conditions)) return conditions
    const { total, rows } = await answer<T>(counter.database, asked, conditions, message, page)
    return pageReply(
      page,
      total,
      rows.map((one) => asked.shown(one, message)),
    )
  }
}

/** The catalogue is one for the whole pool: of another area there is nothing here. */
function hasRows(row: Row, { reference }: Message): boolean {
  return ['insu_admdvs', 'poolarea_no'].every((field) => {
    const area = row.text(field)
    return area === '' || area.startsWith(reference.pool.slice(0, 4)) || reference.units.has(area)
  })
}

interface Condition {
  readonly sql: string
  readonly value: string
}

/** Senders fill in fields that no edition prints for their question, so that the times among them are read here. */
function conditionsOf<T>({ filters }: CatalogueQuestion<T>, row: Row): readonly Condition[] | Refusal {
  const conditions: Condition[] = []
  for (const [field, sql] of Object.entries(filters)) {
    if (!row.has(field)) continue
    const value = sql.includes('::date') ? readTime(row.text(field))?.slice(0, 10) : row.text(field)
    if (value === undefined) return refused('bad_day', `${field}不是日期（应为yyyy-MM-dd）：${row.text(field).slice(0, 20)}`)
    conditions.push({ sql, value })
  }
  return conditions
}

async function answer<T extends pg.QueryResultRow>(
  database: pg.Pool,
  asked: CatalogueQuestion<T>,
  conditions: readonly Condition[],
  message: Message,
  { page, size }: PageAsked,
) {
  const values = [message.provider.code]
  const narrowed = conditions.map(({ sql, value }) => sql.replaceAll('?', `$${values.push(value)}::text`))
  const where = ['$1::text IS NOT NULL', ...narrowed].map((one) => `(${one})`).join(' AND ')
  const from = `FROM (${asked.rows}) r WHERE ${where}`
  const [counted, found] = await Promise.all([
    database.query<{ total: bigint }>(`SELECT count(*) AS total ${from}`, values),
    database.query<T>(`SELECT r.* ${from} ORDER BY ${asked.order} LIMIT ${size} OFFSET ${(page - 1) * size}`, values),
  ])
  return { total: Number(counted.rows[0]?.total ?? 0n), rows: found.rows }
}

/** Fields at the end of every row of these answers. */
export function rowEnd(row: { readonly rid: string; readonly known_at: string; readonly in_force: string; readonly valid_until: string | null }, pool: string) {
  const day = row.known_at.slice(0, 10)
  return {
    vali_flag: row.valid_until === null || row.valid_until >= row.in_force ? '1' : '0',
    rid: row.rid,
    updt_time: day,
    crter_id: '',
    crter_name: '',
    crte_time: day,
    crte_optins_no: pool,
    opter_id: '',
    opter_name: '',
    opt_time: day,
    optins_no: pool,
    poolarea_no: pool,
  }
}
