// 2404 入院撤销: only without settled or uploaded lines.
import { only } from './codec.js'
import type { Transaction } from './message.js'
import { eventOf, visitMessage } from './visit-act.js'

export const cancelAdmission: Transaction = (message, counter) => {
  const row = only(message.input, 'data')
  return visitMessage(message, counter, { row, kind: 'inpatient', act: 'cancel_visit', event: eventOf('visit_cancelled', message.today, row) })
}
