// 4104 医疗保障基金结算清单质控结果查询: what the checks found in the lists of a month, page by page. The first list's result also stands
// at the top of the output, where senders that ask for one list read it; the sentence bears both spellings of its field.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { personNumber } from '../enrolment/person-number.js'
import { only, type Row } from './codec.js'
import { CHECKS_VERSION } from './list-checks.js'
import type { Fault } from './list-fault.js'
import { faultsOfList, STANDING_LISTS, STORED, type StoredList } from './list-store.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { type PageAsked, pageAsked } from './paging.js'
import type { Written } from './write-json.js'

export const findListResults: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const page = pageAsked(row)
  if (isRefusal(page)) return page
  const fault = questionFault(message, row)
  if (fault !== undefined) return fault
  const lists = await listsOf(message, counter, row, page)
  const results: Record<string, Written>[] = []
  for (const list of lists) results.push(resultShown(message, counter, list, await faultsOfList(counter.database, list), row.text('setl_ym')))
  const total = lists[0]?.total ?? 0
  return reply({ ...results[0], data: results, pageNum: page.page, pageSize: page.size, total, pages: Math.ceil(total / page.size), recordCounts: total })
}

function questionFault(message: Message, row: Row): Refusal | undefined {
  if (!/^\d{4}(0[1-9]|1[0-2])$/.test(row.text('setl_ym'))) return refused('bad_input', `结算年月（setl_ym）应为yyyyMM：${row.text('setl_ym').slice(0, 8)}`)
  if (row.has('fixmedins_code') && row.text('fixmedins_code') !== message.provider.code)
    return refused('other_provider', '只能查询本机构的质控结果，请核对机构编号（fixmedins_code）')
  return undefined
}

interface Found extends StoredList {
  readonly name: string
  readonly cert_type: string
  readonly cert_cipher: Buffer
  readonly total: number
}

async function listsOf(message: Message, counter: Counter, row: Row, { page, size }: PageAsked): Promise<Found[]> {
  const values: unknown[] = [message.provider.code, `${row.text('setl_ym').slice(0, 4)}-${row.text('setl_ym').slice(4)}-01`]
  const asked = [
    ['setl_id', 'l.settlement::text ='],
    ['psn_no', `'${counter.pool}' || lpad(l.person::text, 14, '0') =`],
    ['err_lv', "CASE WHEN l.errors > 0 THEN '1' WHEN l.warnings > 0 THEN '2' ELSE '0' END ="],
    ['retn_flag', "CASE WHEN l.errors > 0 THEN '1' ELSE '0' END ="],
  ] as const
  const where = asked.filter(([field]) => row.has(field)).map(([field, condition]) => `AND ${condition} $${values.push(row.text(field))}`)
  const { rows } = await counter.database.query<Found>(
    `SELECT f.*, p.name, p.cert_type, p.cert_cipher FROM (
       SELECT ${STORED}, count(*) OVER ()::integer AS total FROM ${STANDING_LISTS} AND l.institution = $1
         AND EXISTS (SELECT 1 FROM settlement t WHERE t.person = l.person AND t.settlement = l.settlement AND t.settled_on >= $2::date AND t.settled_on < $2::date + interval '1 month')
         ${where.join(' ')} ORDER BY l.list LIMIT ${size} OFFSET ${(page - 1) * size}) f
     JOIN person p ON p.person = f.person ORDER BY f.list`,
    values,
  )
  return rows
}

function resultShown({ provider }: Message, counter: Counter, list: Found, faults: readonly Fault[], month: string): Record<string, Written> {
  return {
    fixmedins_code: provider.code,
    fixmedins_name: provider.name,
    setl_ym: month,
    setl_id: String(list.settlement),
    psn_no: personNumber(counter.pool, list.person),
    psn_name: list.name,
    psn_cert_type: list.cert_type,
    cert_no: counter.cipher.decrypt(list.cert_cipher),
    qltctrl_rslt: list.errors === 0 ? '1' : '0',
    err_lv: list.errors > 0 ? '1' : list.warnings > 0 ? '2' : '0',
    retn_flag: list.errors > 0 ? '1' : '0',
    qltctrl_ver: CHECKS_VERSION,
    qltctrl_time: list.uploaded_at,
    grp_stas: '',
    detailinfo: faults.map(detailShown),
  }
}

function detailShown({ field, level, sentence, value }: Fault): Written {
  const error = level === 'error'
  return {
    exam_data_fld: field,
    qltctrl_chk_rslt: sentence,
    qltctrl_chkrslt: sentence,
    err_lv: error ? '1' : '2',
    retn_flag: error ? '1' : '0',
    init_val: value,
  }
}
