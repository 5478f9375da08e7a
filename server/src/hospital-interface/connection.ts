// How one institution is connected: its gateway, switches, addresses and limits, and the credentials that it may sign with.
import type { Day } from '@tongchou/domain/base/day.js'

export type GatewayName = 'api' | 'tif' | 'mobile'

export interface Connection {
  readonly gateway: 'any' | 'api' | 'tif'
  /** Otherwise a signature is asked only where a credential was issued. */
  readonly signatureRequired: boolean
  readonly cainfoRequired: boolean
  readonly cainfoReplied: boolean
  readonly signInRequired: boolean
  /** CIDR; empty: from anywhere. */
  readonly addresses: readonly string[]
  /** SM2, hexadecimal, uncompressed. */
  readonly publicKey: string | null
  readonly profile: string
  /** Null: as the installation sets it. */
  readonly perSecond: number | null
  readonly atOnce: number | null
}

export interface Credential {
  readonly institution: string
  readonly gateway: GatewayName
  readonly accessKey: string
  readonly from: Day
  readonly until: Day | null
  /** Milliseconds since 1970; null: no end is set. */
  readonly endsAt: number | null
  secret(): string
}

/** What is known of an institution that nobody set anything for. */
export function plainConnection(profile: string): Connection {
  return {
    gateway: 'any',
    signatureRequired: false,
    cainfoRequired: false,
    cainfoReplied: false,
    signInRequired: false,
    addresses: [],
    publicKey: null,
    profile,
    perSecond: null,
    atOnce: null,
  }
}

export function isTaken(credential: Credential, now: Date, today: Day): boolean {
  const { from, until, endsAt } = credential
  return from <= today && (until === null || today <= until) && (endsAt === null || now.getTime() < endsAt)
}
