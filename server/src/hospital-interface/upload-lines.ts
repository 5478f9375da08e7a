// Fee lines of one visit (2204, 2301): one message, one visit, one person; the reply gives the split of each line.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { addLines } from '../settlement/add-lines.js'
import type { DoneBefore, NewLine } from '../settlement/work.js'
import { carryOut, lookAgain } from './carry-out.js'
import { mappingFault } from './mapping-check.js'
import { type Counter, type Message, type Reply, reply } from './message.js'
import { personNamed, visitNamed } from './person-of.js'
import { sentLine } from './read-lines.js'
import { linesOutput, storedLines } from './reply-lines.js'

const MOST_LINES = 2000

export async function uploadLines(message: Message, counter: Counter, kind: 'outpatient' | 'inpatient'): Promise<Reply | Refusal> {
  const rows = message.input['feedetail'] ?? []
  const [first] = rows
  if (first === undefined) return refused('bad_input', '缺少费用明细（feedetail）')
  if (rows.length > MOST_LINES) return refused('bad_input', `一次最多上传${MOST_LINES}条明细，请分次上传`)
  for (const field of ['psn_no', 'mdtrt_id']) {
    if (rows.some((row) => row.text(field) !== first.text(field))) return refused('bad_input', `一次上传的明细须属于同一人同一次就诊（${field}不一致）`)
  }
  const person = personNamed(counter, first)
  if (isRefusal(person)) return person
  const lines = rows.map((row) => sentLine(row, kind === 'outpatient' ? row.text('chrg_bchno') : ''))
  const unmapped = await mappingFault(counter, message, lines)
  const answer = await carryOut(counter, message, {
    person,
    visit: visitNamed(first),
    decide: (known) => {
      if (known.visit !== null && known.visit.kind !== kind)
        return refused('wrong_kind', kind === 'inpatient' ? '该就诊不是住院，门诊明细请用2204' : '该就诊不是门诊，住院明细请用2301')
      return unmapped ?? addLines(message.reference, known, { provider: message.provider, lines, today: message.today })
    },
  })
  if (isRefusal(answer)) return answer
  if (answer.kind === 'done_before') return reply({ result: linesOutput(await linesBefore(counter, message, answer)) }, answer)
  return reply({ result: linesOutput(answer.changes.batches.flatMap((batch) => batch.lines)) }, answer.saved)
}

/** The batches of a message are those from its fact up to the next message's. */
async function linesBefore(counter: Counter, message: Message, before: DoneBefore): Promise<NewLine[]> {
  const known = await lookAgain(counter, before)
  const { rows } = await counter.database.query<{ next: bigint | null }>(
    'SELECT min(fact) AS next FROM message WHERE person = $1 AND visit = $2 AND infno = $3 AND fact > $4',
    [String(before.person), String(before.visit), message.infno, String(before.fact)],
  )
  const next = rows[0]?.next ?? null
  const batches = (known.visit?.batches ?? []).map((one) => one.batch).filter((batch) => batch >= before.fact && (next === null || batch < next))
  return storedLines(counter.database, before.person, before.visit, known.visit?.months ?? [], batches)
}
