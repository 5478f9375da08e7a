// 2405 出院撤销: opens the stay again while it is not settled.
import { only } from './codec.js'
import type { Transaction } from './message.js'
import { eventOf, visitMessage } from './visit-act.js'

export const cancelDischarge: Transaction = (message, counter) => {
  const row = only(message.input, 'data')
  const event = eventOf('discharge_cancelled', message.today, row)
  return visitMessage(message, counter, { row, kind: 'inpatient', act: 'cancel_discharge', event, state: () => ({ discharged: null }) })
}
