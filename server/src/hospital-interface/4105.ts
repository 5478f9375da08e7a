// 4105 医疗保障基金结算清单数量统计查询: how many bills of a time ask for a list, and how many lists there are. `stt_flag` true counts
// submitted lists only; `refdset_flag` 1 counts cancelled bills as well.
import { refused } from '@tongchou/domain/base/refusal.js'
import { only, type Row } from './codec.js'
import { STATE } from './list-store.js'
import { reply, type Transaction } from './message.js'

const COUNTS = `
SELECT count(*)::integer AS needed,
       count(*) FILTER (WHERE EXISTS (
         SELECT 1 FROM settlement_list l
         LEFT JOIN LATERAL (SELECT x.kind FROM settlement_list_step x WHERE x.person = l.person AND x.list = l.list ORDER BY x.step DESC LIMIT 1) s ON true
         WHERE l.person = t.person AND l.settlement = t.settlement AND (NOT $5::boolean OR ${STATE} IN ('1', '2'))))::integer AS uploaded
  FROM settlement t
 WHERE t.provider = $1 AND t.cancels IS NULL AND t.settled_at BETWEEN $2::timestamptz AND $3::timestamptz
   AND (cardinality($4::text[]) = 0 OR t.med_type = ANY ($4::text[]))
   AND ($6::boolean OR NOT EXISTS (SELECT 1 FROM settlement c WHERE c.person = t.person AND c.cancels = t.settlement))`

export const countLists: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  if (row.text('fixmedins_code') !== message.provider.code) return refused('other_provider', '只能统计本机构的结算清单，请核对机构编号（fixmedins_code）')
  const [from, to] = [row.text('stt_begntime'), row.text('stt_endtime')]
  if (from > to) return refused('bad_day', `统计开始时间${from}晚于结束时间${to}，请核对`)
  const end = to.endsWith('00:00:00') ? `${to.slice(0, 10)} 23:59:59` : to
  const { rows } = await counter.database.query<{ needed: number; uploaded: number }>(COUNTS, [
    message.provider.code,
    from,
    end,
    medTypes(row),
    ['true', '1'].includes(row.text('stt_flag').toLowerCase()),
    row.text('refdset_flag') === '1',
  ])
  return reply({ needUploadCnt: rows[0]?.needed ?? 0, uploadedCnt: rows[0]?.uploaded ?? 0 })
}

/** A list, or a text with commas. */
function medTypes(row: Row): string[] {
  return row
    .text('medtype_list')
    .split(/[^0-9A-Za-z]+/)
    .filter((one) => one !== '')
}
