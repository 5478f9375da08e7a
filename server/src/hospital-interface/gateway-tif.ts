// The `x-tif-*` headers (§3.3): hex(SHA-256(timestamp + secret + nonce + timestamp)), the timestamp in seconds. Two kinds of
// clients write the hexadecimal digits in different case.
import { createHash, timingSafeEqual } from 'node:crypto'
import { type Header, type Signed, sinceEpoch } from './gateway.js'

const NAMES = ['x-tif-paasid', 'x-tif-timestamp', 'x-tif-nonce', 'x-tif-signature'] as const

/** The gateway product's sample sends this one nonce for ever, and programs were copied from it. */
const SAMPLE_NONCE = '123456789abcdefg'

/** Undefined where the headers name no key and bear no signature. */
export function tifSignature(header: Header): Signed | undefined {
  const [accessKey, timestamp, nonce, signature] = [header('x-tif-paasid'), header('x-tif-timestamp'), header('x-tif-nonce'), header('x-tif-signature')]
  if (accessKey === '' && signature === '') return undefined
  const empty = NAMES.filter((name) => header(name) === '')
  return {
    gateway: 'tif',
    accessKey,
    sentAt: sinceEpoch(timestamp),
    once: `${timestamp}/${nonce}`,
    isShared: nonce === SAMPLE_NONCE,
    fits: (secret) => {
      const right = createHash('sha256').update(`${timestamp}${secret}${nonce}${timestamp}`, 'utf8').digest()
      const given = Buffer.from(/^[0-9a-f]{64}$/i.test(signature) ? signature : '', 'hex')
      return given.length === right.length && timingSafeEqual(given, right)
    },
    fault: empty.length > 0 ? `缺少网关签名头（${empty.join('、')}）` : undefined,
  }
}
