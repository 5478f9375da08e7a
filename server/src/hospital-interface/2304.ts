// 2304 and 2304A 住院结算: settles a stay, or with mid_setl_flag = 1 the part so far.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { keepingRest } from './keep-rest.js'
import type { Transaction } from './message.js'
import { settleMessage } from './settle-messages.js'
import { settleVisitAct } from './settle-visit-act.js'

export const settleInpatient: Transaction = async (message, counter) => {
  const act = settleVisitAct(message, counter, 'inpatient', false)
  return isRefusal(act) ? act : settleMessage(counter, keepingRest(message, counter.cipher), act, 'settled')
}
