// Words for codes that arrive as codes.
export function sexName(sex: string): string {
  return sex === '1' ? '男' : sex === '2' ? '女' : '未说明'
}

export const SCHEME_NAMES: ReadonlyMap<string, string> = new Map([
  ['resident', '居民医保'],
  ['employee', '职工医保'],
])

export function schemeName(scheme: string): string {
  return SCHEME_NAMES.get(scheme) ?? scheme
}

export function standingName(status: string): string {
  return { entitled: '正常享受', waiting: '等待期', suspended: '暂停', ended: '已终止' }[status] ?? status
}

export function filingName(kind: string): string {
  const names: Readonly<Record<string, string>> = {
    referral: '异地转诊',
    long_term: '长期异地居住',
    emergency: '异地急诊',
    temporary: '临时外出',
    chronic: '门诊慢性病',
    special: '门诊特殊病',
  }
  return names[kind] ?? kind
}

/** National list psn_type, as far as its values are common to the provinces. */
const PERSON_TYPES: Readonly<Record<string, string>> = {
  '11': '在职',
  '12': '退休',
  '13': '离休',
  '1401': '新生儿',
  '1402': '学龄前儿童',
  '1403': '中小学生',
  '1404': '大学生',
  '1405': '未成年（未入学）',
  '15': '居民（成年）',
  '16': '居民（老年）',
  '1701': '城乡居民',
}

export function personTypeName(code: string): string {
  return PERSON_TYPES[code] ?? code
}
