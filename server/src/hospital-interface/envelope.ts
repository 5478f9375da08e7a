// The envelope: reads a request's text into a message, checks who sends it, and writes the reply's fixed fields.
// Source: hospital interface §2.1, §2.2, §5.1. Business errors are HTTP 200 with infcode −1 and a sentence for the cashier.
import { hash } from 'node:crypto'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { timeText } from '../http/clock.js'
import type { Reference } from '../settlement/reference.js'
import { decode, storable } from './codec.js'
import type { Connection } from './connection.js'
import { underItsNode } from './flat-input.js'
import { institutionOf } from './institution.js'
import type { Counter, Message, Reply } from './message.js'
import { type Profile, readByProfile, writtenByProfile } from './profile.js'
import { isObject, JsonFault, type Read, type ReadObject, readJson } from './read-json.js'
import { readTime } from './read-time.js'
import { saysNothing, signInFault } from './sign-in.js'
import { writeJson } from './write-json.js'

const REQUIRED: readonly (readonly [field: string, label: string])[] = [
  ['infno', '交易编号'],
  ['msgid', '发送方报文ID'],
  ['mdtrtarea_admvs', '就医地医保区划'],
  ['recer_sys_code', '接收方系统代码'],
  ['infver', '接口版本号'],
  ['opter_type', '经办人类别'],
  ['opter', '经办人'],
  ['opter_name', '经办人姓名'],
  ['inf_time', '交易时间'],
  ['fixmedins_code', '定点医药机构编号'],
]

export interface Envelope {
  readonly fields: ReadObject
  /** As it was sent. */
  readonly body: string
  text(field: string): string
  /** The binary part of a multipart body. */
  readonly file?: Buffer
}

/** The envelope of a body; `infnoOfUrl` fills in where the body leaves the number out. */
export function readEnvelope(body: string, infnoOfUrl: string | undefined): Envelope | Refusal {
  const read = readBody(body)
  if (isRefusal(read)) return read
  const fields = infnoOfUrl !== undefined && textOf(read['infno']) === '' ? { ...read, infno: infnoOfUrl } : read
  const text = (field: string): string => textOf(fields[field])
  if (infnoOfUrl !== undefined && text('infno') !== infnoOfUrl) return refused('bad_envelope', `地址中的交易编号${infnoOfUrl.slice(0, 10)}与报文infno不一致`)
  const missing = REQUIRED.filter(([field]) => text(field) === '')
  if (missing.length > 0) return refused('bad_envelope', `报文缺少：${missing.map(([field, label]) => `${label}（${field}）`).join('、')}`)
  if (text('msgid').length > 30) return refused('bad_envelope', '发送方报文ID（msgid）过长，最多30个字符')
  if (readTime(text('inf_time')) === undefined) return refused('bad_envelope', '交易时间（inf_time）格式应为yyyy-MM-dd HH:mm:ss')
  return { fields, body, text }
}

function readBody(body: string): ReadObject | Refusal {
  if (body.trim() === '') return refused('bad_json', '报文为空，请发送JSON')
  try {
    const sent = readJson(body)
    // A client that writes its JSON twice sends a text that holds the object.
    const read = typeof sent === 'string' ? readJson(sent) : sent
    return isObject(read) ? read : refused('bad_json', '报文应为一个JSON对象')
  } catch (error) {
    if (error instanceof JsonFault) return refused('bad_json', `报文不是合法的JSON，第${error.at + 1}个字符处有误`)
    throw error
  }
}

function textOf(value: Read | undefined): string {
  if (typeof value !== 'string') return typeof value === 'boolean' ? String(value) : ''
  return value === 'null' || value === 'NULL' ? '' : storable(value).trim()
}

/** How the sender is connected, as far as reading and answering its messages goes. */
export interface Sender {
  readonly connection: Connection
  readonly profile: Profile
}

export async function messageOf(envelope: Envelope, counter: Counter, reference: Reference, sender: Sender): Promise<Message | Refusal> {
  const infno = envelope.text('infno')
  const nodes = counter.tables.nodes.get(infno)
  if (nodes === undefined) return notOffered(infno, counter.tables.known.get(infno))
  const now = timeText(counter.clock.now())
  const provider = institutionOf(reference, envelope.text('fixmedins_code'), now.slice(0, 10))
  if (isRefusal(provider)) return provider
  const unsigned = infno === '9001' ? undefined : await unsignedFault(counter, provider.code, envelope, sender)
  const fault = unsigned ?? areaFault(envelope, reference)
  if (fault !== undefined) return fault
  const body = inputOf(envelope)
  const nested = sender.profile.flatInput ? underItsNode(body, nodes) : body
  const input = decode(readByProfile(sender.profile, infno, nested), nodes)
  if (isRefusal(input)) return input
  return {
    key: { institution: provider.code, infno, msgid: envelope.text('msgid'), hash: hashOf(body) },
    infno,
    msgid: envelope.text('msgid'),
    provider,
    operator: envelope.text('opter'),
    operatorName: envelope.text('opter_name'),
    placeArea: envelope.text('mdtrtarea_admvs'),
    input,
    ...(envelope.file === undefined ? {} : { file: envelope.file }),
    today: now.slice(0, 10),
    now,
    reference,
    profile: sender.profile,
  }
}

async function unsignedFault(counter: Counter, institution: string, envelope: Envelope, sender: Sender): Promise<Refusal | undefined> {
  const signNo = envelope.text('sign_no')
  if (!saysNothing(signNo, envelope.text('msgid'))) return signInFault(counter, institution, signNo, envelope.text('infno'))
  return sender.connection.signInRequired ? refused('sign_in_first', '请先签到（9001），并在报文中填写签到流水号（sign_no）') : undefined
}

function notOffered(infno: string, name: string | undefined): Refusal {
  const told = name === undefined ? '，请核对交易编号（infno）' : `（${name}），该业务不在本平台办理`
  return refused('unknown_transaction', `本平台未开通交易${infno.slice(0, 10)}${told}`)
}

/** The same interface routes patients insured elsewhere by this field; they are not settled here. */
function areaFault(envelope: Envelope, reference: Reference): Refusal | undefined {
  const area = envelope.text('insuplc_admdvs')
  const prefix = reference.pool.slice(0, 4)
  if (area === '' || area === '0' || area.startsWith(prefix) || reference.units.has(area)) return undefined
  return refused('wrong_area', `参保地医保区划（insuplc_admdvs）${area.slice(0, 12)}不在本统筹区，请按异地就医办理`)
}

/** `input` as an object, or as a text that holds one; some senders spell it `Input`. */
function inputOf(envelope: Envelope): Read | undefined {
  const input = envelope.fields['input'] ?? envelope.fields['Input']
  if (typeof input !== 'string') return input
  try {
    const read = readJson(input)
    // As with the whole message, a text that holds a text was written twice.
    return typeof read === 'string' ? readJson(read) : read
  } catch {
    return input
  }
}

function hashOf(input: Read | undefined): Buffer {
  return hash('sha256', JSON.stringify(input ?? null), 'buffer')
}

// ── the reply ───────────────────────────────────────────────────────────────────────────────────────────────────────

const SERIALS = 10_000_000_000n
let serial = BigInt(Date.now()) % SERIALS

export interface Received {
  readonly at: Date
  readonly answeredAt: Date
}

export interface Answered {
  readonly infno: string
  readonly profile: Profile
  /** Gives the signature over the output, where the institution asks for one. */
  readonly sign: ((output: string) => string) | undefined
}

export function writeReply(pool: string, received: Received, answer: Reply | Refusal, { infno, profile, sign }: Answered): string {
  const ok = answer.kind === 'reply'
  const at = ok ? answer.reference?.at.replace(/\D/g, '').slice(0, 14) : undefined
  const output = writeJson(ok ? writtenByProfile(profile, infno, answer.output) : {})
  const fields = writeJson({
    infcode: ok ? 0 : -1,
    inf_refmsgid: ok ? `${pool.slice(0, 6)}${at ?? stamp(received.at).slice(0, 14)}${tenDigits(answer.reference?.serial)}` : '',
    refmsg_time: stamp(received.at),
    respond_time: stamp(received.answeredAt),
    err_msg: ok ? '' : answer.sentence.slice(0, 200),
    warn_msg: ok ? (answer.warning ?? '').slice(0, 2000) : '',
    cainfo: sign?.(output) ?? '',
    signtype: sign === undefined ? '' : 'SM2',
  })
  return `${fields.slice(0, -1)},"output":${output}}`
}

function tenDigits(of: bigint | undefined): string {
  serial = (serial + 1n) % SERIALS
  return ((of ?? serial) % SERIALS).toString().padStart(10, '0')
}

/** yyyyMMddHHmmssSSS in Asia/Shanghai. */
function stamp(at: Date): string {
  return timeText(at).replace(/\D/g, '') + String(at.getMilliseconds()).padStart(3, '0')
}
