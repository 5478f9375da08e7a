// 2207 and 2207A 门诊结算: settles one charge batch of a visit.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { keepingRest } from './keep-rest.js'
import type { Transaction } from './message.js'
import { settleMessage } from './settle-messages.js'
import { settleVisitAct } from './settle-visit-act.js'

export const settleOutpatient: Transaction = async (message, counter) => {
  const act = settleVisitAct(message, counter, 'outpatient', false)
  return isRefusal(act) ? act : settleMessage(counter, keepingRest(message, counter.cipher), act, 'settled')
}
