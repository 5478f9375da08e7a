// Fee lines taken back before they are settled: 2205 of outpatient visits, 2302 of stays.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { cancelLines, type LinesToCancel } from '../settlement/cancel-lines.js'
import { carryOut } from './carry-out.js'
import type { Row } from './codec.js'
import { type Counter, type Message, type Reply, reply } from './message.js'
import { personNamed, visitNamed } from './person-of.js'

const CANCELLED_ELSEWHERE = {
  outpatient: '该就诊不是住院，门诊明细请用2205撤销',
  inpatient: '该就诊是住院，住院明细请用2302撤销',
  pharmacy: '该就诊是药店购药，明细随结算一并撤销，请用2103',
} as const

export async function cancelLinesMessage(
  message: Message,
  counter: Counter,
  row: Row,
  kind: 'outpatient' | 'inpatient',
  wanted: LinesToCancel,
): Promise<Reply | Refusal> {
  const person = personNamed(counter, row)
  if (isRefusal(person)) return person
  const answer = await carryOut(counter, message, {
    person,
    visit: visitNamed(row),
    decide: (known) =>
      known.visit !== null && known.visit.kind !== kind
        ? refused('wrong_kind', CANCELLED_ELSEWHERE[known.visit.kind])
        : cancelLines(known, message.provider.code, wanted),
  })
  return isRefusal(answer) ? answer : reply({}, answer.kind === 'done' ? answer.saved : answer)
}
