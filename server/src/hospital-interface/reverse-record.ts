// How a reversal undoes what no visit carries: applications for filings, clearing requests, confirmations, and their cancellations.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import { findRequest, insertClearingStep, insertRollback, touchingRequest } from '../payment/clearing-store.js'
import { withdrawRequest } from './3204.js'
import { ownApplication, reinstate, takeBack } from './cancel-filing.js'
import type { Message } from './message.js'
import type { Original } from './original.js'
import { nextFact, oneAtATime } from './record-once.js'

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

const undoRequest: Undo = (client, message, original) => withdrawRequest(client, message, original.fact)

const undoWithdrawal: Undo = async (client, message, original) => {
  const { code } = message.provider
  await oneAtATime(client, `clearing/${code}`)
  const { rows } = await client.query<{ request: bigint }>('SELECT request FROM clearing_step WHERE institution = $1 AND step = $2', [code, original.fact])
  const request = await findRequest(client, code, rows[0]?.request ?? 0n)
  if (request === undefined) throw new Error('a message names a clearing request that is not there')
  if (request.standing !== 'withdrawn') return refused('reinstated_already', '该清算申请的撤销已冲正')
  const other = await touchingRequest(client, request)
  if (other !== undefined) return refused('requested_already', `撤销之后已另行申请清算（申请事件ID ${other.request}），不能冲正原撤销；请先撤销后一申请`)
  await insertClearingStep(client, {
    institution: code,
    request: request.request,
    area: request.area,
    kind: 'reinstated',
    officer: null,
    reason: '',
    now: message.now,
  })
  return undefined
}

const undoConfirmation: Undo = async (client, message, original) => {
  const { code } = message.provider
  await oneAtATime(client, `offsite/${code}`)
  const { rows } = await client.query<{ confirmation: bigint; area: string; settlements: bigint[]; included: boolean[]; gone: boolean }>(
    `SELECT c.confirmation, c.area, c.settlements, c.included,
            EXISTS (SELECT 1 FROM offsite_rollback r WHERE r.institution = c.institution AND r.confirmation = c.confirmation) AS gone
       FROM offsite_confirmation c WHERE c.institution = $1 AND c.confirmation = $2`,
    [code, original.fact],
  )
  const [confirmed] = rows
  if (confirmed === undefined) throw new Error('a message names a confirmation that is not there')
  if (confirmed.gone) return refused('reversed_already', '该清分确认已回退')
  await insertRollback(client, code, confirmed, await nextFact(client), message.msgid, message.now)
  return undefined
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
  ['3203', undoRequest],
  ['3204', undoWithdrawal],
  ['3261', undoConfirmation],
])
