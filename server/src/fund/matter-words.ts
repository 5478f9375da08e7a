// Acts upon a difference in the officer's words.
import type { MatterEventKind } from '@tongchou/domain/fund/matter-life.js'

export const MATTER_ACTS: Readonly<Record<MatterEventKind, string>> = {
  note: '说明',
  owner: '指定责任人',
  close_proposed: '提请关闭',
  carry_proposed: '提请挂账',
  confirmed: '复核同意',
  declined: '复核退回',
  reopened: '重新打开',
}
