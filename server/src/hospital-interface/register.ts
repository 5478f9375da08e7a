// The hospital interface as a fastify plugin of its own: its own content types, its own error handler, every answer HTTP 200
// with the interface's envelope, because senders take any other status for a failure of transport.
import { randomBytes } from 'node:crypto'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Settle, settle } from '@tongchou/domain/settlement/settle.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Databases } from '../database/connect.js'
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import { type Clock, dayIn } from '../http/clock.js'
import { watchPublications } from '../policy/watch-publications.js'
import { type LoadRules, type ReferenceKeeper, referenceKeeper } from '../settlement/reference.js'
import { DatabaseAway, isAway, openWritePath } from '../settlement/settle-visits.js'
import { bodyText } from './body.js'
import { type Envelope, messageOf, readEnvelope, writeReply } from './envelope.js'
import { gatewayFault } from './gateway.js'
import type { Counter, Reply } from './message.js'
import { loadInterfaceTables } from './tables.js'
import { TRANSACTIONS } from './transactions.js'

export interface HospitalContext {
  readonly databases: Databases
  readonly clock: Clock
  /** Code of the pooling area. */
  readonly pool: string
  readonly cipher: RegisterCipher
  readonly loadRules: LoadRules
  /** Messages from this machine need no gateway signature. */
  readonly demonstration: boolean
  /** Milliseconds for which a lost database is asked again before the sender is told. */
  readonly patience?: number
}

const READ_AT_MOST = 16 * 1024 * 1024
const URLS = ['/fsi/api/rsfComIfsService/callService', '/fsi/api/rsfComIfsService/callService/:infno', '/ebus/*']

/** The counter of an installation, and the reference data it decides by. */
export interface Room {
  readonly context: HospitalContext
  readonly counter: Counter
  readonly reference: ReferenceKeeper
}

export async function registerHospitalInterface(app: FastifyInstance, context: HospitalContext, settler: Settle = settle): Promise<void> {
  const room = openRoom(context, settler)
  const stopWatching = watchPublications(context.databases.settlement, () => room.reference.outdate())
  await app.register(async (own) => {
    own.addHook('onClose', stopWatching)
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: READ_AT_MOST }, (_request, body, done) => done(null, body))
    own.setErrorHandler((error, request, answer) => send(answer, room, new Date(), troubleOf(error, request)))
    for (const url of URLS) own.post(url, { bodyLimit: READ_AT_MOST }, (request, answer) => answerRequest(room, request, answer))
  })
}

export function openRoom(context: HospitalContext, settler: Settle = settle): Room {
  const { databases, clock, pool, cipher, loadRules, patience } = context
  const database = databases.settlement
  const writePath = openWritePath({ pool: database, clock, ...(patience === undefined ? {} : { patience }) })
  return {
    context,
    counter: { pool, clock, database, cipher, tables: loadInterfaceTables(), settle: settler, writePath },
    reference: referenceKeeper({ settlement: database, pool, loadRules }),
  }
}

async function answerRequest(room: Room, request: FastifyRequest, answer: FastifyReply): Promise<FastifyReply> {
  const at = room.counter.clock.now()
  const envelope = envelopeOf(request)
  if (isRefusal(envelope)) return send(answer, room, at, envelope)
  const stranger = await gatewayFault({ ...room.counter, demonstration: room.context.demonstration }, knockOf(room, request, envelope, at))
  if (stranger !== undefined) return answer.header('content-type', 'application/json;charset=UTF-8').send(JSON.stringify({ code: 401, message: stranger }))
  return send(answer, room, at, await carriedOut(room, request, envelope))
}

function envelopeOf(request: FastifyRequest): Envelope | Refusal {
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  const text = bodyText(body, request.headers['content-type'] ?? '')
  if (isRefusal(text)) return text
  const { infno, '*': rest } = request.params as { infno?: string; '*'?: string }
  if (rest === undefined) return readEnvelope(text, infno)
  const match = /(?:^|\/)hsa\/hgs\/([^/]+)\/?$/.exec(rest)
  return match === null ? refused('bad_address', '接口地址不正确，应为/ebus/…/hsa/hgs/交易编号') : readEnvelope(text, match[1])
}

function knockOf(room: Room, request: FastifyRequest, envelope: Envelope, now: Date) {
  return {
    headers: request.headers,
    address: request.ip,
    infno: envelope.text('infno'),
    institution: envelope.text('fixmedins_code'),
    now,
    today: dayIn(room.counter.clock),
  }
}

async function carriedOut(room: Room, request: FastifyRequest, envelope: Envelope): Promise<Reply | Refusal> {
  try {
    const message = await messageOf(envelope, room.counter, await room.reference())
    if (isRefusal(message)) return message
    const transaction = TRANSACTIONS.get(message.infno)
    if (transaction === undefined) return refused('unknown_transaction', `本平台未开通交易${message.infno}`)
    return await transaction(message, room.counter)
  } catch (error) {
    return troubleOf(error, request)
  }
}

/** Our own trouble in a sentence for the cashier; the cause goes to the log under the number. */
function troubleOf(error: unknown, request: FastifyRequest): Refusal {
  if (codeOf(error) === 'FST_ERR_CTP_BODY_TOO_LARGE') return refused('too_long', '报文过大，请分次上传')
  const trace = randomBytes(4).toString('hex')
  request.log.error({ err: error, trace }, 'a message of the hospital interface failed')
  if (error instanceof DatabaseAway && error.inDoubt) {
    return refused('in_doubt', `数据库连接中断，本次业务结果尚不能确认，请稍后用同一报文（msgid不变）重发，不会重复结算 [${trace}]`)
  }
  if (isAway(error)) return refused('database_away', `医保数据库暂时不可用，本次业务未办理，请稍后用同一报文重发 [${trace}]`)
  return refused('internal', `系统故障，本次业务未办理，请联系医保信息部门并提供编号 [${trace}]`)
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined
  return typeof code === 'string' ? code : ''
}

function send(answer: FastifyReply, room: Room, at: Date, what: Reply | Refusal): FastifyReply {
  const text = writeReply(room.context.pool, { at, answeredAt: room.counter.clock.now() }, what)
  return answer.code(200).header('content-type', 'application/json;charset=UTF-8').send(text)
}
