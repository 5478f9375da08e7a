// 2205 门诊费用明细撤销: one charge batch that is not settled, or with `0000` every open line of the visit.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { cancelLines } from '../settlement/cancel-lines.js'
import { carryOut } from './carry-out.js'
import { only } from './codec.js'
import { reply, type Transaction } from './message.js'
import { personNamed, visitNamed } from './person-of.js'

export const cancelOutpatientLines: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const person = personNamed(counter, row)
  if (isRefusal(person)) return person
  const answer = await carryOut(counter, message, {
    person,
    visit: visitNamed(row),
    decide: (known) => cancelLines(known, message.provider.code, { chargeBatch: row.text('chrg_bchno') }),
  })
  return isRefusal(answer) ? answer : reply({}, answer.kind === 'done' ? answer.saved : answer)
}
