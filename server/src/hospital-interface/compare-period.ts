// What 3201 and 3202 read alike: the period, whether refunds are among the rows, and the office that looks after the differences.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Provider, Reference } from '../settlement/reference.js'
import type { Row } from './codec.js'
import type { Message } from './message.js'

export function periodFault(row: Row, message: Message): Refusal | undefined {
  const [begins, ends] = [row.day('stmt_begndate'), row.day('stmt_enddate')]
  if (begins > ends) return refused('bad_day', `对账开始日期${begins}晚于结束日期${ends}，请核对`)
  if (ends > message.today) return refused('bad_day', `对账结束日期${ends}晚于今天${message.today}，请核对`)
  return undefined
}

/** Without the flag, bills and refunds are both among the rows. */
export function refundsOf(row: Row): 'all' | 'without' | 'only' {
  const flag = row.text('refd_setl_flag') || row.text('fixmedins_refd_setl_flag')
  return flag === '0' ? 'without' : flag === '1' ? 'only' : 'all'
}

/** The unit whose office sees what concerns an institution; one outside of the pool is looked after by the first. */
export function deskArea(reference: Reference, provider: Provider): string {
  return reference.units.has(provider.area) ? provider.area : ([...reference.units].sort()[0] ?? reference.pool)
}
