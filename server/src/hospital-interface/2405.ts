// 2405 出院撤销: opens the stay again while it is not settled, with the particulars it had before the discharge, unless they were
// changed since.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { VisitState } from '../settlement/work.js'
import { only } from './codec.js'
import type { Transaction } from './message.js'
import { personNamed, visitNamed } from './person-of.js'
import { eventOf, visitMessage } from './visit-act.js'
import { historyOf, reversible } from './visit-history.js'

export const cancelDischarge: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const person = personNamed(counter, row)
  if (isRefusal(person)) return person
  const history = await historyOf(counter, person, visitNamed(row))
  const discharge = history.events.findLastIndex((one) => one.kind === 'discharged')
  const past = reversible(history.events, discharge)
  const before: Partial<VisitState> = isRefusal(past) ? {} : (past.attributes.before ?? {})
  const event = eventOf('discharge_cancelled', message.today, row)
  return visitMessage(message, counter, { row, kind: 'inpatient', act: 'cancel_discharge', event, state: () => ({ ...before, discharged: null }) })
}
