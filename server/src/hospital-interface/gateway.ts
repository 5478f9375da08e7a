// The gateway signature (_api_* headers, §3.2): Base64(HMAC-SHA1(secret, "_api_access_key=…&_api_name=…&_api_timestamp=…&_api_version=…")).
// Its failures are not the normal envelope: {"code":401,"message":…}.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Day } from '@tongchou/domain/base/day.js'
import type pg from 'pg'
import type { RegisterCipher } from '../enrolment/register-cipher.js'

export interface Gateway {
  readonly database: pg.Pool
  readonly cipher: RegisterCipher
  /** In demonstration mode messages from this machine need no signature. */
  readonly demonstration: boolean
}

export interface Knock {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly address: string
  readonly infno: string
  readonly institution: string
  readonly now: Date
  readonly today: Day
}

const NAMES = ['_api_access_key', '_api_name', '_api_timestamp', '_api_version'] as const
const SKEW = 30 * 60_000
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Why the message is not let in; undefined when it is. An institution without a credential needs no signature. */
export async function gatewayFault(gateway: Gateway, knock: Knock): Promise<string | undefined> {
  if (gateway.demonstration && LOOPBACK.has(knock.address)) return undefined
  const keys = await keysOf(gateway, knock)
  const accessKey = header(knock, '_api_access_key')
  if (keys.length === 0 && accessKey === '') return undefined
  if (NAMES.some((name) => header(knock, name) === '') || header(knock, '_api_signature') === '') return '缺少网关签名头（_api_*）'
  const skew = Math.abs(knock.now.getTime() - Number(header(knock, '_api_timestamp')))
  if (!(skew <= SKEW)) return '网关时间戳与服务器时间相差超过30分钟'
  if (header(knock, '_api_name').replace(/^hsa-fsi-/, '') !== knock.infno) return '网关接口名（_api_name）与交易编号不一致'
  const key = keys.find((one) => one.access_key === accessKey)
  if (key === undefined) return '网关访问密钥（_api_access_key）不存在、已停用或不属于本机构'
  return signatureFits(knock, gateway.cipher.decrypt(key.secret_cipher)) ? undefined : '网关签名不正确'
}

async function keysOf(gateway: Gateway, knock: Knock): Promise<{ access_key: string; secret_cipher: Buffer }[]> {
  const { rows } = await gateway.database.query<{ access_key: string; secret_cipher: Buffer; until: Day | null }>({
    name: 'institution-keys',
    text: `SELECT DISTINCT ON (access_key) access_key, secret_cipher, until FROM institution_key WHERE institution = $1 AND in_force <= $2
           ORDER BY access_key, in_force DESC`,
    values: [knock.institution, knock.today],
  })
  return rows.filter((row) => row.until === null || knock.today <= row.until)
}

function header(knock: Knock, name: string): string {
  const value = knock.headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

function signatureFits(knock: Knock, secret: string): boolean {
  const text = NAMES.map((name) => `${name}=${header(knock, name)}`).join('&')
  const right = createHmac('sha1', secret).update(text, 'utf8').digest()
  const given = Buffer.from(header(knock, '_api_signature'), 'base64')
  return given.length === right.length && timingSafeEqual(given, right)
}
