// Words for codes that arrive as codes.
export function sexName(sex: string): string {
  return sex === '1' ? '男' : sex === '2' ? '女' : '未说明'
}

export function schemeName(scheme: string): string {
  return scheme === 'employee' ? '职工医保' : scheme === 'resident' ? '居民医保' : scheme
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
