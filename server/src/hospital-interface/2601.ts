// 2601 冲正: undoes what a message led to whose reply was lost, named by its msgid and infno. Repeating it is harmless. Every
// transaction that changes something can be reversed, where nothing that followed stands in the way.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { carryOut } from './carry-out.js'
import { only } from './codec.js'
import { type Counter, type Message, type Reply, reply, type Transaction } from './message.js'
import { findOriginal, type Original } from './original.js'
import { personNamed } from './person-of.js'
import { recordOnce } from './record-once.js'
import { UNDO_OF_RECORDS } from './reverse-record.js'
import { UNDO_OF_VISITS } from './reverse-visit-act.js'

/** What says that the message is undone already. */
const HARMLESS: ReadonlySet<string> = new Set(['cancelled_already', 'visit_cancelled', 'reversed_already', 'not_cancelled', 'reinstated_already'])

/** Where a rule lets only the last bill of the year be cancelled, the others of the year are asked for. */
const BILLS: ReadonlySet<string> = new Set(['2102', '2207', '2207A', '2304', '2304A'])

export const reverse: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const [infno, msgid] = [row.text('oinfno'), row.text('omsgid')]
  if (!UNDO_OF_VISITS.has(infno) && !UNDO_OF_RECORDS.has(infno)) return notReversible(counter, infno)
  const original = await findOriginal(counter, message.provider.code, infno, msgid)
  if (original === undefined) return refused('unknown_original', '没有找到原报文（omsgid、oinfno）对应的成功交易，无需冲正；请核对后再操作')
  if (original.person !== null) {
    const person = personNamed(counter, row)
    if (isRefusal(person)) return person
    if (original.person !== person) return refused('other_person', '原报文不是该人员（psn_no）的业务，请核对')
  }
  const answer = await undone(message, counter, original)
  return isRefusal(answer) && HARMLESS.has(answer.code) ? reply({}) : answer
}

function notReversible(counter: Counter, infno: string): Refusal {
  const name = counter.tables.transactions.get(infno)
  return refused(
    'not_reversible',
    `交易${infno.slice(0, 6)}${name === undefined ? '' : `（${name}）`}不能冲正；查询、预结算、对账和签到签退不改变业务，无需冲正`,
  )
}

async function undone(message: Message, counter: Counter, original: Original): Promise<Reply | Refusal> {
  const { person, visit } = original
  const undo = UNDO_OF_VISITS.get(original.infno)
  if (undo === undefined || person === null || visit === null) {
    const recorded = await recordOnce(counter, message, person, async (client) => UNDO_OF_RECORDS.get(original.infno)?.(client, message, original))
    return isRefusal(recorded) ? recorded : reply({}, recorded)
  }
  const decide = await undo(counter, message, { ...original, person, visit })
  if (isRefusal(decide)) return before(counter, message, decide)
  const answer = await carryOut(counter, message, { person, visit, decide, asksAliveBills: BILLS.has(original.infno) })
  if (isRefusal(answer)) return answer
  return reply({}, answer.kind === 'done' ? answer.saved : answer)
}

/** A reversal that was carried out under this very message is answered as it was then. */
async function before(counter: Counter, message: Message, refusal: Refusal): Promise<Reply | Refusal> {
  const own = await findOriginal(counter, message.provider.code, message.infno, message.msgid)
  return own === undefined ? refusal : reply({}, { receivedAt: own.receivedAt, fact: own.fact })
}
