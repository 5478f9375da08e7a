// One message from the wire to its answer: read, let in at the gate, carried out, answered in the sender's form, and noted in the log.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { FastifyRequest } from 'fastify'
import { dayIn } from '../http/clock.js'
import { bodyText, unpacked } from './body.js'
import { cainfoFault } from './cainfo.js'
import { mayCallFrom } from './caller-address.js'
import { type Envelope, messageOf, readEnvelope, type Sender, writeReply } from './envelope.js'
import { gatewayFault } from './gateway.js'
import { maskedOf, shapeOf, withoutNumbers } from './mask-message.js'
import type { Message, Reply } from './message.js'
import type { Room } from './room.js'
import { TRANSACTIONS } from './transactions.js'

/** What is known of a message at the end of its way. */
interface Course {
  readonly request: FastifyRequest
  readonly at: Date
  readonly began: number
  envelope?: Envelope
  sender?: Sender
  message?: Message
}

/** A failure of the gateway is answered in the gateway's own form. */
interface Stranger {
  readonly kind: 'stranger'
  readonly sentence: string
}

/** The text of the answer. `already` is what is wrong before the message could be read at all. */
export async function answerMessage(room: Room, request: FastifyRequest, already?: Refusal): Promise<string> {
  const course: Course = { request, at: room.counter.clock.now(), began: performance.now() }
  const answer = already ?? (await answered(room, course).catch((error: unknown) => room.troubleOf(error, request)))
  note(room, course, answer)
  if (answer.kind === 'stranger') return JSON.stringify({ code: 401, message: answer.sentence })
  const profile = course.sender?.profile ?? room.profileOf(room.settings.profile)
  const signed = course.sender?.connection.cainfoReplied === true ? (output: string) => room.signing.sign(output) : undefined
  return writeReply(room.counter.pool, { at: course.at, answeredAt: room.counter.clock.now() }, answer, profile, signed)
}

async function answered(room: Room, course: Course): Promise<Reply | Refusal | Stranger> {
  const envelope = await envelopeOf(room, course.request)
  if (isRefusal(envelope)) return envelope
  course.envelope = envelope
  const connections = await room.connections.ask()
  const institution = envelope.text('fixmedins_code')
  const connection = connections.of(institution)
  course.sender = { connection, profile: room.profileOf(connection.profile) }
  if (!mayCallFrom(connection.addresses, course.request.ip)) return stranger(`地址${course.request.ip}不在本机构登记的访问地址内，请联系经办机构`)
  const reference = await room.reference()
  // Whoever makes up institutions must not fill the memory with their buckets.
  const leave = reference.providers.has(institution) ? room.rates.enter(institution, connection) : () => undefined
  if (isRefusal(leave)) return leave
  try {
    const fault = await gatewayFault({ ...room, connections }, knockOf(room, course, envelope))
    if (fault !== undefined) return stranger(fault)
    return cainfoFault(connection, envelope, envelope.body) ?? (await carriedOut(room, course, envelope, course.sender))
  } finally {
    leave()
  }
}

function stranger(sentence: string): Stranger {
  return { kind: 'stranger', sentence }
}

async function envelopeOf(room: Room, request: FastifyRequest): Promise<Envelope | Refusal> {
  const body = await unpacked(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0), request.headers['content-encoding'] ?? '')
  if (isRefusal(body)) return body
  const text = bodyText(body, request.headers['content-type'] ?? '')
  if (isRefusal(text)) return text
  const infno = room.addresses(request.url.split('?')[0] ?? '')
  return isRefusal(infno) ? infno : readEnvelope(text, infno)
}

function knockOf(room: Room, course: Course, envelope: Envelope) {
  return {
    headers: course.request.headers,
    address: course.request.ip,
    infno: envelope.text('infno'),
    institution: envelope.text('fixmedins_code'),
    now: course.at,
    today: dayIn(room.counter.clock),
  }
}

async function carriedOut(room: Room, course: Course, envelope: Envelope, sender: Sender): Promise<Reply | Refusal> {
  const message = await messageOf(envelope, room.counter, await room.reference(), sender)
  if (isRefusal(message)) return message
  course.message = message
  const transaction = TRANSACTIONS.get(message.infno)
  if (transaction === undefined) return refused('unknown_transaction', `本平台未开通交易${message.infno}`)
  return transaction(message, room.counter)
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
