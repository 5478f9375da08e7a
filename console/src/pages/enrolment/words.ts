// Words for codes that arrive as codes.
export function sexName(sex: string): string {
  return sex === '1' ? '男' : sex === '2' ? '女' : '未说明'
}

export function schemeName(scheme: string): string {
  return scheme === 'employee' ? '职工医保' : scheme === 'resident' ? '居民医保' : scheme
}
