// The file that answers 3202: a row for each bill the institution sent and for each that it lacks. A bill that only the centre has
// comes back without settlement and visit numbers and with the msgid by which it can be reversed.
import { yuanText } from '@tongchou/domain/base/money.js'
import type { Difference, TheirRow } from '@tongchou/domain/payment/compare-bills.js'

/** Who has what the other lacks; figures that differ are `data`. */
export type Side = 'centre' | 'institution' | 'data'

/** `resultOf` gives the code of 对账结果 in the words of who reads the file. */
export function statementRows(theirs: readonly TheirRow[], differences: readonly Difference[], resultOf: (side: Side) => string): string {
  const byLine = new Map<number, Difference[]>()
  for (const one of differences) {
    if (one.theirs !== undefined) byLine.set(one.theirs.line, [...(byLine.get(one.theirs.line) ?? []), one])
  }
  const sent = theirs.map((row) => sentRow(row, byLine.get(row.line) ?? [], resultOf))
  const lacking = differences.filter((one) => one.theirs === undefined).map((one) => lackingRow(one, resultOf('centre')))
  return [...sent, ...lacking].map((cells) => cells.map((text) => (text === '' ? 'null' : text.replaceAll(/[\t\r\n]/g, ' '))).join('\t')).join('\n')
}

/** What only the institution has. */
const ONLY_THERE: ReadonlySet<Difference['kind']> = new Set(['missing_here', 'double', 'cancelled_there'])

function sentRow(row: TheirRow, differences: readonly Difference[], resultOf: (side: Side) => string): string[] {
  const memo = differences.map((one) => one.sentence).join('；')
  const msgid = differences.map((one) => one.ours?.msgid ?? '').find((text) => text !== '') ?? ''
  const result = differences.length === 0 ? '0' : resultOf(differences.every((one) => ONLY_THERE.has(one.kind)) ? 'institution' : 'data')
  return [row.person, row.visit, row.settlement, msgid, result, row.refund ? '1' : '0', memo.slice(0, 500), ...money(row)]
}

function lackingRow({ ours, sentence }: Difference, result: string): string[] {
  if (ours === undefined) throw new Error('a difference with neither side')
  return [ours.person, '', '', ours.msgid, result, ours.refund ? '1' : '0', `${sentence}（结算ID ${ours.settlement}，就诊ID ${ours.visit}）`, ...money(ours)]
}

function money(row: { readonly total: bigint; readonly fund: bigint; readonly account: bigint }): string[] {
  return [yuanText(row.total), yuanText(row.fund), yuanText(row.account)]
}
