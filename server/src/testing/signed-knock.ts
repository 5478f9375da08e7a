// Signs messages as clients of the two gateways do.
import { createHash, createHmac } from 'node:crypto'

export type Headers = Record<string, string>

export interface SigningAs {
  readonly accessKey: string
  readonly secret: string
  readonly infno: string
  readonly at: Date
}

/** `_api_*` headers; `changes` are signed too. */
export function apiHeaders({ accessKey, secret, infno, at }: SigningAs, changes: Headers = {}): Headers {
  const headers: Headers = { _api_access_key: accessKey, _api_name: infno, _api_timestamp: String(at.getTime()), _api_version: '1.0.0', ...changes }
  const text = Object.keys(headers)
    .sort()
    .map((name) => `${name}=${headers[name] ?? ''}`)
    .join('&')
  return { ...headers, _api_signature: createHmac('sha1', secret).update(text).digest('base64') }
}

/** `x-tif-*` headers. */
export function tifHeaders({ accessKey, secret, at }: SigningAs, nonce: string, upper = false): Headers {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const signature = createHash('sha256').update(`${timestamp}${secret}${nonce}${timestamp}`).digest('hex')
  return { 'x-tif-paasid': accessKey, 'x-tif-timestamp': timestamp, 'x-tif-nonce': nonce, 'x-tif-signature': upper ? signature.toUpperCase() : signature }
}
