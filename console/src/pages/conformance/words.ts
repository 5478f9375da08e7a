// The office's words for runs of the conformance suite.
export const VERDICTS: ReadonlyMap<string, string> = new Map([
  ['fail', '不符合'],
  ['note', '提示'],
  ['pass', '符合'],
])

export const CHANGES: ReadonlyMap<string, string> = new Map([
  ['broken', '新出现的不符合'],
  ['mended', '已改正'],
  ['still', '仍不符合'],
])

export const OFFERED: Readonly<Record<string, string>> = { offered: '已开通', not_offered: '未开通', untried: '未考察' }

export const ORIGINS: Readonly<Record<string, string>> = { uploaded: '导入', posted: '程序送来', started: '本机考察' }

export const MANAGERS = '定点机构管理岗'
