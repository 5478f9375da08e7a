// 2601 冲正: undoes what a message led to whose reply was lost, named by its msgid and infno. Repeating it is harmless.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { cancelSettlement, reinstateSettlement } from '../settlement/cancel-settlement.js'
import { changeVisit } from '../settlement/change-visit.js'
import type { Changes, Known } from '../settlement/work.js'
import { carryOut } from './carry-out.js'
import { only } from './codec.js'
import { type Counter, type Message, reply, type Transaction } from './message.js'
import { personNamed } from './person-of.js'

const SETTLED: ReadonlySet<string> = new Set(['2102', '2207', '2304'])
const CANCELLED: ReadonlySet<string> = new Set(['2103', '2208', '2305'])

interface Original {
  readonly person: bigint
  readonly visit: bigint
  readonly fact: bigint
}

export const reverse: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const person = personNamed(counter, row)
  if (isRefusal(person)) return person
  const [infno, msgid] = [row.text('oinfno'), row.text('omsgid')]
  if (!SETTLED.has(infno) && !CANCELLED.has(infno) && infno !== '2401') {
    return refused('not_reversible', `交易${infno.slice(0, 6)}不能冲正，可冲正：2102、2103、2207、2208、2304、2305、2401`)
  }
  const original = await find(counter, message, infno, msgid)
  if (original === undefined) return refused('unknown_original', '没有找到原报文（omsgid、oinfno）对应的成功交易，无需冲正；请核对后再操作')
  if (original.person !== person) return refused('other_person', '原报文不是该人员（psn_no）的业务，请核对')
  const answer = await carryOut(counter, message, {
    person,
    visit: original.visit,
    asksAliveBills: SETTLED.has(infno),
    decide: (known) => reversed(known, message, infno, original),
  })
  if (isRefusal(answer)) return HARMLESS.has(answer.code) ? reply({}) : answer
  return reply({}, answer.kind === 'done' ? answer.saved : answer)
}

/** What says that the message is undone already. */
const HARMLESS: ReadonlySet<string> = new Set(['cancelled_already', 'visit_cancelled'])

async function find(counter: Counter, message: Message, infno: string, msgid: string): Promise<Original | undefined> {
  const { rows } = await counter.database.query<Original>('SELECT person, visit, fact FROM message WHERE institution = $1 AND infno = $2 AND msgid = $3', [
    message.provider.code,
    infno,
    msgid,
  ])
  return rows[0]
}

function reversed(known: Known, message: Message, infno: string, original: Original): Changes | Refusal {
  const asked = {
    provider: message.provider.code,
    settlement: original.fact,
    today: message.today,
    now: message.now,
    msgid: message.msgid,
    rules: message.reference.rules,
  }
  if (SETTLED.has(infno)) return cancelSettlement(known, asked)
  if (CANCELLED.has(infno)) return reinstateSettlement(known, asked)
  const event = { kind: 'visit_cancelled', day: message.today, attributes: { reversed: message.msgid } } as const
  return changeVisit(known, { provider: message.provider.code, act: 'cancel_visit', event, state: () => ({}) })
}
