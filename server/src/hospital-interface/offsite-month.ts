// What 3260, 3261 and 3262 ask alike: the month, and the bills of people insured here whom an institution elsewhere treated in it.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { billsOf, type FoundBill } from '../payment/bills-of-institution.js'
import { placeOf } from '../settlement/settle-bill.js'
import { monthOf } from './3203.js'
import type { Row } from './codec.js'
import type { Message } from './message.js'

export function offsiteMonth(message: Message, row: Row): Day | Refusal {
  const text = `${row.text('trt_year')}${row.text('trt_month').padStart(2, '0')}`
  const month = monthOf(text)
  if (placeOf(message.reference, message.provider, month ?? '') === 'local')
    return refused('not_offsite', '本机构在本统筹区内，异地清分只用于区外机构；区内费用请用清算申请（3203）')
  return month ?? refused('bad_month', `清分年月（trt_year、trt_month）应为四位年和两位月：${text.slice(0, 10)}`)
}

/** Bills of the month that stand; a cancelled one and its cancellation leave none. */
export async function offsiteBills(client: pg.ClientBase, institution: string, month: Day): Promise<FoundBill[]> {
  const ends = daysAfter(`${daysAfter(month, 31).slice(0, 7)}-01`, -1)
  const asked = { institution, begins: month, ends, scheme: null, medTypes: null, refunds: 'all', place: 'outside' } as const
  const standing = new Map<bigint, FoundBill>()
  for (const bill of await billsOf(client, asked)) {
    if (bill.refund) standing.delete(bill.bill)
    else standing.set(bill.bill, bill)
  }
  return [...standing.values()]
}
