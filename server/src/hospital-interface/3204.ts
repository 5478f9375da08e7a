// 3204 清算申请撤销: a request for clearing is taken back while the office has not accepted it.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { findRequest, insertClearingStep } from '../payment/clearing-store.js'
import { only } from './codec.js'
import { type Message, reply, type Transaction } from './message.js'
import { oneAtATime, recordOnce } from './record-once.js'

export const withdrawClearing: Transaction = async (message, counter) => {
  const text = only(message.input, 'data').text('clr_appy_evt_id')
  const number = /^\d{1,18}$/.test(text) ? BigInt(text) : 0n
  const recorded = await recordOnce(counter, message, null, (client, fact) => withdrawRequest(client, message, number, fact))
  return isRefusal(recorded) ? recorded : reply({}, recorded)
}

export async function withdrawRequest(client: pg.ClientBase, message: Message, number: bigint, step?: bigint): Promise<Refusal | undefined> {
  const { code } = message.provider
  await oneAtATime(client, `clearing/${code}`)
  const request = await findRequest(client, code, number)
  if (request === undefined) return refused('unknown_request', '机构清算申请事件ID（clr_appy_evt_id）不存在或不属于本机构，请核对')
  if (request.standing === 'withdrawn') return refused('cancelled_already', '该清算申请已撤销，不能重复撤销')
  if (request.standing === 'accepted') return refused('accepted', '经办机构已受理该清算申请，不能撤销；如需更改请联系经办机构退回')
  if (request.standing === 'returned') return refused('returned', '经办机构已退回该清算申请，无需撤销，请更正后重新申请')
  const { area } = request
  const own = { institution: code, request: number, area, officer: null, reason: '', now: message.now }
  await insertClearingStep(client, { ...own, kind: 'withdrawn', ...(step === undefined ? {} : { step }) })
  return undefined
}
