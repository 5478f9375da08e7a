// 3513 定点医药机构商品销售追溯信息查询: what the institution sold under trace codes.
import { refused } from '@tongchou/domain/base/refusal.js'
import { only, type Row } from './codec.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { openSealed } from './seal-fields.js'
import type { Written } from './write-json.js'

const MOST = 2000

export const findSales: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  if (row.text('fixmedins_code') !== message.provider.code) return refused('other_provider', '只能查询本机构的销售追溯信息，请核对机构编号（fixmedins_code）')
  const sales = await soldBy(message, counter, row)
  const more = sales.length > MOST ? { warning: `符合条件的超过${MOST}条，只返回最近的${MOST}条，请缩小查询范围` } : {}
  return { ...reply({ output: sales.slice(0, MOST).map((sale) => saleShown(message, counter, sale)) }), ...more }
}

interface Sale {
  readonly trace_code: string
  readonly event: bigint
  readonly code: string
  readonly own_code: string
  readonly own_name: string
  readonly batch_no: string
  readonly split: boolean
  readonly settlement_named: string
  readonly visit_no: string
  readonly at: string
  readonly attributes: Readonly<Record<string, string>>
  readonly sealed: Buffer | null
  readonly operator: string
}

/** Condition by field of the input. */
const FILTERS: Readonly<Record<string, string>> = {
  drug_trac_codg: 'e.code = ?',
  medins_list_codg: 'r.own_code = ?',
  fixmedins_bchno: 'r.batch_no = ?',
  med_list_codg: 'r.code = ?',
  psn_no: "r.attributes ->> 'psn_no' = ?",
  psn_name: "r.attributes ->> 'psn_name' = ?",
  mdtrt_id: '(r.visit_no = ? OR r.settlement_named = ?)',
  begndate: 'r.happened_at >= ?::date',
  enddate: 'r.happened_at < ?::date + 1',
}

async function soldBy(message: Message, counter: Counter, row: Row): Promise<Sale[]> {
  const values: string[] = [message.provider.code]
  const where = Object.entries(FILTERS)
    .filter(([field]) => row.has(field))
    .map(([field, condition]) => condition.replaceAll('?', `$${values.push(row.text(field))}::text`))
  const { rows } = await counter.database.query<Sale>(
    `SELECT e.code AS trace_code, e.event, r.code, r.own_code, r.own_name, r.batch_no, r.split, r.settlement_named, r.visit_no,
            to_char(r.happened_at, 'YYYY-MM-DD HH24:MI:SS') AS at, r.attributes, r.sealed, r.operator
       FROM stock_record r JOIN trace_event e ON e.institution = r.institution AND e.record = r.record
      WHERE ${['r.institution = $1', "e.kind = 'sold'", ...where].join(' AND ')}
        AND NOT EXISTS (SELECT 1 FROM stock_withdrawal w WHERE w.institution = r.institution AND w.record = r.record)
      ORDER BY e.event DESC LIMIT ${MOST + 1}`,
    values,
  )
  const wanted = row.text('certno')
  return wanted === '' ? rows : rows.filter((sale) => whole(counter, sale)['certno'] === wanted)
}

function whole(counter: Counter, { attributes, sealed }: Sale): Readonly<Record<string, string>> {
  return openSealed(counter.cipher, { content: { row: [attributes] }, sealed })['row']?.[0] ?? {}
}

function saleShown({ provider }: Message, counter: Counter, sale: Sale): Written {
  const sent = whole(counter, sale)
  const of = (field: string): string => sent[field] ?? ''
  return {
    fixmedinsCode: provider.code,
    medListCodg: sale.code,
    medinsListCodg: sale.own_code,
    medinsListName: sale.own_name,
    fixmedinsBchno: sale.batch_no,
    mdtrtId: sale.visit_no,
    mdtrtSetlType: of('MDTRT_SETL_TYPE') || of('mdtrt_setl_type'),
    bkkpSn: of('rtal_docno'),
    drugTracCodg: sale.trace_code,
    psnNo: of('psn_no'),
    psnCertType: of('psn_cert_type'),
    certno: of('certno'),
    psnName: of('psn_name'),
    memo: of('memo'),
    trdnFlag: sale.split ? '1' : '0',
    updtTime: sale.at,
    opterName: of('sel_retn_opter_name'),
    rid: String(sale.event),
    crteTime: sale.at,
    optTime: sale.at,
    opterId: sale.operator,
    crterName: of('sel_retn_opter_name'),
    crterId: sale.operator,
    optinsNo: provider.area,
    fixBlngAdmdvs: provider.area,
  }
}
