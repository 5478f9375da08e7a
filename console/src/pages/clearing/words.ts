// The office's words for clearing.
export const STANDINGS: ReadonlyMap<string, string> = new Map([
  ['requested', '待初审'],
  ['reviewed', '待复审'],
  ['accepted', '已受理'],
  ['returned', '已退回'],
  ['withdrawn', '机构已撤销'],
])

export const STEPS: Readonly<Record<string, string>> = {
  reviewed: '初审通过',
  accepted: '复审受理',
  returned: '退回',
  withdrawn: '撤销申请',
  reinstated: '撤销已冲正',
}

export const OFFSITE: ReadonlyMap<string, string> = new Map([
  ['confirmed', '已确认'],
  ['rolled_back', '已回退'],
])

export const DECIDERS = '定点机构管理岗'
