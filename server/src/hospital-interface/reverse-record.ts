// How a reversal undoes what no visit carries: applications for filings and their cancellations.
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { ownApplication, reinstate, takeBack } from './cancel-filing.js'
import type { Message } from './message.js'
import type { Original } from './original.js'

type Undo = (client: pg.ClientBase, message: Message, original: Original) => Promise<Refusal | undefined>

const undoApplication: Undo = async (client, message, original) => {
  const application = await ownApplication(client, message, original.person ?? 0n, original.fact)
  return isRefusal(application) ? application : takeBack(client, message, application, `冲正${original.msgid}`)
}

const undoCancellation: Undo = async (client, message, original) => {
  const number = await cancelledBy(client, original)
  const application = await ownApplication(client, message, original.person ?? 0n, number)
  return isRefusal(application) ? application : reinstate(client, message, application)
}

/** The step of a cancellation bears the number of its message's fact. */
async function cancelledBy(client: pg.ClientBase, original: Original): Promise<bigint> {
  const { rows } = await client.query<{ application: bigint }>('SELECT application FROM filing_step WHERE person = $1 AND step = $2', [
    original.person,
    original.fact,
  ])
  return rows[0]?.application ?? 0n
}

export const UNDO_OF_RECORDS: ReadonlyMap<string, Undo> = new Map([
  ['2501', undoApplication],
  ['2501A', undoApplication],
  ['2502', undoCancellation],
  ['2503', undoApplication],
  ['2504', undoCancellation],
  ['2505', undoApplication],
  ['2506', undoCancellation],
  ['2507', undoApplication],
])
