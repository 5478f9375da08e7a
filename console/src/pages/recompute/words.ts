// The office's words for changes of the past and their differences.
import type { DifferenceState, Recomputation } from '../../api/change-types.js'

export const CHANGE_KINDS: Readonly<Record<Recomputation['kind'], string>> = { rules: '政策', identity: '身份', enrolment: '参保待遇' }

export const STATES: ReadonlyMap<DifferenceState, string> = new Map([
  ['pending', '待审批'],
  ['approved', '已同意'],
  ['declined', '未同意'],
  ['superseded', '已被代替'],
  ['cancelled', '已随结算单撤销'],
])

export function stateName(state: DifferenceState): string {
  return STATES.get(state) ?? state
}

export const APPROVERS = '基金管理岗、基金财务岗'
export const COMPUTERS = '待遇政策岗、待遇经办岗'
