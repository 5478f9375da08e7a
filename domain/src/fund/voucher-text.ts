// The summary (摘要) of a voucher, by kind of fact.
import type { BookFact, BookFactKind } from '../facts/fact.js'

const TEXTS: Readonly<Record<BookFactKind, string>> = {
  premium_assessed: '应征保险费',
  premium_received: '收到保险费',
  premium_waived: '减免保险费',
  subsidy_due: '应到位财政补助',
  subsidy_received: '收到财政补助',
  next_year_released: '预收保险费转入当年',
  treasury_transferred: '国库划转财政专户',
  funds_requested: '申请用款',
  funds_granted: '财政拨付用款',
  funds_drawn: '从同级财政支取用款',
  provider_paid: '拨付定点医药机构',
  person_paid: '拨付零星报销',
  outside_paid: '异地就医清算',
  premium_aided: '资助参保',
  insurer_premium_paid: '划转大病保险保费',
  insurer_repaid: '承保机构归还垫付款',
  liable_repaid: '追回先行支付款',
  interest_credited: '利息收入',
  interest_moved: '支出户利息缴存财政专户',
  other_income_received: '其他收入',
  deposit_released: '返还质量保证金',
  deposit_forfeited: '扣罚质量保证金',
  recovery_received: '追回医保基金',
  premium_refunded: '退还保险费',
  payment_bounced: '拨付退票',
  bounced_repaid: '退票重付',
  pending_received: '待转收入',
  pending_split: '划分待转收入',
  parts_corrected: '更正统筹与个人账户划分',
  account_transferred: '个人账户转移',
  level_transferred: '上下级往来',
  prepaid: '预付医保资金',
  prepayment_returned: '收回预付资金',
  repayment_returned: '退回多归还的垫付款',
  payer_advance: '承保机构预付资金',
  insurer_settled: '大病保险年度清算',
  bond_bought: '购买国债',
  bond_redeemed: '国债兑付',
  voucher_entered: '记账凭证',
  clearing_adjusted: '支付方式差额',
  recovery_claimed: '应追回医保基金',
  gap_attributed: '年终缺口归属',
  opening_balance: '期初余额',
  month_reconciled: '月末对账',
  year_closed: '年终结转',
}

const GOVERNMENTS = { central: '中央', province: '省级', city: '市级', county: '县级' } as const

const LEVELS = {
  remit: { sent: '上解上级', received: '收到下级上解' },
  grant: { sent: '补助下级', received: '收到上级补助' },
} as const

export function factName(kind: string): string {
  return TEXTS[kind as BookFactKind] ?? kind
}

export function voucherText(fact: BookFact): string {
  const text = TEXTS[fact.kind]
  switch (fact.kind) {
    case 'premium_received':
      return `${text}${fact.paidBy === 'assistance' ? '（医疗救助代缴）' : fact.paidBy === 'finance' ? '（财政代缴）' : ''} ${fact.benefitYear} 年度`
    case 'subsidy_received':
      return `${text}（${GOVERNMENTS[fact.government]}）${fact.benefitYear} 年度`
    case 'funds_granted':
      return `${text}${fact.via === 'direct' ? '至支出户' : '至同级财政'}`
    case 'provider_paid':
      return `${text} ${fact.provider} ${fact.period.slice(0, 7)} 结算费用`
    case 'level_transferred':
      return `${LEVELS[fact.movement][fact.side]}${fact.adjustment ? '（调剂金）' : ''} ${fact.pair}`
    case 'voucher_entered':
      return fact.text
    case 'year_closed':
      return `${fact.year} ${text}`
    default:
      return text
  }
}
