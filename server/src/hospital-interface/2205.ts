// 2205 门诊费用明细撤销: one charge batch that is not settled, or with `0000` every open line of the visit.
import { cancelLinesMessage } from './cancel-lines-act.js'
import { only } from './codec.js'
import type { Transaction } from './message.js'

export const cancelOutpatientLines: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  return cancelLinesMessage(message, counter, row, 'outpatient', { chargeBatch: row.text('chrg_bchno') })
}
