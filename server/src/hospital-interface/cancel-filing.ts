// Takes an application back (2502, 2504, 2506, and the reversal of 2501–2507): while the office has not decided, or, where a
// hospital's referral stands at once, while no bill was settled under it. A cancellation can itself be reversed.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { billUnder, findApplication, insertFiling, insertStep, overlapping, type StoredApplication } from '../settlement/filing-store.js'
import { only } from './codec.js'
import { type Message, reply, type Transaction } from './message.js'
import { personNamed } from './person-of.js'
import { oneAtATime, recordOnce } from './record-once.js'

/** Which applications a cancelling transaction reaches. */
const REACHES: Readonly<Record<string, readonly string[]>> = { '2502': ['2501', '2501A'], '2504': ['2503'], '2506': ['2505'] }

export const cancelFiling: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const person = personNamed(counter, row)
  if (isRefusal(person)) return person
  const text = row.text('trt_dcla_detl_sn')
  const number = /^\d{1,18}$/.test(text) ? BigInt(text) : 0n
  const reason = row.text('memo')
  const recorded = await recordOnce(counter, message, person, async (client, fact) => {
    const application = await ownApplication(client, message, person, number)
    if (isRefusal(application)) return application
    const reaches = REACHES[message.infno] ?? []
    if (!reaches.includes(application.infno)) return refused('wrong_kind', `该备案由交易${application.infno}申请，不能用${message.infno}撤销，请核对流水号`)
    return takeBack(client, message, application, reason, fact)
  })
  return isRefusal(recorded) ? recorded : reply({}, recorded)
}

export async function ownApplication(client: pg.ClientBase, message: Message, person: bigint, number: bigint): Promise<StoredApplication | Refusal> {
  await oneAtATime(client, `filing/${person}`)
  const application = await findApplication(client, person, number)
  if (application === undefined) return refused('unknown_filing', '待遇申报明细流水号（trt_dcla_detl_sn）与人员编号（psn_no）不匹配或不存在，请核对')
  if (application.institution !== message.provider.code) return refused('other_provider', '该备案不是本机构申请的，不能撤销')
  return application
}

export async function takeBack(
  client: pg.ClientBase,
  message: Message,
  application: StoredApplication,
  reason: string,
  step?: bigint,
): Promise<Refusal | undefined> {
  const fault = await notCancellable(client, application)
  if (fault !== undefined) return fault
  const filing = application.filing === null ? null : await insertFiling(client, application, application.filing, message.now)
  await insertStep(client, application, { kind: 'cancelled', filing, officer: null, reason, now: message.now, ...(step === undefined ? {} : { step }) })
  return undefined
}

async function notCancellable(client: pg.ClientBase, application: StoredApplication): Promise<Refusal | undefined> {
  if (application.standing === 'cancelled') return refused('cancelled_already', '该备案已撤销，不能重复撤销')
  if (application.decidedBy === 'office') {
    if (application.standing === 'pending') return undefined
    const how = application.standing === 'confirmed' ? '已审核通过' : '已审核不通过'
    return refused('decided', `经办机构${how}该备案，不能由医药机构撤销；如需终止请联系参保地经办机构`)
  }
  const bill = await billUnder(client, application)
  return bill === undefined ? undefined : refused('used', `已有结算（结算ID ${bill}）使用该转院备案，不能撤销；请先撤销该结算`)
}

/** Undoes a cancellation: what waited waits again, what stood stands again. */
export async function reinstate(client: pg.ClientBase, message: Message, application: StoredApplication): Promise<Refusal | undefined> {
  if (application.standing !== 'cancelled') return refused('reinstated_already', '该备案的撤销已冲正')
  const other = await overlapping(client, application)
  if (other !== undefined) return refused('filed_already', `撤销之后已另行备案（待遇申报明细流水号${other.application}），不能冲正原撤销；请先撤销后一备案`)
  const filing = application.decidedBy === 'office' ? null : await insertFiling(client, application, null, message.now)
  await insertStep(client, application, { kind: 'reinstated', filing, officer: null, reason: '', now: message.now })
  return undefined
}
