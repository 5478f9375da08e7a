// The office's words for differences of reconciliation.
export const KINDS: Readonly<Record<string, string>> = {
  amount: '金额不一致',
  missing_here: '中心没有',
  missing_there: '机构没有',
  double: '重复',
  cancelled_here: '仅中心撤销',
  cancelled_there: '仅机构撤销',
}

export const STANDINGS: Readonly<Record<string, string>> = { open: '未处理', closed: '已关闭', gone: '已消除' }

export const OWNERS: Readonly<Record<string, string>> = { institution: '机构', office: '经办' }

export const NOTES: Readonly<Record<string, string>> = { note: '说明', owner: '改由谁处理', closed: '关闭', reopened: '重新打开' }
