// The office's words for filings.
import type { Filing } from '../../api/hospital-types.js'

export const STANDINGS: ReadonlyMap<string, string> = new Map([
  ['pending', '待审核'],
  ['confirmed', '已确认'],
  ['refused', '不予确认'],
  ['cancelled', '机构已撤销'],
])

export const KINDS: ReadonlyMap<string, string> = new Map([
  ['chronic', '门诊慢特病备案'],
  ['designated_chronic', '门诊慢特病定点备案'],
  ['designated_outpatient', '门诊定点备案'],
  ['referral', '转诊备案'],
  ['long_term', '长期异地备案'],
  ['emergency', '急诊抢救备案'],
  ['accident', '意外伤害备案'],
])

export const STEPS: Readonly<Record<string, string>> = { confirmed: '确认', refused: '不予确认', cancelled: '撤销', reinstated: '撤销已冲正' }

export const HANDLERS = '待遇经办岗'

export const filingKey = (row: Pick<Filing, 'psn_no' | 'application'>): string => `${row.psn_no}/${row.application}`
