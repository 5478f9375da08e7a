// What 3508–3513 have in common: an institution asks for its own stock records, by whichever fields it fills in; what it has withdrawn
// is not shown. Certificate numbers are opened for the institution that sent them, and compared after they are opened.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { only, type Row } from './codec.js'
import type { Counter, Message } from './message.js'
import { openSealed } from './seal-fields.js'

const MOST = 2000

export interface StockFound {
  readonly record: bigint
  readonly kind: string
  readonly code: string
  readonly own_code: string
  readonly own_name: string
  readonly batch_no: string
  readonly change_type: string
  readonly quantity: bigint
  readonly price: bigint | null
  readonly split: boolean
  readonly at: string
  readonly lot: string
  readonly made_on: string | null
  readonly expires_on: string | null
  readonly visit_no: string
  readonly settlement_named: string
  readonly operator: string
  readonly known_at: string
  /** Of a question for trace codes. */
  readonly trace_code?: string
  readonly event?: bigint
  /** Everything the institution sent beside. */
  readonly sent: Readonly<Record<string, string>>
}

export interface StockQuestion {
  readonly kinds: readonly string[]
  /** One row for each trace code of those kinds, instead of one for each record. */
  readonly traces: boolean
}

export interface StockAnswer {
  readonly kind: 'answer'
  readonly rows: readonly StockFound[]
  readonly warning?: string
}

/** Condition by field of the input. */
const FILTERS: Readonly<Record<string, string>> = {
  medins_list_codg: 'r.own_code = ?',
  medins_list_name: 'r.own_name = ?',
  fixmedins_bchno: 'r.batch_no = ?',
  med_list_codg: 'r.code = ?',
  inv_chg_type: 'r.change_type = ?',
  manu_lotnum: 'r.lot = ?',
  psn_no: "r.attributes ->> 'psn_no' = ?",
  psn_name: "r.attributes ->> 'psn_name' = ?",
  mdtrt_id: '(r.visit_no = ? OR r.settlement_named = ?)',
  setl_id: 'r.settlement_named = ?',
  begndate: 'r.happened_at >= ?::date',
  enddate: 'r.happened_at < ?::date + 1',
}
const TRACE_FILTERS: Readonly<Record<string, string>> = { ...FILTERS, drug_trac_codg: 'e.code = ?' }

const COLUMNS = `r.record, r.kind, r.code, r.own_code, r.own_name, r.batch_no, r.change_type, r.quantity, r.price, r.split, r.lot, r.made_on, r.expires_on,
  r.visit_no, r.settlement_named, r.operator, r.attributes, r.sealed,
  to_char(r.happened_at, 'YYYY-MM-DD HH24:MI:SS') AS at, to_char(r.known_at, 'YYYY-MM-DD HH24:MI:SS') AS known_at`

type StoredStock = Omit<StockFound, 'sent'> & { readonly attributes: Readonly<Record<string, string>>; readonly sealed: Buffer | null }

export async function askStock(message: Message, counter: Counter, question: StockQuestion): Promise<StockAnswer | Refusal> {
  const row = only(message.input, 'data')
  if (row.text('fixmedins_code') !== message.provider.code) return refused('other_provider', '只能查询本机构的进销存信息，请核对机构编号（fixmedins_code）')
  const stored = await stockOf(message, counter, row, question)
  const found = stored.map((one) => opened(counter, one)).filter((one) => !row.has('certno') || one.sent['certno'] === row.text('certno'))
  const more = found.length > MOST ? { warning: `符合条件的超过${MOST}条，只返回最近的${MOST}条，请缩小查询范围` } : {}
  return { kind: 'answer', rows: found.slice(0, MOST), ...more }
}

async function stockOf({ provider }: Message, counter: Counter, row: Row, { kinds, traces }: StockQuestion): Promise<StoredStock[]> {
  const values: unknown[] = [provider.code, kinds]
  const where = Object.entries(traces ? TRACE_FILTERS : FILTERS)
    .filter(([field]) => row.has(field))
    .map(([field, condition]) => condition.replaceAll('?', `$${values.push(row.text(field))}::text`))
  const [columns, from, order] = traces
    ? [`${COLUMNS}, e.code AS trace_code, e.event`, 'stock_record r JOIN trace_event e ON e.institution = r.institution AND e.record = r.record', 'e.event']
    : [COLUMNS, 'stock_record r', 'r.record']
  const { rows } = await counter.database.query<StoredStock>(
    `SELECT ${columns} FROM ${from} WHERE ${['r.institution = $1', 'r.kind = ANY ($2::text[])', ...where].join(' AND ')}
        AND NOT EXISTS (SELECT 1 FROM stock_withdrawal w WHERE w.institution = r.institution AND w.record = r.record)
      ORDER BY ${order} DESC LIMIT ${MOST + 1}`,
    values,
  )
  return rows
}

function opened(counter: Counter, { attributes, sealed, ...stored }: StoredStock): StockFound {
  return { ...stored, sent: openSealed(counter.cipher, { content: { row: [attributes] }, sealed })['row']?.[0] ?? {} }
}
