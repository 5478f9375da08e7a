// The decision of 2103, 2208 and 2305: the settlement a message names by setl_id, mdtrt_id and psn_no is cancelled.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { VisitKind } from '@tongchou/domain/settlement/visit.js'
import { cancelSettlement } from '../settlement/cancel-settlement.js'
import type { Act } from './carry-out.js'
import { only } from './codec.js'
import type { Counter, Message } from './message.js'
import { personNamed, visitNamed } from './person-of.js'

export function cancelSettlementAct(message: Message, counter: Counter, kind: VisitKind): Act | Refusal {
  const row = only(message.input, 'data')
  const person = personNamed(counter, row)
  if (isRefusal(person)) return person
  const text = row.text('setl_id')
  const settlement = /^\d{1,18}$/.test(text) ? BigInt(text) : 0n
  const asked = { provider: message.provider.code, settlement, today: message.today, now: message.now, msgid: message.msgid, rules: message.reference.rules }
  return {
    person,
    visit: visitNamed(row),
    asksAliveBills: true,
    decide: (known) => {
      if (known.visit !== null && known.visit.kind !== kind) return refused('wrong_kind', `该结算不能用交易${message.infno}撤销，请核对就诊类型`)
      return cancelSettlement(known, asked)
    },
  }
}
