// A message as the transactions see it, and what they answer.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Refusal } from '@tongchou/domain/base/refusal.js'
import type { Settle } from '@tongchou/domain/settlement/settle.js'
import type pg from 'pg'
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import type { Clock } from '../http/clock.js'
import type { Provider, Reference } from '../settlement/reference.js'
import type { WritePath } from '../settlement/settle-visits.js'
import type { MessageKey } from '../settlement/work.js'
import type { Input } from './codec.js'
import type { Profile } from './profile.js'
import type { Reads } from './reads.js'
import type { InterfaceTables } from './tables.js'
import type { Written } from './write-json.js'

export interface Message {
  readonly key: MessageKey
  readonly infno: string
  readonly msgid: string
  readonly provider: Provider
  readonly operator: string
  readonly operatorName: string
  /** Area of treatment as sent. */
  readonly placeArea: string
  readonly input: Input
  /** The binary part of a multipart body (9101). */
  readonly file?: Buffer
  readonly today: Day
  /** `yyyy-MM-dd HH:mm:ss`. */
  readonly now: string
  readonly reference: Reference
  /** The province's words in which the sender speaks; its messages are read and answered in the nation's. */
  readonly profile: Profile
}

/** What every transaction may use. */
export interface Counter {
  readonly pool: string
  readonly clock: Clock
  readonly database: pg.Pool
  readonly reads: Reads
  readonly cipher: RegisterCipher
  readonly tables: InterfaceTables
  readonly settle: Settle
  readonly writePath: WritePath
}

/** Bytes that answer instead of the envelope (9102). */
export interface ReplyFile {
  readonly name: string
  readonly bytes: Buffer
}

export interface Reply {
  readonly kind: 'reply'
  readonly output: Written
  /** Sent instead of the envelope (9102). */
  readonly file?: ReplyFile
  /** What the sender should look at although the message was carried out (warn_msg). */
  readonly warning?: string
  /** Names the fact behind the reply, so that the same message gets the same reference again. */
  readonly reference?: { readonly at: string; readonly serial: bigint }
}

export type Transaction = (message: Message, counter: Counter) => Promise<Reply | Refusal>

export function reply(output: Written, answer?: { readonly receivedAt: string; readonly fact: bigint }): Reply {
  return { kind: 'reply', output, ...(answer === undefined ? {} : { reference: { at: answer.receivedAt, serial: answer.fact } }) }
}
