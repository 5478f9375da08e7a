// The reply of 3101/3102: one row for each finding that was stored, with its lines; an empty list where all is in order.
import type { FoundBefore } from '../supervision/review-store.js'
import { type Reply, reply } from './message.js'
import type { Patient } from './review-message.js'
import type { Written } from './write-json.js'

/** National list sev_deg: 1 明确违规, 2 高度可疑, 3 轻度可疑. */
const SEVERITIES: Readonly<Record<string, string>> = { violation: '1', excess: '1', suspect: '2', hint: '3' }

export function reviewReply(found: readonly FoundBefore[], patients: readonly Patient[], taskId: string, receivedAt: string): Reply {
  const [first] = found
  const output = { result: found.map((one) => resultRow(one, patients, taskId)) }
  return first === undefined ? reply(output) : reply(output, { receivedAt, fact: first.finding })
}

function resultRow(found: FoundBefore, patients: readonly Patient[], taskId: string): Written {
  const patient = patients[found.patient_at]
  const ids = { patn_id: patient?.row.text('patn_id') ?? '', mdtrt_id: patient?.encounters[found.encounter_at]?.row.text('mdtrt_id') ?? '' }
  return {
    jr_id: String(found.finding),
    rule_id: found.rule_code || found.rule,
    rule_name: found.rule_name,
    vola_cont: found.sentence.slice(0, 500),
    ...ids,
    judge_result_detail_dtos: found.lines.map((line, index) => ({
      jrd_id: `${found.finding}-${index + 1}`,
      ...ids,
      rx_id: line.id,
      vola_item_type: line.role === 'violating' ? '1' : '2',
      vola_amt: BigInt(line.amount),
    })),
    vola_amt: found.amount_fen,
    vola_amt_stas: '1',
    sev_deg: SEVERITIES[found.severity] ?? '2',
    vola_evid: `${found.source}：${found.basis}`.slice(0, 500),
    // National list vola_bhvr_type: all rules of the library so far speak of items.
    vola_bhvr_type: '2',
    task_id: taskId,
  }
}
