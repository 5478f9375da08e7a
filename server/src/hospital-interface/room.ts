// What one process of the hospital interface holds.
import type { Refusal } from '@tongchou/domain/base/refusal.js'
import type { FastifyRequest } from 'fastify'
import type { Kept } from '../database/kept.js'
import type { ReferenceKeeper } from '../settlement/reference.js'
import type { AddressReader } from './address-of.js'
import type { Connections } from './connections.js'
import type { GateSettings } from './gate-settings.js'
import type { Rates } from './institution-rate.js'
import type { Marks } from './marks.js'
import type { Counter } from './message.js'
import type { MessageLog } from './message-log.js'
import type { Profile } from './profile.js'
import type { SigningKey } from './sm2.js'

export interface Room {
  readonly demonstration: boolean
  readonly counter: Counter
  readonly reference: ReferenceKeeper
  readonly connections: Kept<Connections>
  readonly settings: GateSettings
  readonly addresses: AddressReader
  readonly marks: Marks
  readonly rates: Rates
  readonly log: MessageLog
  readonly signing: SigningKey
  /** The installation's own where there is none of that name. */
  profileOf(name: string): Profile
  troubleOf(error: unknown, request: FastifyRequest): Refusal
}
