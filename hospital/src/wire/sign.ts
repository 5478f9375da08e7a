// Headers of the two gateway families (hospital interface §3.2, §3.3).
import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { GatewayKey } from '../centre.js'

export function gatewayHeaders(key: GatewayKey | undefined, infno: string, now: number = Date.now()): Record<string, string> {
  if (key === undefined) return {}
  return key.family === 'api' ? apiHeaders(key, infno, now) : tifHeaders(key, now)
}

function apiHeaders(key: GatewayKey, infno: string, now: number): Record<string, string> {
  const named = { _api_access_key: key.access, _api_name: infno, _api_timestamp: String(now), _api_version: '1.0.0' }
  const text = Object.entries(named)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  return { ...named, _api_signature: createHmac('sha1', key.secret).update(text, 'utf8').digest('base64') }
}

function tifHeaders(key: GatewayKey, now: number): Record<string, string> {
  const seconds = String(Math.floor(now / 1000))
  const nonce = randomBytes(8).toString('hex')
  const signature = createHash('sha256').update(`${seconds}${key.secret}${nonce}${seconds}`).digest('hex')
  return { 'x-tif-paasid': key.access, 'x-tif-timestamp': seconds, 'x-tif-nonce': nonce, 'x-tif-signature': signature }
}
