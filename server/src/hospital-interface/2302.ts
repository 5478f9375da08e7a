// 2302 住院费用明细撤销: named lines of a stay that are not settled, or with `0000` all of them.
import { refused } from '@tongchou/domain/base/refusal.js'
import { cancelLinesMessage } from './cancel-lines-act.js'
import { only } from './codec.js'
import type { Transaction } from './message.js'

export const cancelInpatientLines: Transaction = async (message, counter) => {
  const rows = message.input['data'] ?? []
  const first = only(message.input, 'data')
  if (rows.some((row) => row.text('psn_no') !== first.text('psn_no') || row.text('mdtrt_id') !== first.text('mdtrt_id'))) {
    return refused('bad_input', '一次撤销的明细须属于同一人同一次就诊')
  }
  return cancelLinesMessage(message, counter, first, 'inpatient', { sn: rows.map((row) => row.text('feedetl_sn')) })
}
