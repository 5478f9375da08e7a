// The office's words for prepared imports.
export const STANDINGS: ReadonlyMap<string, string> = new Map([
  ['prepared', '检查中'],
  ['checked', '待批准'],
  ['faulty', '有错误'],
  ['approved', '已入库'],
  ['returned', '已退回'],
  ['withdrawn', '已撤回'],
])

export const STEPS: Readonly<Record<string, string>> = { checked: '检查', approved: '批准入库', returned: '退回', withdrawn: '撤回' }

export const PREPARERS = '待遇政策岗、定点机构管理岗'
export const APPROVERS = '待遇政策复核岗、待遇政策岗、定点机构管理岗'
