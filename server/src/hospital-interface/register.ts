// The hospital interface as a fastify plugin of its own: its own content types, its own error handler, every answer HTTP 200
// with the interface's envelope, because senders take any other status for a failure of transport.
import { randomBytes } from 'node:crypto'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Settle, settle } from '@tongchou/domain/settlement/settle.js'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Databases } from '../database/connect.js'
import { listenFor } from '../database/listen-for.js'
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import type { Clock } from '../http/clock.js'
import { watchPublications } from '../policy/watch-publications.js'
import { type LoadRules, referenceKeeper } from '../settlement/reference.js'
import { DatabaseAway, isAway, openWritePath } from '../settlement/settle-visits.js'
import { addressReader, routesOf } from './address-of.js'
import { answerMessage } from './answer-message.js'
import { connectionKeeper } from './connections.js'
import { type GateSettings, loadGateSettings } from './gate-settings.js'
import { ratesOf } from './institution-rate.js'
import { marksIn } from './marks.js'
import type { ReplyFile } from './message.js'
import { openMessageLog } from './message-log.js'
import { loadProfiles } from './profile.js'
import { readsFrom } from './reads.js'
import type { Room } from './room.js'
import { installationSigningKey } from './sm2.js'
import { loadInterfaceTables } from './tables.js'

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
  /** Instead of what catalogues/interface says. */
  readonly settings?: Partial<GateSettings>
}

const READ_AT_MOST = 16 * 1024 * 1024

export async function registerHospitalInterface(app: FastifyInstance, context: HospitalContext, settler: Settle = settle): Promise<void> {
  await openHospitalDoor(app, openRoom(app, context, settler))
}

/** The interface's routes over a room that is open. */
export async function openHospitalDoor(app: FastifyInstance, room: Room): Promise<void> {
  await app.register(async (own) => {
    own.addHook('onRequest', (request, _answer, next) => {
      request.raw.headers['content-type'] = wellFormed(request.raw.headers['content-type'])
      next()
    })
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: READ_AT_MOST }, (_request, body, done) => done(null, body))
    own.setErrorHandler(async (error, request, answer) => send(answer, await answerMessage(room, request, troubleOf(error, request))))
    const answerRequest = async (request: FastifyRequest, answer: FastifyReply): Promise<FastifyReply> => send(answer, await answerMessage(room, request))
    for (const url of routesOf(room.settings.paths)) own.post(url, { bodyLimit: READ_AT_MOST }, answerRequest)
  })
}

/** A content type that is none keeps a request from being read at all; what can be made out of it is kept. */
function wellFormed(type: string | undefined): string | undefined {
  if (type === undefined || /^[\w.+-]+\/[\w.+*-]+\s*(?:;[^,]*)?$/.test(type)) return type
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(type)?.[1]
  return `application/octet-stream${charset === undefined ? '' : `; charset=${charset}`}`
}

/** Hears of publications and changed connections until the server closes. */
export function openRoom(app: FastifyInstance, context: HospitalContext, settler: Settle = settle): Room {
  const room = furnishedRoom(app, context, settler)
  const stop = [
    watchPublications(context.databases.settlement, () => room.reference.outdate()),
    listenFor(context.databases.settlement, 'connections_changed', () => room.connections.outdate()),
  ]
  app.addHook('onClose', async () => {
    await Promise.all(stop.map((one) => one()))
    await room.log.close()
  })
  return room
}

function furnishedRoom(app: FastifyInstance, context: HospitalContext, settler: Settle): Room {
  const { databases, clock, pool, cipher, loadRules, patience } = context
  const database = databases.settlement
  const writePath = openWritePath({ pool: database, clock, ...(patience === undefined ? {} : { patience }) })
  const settings = { ...loadGateSettings(), ...context.settings }
  const profiles = loadProfiles()
  const usual = profiles.get(settings.profile)
  if (usual === undefined) throw new Error(`gate.tsv names the profile ${settings.profile}, which profiles.tsv does not have`)
  return {
    demonstration: context.demonstration,
    counter: { pool, clock, database, reads: readsFrom(database), cipher, tables: loadInterfaceTables(), settle: settler, writePath },
    reference: referenceKeeper({ settlement: database, pool, loadRules }),
    connections: connectionKeeper(database, cipher, settings.profile),
    settings,
    addresses: addressReader(settings.paths),
    marks: marksIn(database),
    rates: ratesOf(settings),
    log: openMessageLog(database, (error) => app.log.error({ err: error }, 'the message log was not written')),
    profileOf: (name) => profiles.get(name) ?? usual,
    signing: installationSigningKey(cipher),
    troubleOf,
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

function send(answer: FastifyReply, what: string | ReplyFile): FastifyReply {
  if (typeof what !== 'string') {
    const name = `attachment; filename*=UTF-8''${encodeURIComponent(what.name)}`
    return answer.code(200).header('content-type', 'application/octet-stream').header('content-disposition', name).send(what.bytes)
  }
  const text = what
  return answer.code(200).header('content-type', 'application/json;charset=UTF-8').send(text)
}
