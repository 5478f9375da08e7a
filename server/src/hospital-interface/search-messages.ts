// The search in the message log, for the desk and for an institution's own officer.
import { daysAfter } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import { type Clock, dayIn } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import type { MessageList, MessageQuery } from './connection-schema.js'
import { findMessages, type LogRow } from './message-log-store.js'

/** `names`: of the transactions, by number. `upTo`: what arrives later while several pages are read does not shift them. */
export async function searchMessages(
  query: Static<typeof MessageQuery>,
  desk: Desk,
  clock: Clock,
  names: ReadonlyMap<string, string>,
  upTo?: Date,
): Promise<Static<typeof MessageList> | Refusal> {
  const { from = query.to ?? daysAfter(dayIn(clock), -1), to = dayIn(clock), page = 1, size = 20, ...rest } = query
  if (from > to) return refused('wrong_days', '起始日期晚于截止日期，请更正。')
  const { total, rows } = await desk.read((client) => findMessages(client, desk.officer, { ...rest, from, to, upTo, size, offset: (page - 1) * size }))
  return { total: Number(total), rows: rows.map((row: LogRow) => ({ ...row, name: names.get(row.infno) ?? '' })) }
}
