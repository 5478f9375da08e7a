// 5204 费用明细查询: the lines of a settlement, or of a visit that no settlement is named for; rows stand directly in the output.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { linesOf } from '../settlement/visit-checks.js'
import type { KnownVisit } from '../settlement/work.js'
import { askedVisit } from './asked-visit.js'
import { only } from './codec.js'
import { lineShown, sentWith } from './line-rows.js'
import { reply, type Transaction } from './message.js'
import { storedLines } from './reply-lines.js'

export const findLines: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const asked = await askedVisit(message, counter, row)
  if (isRefusal(asked)) return asked
  const { known, visit } = asked
  const batches = batchesAsked(visit, row.text('setl_id'))
  if (batches === undefined) return refused('unknown_settlement', `结算ID（setl_id）${row.text('setl_id').slice(0, 20)}不是该就诊的结算，请核对`)
  const inUse = linesOf(visit).inUse
  const sent = await sentWith(counter.database, known.person.person, visit.visit, visit.months)
  const lines = await storedLines(counter.database, known.person.person, visit.visit, visit.months, batches)
  const rows = lines
    .filter((line) => inUse.has(line.sn))
    .map((line) => ({
      mdtrt_id: String(visit.visit),
      setl_id: row.text('setl_id'),
      med_type: visit.medType,
      ...lineShown(message, line, sent.get(line.sn) ?? {}),
      opter_id: '',
      opter_name: '',
      opt_time: `${line.feeDay} 00:00:00`,
    }))
  return reply(rows)
}

function batchesAsked(visit: KnownVisit, settlement: string): readonly bigint[] | undefined {
  if (settlement === '') return visit.batches.map((one) => one.batch)
  return visit.settlements.find((one) => String(one.settlement) === settlement)?.feeBatches
}
