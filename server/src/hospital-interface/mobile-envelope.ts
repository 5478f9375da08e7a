// The envelope of mobile payment (§3.5): {appId, version, encType: SM4, signType: SM2, timestamp, encData, signData}. The business
// JSON is encrypted with a key made from appId and appSecret, and signed over the sorted fields with the secret at the end.
import { createCipheriv, createDecipheriv } from 'node:crypto'
import type { Day } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Connection, type Credential, isTaken } from './connection.js'
import type { Connections } from './connections.js'
import { isObject, type ReadObject, readJson } from './read-json.js'
import { type SigningKey, signatureFits } from './sm2.js'
import { sortedJson } from './sorted-json.js'

/** Names of the outer object that are not signed. */
const UNSIGNED: ReadonlySet<string> = new Set(['signData', 'encData', 'extra'])

export interface OpenedEnvelope {
  readonly credential: Credential
  /** The business JSON as it was encrypted. */
  readonly json: string
  readonly data: ReadObject
}

export interface Opening {
  readonly connections: Connections
  readonly now: Date
  readonly today: Day
  /** Milliseconds that the sender's clock may be off. */
  readonly window: number
}

export function isMobileEnvelope(read: unknown): read is ReadObject {
  return isObject(read as ReadObject) && typeof (read as ReadObject)['encData'] === 'string' && textOf(read as ReadObject, 'appId') !== ''
}

export function openMobileEnvelope(outer: ReadObject, opening: Opening): OpenedEnvelope | Refusal {
  const credential = opening.connections.named(textOf(outer, 'appId'))
  if (credential?.gateway !== 'mobile' || !isTaken(credential, opening.now, opening.today))
    return refused('unknown_app', '应用编号（appId）不存在或已停用，请联系经办机构')
  if (textOf(outer, 'encType').toUpperCase() !== 'SM4' || textOf(outer, 'signType').toUpperCase() !== 'SM2')
    return refused('bad_envelope', '加密方式（encType）应为SM4，签名方式（signType）应为SM2')
  const sentAt = Number(textOf(outer, 'timestamp'))
  if (!(Math.abs(opening.now.getTime() - (sentAt < 1e12 ? sentAt * 1000 : sentAt)) <= opening.window))
    return refused('bad_clock', '时间戳（timestamp）与服务器时间相差过大，请校准时钟')
  const json = decrypted(credential, textOf(outer, 'encData'))
  if (json === undefined) return refused('bad_cipher', '报文密文（encData）无法解密，请核对appId、appSecret和SM4密钥算法')
  const data = objectOf(json)
  if (isRefusal(data)) return data
  const connection = opening.connections.of(credential.institution)
  return isSigned(connection, credential, outer, json)
    ? { credential, json, data }
    : refused('bad_signature', '签名（signData）不正确，请核对签名内容和登记的SM2公钥')
}

function isSigned(connection: Connection, credential: Credential, outer: ReadObject, json: string): boolean {
  const { publicKey } = connection
  if (publicKey === null) return false
  const fields = new Map(Object.keys(outer).map((name) => [name, textOf(outer, name)]))
  // The business body is signed clear by one client and as it travels by another.
  return [sortedJson(json), json, textOf(outer, 'encData')].some((body) =>
    signatureFits(publicKey, textToSign(fields, body, credential.secret()), textOf(outer, 'signData'), credential.secret()),
  )
}

function textToSign(fields: ReadonlyMap<string, string>, body: string, secret: string): string {
  const all = new Map([...fields].filter(([name, value]) => !UNSIGNED.has(name) && name !== 'data' && value !== ''))
  all.set('data', body)
  const sorted = [...all].sort(([one], [other]) => (one < other ? -1 : 1))
  return `${sorted.map(([name, value]) => `${name}=${value}`).join('&')}&key=${secret}`
}

/** Seals a business JSON; `more` are the outer object's own fields, as the code and message of a reply. A client seals alike. */
export function sealMobile(
  credential: Pick<Credential, 'accessKey' | 'secret'>,
  signing: SigningKey,
  now: Date,
  json: string,
  more: Readonly<Record<string, string | number>>,
): string {
  const fields = { appId: credential.accessKey, version: '1.0.0', encType: 'SM4', signType: 'SM2', timestamp: String(now.getTime()), ...more }
  const texts = new Map(Object.entries(fields).map(([name, value]) => [name, String(value)]))
  const signData = signing.sign(textToSign(texts, sortedJson(json), credential.secret()), credential.secret())
  return JSON.stringify({ ...fields, encData: encrypted(credential, json), signData })
}

type Secret = Pick<Credential, 'accessKey' | 'secret'>

/** k1 = SM4-ECB(first 16 characters of appId, appSecret); the working key is the first 16 characters of its upper-case digits. */
function workingKey({ accessKey, secret }: Secret): Buffer {
  const cipher = createCipheriv('sm4-ecb', Buffer.from(accessKey.padEnd(16, '0').slice(0, 16), 'utf8'), null)
  const digits = Buffer.concat([cipher.update(secret(), 'utf8'), cipher.final()])
    .toString('hex')
    .toUpperCase()
  return Buffer.from(digits.slice(0, 16), 'utf8')
}

function encrypted(credential: Secret, json: string): string {
  const cipher = createCipheriv('sm4-ecb', workingKey(credential), null)
  return Buffer.concat([cipher.update(json, 'utf8'), cipher.final()])
    .toString('hex')
    .toUpperCase()
}

export function decrypted(credential: Secret, hex: string): string | undefined {
  if (!/^(?:[0-9a-f]{32})+$/i.test(hex)) return undefined
  try {
    const cipher = createDecipheriv('sm4-ecb', workingKey(credential), null)
    return Buffer.concat([cipher.update(Buffer.from(hex, 'hex')), cipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

function objectOf(json: string): ReadObject | Refusal {
  try {
    const read = readJson(json)
    if (isObject(read)) return read
  } catch {
    // Told below.
  }
  return refused('bad_json', '解密后的业务报文应为一个JSON对象')
}

function textOf(outer: ReadObject, name: string): string {
  const value = outer[name]
  return typeof value === 'string' ? value : ''
}
