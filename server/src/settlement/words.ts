// The office's words for the codes of a settlement, as statements and lists show them.
type Words = Readonly<Record<string, string>>

export const SCHEMES: Words = { employee: '职工医保', resident: '居民医保' }

export const BENEFITS: Words = {
  inpatient: '住院',
  outpatient: '普通门诊',
  pharmacy: '药店购药',
  emergency: '急诊',
  chronic_outpatient: '门诊慢性病',
  special_outpatient: '门诊特殊病',
  two_diseases_outpatient: '两病门诊',
  birth: '生育',
  birth_complicated: '生育（并发症）',
  maternity_outpatient: '产前检查',
  day_surgery: '日间手术',
  outpatient_surgery: '门诊手术',
  accident: '意外伤害',
  home_bed: '家庭病床',
  special_drug: '特药',
}

export const LAYERS: Words = {
  basic: '基本医保',
  large: '大额医疗费用补助',
  major: '大病保险',
  assistance: '医疗救助',
  assistance_tilt: '倾斜救助',
  civil_servant: '公务员医疗补助',
  special_care: '优抚补助',
  veteran: '优抚补助',
  mutual_aid: '职工互助',
  disabled: '残联补助',
  enterprise: '企业补充保险',
  hospital: '医院承担',
  third_party: '第三人负担部分',
}

export const FUNDS: Words = {
  resident: '居民医保基金',
  employee: '职工医保统筹基金',
  large_amount: '大额医疗费用补助基金',
  assistance: '医疗救助基金',
  civil_servant: '公务员医疗补助资金',
  special_care: '优抚对象医疗补助资金',
}

const PAYERS: Words = {
  fund: '基金',
  insurer: '承办保险机构',
  union: '工会',
  federation: '残联',
  enterprise: '企业（补充保险）',
  finance: '财政',
  hospital: '医院',
  liable: '负有责任的第三人',
}

export const LEVELS: Words = {
  township: '乡镇（社区）',
  '1': '一级',
  '2': '二级',
  '3': '三级',
  '3_city': '三级（市属）',
  '3_province': '三级（省属）',
  pharmacy: '零售药店',
}

export const PLACES: Words = { local: '本地就医', in_province: '省内异地就医', out_of_province: '跨省异地就医' }

export const FILINGS: Words = {
  none: '',
  referral: '转诊备案',
  long_term: '长期异地备案',
  emergency: '急诊抢救',
  temporary: '临时外出备案',
  chronic: '门诊慢性病备案',
  special: '门诊特殊病备案',
  designated_chronic: '门诊慢特病定点备案',
  designated_outpatient: '门诊定点备案',
  accident: '意外伤害备案',
}

export const SETTLEMENT_TYPES: Words = { normal: '按比例结算', guaranteed: '保底结算', fixed_amount: '定额结算', advance: '先行支付' }

export const CERTAINTIES: Words = { official: '正式文本', quoted: '官方解读', secondary: '第三方整理', recalled: '凭记忆', illustrative: '演示数据' }

const FLAGS: Words = {
  place_catalogue: '按就医地目录',
  restricted_not_met: '不符合限定支付范围',
  special_list: '省增补目录',
  negotiated: '谈判药品',
  unknown_code: '目录中没有此编码',
}

const BOUNDS: Words = { below_deductible: '未超过起付线', unpaid: '已无未付费用' }

export function wordOf(words: Words, code: string): string {
  return words[code] ?? code
}

/** Who pays a layer: the fund by its name, or the body outside our books. */
export function payerName(payer: string, fund: string): string {
  return (payer === 'fund' || payer === 'finance') && fund !== '' ? wordOf(FUNDS, fund) : wordOf(PAYERS, payer)
}

/** Nothing that changed what was paid. */
const UNREMARKABLE = new Set(['', 'restricted', 'restricted_met'])

export function flagNames(flags: string): readonly string[] {
  return flags.split(' ').flatMap((flag) => (UNREMARKABLE.has(flag) ? [] : [wordOf(FLAGS, flag)]))
}

/** What kept a layer from paying more, e.g. `cap:major` → 年度限额已满. */
export function boundSentence(bound: string | null): string | null {
  if (bound === null) return null
  if (bound.startsWith('joint_cap:')) return '各层合计的限额已满'
  return bound.startsWith('cap:') ? '限额已满' : wordOf(BOUNDS, bound)
}
