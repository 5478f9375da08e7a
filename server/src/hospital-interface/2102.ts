// 2102 药店结算: header and lines in one message, settled at once.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { Transaction } from './message.js'
import { purchaseAct } from './pharmacy.js'
import { settleMessage } from './settle-messages.js'

export const settlePurchase: Transaction = async (message, counter) => {
  const act = await purchaseAct(message, counter)
  return isRefusal(act) ? act : settleMessage(counter, message, act, 'with_lines')
}
