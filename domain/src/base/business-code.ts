// The national business codes of medical insurance (医疗保障业务编码标准): which kinds there are, how each is built, and whether a
// text has the form of one. None of them carries a check digit; a code of the right form may still not exist.
// Source: codings published with the national standards and the rule texts of 15 codes (2019), technicians 医保办函〔2022〕39号.

export type BusinessCodeKind =
  | 'diagnosis'
  | 'operation'
  | 'service'
  | 'western_drug'
  | 'patent_drug'
  | 'herb'
  | 'consumable'
  | 'consumable_item'
  | 'hospital'
  | 'pharmacy'
  | 'physician'
  | 'nurse'
  | 'pharmacist'
  | 'technician'
  | 'outpatient_disease'
  | 'area'

/** A part of a code: how many characters, and what they say. */
type Part = readonly [length: number, meaning: string]

interface BusinessCode {
  readonly kind: BusinessCodeKind
  readonly name: string
  readonly form: RegExp
  /** What to write, for the person who reads the refusal. */
  readonly build: string
  readonly parts: readonly Part[]
}

const STAFF: readonly Part[] = [
  [6, '行政区划'],
  [6, '顺序号'],
]
const PROVIDER: readonly Part[] = [
  [6, '行政区划'],
  [5, '顺序号'],
]
const MATERIAL: readonly Part[] = [
  [1, '耗材标识'],
  [2, '学科'],
  [2, '用途、品目'],
  [2, '功能、品种'],
  [3, '通用名'],
  [5, '材质、规格特征'],
  [5, '生产企业'],
]

export const BUSINESS_CODES: readonly BusinessCode[] = [
  {
    kind: 'diagnosis',
    name: '疾病诊断',
    form: /^[A-Z]\d{2}(\.\d{1,3}|\.\dx\d{2}|\.x\d{2})?(x\d{3})?[+*]?([A-Z]\d{2}(\.\d{1,3})?\*)?$/,
    build: '字母加2位类目，点后1位亚目、2位细目，可带x加3位扩展，如I63.900、E11.900x001',
    parts: [[3, '类目']],
  },
  {
    kind: 'operation',
    name: '手术操作',
    form: /^\d{2}\.\d{1,2}(\d{2}|\d[0-9A-Z]\d|x\d{2})?(x\d{3})?$/,
    build: '2位类目，点后1至5位，可带x加3位扩展，如47.0100',
    parts: [[2, '类目']],
  },
  {
    kind: 'service',
    name: '医疗服务项目',
    form: /^\d{15}(-[0-9A-Za-z]{1,10})?$/,
    build: '15位数字（前9位国家项目，后6位顺序），地方扩展写在短横后',
    parts: [
      [9, '国家项目'],
      [6, '顺序码'],
    ],
  },
  {
    kind: 'western_drug',
    name: '西药',
    form: /^X[A-Z]\d{2}[A-Z]{2}[A-Z]\d{3}[A-Z]\d{3}\d{2}\d{2}\d{5}$/,
    build: 'X开头23位：5位分类、4位通用名、4位剂型、2位规格、2位包装、5位企业',
    parts: [
      [1, '西药标识'],
      [5, '药品分类'],
      [4, '通用名'],
      [4, '剂型'],
      [2, '规格'],
      [2, '包装'],
      [5, '生产企业'],
    ],
  },
  {
    kind: 'patent_drug',
    name: '中成药',
    form: /^Z[A-Z]\d{2}[A-Z]{2}[A-Z]\d{3}\d{3}\d{2}\d{5}$/,
    build: 'Z开头20位：5位分类、4位通用名、3位剂型规格、2位包装、5位企业',
    parts: [
      [1, '中成药标识'],
      [5, '药品分类'],
      [4, '通用名'],
      [3, '剂型、规格'],
      [2, '包装'],
      [5, '生产企业'],
    ],
  },
  {
    kind: 'herb',
    name: '中药饮片',
    form: /^T\d{9}$/,
    build: 'T加9位数字',
    parts: [
      [1, '饮片标识'],
      [9, '顺序号'],
    ],
  },
  { kind: 'consumable', name: '医用耗材', form: /^C\d{19}$/, build: 'C加19位数字', parts: MATERIAL },
  { kind: 'consumable_item', name: '医用耗材单品', form: /^C\d{26}$/, build: 'C加26位数字', parts: [...MATERIAL, [7, '单品顺序号']] },
  { kind: 'hospital', name: '定点医疗机构', form: /^H\d{11}$/, build: 'H加6位区划加5位顺序号', parts: [[1, '医疗机构标识'], ...PROVIDER] },
  { kind: 'pharmacy', name: '定点零售药店', form: /^P\d{11}$/, build: 'P加6位区划加5位顺序号', parts: [[1, '药店标识'], ...PROVIDER] },
  { kind: 'physician', name: '医保医师', form: /^D\d{12}$/, build: 'D加6位区划加6位顺序号', parts: [[1, '医师标识'], ...STAFF] },
  { kind: 'nurse', name: '医保护士', form: /^N\d{12}$/, build: 'N加6位区划加6位顺序号', parts: [[1, '护士标识'], ...STAFF] },
  { kind: 'pharmacist', name: '医保药学技术人员', form: /^HY\d{12}$/, build: 'HY加6位区划加6位顺序号', parts: [[2, '药学人员标识'], ...STAFF] },
  { kind: 'technician', name: '医保医疗技术人员', form: /^HJ\d{12}$/, build: 'HJ加6位区划加6位顺序号', parts: [[2, '技术人员标识'], ...STAFF] },
  {
    kind: 'outpatient_disease',
    name: '门诊慢特病病种',
    form: /^M\d{5}$/,
    build: 'M加3位病种大类加2位细分',
    parts: [
      [1, '病种标识'],
      [3, '病种大类'],
      [2, '细分'],
    ],
  },
  {
    kind: 'area',
    name: '医保区划',
    form: /^[1-9]\d{5}$/,
    build: '6位数字：2位省、2位市、2位县',
    parts: [
      [2, '省'],
      [2, '市'],
      [2, '县'],
    ],
  },
]

/** What is wrong with `code` as one of `kind`, in a sentence; undefined when nothing is. */
export function businessCodeFault(kind: BusinessCodeKind, code: string): string | undefined {
  const rule = BUSINESS_CODES.find((one) => one.kind === kind)
  if (rule === undefined || rule.form.test(code)) return undefined
  return `${rule.name}编码应为${rule.build}`
}

/** Every kind whose form the text has. */
export function kindsOfCode(code: string): readonly BusinessCode[] {
  return BUSINESS_CODES.filter((one) => one.form.test(code))
}

export interface CodePart {
  readonly text: string
  readonly meaning: string
}

/** A code taken apart by the rule of its kind; what is left over is said to be the rest. */
export function partsOfCode(rule: BusinessCode, code: string): CodePart[] {
  let at = 0
  const parts = rule.parts.map(([length, meaning]) => {
    at += length
    return { text: code.slice(at - length, at), meaning }
  })
  return at < code.length ? [...parts, { text: code.slice(at), meaning: '细分与扩展' }] : parts
}
