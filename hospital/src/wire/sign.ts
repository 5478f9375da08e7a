// Headers of the two gateway families (hospital interface §3.2, §3.3).
import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { GatewayKey } from '../centre.js'

export type Headers = Readonly<Record<string, string>>

export interface SignedWith {
  readonly key: GatewayKey
  /** What `_api_name` says. */
  readonly name: string
  /** Milliseconds since 1970. */
  readonly at: number
}

export function signedHeaders({ key, name, at }: SignedWith): Headers {
  return key.family === 'api' ? apiHeaders(key, name, at) : tifHeaders(key, at)
}

function apiHeaders(key: GatewayKey, name: string, at: number): Headers {
  const named = { _api_access_key: key.access, _api_name: name, _api_timestamp: String(at), _api_version: '1.0.0' }
  const text = Object.entries(named)
    .map(([header, value]) => `${header}=${value}`)
    .join('&')
  return { ...named, _api_signature: createHmac('sha1', key.secret).update(text, 'utf8').digest('base64') }
}

function tifHeaders(key: GatewayKey, at: number): Headers {
  const seconds = String(Math.floor(at / 1000))
  const nonce = randomBytes(8).toString('hex')
  const signature = createHash('sha256').update(`${seconds}${key.secret}${nonce}${seconds}`).digest('hex')
  return { 'x-tif-paasid': key.access, 'x-tif-timestamp': seconds, 'x-tif-nonce': nonce, 'x-tif-signature': signature }
}

export interface Signer {
  /** A time that this signer did not use before: a gateway takes one signature once, and those of `_api_*` differ by their time only. */
  moment(): number
  /** No headers without a key. */
  sign(key: GatewayKey | undefined, infno: string): Headers
}

/** `apiName` is what `_api_name` says, `{infno}` being the transaction's number in it. */
export function openSigner(clock: () => number = Date.now, apiName = '{infno}'): Signer {
  let last = 0
  const moment = (): number => {
    last = Math.max(clock(), last + 1)
    return last
  }
  return { moment, sign: (key, infno) => (key === undefined ? {} : signedHeaders({ key, name: apiName.replace('{infno}', infno), at: moment() })) }
}
