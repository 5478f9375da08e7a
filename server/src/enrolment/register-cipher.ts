// Protects what the register must not show: SM4-CTR with HMAC-SM3 over it (encrypt, then authenticate), and keyed hashes to search by.
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Day } from '@tongchou/domain/base/day.js'
import { inFull } from '@tongchou/domain/base/resident-id.js'

export interface RegisterCipher {
  readonly keyVersion: number
  encrypt(text: string): Buffer
  /** Throws when the bytes were not made with this key or were altered. */
  decrypt(cipher: Buffer): string
  /** Finds a person by certificate; resident identity numbers are normalised to 18 digits, upper case. */
  certHash(certType: string, number: string): Buffer
  birthHash(born: Day, sex: string, area: string): Buffer
  last4Hash(number: string): Buffer
}

const IV = 16
const TAG = 16

export function registerCipher(key: Buffer): RegisterCipher {
  const derived = (label: string): Buffer => createHmac('sm3', key).update(`register:${label}`).digest()
  const cipherKey = derived('cipher').subarray(0, 16)
  const tagKey = derived('tag')
  const hashKey = derived('hash')
  const tagOf = (body: Buffer): Buffer => createHmac('sm3', tagKey).update(body).digest().subarray(0, TAG)
  const hashOf = (...parts: readonly string[]): Buffer => createHmac('sm3', hashKey).update(parts.join('\u0000')).digest()
  return {
    keyVersion: 1,
    encrypt(text) {
      const iv = freshIv()
      const cipher = createCipheriv('sm4-ctr', cipherKey, iv)
      const body = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([body, tagOf(body)])
    },
    decrypt(bytes) {
      const body = bytes.subarray(0, bytes.length - TAG)
      if (bytes.length < IV + TAG || !timingSafeEqual(tagOf(body), bytes.subarray(bytes.length - TAG)))
        throw new Error('a register field was not made with this key')
      const decipher = createDecipheriv('sm4-ctr', cipherKey, body.subarray(0, IV))
      return Buffer.concat([decipher.update(body.subarray(IV)), decipher.final()]).toString('utf8')
    },
    certHash: (certType, number) => hashOf('cert', certTypeKey(certType), normalisedNumber(certType, number)),
    birthHash: (born, sex, area) => hashOf('birth', born, sex, area),
    last4Hash: (number) => hashOf('last4', number.trim().toUpperCase().slice(-4)),
  }
}

let reserve = Buffer.alloc(0)

/** Sixteen random bytes, each used once; drawn in large pieces because a draw costs more than a cipher. */
function freshIv(): Buffer {
  if (reserve.length < IV) reserve = randomBytes(256 * IV)
  const iv = reserve.subarray(0, IV)
  reserve = reserve.subarray(IV)
  return iv
}

/** `1` and `01` are the same certificate type in different editions of the interface. */
function certTypeKey(certType: string): string {
  return certType.length === 1 ? `0${certType}` : certType
}

/** A 15-digit resident number becomes its 18-digit form; other certificates are taken as they are, in capitals. */
export function normalisedNumber(certType: string, number: string): string {
  return certTypeKey(certType) === '01' ? inFull(number) : number.trim().toUpperCase()
}
