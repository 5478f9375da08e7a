// Fields and states that decisions about one provider and one year have in common.
import type { AskedField } from './ask-dialog.js'

export const PROVIDER: AskedField = { name: 'provider', label: '机构编码', kind: 'text' }
export const YEAR: AskedField = { name: 'year', label: '年度', kind: 'number' }
export const DECISION_STAGES = { begun: '待复核', reviewed: '已复核', approved: '已审批', refused: '未通过' }
