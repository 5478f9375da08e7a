// The split of each fee line as 2204, 2301 and 2102 answer it (§4.4).
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type pg from 'pg'
import type { NewLine } from '../settlement/work.js'
import { scaledText, type Written } from './write-json.js'

/** National list chrgitm_lv. */
export const LEVELS: Readonly<Record<string, string>> = { 甲: '01', 乙: '02', 丙: '03' }

export function linesOutput(lines: readonly NewLine[]): Written[] {
  return lines.map((line) => ({
    feedetl_sn: line.sn,
    det_item_fee_sumamt: line.amount,
    cnt: { decimal: scaledText(line.quantity, 4) },
    pric: { decimal: scaledText(line.price, 6) },
    pric_uplmt_amt: line.ceiling === null ? { decimal: '999999' } : line.ceiling,
    selfpay_prop: { decimal: line.ownPay === 0n ? line.initialSelfPayment : '1' },
    fulamt_ownpay_amt: line.ownPay,
    overlmt_amt: line.overCeiling,
    preselfpay_amt: line.preSelfPay,
    inscp_scp_amt: line.inScope,
    chrgitm_lv: LEVELS[line.class] ?? '03',
    med_chrgitm_type: line.chargeType,
    bas_medn_flag: '0',
    hi_nego_drug_flag: flag(line, 'negotiated'),
    chld_medc_flag: '0',
    list_sp_item_flag: flag(line, 'special_list'),
    lmt_used_flag: flag(line, 'restricted'),
    drt_reim_flag: '0',
    memo: memoOf(line),
    exp_content: '',
  }))
}

function flag(line: NewLine, name: string): string {
  return line.flags.includes(name) ? '1' : '0'
}

function memoOf(line: NewLine): string {
  if (line.flags.includes('unknown_code')) return '医保目录中没有该编码，按全自费处理'
  if (line.flags.includes('restricted_not_met')) return '限制使用药品（项目）未经医院审批通过，按全自费处理'
  return ''
}

interface LineRow {
  readonly sn: string
  readonly code: string
  readonly own_code: string
  readonly fee_day: Day
  readonly quantity: bigint
  readonly price: bigint
  readonly amount_fen: Fen
  readonly class: string
  readonly charge_type: string
  readonly initial_self_payment: string
  readonly over_ceiling_fen: Fen
  readonly pre_self_pay_fen: Fen
  readonly own_pay_fen: Fen
  readonly in_scope_fen: Fen
  readonly ceiling_fen: Fen
  readonly refunds: string
  readonly flags: string
}

/** Lines of the batches as they were booked, in the order sent. */
export async function storedLines(database: pg.Pool, person: bigint, visit: bigint, months: readonly Day[], batches: readonly bigint[]): Promise<NewLine[]> {
  const { rows } = await database.query<LineRow>({
    name: 'stored-lines',
    text: `SELECT l.* FROM unnest($3::date[]) AS held(month) JOIN fee_line l ON l.person = $1 AND l.visit = $2 AND l.month = held.month
           WHERE l.batch = ANY ($4::bigint[]) ORDER BY l.batch, l.ordinal`,
    values: [String(person), String(visit), `{${months.join(',')}}`, `{${batches.join(',')}}`],
  })
  return rows.map((row) => ({
    sn: row.sn,
    code: row.code,
    ownCode: row.own_code,
    feeDay: row.fee_day,
    quantity: row.quantity,
    price: row.price,
    amount: row.amount_fen,
    class: row.class,
    chargeType: row.charge_type,
    initialSelfPayment: row.initial_self_payment,
    overCeiling: row.over_ceiling_fen,
    preSelfPay: row.pre_self_pay_fen,
    ownPay: row.own_pay_fen,
    inScope: row.in_scope_fen,
    ceiling: row.ceiling_fen < 0n ? null : row.ceiling_fen,
    refunds: row.refunds,
    flags: row.flags.split(' ').filter(Boolean),
  }))
}
