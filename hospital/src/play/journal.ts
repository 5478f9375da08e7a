// What an institution keeps of its own settlements and cancellations, for the reconciliation at the end of the day.
import { type Fen, sumOf } from '@tongchou/domain/base/money.js'
import { fenOf } from '../messages/identities.js'
import { type Json, rowOf, textOf } from '../wire/envelope.js'

export interface JournalRow {
  /** Empty where the centre did not say it (a reversal by message). */
  readonly settled: string
  readonly visit: string
  readonly psn_no: string
  readonly insutype: string
  readonly clearingType: string
  /** Day on which the centre settled. */
  readonly on: string
  readonly total: Fen
  readonly fund: Fen
  readonly account: Fen
  readonly cash: Fen
  readonly refund: boolean
  readonly msgid: string
}

export function journalRow(output: Json, msgid: string): JournalRow {
  const bill = rowOf(output, 'setlinfo')
  return {
    settled: textOf(bill['setl_id']),
    visit: textOf(bill['mdtrt_id']),
    psn_no: textOf(bill['psn_no']),
    insutype: textOf(bill['insutype']),
    clearingType: textOf(bill['clr_type']),
    on: textOf(bill['setl_time']).slice(0, 10),
    total: fenOf(bill, 'medfee_sumamt'),
    fund: fenOf(bill, 'fund_pay_sumamt'),
    account: fenOf(bill, 'acct_pay'),
    cash: fenOf(bill, 'psn_cash_pay'),
    refund: fenOf(bill, 'medfee_sumamt') < 0n,
    msgid,
  }
}

/** The row that undoes another, where the reply tells nothing. */
export function reversedRow(row: JournalRow, msgid: string): JournalRow {
  const { total, fund, account, cash } = row
  return { ...row, settled: '', total: -total, fund: -fund, account: -account, cash: -cash, refund: true, msgid }
}

export interface Totals {
  readonly count: number
  readonly total: Fen
  readonly fund: Fen
  readonly account: Fen
  readonly cash: Fen
}

export function totalsOf(rows: readonly JournalRow[]): Totals {
  const sum = (of: (row: JournalRow) => Fen): Fen => sumOf(rows.map(of))
  return { count: rows.length, total: sum((row) => row.total), fund: sum((row) => row.fund), account: sum((row) => row.account), cash: sum((row) => row.cash) }
}
