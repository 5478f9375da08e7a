// 2305 住院结算撤销: the settlement with every amount negated, as a new one.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { cancelSettlementAct } from './cancel-settlement-act.js'
import type { Transaction } from './message.js'
import { settleMessage } from './settle-messages.js'

export const cancelInpatientSettlement: Transaction = async (message, counter) => {
  const act = cancelSettlementAct(message, counter, 'inpatient')
  return isRefusal(act) ? act : settleMessage(counter, message, act, 'cancelled')
}
