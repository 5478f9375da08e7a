// Who calls the FHIR door: an institution by the gateway's signature (as in the hospital interface), or an officer by the desk's session,
// who may only read. What is read is noted in the audit trail, for institutions under their own code.

import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { FastifyRequest } from 'fastify'
import type pg from 'pg'
import type { AuditAction } from '../access/audit-action.js'
import { insertEvents } from '../access/audit-store.js'
import { openDesk } from '../access/desk.js'
import { officerOfToken } from '../access/sign-in.js'
import { gatewayFault, isFromHere } from '../hospital-interface/gateway.js'
import { institutionOf } from '../hospital-interface/institution.js'
import type { Room } from '../hospital-interface/room.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { tokenOf } from '../http/cookie.js'
import type { Provider, Reference } from '../settlement/reference.js'

export interface Queryable {
  query<R extends object>(text: string, values: readonly unknown[]): Promise<{ rows: R[] }>
}

export interface Caller {
  /** Null for an officer, who reads only. */
  readonly provider: Provider | null
  /** Whole names are for the institution that treats the person. */
  readonly seesNames: boolean
  may(permission: string): boolean
  read<T>(work: (db: Queryable & pg.PoolClient) => Promise<T>): Promise<T>
  note(action: AuditAction, person: bigint | null): Promise<void>
  close(outcome: 'ok' | 'refused' | 'failed'): Promise<void>
}

/** `_api_name` of the signature. */
export const GATEWAY_NAME = 'fhir'
const INSTITUTION_HEADER = 'fixmedins_code'

export async function callerOf(context: AppContext, room: Room, reference: Reference, request: FastifyRequest): Promise<Caller | Refusal> {
  const named = request.headers[INSTITUTION_HEADER]
  const institution = Array.isArray(named) ? (named[0] ?? '') : (named ?? '')
  if (institution !== '') return institutionCaller(context, room, reference, request, institution)
  const token = tokenOf(request)
  if (token !== undefined) return officerCaller(context, request, token)
  return refused('not_signed_in', `请以定点机构身份（请求头${INSTITUTION_HEADER}和网关签名_api_*，_api_name为${GATEWAY_NAME}）或经办系统登录会话访问`)
}

async function institutionCaller(context: AppContext, room: Room, reference: Reference, request: FastifyRequest, code: string): Promise<Caller | Refusal> {
  const demonstration = context.demonstration === true
  const now = context.clock.now()
  // Persons' data leave by this door, so that an institution without a credential stays outside.
  const signed = (request.headers['_api_access_key'] ?? '') !== ''
  if (!signed && !(demonstration && isFromHere({ address: request.ip, headers: request.headers })))
    return refused('not_signed_in', '缺少网关签名头（_api_*）；请先向经办机构申请机构密钥')
  const knock = {
    headers: request.headers,
    address: request.ip,
    infno: GATEWAY_NAME,
    institution: code,
    msgid: '',
    now,
    today: dayIn(context.clock),
    family: 'api' as const,
  }
  const fault = await gatewayFault({ ...room, demonstration }, await room.connections.ask(), knock)
  if (fault !== undefined) return refused('bad_signature', fault)
  const provider = institutionOf(reference, code, dayIn(context.clock))
  return isRefusal(provider) ? provider : callerAt(context, request, provider)
}

interface Noted {
  readonly action: string
  readonly person: bigint | null
}

function callerAt(context: AppContext, request: FastifyRequest, provider: Provider): Caller {
  const pool = context.databases.settlement
  const noted: Noted[] = []
  const onClient = async <T>(work: (db: Queryable & pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    try {
      return await work(client)
    } finally {
      client.release()
    }
  }
  return {
    provider,
    seesNames: true,
    may: () => true,
    read: onClient,
    note: async (action, person) => void noted.push({ action, person }),
    close: (outcome) =>
      onClient((client) =>
        insertEvents(
          client,
          noted.map(({ action, person }) => ({
            officer: null,
            account: provider.code,
            role: 'institution',
            action,
            person,
            area: provider.area,
            route: `${request.method} ${request.routeOptions.url ?? ''}`,
            outcome,
            ip: request.ip === '' ? null : request.ip,
            detail: {},
          })),
        ),
      ),
  }
}

async function officerCaller(context: AppContext, request: FastifyRequest, token: string): Promise<Caller | Refusal> {
  const officer = await officerOfToken(context.databases.desk, context.clock, token)
  if (isRefusal(officer)) return officer
  const desk = openDesk(context.databases.desk, officer, { route: `${request.method} ${request.routeOptions.url ?? ''}`, ip: request.ip })
  return {
    provider: null,
    seesNames: false,
    may: (permission) => officer.permissions.has(permission),
    read: (work) => desk.read(work),
    note: (action, person) => desk.audit(action, person === null ? {} : { person }),
    close: (outcome) => desk.close(outcome),
  }
}
