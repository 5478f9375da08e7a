// The `_api_*` headers (§3.2): Base64(HMAC-SHA1(secret, "_api_access_key=…&_api_name=…&_api_timestamp=…&_api_version=…")). The name is
// the transaction's number in one province, `hsa-fsi-` and the number in another; where the bus itself has one service for every
// transaction it is the name of that service. The timestamp is in milliseconds, of one client in seconds.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Header, type Signed, sinceEpoch } from './gateway.js'

const NAMES = ['_api_access_key', '_api_name', '_api_timestamp', '_api_version'] as const

const TRANSACTION = /^(?:hsa-fsi-)?(\d{4}[A-Z]?|\d{6})$/

/** Undefined where the headers name no key and bear no signature. */
export function apiSignature(header: Header, infno: string): Signed | undefined {
  const signature = header('_api_signature')
  if (header('_api_access_key') === '' && signature === '') return undefined
  const text = NAMES.map((name) => `${name}=${header(name)}`).join('&')
  const timestamp = header('_api_timestamp')
  return {
    gateway: 'api',
    accessKey: header('_api_access_key'),
    sentAt: sinceEpoch(timestamp),
    once: text,
    // A cashier's program sends several messages within one second.
    isShared: timestamp.length === 10,
    fits: (secret) => {
      const right = createHmac('sha1', secret).update(text, 'utf8').digest()
      const given = Buffer.from(signature, 'base64')
      return given.length === right.length && timingSafeEqual(given, right)
    },
    fault: faultOf(header, signature, infno),
  }
}

function faultOf(header: Header, signature: string, infno: string): string | undefined {
  const empty = [...NAMES.filter((name) => header(name) === ''), ...(signature === '' ? ['_api_signature'] : [])]
  if (empty.length > 0) return `缺少网关签名头（${empty.join('、')}）`
  const named = TRANSACTION.exec(header('_api_name'))?.[1]
  return named === undefined || named === infno ? undefined : '网关接口名（_api_name）与交易编号不一致'
}
