// The end of the day: totals (3201), and where they differ the rows themselves in a file (9101, 3202, 9102).
import { yuanText } from '@tongchou/domain/base/money.js'
import type { JournalRow, Totals } from '../play/journal.js'
import type { Json } from '../wire/envelope.js'

export interface Period {
  readonly office: string
  readonly from: string
  readonly to: string
}

export function totalsMessage(period: Period, insutype: string, clearingType: string, totals: Totals): Json {
  return { data: { insutype, clr_type: clearingType, ...periodOf(period), ...sums(totals), acct_pay: yuanText(totals.account) } }
}

export function detailsMessage(period: Period, file: string, clearingType: string, totals: Totals): Json {
  return { data: { file_qury_no: file, clr_type: clearingType, ...periodOf(period), ...sums(totals), cash_payamt: yuanText(totals.cash) } }
}

function periodOf({ office, from, to }: Period): Json {
  return { setl_optins: office, stmt_begndate: from, stmt_enddate: to }
}

function sums(totals: Totals): Json {
  return { medfee_sumamt: yuanText(totals.total), fund_pay_sumamt: yuanText(totals.fund), fixmedins_setl_cnt: String(totals.count) }
}

/** One bill a line, fields parted by tabs, `null` for nothing. */
export function statementFile(rows: readonly JournalRow[]): Buffer {
  const lines = rows.map((row) => {
    const money = [row.total, row.fund, row.account].map(yuanText)
    return [row.settled || 'null', row.visit, row.psn_no, ...money, row.refund ? '1' : '0'].join('\t')
  })
  return Buffer.from(lines.join('\n'), 'utf8')
}

/** The bytes travel as a list of signed numbers. */
export function uploadMessage(institution: string, filename: string, content: Buffer): Json {
  return { fsUploadIn: { in: [...new Int8Array(content)], filename, fixmedins_code: institution } }
}

export function downloadMessage(institution: string, file: string, filename: string): Json {
  return { fsDownloadIn: { file_qury_no: file, filename, fixmedins_code: institution } }
}

export interface ComparedRow {
  readonly settled: string
  readonly msgid: string
  readonly equal: boolean
  readonly memo: string
}

/** The columns of the answer: psn_no, mdtrt_id, setl_id, msgid, stmt_rslt, refd_setl_flag, memo, … */
export function comparedRows(text: string): readonly ComparedRow[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('\t').map((cell) => (cell === 'null' ? '' : cell)))
    .map(([, , settled = '', msgid = '', result = '', , memo = '']) => ({ settled, msgid, equal: result === '0', memo }))
}
