// 2507 人员意外伤害备案: how somebody was hurt; the office decides whether a third person answers for it, bills wait for that.
import { applyForFiling } from './apply-for-filing.js'
import { only } from './codec.js'
import type { Transaction } from './message.js'

export const fileAccident: Transaction = (message, counter) => {
  const row = only(message.input, 'data')
  return applyForFiling(message, counter, {
    row,
    business: '*',
    provider: row.text('fixmedins_code') || message.provider.code,
    providerName: row.text('fixmedins_name'),
    ...(row.has('trum_time') ? { from: row.day('trum_time') } : {}),
  })
}
