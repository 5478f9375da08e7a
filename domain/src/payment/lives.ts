// The lives of payment: accounts of payees, a provider's month, batches, deposits and prepayments. Who prepares does not review, who
// reviewed does not approve; what the bank holds already cannot be taken back here.
import { BEGUN, type Life, type LifeStep } from './life.js'

const REVIEW = 'payment.review'
const step = (kind: string, name: string, label: string, after: readonly string[], permission: string, apartFrom: readonly string[]): LifeStep => ({
  kind,
  name,
  label,
  after,
  permission,
  apartFrom,
})
const withReason = (one: LifeStep): LifeStep => ({ ...one, reason: true })

export const ACCOUNT_LIFE: Life = {
  subject: '账户变更',
  begun: '待复核',
  steps: [step('approved', '已生效', '复核生效', [BEGUN], REVIEW, [BEGUN]), withReason(step('refused', '未通过', '不予通过', [BEGUN], REVIEW, [BEGUN]))],
}

export const CYCLE_LIFE: Life = {
  subject: '机构月结',
  begun: '已申报',
  steps: [
    step('first_reviewed', '已初审', '初审通过', [BEGUN, 'returned'], 'cycle.review', []),
    step('second_reviewed', '已复审', '复审通过', ['first_reviewed'], 'cycle.review', ['first_reviewed']),
    step('approved', '已审批', '审批同意', ['second_reviewed'], 'cycle.approve', ['first_reviewed', 'second_reviewed']),
    withReason(step('returned', '已退回', '退回初审', ['first_reviewed', 'second_reviewed'], 'cycle.review', [])),
    withReason(step('withdrawn', '已撤销', '撤销', [BEGUN, 'returned'], 'cycle.review', [])),
  ],
}

export const BATCH_LIFE: Life = {
  subject: '支付批次',
  begun: '已编制',
  steps: [
    step('reviewed', '已复核', '复核通过', [BEGUN], REVIEW, [BEGUN]),
    step('approved', '已审批', '审批同意', ['reviewed'], 'payment.approve', [BEGUN, 'reviewed']),
    step('sent', '已送银行', '生成银行文件', ['approved'], 'payment.prepare', []),
    withReason(step('turned_down', '已退回', '退回', [BEGUN, 'reviewed'], REVIEW, [BEGUN])),
    withReason(step('cancelled', '已作废', '作废', [BEGUN, 'reviewed', 'approved'], 'payment.prepare', [])),
  ],
}

/** Prepared, reviewed, approved: deposits given back, money in advance. */
export function decisionLife(subject: string, review: string, approve: string): Life {
  return {
    subject,
    begun: '待复核',
    steps: [
      step('reviewed', '已复核', '复核通过', [BEGUN], review, [BEGUN]),
      step('approved', '已审批', '审批同意', ['reviewed'], approve, [BEGUN, 'reviewed']),
      withReason(step('refused', '未通过', '不予通过', [BEGUN, 'reviewed'], review, [BEGUN])),
    ],
  }
}

export const DEPOSIT_LIFE = decisionLife('质量保证金返还', 'cycle.review', 'cycle.approve')
export const PREPAYMENT_LIFE = decisionLife('预付金申请', 'cycle.review', 'cycle.approve')
/** Taken at the counter, reviewed by two others, of whom the second settles it; cancelled by two. */
export const CLAIM_LIFE: Life = {
  subject: '手工报销',
  begun: '已受理',
  steps: [
    step('first_reviewed', '已初审', '初审通过', [BEGUN], 'claim.handle', [BEGUN]),
    step('settled', '已结算', '复审通过并结算', ['first_reviewed'], 'claim.handle', [BEGUN, 'first_reviewed']),
    withReason(step('refused', '不予报销', '不予报销', [BEGUN, 'first_reviewed'], 'claim.handle', [BEGUN])),
    withReason(step('cancel_asked', '已提出撤销', '提出撤销', ['settled', 'cancel_dropped'], 'claim.handle', [])),
    step('cancelled', '已撤销', '同意撤销并追回', ['cancel_asked'], 'claim.handle', ['cancel_asked']),
    withReason(step('cancel_dropped', '维持结算', '不予撤销', ['cancel_asked'], 'claim.handle', [])),
  ],
}
export const YEAR_CLEARING_LIFE = decisionLife('年度清算', 'cycle.review', 'cycle.approve')
export const CONTRACT_LIFE: Life = {
  subject: '付款协议',
  begun: '待复核',
  steps: [
    step('approved', '已生效', '复核生效', [BEGUN], 'payer.approve', [BEGUN]),
    withReason(step('refused', '未通过', '不予通过', [BEGUN], 'payer.approve', [BEGUN])),
  ],
}
export const MOVEMENT_LIFE: Life = {
  ...CONTRACT_LIFE,
  subject: '往来登记',
  steps: CONTRACT_LIFE.steps.map((one) => (one.kind === 'approved' ? { ...one, name: '已入账', label: '复核入账' } : one)),
}
export const TRANSFER_LIFE: Life = { ...CONTRACT_LIFE, subject: '个人账户转移' }
export const PREPAYMENT_RECEIPT_LIFE: Life = { ...MOVEMENT_LIFE, subject: '预付金退回' }
export const RECOVERY_LIFE: Life = {
  ...CONTRACT_LIFE,
  subject: '应追回款',
  steps: CONTRACT_LIFE.steps.map((one) => (one.kind === 'approved' ? { ...one, name: '已确认', label: '复核确认' } : one)),
}
