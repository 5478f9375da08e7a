// 2202 门诊挂号撤销: while nothing of the visit is settled.
import { only } from './codec.js'
import type { Transaction } from './message.js'
import { eventOf, visitMessage } from './visit-act.js'

export const cancelRegistration: Transaction = (message, counter) => {
  const row = only(message.input, 'data')
  return visitMessage(message, counter, { row, kind: 'outpatient', act: 'cancel_visit', event: eventOf('visit_cancelled', message.today, row) })
}
