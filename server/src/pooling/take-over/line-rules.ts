// What the fields of a legacy line must say together, by kind of file; each fault a sentence.
import { yuanText } from '@tongchou/domain/base/money.js'
import { fundItems } from './fund-items.js'
import type { TakeOverRow } from './take-over-store.js'

type Fields = Readonly<Record<string, string>>
type LineRule = (fields: Fields, of: TakeOverRow) => readonly string[]

const fen = (fields: Fields, ...names: readonly string[]): bigint => names.reduce((sum, name) => sum + BigInt(fields[name] ?? '0'), 0n)
const said = (wrong: boolean, sentence: string): readonly string[] => (wrong ? [sentence] : [])

const RULES: Readonly<Record<string, LineRule>> = {
  persons: (fields) => [
    ...said((fields['entitled_to'] ?? '9') < (fields['entitled_from'] ?? '0'), '待遇截止日期早于开始日期；请改正。'),
    ...said(fields['identity'] !== undefined && fields['confirmed_by'] === undefined, '有身份类别时要写“身份认定部门”。'),
  ],
  accounts: (_fields, { scheme }) => said(scheme === 'resident', '居民医保没有个人账户；这份文件应导入职工医保的接管。'),
  chronic: period,
  filings: period,
  stays: (fields, { switch_on }) => said((fields['admitted'] ?? '') > switch_on, `入院日期晚于计划切换日 ${switch_on}；切换后入院的在本系统登记。`),
  fund: (fields, { sources }) => [
    ...said(!sources.includes(fields['source'] ?? ''), `来源基金应为接管登记的：${sources.join('、')}。`),
    ...said(needsCounterparty(fields), '应收应付、暂收暂付要写往来单位。'),
    ...said(fields['verified_fen'] !== undefined && fields['basis'] === undefined, '有核实数时要写核实依据。'),
  ],
  bills: billFaults,
}

export function lineFaults(kind: string, fields: Fields, of: TakeOverRow): readonly string[] {
  return RULES[kind]?.(fields, of) ?? []
}

function period(fields: Fields): readonly string[] {
  const { in_force: from, until } = fields
  return said(from !== undefined && until !== undefined && until < from, '截止日期早于开始日期；请改正。')
}

function needsCounterparty({ item, counterparty }: Fields): boolean {
  const of = fundItems().get(item ?? '')
  if (of === undefined || counterparty !== undefined) return false
  return of.side === 'receivable' || of.side === 'payable' || ['1101', '2001'].includes(of.account)
}

function billFaults(fields: Fields): readonly string[] {
  const total = fen(fields, 'total_fen')
  const parts = fen(fields, 'in_scope_fen', 'pre_self_pay_fen', 'above_standard_fen', 'out_of_catalogue_fen')
  const paid = fen(fields, 'basic_fen', 'large_fen', 'major_fen', 'assistance_fen', 'civil_servant_fen', 'other_fen', 'account_fen', 'cash_fen')
  return [
    ...said(parts !== total, `范围内、先行自付、超限价、目录外合计${yuanText(parts)}元，与总费用${yuanText(total)}元不等。`),
    ...said(paid !== total, `各方支付合计${yuanText(paid)}元，与总费用${yuanText(total)}元不等。`),
    ...said((fields['discharged'] ?? '9') < (fields['admitted'] ?? '0'), '出院日期早于入院日期；请改正。'),
  ]
}
