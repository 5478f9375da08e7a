// SM2 signatures with SM3 (GM/T 0003), for `cainfo` and the envelope of mobile payment. Node's own SM2 knows only an empty user id,
// so that the library of the field does it. A signature is r‖s of 64 bytes, sent as Base64 or hexadecimal, or the same in DER.
import { createHash } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import type { RegisterCipher } from '../enrolment/register-cipher.js'

/** The user id that GM/T 0009 gives where the parties agreed on none. */
export const USUAL_ID = '1234567812345678'

const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

export interface SigningKey {
  readonly publicKey: string
  /** Base64 of r‖s. */
  sign(text: string, userId?: string): string
}

/** The installation's own key: it follows from the installation's secret, so that every process has it and nobody stores it. */
export function installationSigningKey(cipher: RegisterCipher): SigningKey {
  const seed = BigInt(`0x${cipher.certHash('sm2', 'the key that signs replies').toString('hex')}`)
  return signingKey(((seed % (ORDER - 2n)) + 1n).toString(16).padStart(64, '0'))
}

export function signingKey(privateKey: string): SigningKey {
  const publicKey = sm2.getPublicKeyFromPrivateKey(privateKey)
  return {
    publicKey,
    sign: (text, userId = USUAL_ID) =>
      Buffer.from(sm2.doSignature(Buffer.from(text, 'utf8'), privateKey, { hash: true, publicKey, userId }), 'hex').toString('base64'),
  }
}

export function signatureFits(publicKey: string, text: string, signature: string, userId = USUAL_ID): boolean {
  const bytes = /^[0-9a-f]{128,}$/i.test(signature) ? Buffer.from(signature, 'hex') : Buffer.from(signature, 'base64')
  // r‖s of 64 bytes may begin with 0x30 by chance, so that only another length means DER.
  const der = bytes.length !== 64
  if (bytes.length < 64 || (der && bytes[0] !== 0x30)) return false
  try {
    return sm2.doVerifySignature(Buffer.from(text, 'utf8'), bytes.toString('hex'), publicKey, { hash: true, der, userId })
  } catch {
    return false
  }
}

/** The key as 130 hexadecimal digits, from that form with or without the leading 04, or from Base64 of it; undefined for anything else. */
export function publicKeyOf(text: string): string | undefined {
  const plain = text.replace(/\s+/g, '')
  const hex = (/^[0-9a-f]{128}$|^04[0-9a-f]{128}$/i.test(plain) ? plain : Buffer.from(plain, 'base64').toString('hex')).toLowerCase()
  const full = hex.length === 128 ? `04${hex}` : hex
  return /^04[0-9a-f]{128}$/.test(full) && isPoint(full) ? full : undefined
}

function isPoint(publicKey: string): boolean {
  try {
    return sm2.verifyPublicKey(publicKey)
  } catch {
    return false
  }
}

/** A short name of a public key, to compare it by telephone. */
export function fingerprint(publicKey: string): string {
  return createHash('sm3').update(Buffer.from(publicKey, 'hex')).digest('hex').slice(0, 16)
}
