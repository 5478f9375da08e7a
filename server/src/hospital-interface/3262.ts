// 3262 清分确认回退: takes one confirmation (3261) back, named by the inf_refmsgid of its reply, or with `0` all of the month.
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { insertRollback, standingConfirmations } from '../payment/clearing-store.js'
import { only } from './codec.js'
import { type Message, reply, type Transaction } from './message.js'
import { offsiteMonth } from './offsite-month.js'
import { oneAtATime, recordOnce } from './record-once.js'

/** The last ten digits of a reply's inf_refmsgid are the number of its fact. */
const SERIALS = 10_000_000_000n

export const rollBackOffsite: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const month = offsiteMonth(message, row)
  if (isRefusal(month)) return month
  const named = row.text('otransid')
  if (named !== '0' && !/^\d{30}$/.test(named)) return refused('bad_input', '原交易流水号（otransid）应为3261返回的接收方报文ID（inf_refmsgid，30位数字），或0')
  const serial = named === '0' ? undefined : BigInt(named.slice(-10))
  const recorded = await recordOnce(counter, message, null, (client, fact) => rollBack(client, message, month, serial, fact))
  return isRefusal(recorded) ? recorded : reply({}, recorded)
}

async function rollBack(client: pg.ClientBase, message: Message, month: Day, serial: bigint | undefined, fact: bigint): Promise<Refusal | undefined> {
  const { code } = message.provider
  await oneAtATime(client, `offsite/${code}`)
  const standing = await standingConfirmations(client, code, month)
  const chosen = standing.filter((one) => serial === undefined || one.confirmation % SERIALS === serial)
  if (chosen.length === 0) return refused('nothing_confirmed', `${month.slice(0, 7)}没有可回退的清分确认：不存在、已回退，或原交易流水号（otransid）不符`)
  for (const one of chosen) await insertRollback(client, code, one, fact, message.msgid, message.now)
  return undefined
}
