// 2101 药店预结算: what 2102 would give, nothing stored.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { Transaction } from './message.js'
import { purchaseAct } from './pharmacy.js'
import { tryMessage } from './settle-messages.js'

export const tryPurchase: Transaction = async (message, counter) => {
  const act = await purchaseAct(message, counter)
  return isRefusal(act) ? act : tryMessage(counter, message, act, 'with_lines')
}
