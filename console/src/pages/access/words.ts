// Words of accounts and of the audit trail.
export const STANDINGS = { active: '正常', locked: '已锁定', one_time: '等待首次登录' } as const
export const STANDING_COLORS = { active: 'green', locked: 'red', one_time: 'gold' } as const
export const KINDS = { open: '开设账号', change: '变更账号' } as const

export const DECISIONS: Readonly<Record<string, string>> = { approved: '已同意', refused: '未同意', withdrawn: '已撤回' }

export const ACTS: Readonly<Record<string, string>> = { lock: '锁定', unlock: '解锁', new_password: '重置密码', end_sessions: '结束登录' }

export const OUTCOMES: Readonly<Record<string, string>> = { ok: '成功', refused: '未办成', denied: '无权限', failed: '出错' }
