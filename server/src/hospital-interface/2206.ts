// 2206 and 2206A 门诊预结算: what 2207 would give, nothing stored.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { Transaction } from './message.js'
import { tryMessage } from './settle-messages.js'
import { settleVisitAct } from './settle-visit-act.js'

export const tryOutpatient: Transaction = async (message, counter) => {
  const act = settleVisitAct(message, counter, 'outpatient', true)
  return isRefusal(act) ? act : tryMessage(counter, message, act, 'settled')
}
