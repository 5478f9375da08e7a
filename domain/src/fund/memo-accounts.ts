// The accounts of the accrual memo ledger. Position accounts say what a fund is owed and owes beside its cash; each has a
// contra account, so that every entry sums to zero. The suffix `/account` marks the individual-account part of the employees'
// fund, `/insurer` what is owed to providers on behalf of the major-illness insurer, `/liable` what is paid before a liable party. Signs: debit +, credit −.
// Cash net assets + receivables − payables − deposits − next year's premiums = the fund's position.
import type { Part } from '../facts/money-fact.js'

export type MemoSide = 'receivable' | 'payable' | 'contra'

export interface MemoAccount {
  readonly name: string
  readonly side: MemoSide
}

export const MEMO_ACCOUNTS: Readonly<Record<string, MemoAccount>> = {
  receivable_premiums: { name: '应收保险费', side: 'receivable' },
  receivable_subsidies: { name: '应收财政补助', side: 'receivable' },
  receivable_recoveries: { name: '应收追回款', side: 'receivable' },
  receivable_persons: { name: '应收个人退回款', side: 'receivable' },
  receivable_insurer: { name: '应收大病承保机构款', side: 'receivable' },
  receivable_liable: { name: '应收先行支付追偿款', side: 'receivable' },
  payable_providers: { name: '应付定点医药机构款', side: 'payable' },
  payable_persons: { name: '应付零星报销款', side: 'payable' },
  payable_outside: { name: '应付异地就医款', side: 'payable' },
  deposits_retained: { name: '预留质量保证金', side: 'payable' },
  next_year_premiums: { name: '预收以后年度保险费', side: 'payable' },
  premiums_assessed: { name: '应征保险费发生额', side: 'contra' },
  premiums_collected: { name: '应征保险费收回额', side: 'contra' },
  premiums_deferred: { name: '以后年度保险费递延额', side: 'contra' },
  subsidies_assessed: { name: '应到位补助发生额', side: 'contra' },
  subsidies_collected: { name: '应到位补助收到额', side: 'contra' },
  recoveries_collected: { name: '追回款收回额', side: 'contra' },
  benefits_settled: { name: '待遇结算发生额', side: 'contra' },
  benefits_deducted: { name: '审核扣款额', side: 'contra' },
  benefits_paid: { name: '待遇拨付额', side: 'contra' },
  taken_over: { name: '期初接收额', side: 'contra' },
}

/** The account without its part: `payable_providers/account` → `payable_providers`. */
export function memoBase(account: string): string {
  const slash = account.indexOf('/')
  return slash < 0 ? account : account.slice(0, slash)
}

export function memoAccount(base: string, part: Part | 'insurer' | 'liable'): string {
  return part === 'pool' ? base : `${base}/${part}`
}

export function memoSide(account: string): MemoSide {
  const known = MEMO_ACCOUNTS[memoBase(account)]
  if (known === undefined) throw new Error(`no memo account is called ${account}`)
  return known.side
}
