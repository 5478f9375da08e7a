// One message from the wire to its answer: read, let in at the gate, carried out, answered in the sender's form, and noted in the log.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { FastifyRequest } from 'fastify'
import { dayIn } from '../http/clock.js'
import { sentBody, unpacked } from './body.js'
import { cainfoFault } from './cainfo.js'
import { mayCallFrom } from './caller-address.js'
import { completed } from './complete-reply.js'
import type { Credential } from './connection.js'
import type { Connections } from './connections.js'
import { type Envelope, messageOf, readEnvelope, type Sender, writeReply } from './envelope.js'
import { passedBy, replayFault } from './gateway.js'
import { maskedOf, shapeOf, withoutNumbers } from './mask-message.js'
import type { Message, Reply, ReplyFile } from './message.js'
import { isMobileEnvelope, openMobileEnvelope, sealMobile } from './mobile-envelope.js'
import { mobileMessage, mobileOutput } from './mobile-message.js'
import { type ReadObject, readJson } from './read-json.js'
import type { Room } from './room.js'
import { TRANSACTIONS } from './transactions.js'

/** What is known of a message at the end of its way. */
interface Course {
  readonly request: FastifyRequest
  readonly at: Date
  readonly began: number
  envelope?: Envelope
  mobile?: Credential
  isMobile?: boolean
  sender?: Sender
  message?: Message
}

/** A failure of the gateway is answered in the gateway's own form. */
interface Stranger {
  readonly kind: 'stranger'
  readonly sentence: string
}

/** The answer: a text, or the bytes of a file. `already` is what is wrong before the message could be read at all. */
export async function answerMessage(room: Room, request: FastifyRequest, already?: Refusal): Promise<string | ReplyFile> {
  const course: Course = { request, at: room.counter.clock.now(), began: performance.now() }
  const answer = already ?? (await answered(room, course).catch((error: unknown) => room.troubleOf(error, request)))
  note(room, course, answer)
  if (answer.kind === 'stranger') return JSON.stringify({ code: 401, message: answer.sentence })
  if (course.isMobile === true) return mobileReply(room, course, answer)
  if (answer.kind === 'reply' && answer.file !== undefined) return answer.file
  const profile = course.sender?.profile ?? room.profileOf(room.settings.profile)
  const sign = course.sender?.connection.cainfoReplied === true ? (output: string) => room.signing.sign(output) : undefined
  const form = { infno: course.message?.infno ?? '', profile, sign }
  return writeReply(room.counter.pool, { at: course.at, answeredAt: room.counter.clock.now() }, answer, form)
}

async function answered(room: Room, course: Course): Promise<Reply | Refusal | Stranger> {
  const connections = await room.connections.ask()
  const envelope = await envelopeOf(room, course, connections)
  if (isRefusal(envelope)) return envelope
  course.envelope = envelope
  const institution = envelope.text('fixmedins_code')
  const connection = connections.of(institution)
  course.sender = { connection, profile: room.profileOf(connection.profile) }
  if (!mayCallFrom(connection.addresses, course.request.ip)) return stranger(`地址${course.request.ip}不在本机构登记的访问地址内，请联系经办机构`)
  const reference = await room.reference()
  // The envelope of mobile payment was signed and encrypted by itself.
  const passed = course.isMobile === true ? undefined : passedBy(room, connections, knockOf(room, course, envelope))
  if (typeof passed === 'string') return stranger(passed)
  // Behind the signature, so that nobody else spends an institution's rate; whoever makes up institutions must not fill the memory.
  const leave = reference.providers.has(institution) ? room.rates.enter(institution, connection) : () => undefined
  if (isRefusal(leave)) return leave
  try {
    const replayed = passed === undefined ? undefined : await replayFault(room, passed)
    if (replayed !== undefined) return stranger(replayed)
    const unsigned = course.isMobile === true ? undefined : cainfoFault(connection, envelope, envelope.body)
    return unsigned ?? (await carriedOut(room, course, envelope, course.sender))
  } finally {
    leave()
  }
}

function stranger(sentence: string): Stranger {
  return { kind: 'stranger', sentence }
}

async function envelopeOf(room: Room, course: Course, connections: Connections): Promise<Envelope | Refusal> {
  const { request } = course
  const body = await unpacked(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), request.headers['content-encoding'] ?? '')
  if (isRefusal(body)) return body
  const sent = sentBody(body, request.headers['content-type'] ?? '')
  if (isRefusal(sent)) return sent
  const { text, file } = sent
  const infno = room.addresses(request.url.split('?')[0] ?? '')
  if (isRefusal(infno)) return infno
  const sealed = sealedIn(text)
  if (sealed === undefined) {
    const envelope = readEnvelope(text, infno)
    return isRefusal(envelope) || file === undefined ? envelope : { ...envelope, file }
  }
  course.isMobile = true
  const today = dayIn(room.counter.clock)
  const opened = openMobileEnvelope(sealed, { connections, now: course.at, today, window: room.settings.window.mobile })
  if (isRefusal(opened)) return opened
  course.mobile = opened.credential
  return mobileMessage(room.counter, opened, infno ?? '', course.at)
}

function sealedIn(text: string): ReadObject | undefined {
  if (!text.includes('"encData"')) return undefined
  try {
    const read = readJson(text)
    return isMobileEnvelope(read) ? read : undefined
  } catch {
    return undefined
  }
}

function mobileReply(room: Room, course: Course, answer: Reply | Refusal | Stranger): string {
  const fine = answer.kind === 'reply'
  const outer = { code: fine ? 0 : -1, message: fine ? '成功' : answer.sentence }
  if (course.mobile === undefined) return JSON.stringify(outer)
  return sealMobile(course.mobile, room.signing, room.counter.clock.now(), fine ? mobileOutput(answer.output) : '{}', outer)
}

function knockOf(room: Room, course: Course, envelope: Envelope) {
  return {
    headers: course.request.headers,
    address: course.request.ip,
    infno: envelope.text('infno'),
    institution: envelope.text('fixmedins_code'),
    msgid: envelope.text('msgid'),
    now: course.at,
    today: dayIn(room.counter.clock),
    family: course.sender?.profile.gateway ?? 'any',
  }
}

async function carriedOut(room: Room, course: Course, envelope: Envelope, sender: Sender): Promise<Reply | Refusal> {
  const message = await messageOf(envelope, room.counter, await room.reference(), sender)
  if (isRefusal(message)) return message
  course.message = message
  const transaction = TRANSACTIONS.get(message.infno)
  if (transaction === undefined) return refused('unknown_transaction', `本平台未开通交易${message.infno}`)
  const answer = await transaction(message, room.counter)
  return isRefusal(answer) ? answer : { ...answer, output: completed(message.infno, answer.output) }
}

function note(room: Room, course: Course, answer: Reply | Refusal | Stranger): void {
  const { envelope, message } = course
  const text = (field: string, most: number): string => withoutNumbers(envelope?.text(field) ?? '').slice(0, most)
  const input = envelope?.fields['input'] ?? envelope?.fields['Input']
  const fine = answer.kind === 'reply'
  room.log.add({
    at: course.at,
    institution: text('fixmedins_code', 12),
    infno: text('infno', 10),
    msgid: text('msgid', 30),
    infcode: fine ? 0 : answer.kind === 'stranger' ? 401 : -1,
    code: fine ? '' : answer.kind === 'stranger' ? 'gateway' : answer.code,
    sentence: fine ? '' : withoutNumbers(answer.sentence),
    micros: Math.round((performance.now() - course.began) * 1000),
    bytes: envelope === undefined ? 0 : Buffer.byteLength(envelope.body),
    hash: message?.key.hash ?? null,
    shape: fine ? shapeOf(input) : maskedOf(input),
  })
}
