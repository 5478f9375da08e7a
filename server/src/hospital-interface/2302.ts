// 2302 住院费用明细撤销: named lines of a stay that are not settled, or with `0000` all of them.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { cancelLines } from '../settlement/cancel-lines.js'
import { carryOut } from './carry-out.js'
import { only } from './codec.js'
import { reply, type Transaction } from './message.js'
import { personNamed, visitNamed } from './person-of.js'

export const cancelInpatientLines: Transaction = async (message, counter) => {
  const rows = message.input['data'] ?? []
  const first = only(message.input, 'data')
  if (rows.some((row) => row.text('psn_no') !== first.text('psn_no') || row.text('mdtrt_id') !== first.text('mdtrt_id'))) {
    return refused('bad_input', '一次撤销的明细须属于同一人同一次就诊')
  }
  const person = personNamed(counter, first)
  if (isRefusal(person)) return person
  const sn = rows.map((row) => row.text('feedetl_sn'))
  const answer = await carryOut(counter, message, {
    person,
    visit: visitNamed(first),
    decide: (known) => cancelLines(known, message.provider.code, { sn }),
  })
  return isRefusal(answer) ? answer : reply({}, answer.kind === 'done' ? answer.saved : answer)
}
