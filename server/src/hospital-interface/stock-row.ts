// A row of 3501–3506 as stock is kept: what goods, how many, when, at which price, with which trace codes.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import type { Row } from './codec.js'
import type { Message } from './message.js'
import { sealRow } from './seal-fields.js'
import { traceCodesOf } from './trace-codes.js'

export type StockKind = 'counted' | 'changed' | 'purchased' | 'purchase_returned' | 'sold' | 'sale_returned'

/** What differs between the transactions: their node and the names of the same things in it. */
export interface StockForm {
  readonly kind: StockKind
  readonly node: string
  readonly quantity: string
  readonly time: string
  /** The field under which the reply gives each row its number, of a transaction that repeats the rows. */
  readonly numbers?: string
  /** The node of rows that were not taken; always empty, because one bad row keeps the message from being carried out. */
  readonly faults?: string
}

export interface StockRow {
  readonly kind: StockKind
  readonly code: string
  readonly ownCode: string
  readonly ownName: string
  readonly batchNo: string
  readonly changeType: string
  readonly quantity: bigint
  readonly price: bigint | null
  readonly split: boolean
  readonly happenedAt: string
  readonly lot: string
  readonly madeOn: Day | null
  readonly expiresOn: Day | null
  readonly visitNo: string
  readonly settlementNamed: string
  readonly personNumber: string
  readonly attributes: Readonly<Record<string, string>>
  readonly sealed: Buffer | null
  readonly traceCodes: readonly string[]
}

const MOST = 500
const TAKEN: ReadonlySet<string> = new Set([
  'med_list_codg',
  'fixmedins_hilist_id',
  'fixmedins_hilist_name',
  'fixmedins_bchno',
  'inv_chg_type',
  'manu_lotnum',
  'manu_date',
  'expy_end',
  'trdn_flag',
  'mdtrt_sn',
  'setl_id',
  'drugtracinfo',
  'drug_trac_codg',
])

export function stockRows(message: Message, cipher: RegisterCipher, form: StockForm): StockRow[] | Refusal {
  const sent = message.input[form.node] ?? []
  if (sent.length > MOST) return refused('bad_input', `一次最多上传${MOST}条，请分次上传`)
  const codes = traceCodesOf(message.input, form.node)
  if (isRefusal(codes)) return codes
  const rows: StockRow[] = []
  for (const [index, one] of sent.entries()) {
    const row = stockRow(one, cipher, form, codes[index] ?? [])
    const fault = faultOf(row, form, message.today, sent.length > 1 ? `第${index + 1}条` : '')
    if (fault !== undefined) return fault
    rows.push(row)
  }
  return rows
}

function stockRow(row: Row, cipher: RegisterCipher, { kind, quantity, time }: StockForm, traceCodes: readonly string[]): StockRow {
  const further = Object.fromEntries(Object.entries(row.fields).filter(([field]) => !TAKEN.has(field) && field !== quantity && field !== time))
  const price = row.has('pric') ? 'pric' : 'finl_trns_pric'
  const { fields, sealed } = sealRow(cipher, further)
  return {
    kind,
    code: row.text('med_list_codg'),
    ownCode: row.text('fixmedins_hilist_id'),
    ownName: row.text('fixmedins_hilist_name'),
    batchNo: row.text('fixmedins_bchno'),
    changeType: row.text('inv_chg_type'),
    quantity: row.scaled(quantity, 4),
    price: row.has(price) ? row.scaled(price, 6) : null,
    split: row.text('trdn_flag') === '1',
    happenedAt: row.text(time),
    lot: row.text('manu_lotnum'),
    madeOn: row.day('manu_date') || null,
    expiresOn: row.day('expy_end') || null,
    visitNo: row.text('mdtrt_sn'),
    settlementNamed: row.text('setl_id'),
    personNumber: row.text('psn_no'),
    attributes: fields,
    sealed,
    traceCodes,
  }
}

const PIECE = 10_000n

function faultOf(row: StockRow, form: StockForm, today: Day, where: string): Refusal | undefined {
  const bad = (sentence: string): Refusal => refused('bad_stock', `${where}${sentence}`)
  if (row.quantity < 0n || (row.quantity === 0n && row.kind !== 'counted')) return bad(`数量（${form.quantity}）应大于0`)
  if (row.price !== null && row.price < 0n) return bad('单价不能为负')
  if (row.happenedAt.slice(0, 10) > today) return bad(`时间（${form.time}）${row.happenedAt.slice(0, 10)}晚于今天${today}，请核对`)
  if (row.madeOn !== null && row.expiresOn !== null && row.expiresOn < row.madeOn)
    return bad(`有效期止（expy_end）${row.expiresOn}早于生产日期（manu_date）${row.madeOn}`)
  if (!row.split && BigInt(row.traceCodes.length) * PIECE > row.quantity && row.kind !== 'counted')
    return bad(`追溯码有${row.traceCodes.length}个，多于数量（${form.quantity}），请核对；拆零销售请填拆零标志（trdn_flag）1`)
  return undefined
}
