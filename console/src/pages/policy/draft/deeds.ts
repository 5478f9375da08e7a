// The steps of a draft as an officer takes them: their address, who may, and what they bring about.
import type { Deed } from '../../../api/draft-types.js'

export interface DeedKind {
  readonly deed: Deed
  readonly path: string
  readonly label: string
  readonly who: string
  readonly permission: string
  readonly consequence: string
  readonly asks?: 'reason' | 'trial' | 'number'
}

export const DEEDS: readonly DeedKind[] = [
  {
    deed: 'check',
    path: 'check',
    label: '标为已检查',
    who: '待遇政策岗',
    permission: 'policy.draft',
    consequence: '服务器按今天已发布的全部文件再检查一遍；没有问题就标为已检查，可以附测算。',
  },
  {
    deed: 'attach_trial',
    path: 'trial',
    label: '附上测算',
    who: '待遇政策岗、待遇政策复核岗',
    permission: 'policy.try',
    consequence: '测算结果随草案送复核。测算的必须是现在这一稿。',
    asks: 'trial',
  },
  {
    deed: 'review',
    path: 'review',
    label: '复核通过',
    who: '待遇政策复核岗',
    permission: 'policy.review',
    consequence: '草案送分管领导审批。复核这份草案的人不能再审批。',
  },
  {
    deed: 'return_on_review',
    path: 'return-on-review',
    label: '复核退回',
    who: '待遇政策复核岗',
    permission: 'policy.review',
    consequence: '草案退回起草，已走的环节作废，理由留在经过里。',
    asks: 'reason',
  },
  {
    deed: 'approve',
    path: 'approve',
    label: '审批通过',
    who: '分管局领导',
    permission: 'policy.approve',
    consequence: '草案可以用正式文号发布。文本再改，审批作废。',
  },
  {
    deed: 'return_on_approval',
    path: 'return-on-approval',
    label: '审批退回',
    who: '分管局领导',
    permission: 'policy.approve',
    consequence: '草案退回起草，已走的环节作废，理由留在经过里。',
    asks: 'reason',
  },
  {
    deed: 'publish',
    path: 'publish',
    label: '发布',
    who: '待遇政策岗',
    permission: 'policy.publish',
    consequence: '以正式文号发布，按生效日执行，结算从那天起用新规定。发布后不能改，只能另起草案。',
    asks: 'number',
  },
  {
    deed: 'withdraw',
    path: 'withdraw',
    label: '撤回草案',
    who: '起草人',
    permission: 'policy.draft',
    consequence: '草案到此为止，不能恢复；文本和经过仍可查看。',
    asks: 'reason',
  },
]
