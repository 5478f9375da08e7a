// 2303 and 2303A 住院预结算: what 2304 would give, nothing stored; may be asked before discharge.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { Transaction } from './message.js'
import { tryMessage } from './settle-messages.js'
import { settleVisitAct } from './settle-visit-act.js'

export const tryInpatient: Transaction = async (message, counter) => {
  const act = settleVisitAct(message, counter, 'inpatient', true)
  return isRefusal(act) ? act : tryMessage(counter, message, act, 'settled')
}
