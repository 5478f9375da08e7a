// One transaction as a whole: a legal message is carried out, and one that is wrong in one thing is refused in a sentence about it.
import { isNotOffered } from '../play/clerk.js'
import type { Json } from '../wire/envelope.js'
import { requiredFields } from './check-required.js'
import { type Asking, acceptedOutput, ChainBroken, type Examiner, type Rule } from './examiner.js'

/** What must be refused, beside a message that lacks a required field. */
export interface Wrong extends Rule {
  readonly input: unknown
}

export interface Whole {
  readonly output: Json
  readonly msgid: string
  /** 接收方报文ID of the reply. */
  readonly received: string
}

/** Undefined where the centre does not offer the transaction, or refuses the legal message. */
export async function whole(examiner: Examiner, infno: string, input: Json, wrong: readonly Wrong[] = [], asking: Asking = {}): Promise<Whole | undefined> {
  const { reply, msgid } = await examiner.ask(infno, input, asking)
  if (reply !== undefined && isNotOffered(reply)) return undefined
  try {
    return { output: acceptedOutput(examiner, infno, input, reply), msgid, received: reply?.inf_refmsgid ?? '' }
  } catch (error) {
    if (!(error instanceof ChainBroken)) throw error
    return undefined
  } finally {
    await requiredFields(examiner, infno, input, asking)
    for (const { input: bad, ...rule } of wrong) await examiner.refused(infno, bad, rule, asking)
  }
}

/** The same, for what the chain can not go on without. */
export async function needed(examiner: Examiner, infno: string, input: Json, wrong: readonly Wrong[] = [], asking: Asking = {}): Promise<Whole> {
  const done = await whole(examiner, infno, input, wrong, asking)
  if (done === undefined) throw new ChainBroken(infno)
  return done
}
