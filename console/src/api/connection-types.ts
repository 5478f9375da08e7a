// What the server answers about connections of institutions and their messages. Times are ISO texts, durations microseconds.
export type Gateway = 'api' | 'tif' | 'mobile'

export interface ConnectionRow {
  readonly institution: string
  readonly name: string
  readonly kind: string
  readonly area: string
  readonly area_name: string
  readonly keys: number
  readonly signature_required: boolean
  readonly messages: number
  readonly refused: number
  readonly last_at: string | null
}

export interface Switches {
  readonly gateway: 'any' | 'api' | 'tif'
  readonly signature_required: boolean
  readonly cainfo_required: boolean
  readonly cainfo_replied: boolean
  readonly sign_in_required: boolean
  readonly addresses: readonly string[]
  readonly public_key: string | null
  readonly profile: string
  readonly per_second: number | null
  readonly at_once: number | null
}

export interface GatewayKey {
  readonly access_key: string
  readonly gateway: Gateway
  readonly from: string
  readonly ends_at: string | null
  readonly ended: boolean
  readonly end_kind: string | null
  readonly end_reason: string | null
  readonly replaces: string | null
  readonly issued_at: string
  readonly issued_by: string | null
}

export interface IssuedKey {
  readonly access_key: string
  readonly secret: string
  readonly gateway: Gateway
}

export interface HealthRow {
  readonly infno: string
  readonly name: string
  readonly messages: number
  readonly refused: number
  readonly p50_micros: number
  readonly p95_micros: number
  readonly p99_micros: number
}

export interface MessageRow {
  readonly at: string
  readonly institution: string
  readonly infno: string
  readonly name: string
  readonly msgid: string
  readonly infcode: number
  readonly code: string
  readonly sentence: string
  readonly micros: number
  readonly bytes: number
  readonly input_hash: string | null
  readonly shape: string
}

export interface ConnectionPage {
  readonly institution: string
  readonly name: string
  readonly kind: string
  readonly area_name: string
  readonly revision: number
  readonly switches: Switches
  readonly set_at: string | null
  readonly set_by: string | null
  readonly public_key_name: string | null
  readonly our_public_key: string
  readonly profiles: readonly { readonly profile: string; readonly name: string }[]
  readonly limits: { readonly per_second: number; readonly at_once: number }
  readonly keys: readonly GatewayKey[]
  readonly health: readonly HealthRow[]
  readonly last: readonly MessageRow[]
}
