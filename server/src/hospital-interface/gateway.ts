// Who is let in. Two gateways are in use: `_api_*` headers (§3.2) and `x-tif-*` headers (§3.3). Each message is held against the
// clock, the credential, its signature and whether the same signature came before; an institution to which no credential was issued
// needs none unless its switch says so. Failures are not the normal envelope: {"code":401,"message":…}.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Connection, type Credential, isTaken } from './connection.js'
import type { Connections } from './connections.js'
import type { GateSettings } from './gate-settings.js'
import { apiSignature } from './gateway-api.js'
import { tifSignature } from './gateway-tif.js'
import type { Marks } from './marks.js'

export interface Gate {
  readonly settings: GateSettings
  readonly marks: Marks
  /** In the demonstration city, messages from this machine need no signature and may use the demonstration's credentials. */
  readonly demonstration: boolean
}

export interface Knock {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly address: string
  readonly infno: string
  readonly institution: string
  readonly msgid: string
  readonly now: Date
  readonly today: Day
  /** The header family of the sender's province, for the sentence to one that sends none. */
  readonly family: Connection['gateway']
}

/** Reads one header as text; empty where it was not sent. */
export type Header = (name: string) => string

/** What a gateway's headers say, once they are there at all. */
export interface Signed {
  readonly gateway: 'api' | 'tif'
  readonly accessKey: string
  /** Milliseconds since 1970; NaN where the text is no time. */
  readonly sentAt: number
  /** What may be used once: the nonce, or the signature itself where the gateway has no nonce. */
  readonly once: string
  /** The headers of several messages may be the same (no nonce, a clock of whole seconds): each message may use them once. */
  readonly isShared: boolean
  fits(secret: string): boolean
  /** What is wrong with the headers themselves. */
  readonly fault: string | undefined
}

/** A signature that fits, and what may be used once of it. */
export interface Passed {
  readonly kind: 'passed'
  readonly once: string
  readonly sentAt: number
  readonly forgetAt: number
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const

/** From this machine itself, and not through a proxy on it, behind which anybody may stand. */
export function isFromHere({ address, headers }: Pick<Knock, 'address' | 'headers'>): boolean {
  return LOOPBACK.has(address) && FORWARDED.every((name) => headers[name] === undefined)
}

const KINDS: readonly ((header: Header, infno: string) => Signed | undefined)[] = [apiSignature, tifSignature]

/** Milliseconds since 1970 of a timestamp in milliseconds or seconds; NaN where the text is neither. */
export function sinceEpoch(timestamp: string): number {
  if (/^\d{13}$/.test(timestamp)) return Number(timestamp)
  return /^\d{10}$/.test(timestamp) ? Number(timestamp) * 1000 : Number.NaN
}

/** Why the message is not let in; undefined when it is. */
export async function gatewayFault(gate: Gate, connections: Connections, knock: Knock): Promise<string | undefined> {
  const known = passedBy(gate, connections, knock)
  return typeof known === 'string' || known === undefined ? known : replayFault(gate, known)
}

export async function replayFault(gate: Gate, { once, sentAt, forgetAt }: Passed): Promise<string | undefined> {
  const first = await gate.marks.isFirst(once, sentAt, forgetAt)
  return first ? undefined : '该网关签名已使用过，请用新的时间戳（随机数）重新签名后发送'
}

/** Whether the sender is who it says, before anything is stored: what is wrong, or undefined where no signature is asked and none was sent. */
export function passedBy(gate: Gate, connections: Connections, knock: Knock): Passed | string | undefined {
  const header: Header = (name) => headerOf(knock, name)
  const signed = KINDS.map((read) => read(header, knock.infno)).find((one) => one !== undefined)
  const home = gate.demonstration && isFromHere(knock)
  const connection = connections.of(knock.institution)
  if (signed === undefined) return home || !isAsked(connections, connection, knock) ? undefined : missing(connection, knock)
  if (connection.gateway !== 'any' && connection.gateway !== signed.gateway) return missing(connection, knock)
  if (signed.fault !== undefined) return signed.fault
  const window = gate.settings.window[signed.gateway]
  if (!(Math.abs(knock.now.getTime() - signed.sentAt) <= window)) return `网关时间戳与服务器时间相差超过${windowText(window)}，请校准时钟`
  const secret = secretOf(gate, connections, knock, signed, home)
  if (secret === undefined) return `网关访问密钥（${signed.gateway === 'api' ? '_api_access_key' : 'x-tif-paasid'}）不存在、已停用或不属于本机构`
  if (!signed.fits(secret)) return '网关签名不正确'
  const once = signed.isShared ? `${signed.once}/${knock.infno}/${knock.msgid}` : signed.once
  return { kind: 'passed', once: `${signed.gateway}/${signed.accessKey}/${once}`, sentAt: signed.sentAt, forgetAt: knock.now.getTime() + 2 * window }
}

function windowText(milliseconds: number): string {
  return milliseconds % 60_000 === 0 ? `${milliseconds / 60_000}分钟` : `${milliseconds / 1000}秒`
}

function isAsked(connections: Connections, connection: Connection, knock: Knock): boolean {
  const usable = (one: Credential): boolean => one.gateway !== 'mobile' && isTaken(one, knock.now, knock.today)
  return connection.signatureRequired || connections.credentialsOf(knock.institution).some(usable)
}

function missing(connection: Connection, { family }: Knock): string {
  const gateway = connection.gateway === 'any' ? family : connection.gateway
  const names = gateway === 'any' ? '_api_*或x-tif-*' : gateway === 'api' ? '_api_*' : 'x-tif-*'
  return `缺少网关签名头（${names}）`
}

function secretOf(gate: Gate, connections: Connections, knock: Knock, signed: Signed, home: boolean): string | undefined {
  const credential = connections.named(signed.accessKey)
  if (credential !== undefined) {
    const own = credential.institution === knock.institution && credential.gateway === signed.gateway
    return own && isTaken(credential, knock.now, knock.today) ? credential.secret() : undefined
  }
  const shown = home ? gate.settings.demonstrationKeys.find((one) => one.gateway === signed.gateway && one.accessKey === signed.accessKey) : undefined
  return shown?.secret
}

function headerOf(knock: Knock, name: string): string {
  const value = knock.headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}
