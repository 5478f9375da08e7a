// The words of composed rules (closed lists of policy data) as the desk says them. A word that is not here is shown as it is written.
import { FILING_NAMES, identityOf, isBenefitKind, kindName, LAYER_NAMES, layerName, PLACE_NAMES } from './national-lists.js'

const WORDS: Readonly<Record<string, string>> = {
  per_bill: '每次',
  month: '每月',
  quarter: '每季度',
  year: '每年度',
  hospital_year: '每机构每年度',
  year_top_up: '每年度补差',
  discharge: '出院日',
  admission: '入院日',
  fee_day: '费用发生日',
  settlement: '结算日',
  per_line: '逐条',
  subtract_own: '减去本次',
  last_first: '从最后一次撤起',
  top_up: '补差',
  full: '另收',
  none: '无',
  deductible_not_charged_again: '不再收起付线',
  charged_again: '再收起付线',
  absolute: '从第一元起',
  above_deductible: '从起付线以上起',
  inclusive: '含本数',
  exclusive: '不含本数',
  share: '按比例',
  fixed: '定额',
  by_level: '按级别',
  percent_of_total: '按总费用比例',
  fund_paid: '基金支付额',
  in_scope_cost: '政策范围内费用',
  zero: '不再支付',
  in_scope_minus_paid: '范围内减已支付',
  cost_position: '按费用位置',
  basic_cap_reached: '基本医保限额用完',
  lump_sum: '包干',
  in_full_up_to_quota: '定额内全额',
  delivery: '分娩方式',
  procedure: '术式',
  bill_total: '总费用',
  in_scope: '政策范围内',
  share_of_cost: '从费用中扣除',
  share_of_payment: '从应付金额中扣除',
  before_fund: '基金之前',
  after_fund: '基金之后',
  current: '当年账户',
  history: '历年账户',
  family: '家庭账户',
  before: '上年',
  same: '当年',
  monthly: '按月补缴',
  at_once: '一次补缴',
  amount: '起付金额',
  sequence: '多次住院递减',
  offsite: '异地就医',
  person: '人员调整',
  waiver: '免收',
  basic_deductible: '基本医保起付线',
  in_scope_rest: '范围内自付',
  item_pre_self_pay: '乙类先行自付',
  offsite_pre_self_pay: '异地先行自付',
  above_standard: '超标准',
  out_of_catalogue: '目录外',
  special_list: '特殊清单',
  in_scope_share: '范围内自付',
  deductible: '起付线',
  spouse: '配偶',
  parent: '父母',
  child: '子女',
  sibling: '兄弟姐妹',
  grandparent: '祖父母',
  grandchild: '孙辈',
  fund: '基金',
  insurer: '承办保险公司',
  union: '工会',
  federation: '残联',
  finance: '财政',
  hospital: '医院',
}

/** A word of a rule in the office's words; words of lists that share a spelling are told apart by the field. */
export function wordText(word: string, path: readonly string[]): string {
  const field = path.at(-1) ?? ''
  const inField =
    Object.hasOwn(FILING_NAMES, word) && ['filing', 'filingIn', 'placeOfCare'].includes(field) ? FILING_NAMES[word as keyof typeof FILING_NAMES] : undefined
  if (inField !== undefined) return inField
  if (/kinds$/i.test(field) && isBenefitKind(word)) return kindName(word)
  if (Object.hasOwn(WORDS, word)) return WORDS[word] ?? word
  if (Object.hasOwn(PLACE_NAMES, word)) return PLACE_NAMES[word as keyof typeof PLACE_NAMES]
  if (Object.hasOwn(LAYER_NAMES, word)) return layerName(word)
  return identityOf(word)?.name ?? (isBenefitKind(word) ? kindName(word) : word)
}
