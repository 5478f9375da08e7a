// The office's words for findings of review.
export const STAGES: ReadonlyMap<string, string> = new Map([
  ['pre', '事前提醒'],
  ['mid', '事中审核'],
])

export const SEVERITIES: ReadonlyMap<string, string> = new Map([
  ['violation', '违规'],
  ['excess', '超量'],
  ['suspect', '可疑'],
  ['hint', '提示'],
])

export const JUDGED: ReadonlyMap<string, string> = new Map([
  ['no', '未认定'],
  ['confirmed', '已认定'],
  ['withdrawn', '已撤销'],
])

export const JUDGE_STEPS: Readonly<Record<string, string>> = { confirmed: '认定为违规', withdrawn: '撤销' }

export const ANSWERED: ReadonlyMap<string, string> = new Map([
  ['no', '未反馈'],
  ['yes', '已反馈'],
  ['continued', '继续执行'],
  ['amended', '返回修改'],
])
