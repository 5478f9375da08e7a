// Words that every place shares: kinds of benefit, identities, filings, layers, with their office words and national codes. A
// policy may not invent one. Codes of identities: national list psn_idet_type; ranks of civil servants follow the national list cvlserv_lv.
import type { BenefitKind, FamilyRelation, Filing, FirstSeen, Payer, Place } from './benefit-policy.js'

export const KIND_NAMES: Readonly<Record<BenefitKind, string>> = {
  inpatient: '普通住院',
  outpatient: '普通门诊',
  pharmacy: '药店购药',
  emergency: '急诊',
  chronic_outpatient: '门诊慢性病',
  special_outpatient: '门诊特殊病',
  two_diseases_outpatient: '高血压糖尿病门诊用药',
  birth: '生育分娩',
  birth_complicated: '难产或并发症分娩',
  maternity_outpatient: '产前检查',
  day_surgery: '日间手术',
  outpatient_surgery: '门诊手术',
  accident: '意外伤害',
  home_bed: '家庭病床',
  special_drug: '特殊药品',
}

export const BENEFIT_KINDS: readonly BenefitKind[] = Object.keys(KIND_NAMES).filter(isBenefitKind)

export function isBenefitKind(text: string): text is BenefitKind {
  return Object.hasOwn(KIND_NAMES, text)
}

export function kindName(kind: BenefitKind): string {
  return KIND_NAMES[kind]
}

export interface Identity {
  readonly word: string
  readonly name: string
  /** Value of the national list psn_idet_type; empty where the list has none. */
  readonly code: string
}

export const IDENTITIES: readonly Identity[] = [
  { word: 'extreme_poverty', name: '特困供养人员', code: '2304' },
  { word: 'orphan', name: '孤儿', code: '2360' },
  { word: 'minimum_living', name: '最低生活保障对象', code: '2303' },
  { word: 'returned_poverty', name: '返贫致贫人口', code: '2302' },
  { word: 'minimum_living_edge', name: '低保边缘家庭成员', code: '2305' },
  { word: 'illness_poverty', name: '因病致贫重病患者', code: '2306' },
  { word: 'poverty_monitored', name: '防止返贫监测对象', code: '2302' },
  { word: 'disabled', name: '残疾人员', code: '2308' },
  { word: 'special_care', name: '优抚对象', code: '21' },
  { word: 'disabled_serviceman', name: '一至六级残疾军人', code: '2104' },
  { word: 'civil_servant', name: '公务员医疗补助对象', code: '' },
  { word: 'civil_servant_bureau', name: '厅局级公务员', code: '' },
  { word: 'civil_servant_division', name: '县处级公务员', code: '' },
  { word: 'union_member', name: '职工互助保障会员', code: '' },
  { word: 'family_planning', name: '计划生育特殊家庭', code: '6008' },
  { word: 'family_doctor_signed', name: '家庭医生签约居民', code: '' },
]

const IDENTITY_BY_WORD = new Map(IDENTITIES.map((identity) => [identity.word, identity]))

export function identityOf(word: string): Identity | undefined {
  return IDENTITY_BY_WORD.get(word)
}

export const PLACE_NAMES: Readonly<Record<Place, string>> = { local: '统筹区内', in_province: '省内异地', out_of_province: '跨省异地' }

export const FILING_NAMES: Readonly<Record<Filing, string>> = {
  none: '未备案',
  referral: '转诊备案',
  long_term: '异地长期居住备案',
  emergency: '异地急诊',
  temporary: '临时外出备案',
}

/** How somebody came to the provider (基层首诊、双向转诊). */
export const FIRST_SEEN_NAMES: Readonly<Record<FirstSeen, string>> = {
  direct: '自行就医',
  contracted: '签约基层首诊',
  referred_up: '上转',
  referred_across: '平级转诊',
  referred_down: '下转',
}

export function isFirstSeen(text: string): text is FirstSeen {
  return Object.hasOwn(FIRST_SEEN_NAMES, text)
}

/** What somebody is to the owner of an individual account that may pay for them (国办发〔2021〕14号; near relatives since 2024). */
export const RELATION_NAMES: Readonly<Record<FamilyRelation, string>> = {
  spouse: '配偶',
  parent: '父母',
  child: '子女',
  sibling: '兄弟姐妹',
  grandparent: '祖父母、外祖父母',
  grandchild: '孙子女、外孙子女',
}

/** Ways of birth that a fixed amount by delivery must answer for. */
export const DELIVERY_NAMES: Readonly<Record<string, string>> = { natural: '顺产', caesarean: '剖宫产' }

/** Levels of providers that policies may name, lowest first. */
export const LEVEL_NAMES: Readonly<Record<string, string>> = {
  township: '乡镇卫生院、社区卫生服务机构',
  '1': '一级及以下医疗机构',
  county: '县级医疗机构（另有规定时）',
  '2': '二级和县级医疗机构',
  '2_province': '二级（省属）医疗机构（另有规定时）',
  '3': '三级（市属）医疗机构',
  '3_province': '三级（省属）医疗机构',
  pharmacy: '定点零售药店',
}

/** Levels that every pooling area must answer for; the others are told apart only where a document tells them apart. */
export const REQUIRED_LEVELS: readonly string[] = ['township', '1', '2', '3', '3_province']

export const LAYER_NAMES: Readonly<Record<string, string>> = {
  basic: '基本医疗保险统筹基金',
  large: '大额医疗费用补助',
  major: '大病保险',
  assistance: '医疗救助',
  assistance_tilt: '倾斜救助',
  civil_servant: '公务员医疗补助',
  special_care: '优抚对象医疗补助',
  mutual_aid: '职工互助保障',
  disabled: '残疾人康复补助',
  enterprise: '企业补充医疗保险',
  hospital: '医院承担',
}

/** Stands on a statement between the layers and is no layer that a policy may order. */
export const THIRD_PARTY_LAYER = 'third_party'

export function layerName(layer: string): string {
  return layer === THIRD_PARTY_LAYER ? '第三人负担部分' : (LAYER_NAMES[layer] ?? layer)
}

export const PAYER_NAMES: Readonly<Record<Payer, string>> = {
  fund: '基金',
  insurer: '承办保险公司',
  union: '工会',
  federation: '残疾人联合会',
  enterprise: '企业（补充医疗保险）',
  finance: '财政',
  hospital: '医疗机构',
  liable: '负有责任的第三人',
}

/** Where each list comes from; a policy that needs another word needs another list first. */
export interface NationalList {
  readonly list: string
  readonly source: string
  readonly words: readonly { readonly word: string; readonly name: string }[]
}

const wordsOf = (names: Readonly<Record<string, string>>): NationalList['words'] => Object.entries(names).map(([word, name]) => ({ word, name }))

export const NATIONAL_LISTS: readonly NationalList[] = [
  { list: '医疗类别', source: '国家医疗保障待遇清单；代码对照 catalogues/interface/med-types.tsv（全国接口规范 med_type）', words: wordsOf(KIND_NAMES) },
  {
    list: '人员身份',
    source: '全国接口规范 psn_idet_type（catalogues/interface/code-lists.tsv）；公务员补助、职工互助、家庭医生签约没有全国代码，由地方登记',
    words: IDENTITIES.map(({ word, name }) => ({ word, name })),
  },
  { list: '机构级别', source: '全国接口规范 hosp_lv（catalogues/interface/code-lists.tsv），按各地文件的说法归并为档', words: wordsOf(LEVEL_NAMES) },
  { list: '就医地', source: '全国接口规范 out_type（catalogues/interface/code-lists.tsv）', words: wordsOf(PLACE_NAMES) },
  { list: '异地备案', source: '医保发〔2022〕22号的备案人员分类', words: wordsOf(FILING_NAMES) },
  { list: '首诊与转诊', source: '分级诊疗（国办发〔2015〕70号）的基层首诊、双向转诊；由定点备案和市内转院备案得出', words: wordsOf(FIRST_SEEN_NAMES) },
  { list: '分娩方式', source: '全国接口规范 med_type 2106、2107（catalogues/interface/med-types.tsv）', words: wordsOf(DELIVERY_NAMES) },
  { list: '支付层次', source: '全国接口规范 fund_pay_type（catalogues/interface/fund-pay-types.tsv）', words: wordsOf(LAYER_NAMES) },
]
