// 2103 药店结算撤销: the settlement with every amount negated, as a new one.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { cancelSettlementAct } from './cancel-settlement-act.js'
import type { Transaction } from './message.js'
import { settleMessage } from './settle-messages.js'

export const cancelPurchase: Transaction = async (message, counter) => {
  const act = cancelSettlementAct(message, counter, 'pharmacy')
  return isRefusal(act) ? act : settleMessage(counter, message, act, 'cancelled')
}
