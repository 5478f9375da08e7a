// Year end in the officer's words.
import type { GapLine, GapPart, GapSource } from '@tongchou/domain/pooling/year.js'

export const PART_NAMES: Readonly<Record<GapPart, string>> = { normal: '一般缺口', management: '管理缺口', pre_pooling: '统筹前缺口' }

export const SOURCE_NAMES: Readonly<Record<GapSource, string>> = {
  unit_government: '当地政府',
  city_surplus: '市级结余',
  city_finance: '市级财政',
  unit_finance: '县区财政',
  own_surplus: '本单位结余',
  frozen_surplus: '统筹前结余',
  upper_fund: '上级基金',
  pool_fund: '调剂金',
  deposits: '历年结余存款',
  bonds: '变现债券',
  adjustment_fund: '调剂金',
  fiscal_subsidy: '财政补贴',
}

export const STATUS_NAMES: Readonly<Record<GapLine['status'], string>> = { covered: '已落实', awaiting: '待决定', undecided: '文件没有规定' }

const NEEDS: readonly (readonly [RegExp, string])[] = [
  [/^rule\.sharing$/, '责任分担办法还没有出台'],
  [/^approval\.overspend\.government$/, '超支需同级政府批准'],
  [/^approval\.overspend\.prescribed$/, '超支还需按规定报批'],
  [/^approval\.use_of_surplus\.government$/, '动用历年结余需同级政府批准'],
  [/^approval\.use_of_surplus\.prescribed$/, '动用历年结余还需按规定报批'],
  [/^approval\.policy_change$/, '需要调整政策'],
  [/^causes\[\d+\]\.finding$/, '缺口原因还没有查实'],
  [/^pool\.upper_available_fen$/, '上级基金不足，等待追加'],
  [/^document_silent:plan_missed$/, '文件没有规定未完成计划的缺口由谁承担'],
  [/^document_silent:gap_rule$/, '文件没有规定缺口由谁承担'],
  [/^document_silent:management_gap$/, '文件没有规定管理缺口由谁承担'],
  [/^document_silent:/, '文件没有规定'],
]

export function needText(need: string): string {
  return NEEDS.find(([pattern]) => pattern.test(need))?.[1] ?? need
}

/** Figures from outside that the rules ask for, amounts and conditions. */
export const FIGURE_NAMES: readonly { readonly name: string; readonly label: string; readonly money: boolean }[] = [
  { name: 'bonds', label: '可变现的债券', money: true },
  { name: 'fiscal_available', label: '本级财政可用资金', money: true },
  { name: 'contribution_base', label: '上年缴费基数', money: true },
  { name: 'upper_available', label: '上级基金可用资金', money: true },
  { name: 'adjustment_pot', label: '调剂金余额', money: true },
  { name: 'levy_paid', label: '调剂金已足额上缴', money: false },
  { name: 'unified_policy', label: '已执行统一政策', money: false },
  { name: 'targets_met', label: '已完成年度目标任务', money: false },
]
