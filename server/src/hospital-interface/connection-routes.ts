// The desk's routes about connections: institutions and how they are connected, credentials, switches, and the message log.
import { daysAfter } from '@tongchou/domain/base/day.js'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import type { Static } from 'typebox'
import { registerCipher } from '../enrolment/register-cipher.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { type Desk, type Route, route } from '../http/route.js'
import { issueKey, revokeKey, rotateKey, setSwitches, unknownInstitution } from './change-connection.js'
import { plainConnection } from './connection.js'
import {
  ConnectionList,
  ConnectionPage,
  ConnectionsQuery,
  InstitutionParams,
  IssueBody,
  IssuedKey,
  KeyParams,
  MessageList,
  MessageQuery,
  RevokeBody,
  RotateBody,
  SwitchBody,
} from './connection-schema.js'
import { connectionSheets } from './connection-sheets.js'
import { findInstitution, keysOf, listConnections, type StoredSwitches, switchesOf } from './connection-store.js'
import { loadGateSettings } from './gate-settings.js'
import { findMessages, healthOf } from './message-log-store.js'
import { loadProfiles } from './profile.js'
import { searchMessages } from './search-messages.js'
import { fingerprint, installationSigningKey } from './sm2.js'
import { loadInterfaceTables } from './tables.js'

const see = { permission: 'provider.see' } as const
const manage = { permission: 'provider.manage' } as const
const seeOwn = { permission: 'own_institution.see' } as const
const SHOWN = 20

export function connectionRoutes({ clock, key }: AppContext): readonly Route[] {
  const cipher = registerCipher(key)
  const settings = loadGateSettings()
  const profiles = loadProfiles()
  const { transactions } = loadInterfaceTables()
  const issuer = { clock, cipher, profiles }
  const ourKey = installationSigningKey(cipher).publicKey
  const named = <T extends { readonly infno: string }>(row: T) => ({ ...row, name: transactions.get(row.infno) ?? '' })

  const page = (desk: Desk, institution: string) =>
    desk.read(async (client) => {
      const found = await findInstitution(client, desk.officer, institution)
      if (found === undefined) return unknownInstitution()
      const now = clock.now()
      const stored = await switchesOf(client, institution)
      const day = { institution, from: daysAfter(dayIn(clock), -1), to: dayIn(clock), size: SHOWN, offset: 0 }
      return {
        ...switchJson(stored, settings.profile),
        institution,
        name: found.name,
        kind: found.kind,
        area_name: found.area_name,
        our_public_key: ourKey,
        profiles: [...profiles.values()].map(({ profile, name }) => ({ profile, name })),
        limits: { per_second: settings.perSecond, at_once: settings.atOnce },
        keys: await keysOf(client, institution, now),
        health: (await healthOf(client, institution, now)).map((row) => ({ ...named(row), messages: Number(row.messages), refused: Number(row.refused) })),
        last: (await findMessages(client, desk.officer, day)).rows.map(named),
      }
    })

  const messages = (desk: Desk, query: Static<typeof MessageQuery>, upTo?: Date) => searchMessages(query, desk, clock, transactions, upTo)
  const connections = async (desk: Desk, { q = '', page: number = 1, size = 20 }: Static<typeof ConnectionsQuery>) => {
    const list = await desk.read((client) => listConnections(client, desk.officer, { q, now: clock.now(), size, offset: (number - 1) * size }))
    return { total: Number(list.total), rows: list.rows.map(listJson) }
  }

  return [
    route({
      method: 'GET',
      url: '/api/connections',
      access: see,
      summary: '定点机构的接口连接：密钥、最近一日报文和差错',
      schema: { querystring: ConnectionsQuery, response: ConnectionList },
      handler: ({ query }, desk) => connections(desk, query),
    }),
    ...connectionSheets(clock, connections, messages),
    route({
      method: 'GET',
      url: '/api/connections/:institution',
      access: see,
      summary: '一个机构的接口连接：密钥、开关、耗时、最近报文',
      schema: { params: InstitutionParams, response: ConnectionPage },
      handler: ({ params }, desk) => page(desk, params.institution),
    }),
    route({
      method: 'POST',
      url: '/api/connections/:institution/keys',
      access: manage,
      summary: '给机构发放网关密钥；密钥只显示这一次',
      schema: { params: InstitutionParams, body: IssueBody, response: IssuedKey },
      handler: ({ params, body }, desk) => issueKey(issuer, desk, params.institution, body.gateway),
    }),
    route({
      method: 'POST',
      url: '/api/connections/:institution/keys/:access_key/rotation',
      access: manage,
      summary: '换发密钥：新密钥即时可用，旧密钥用到指定日期',
      schema: { params: KeyParams, body: RotateBody, response: IssuedKey },
      handler: ({ params, body }, desk) => rotateKey(issuer, desk, params.institution, params.access_key, body.until),
    }),
    route({
      method: 'POST',
      url: '/api/connections/:institution/keys/:access_key/revocation',
      access: manage,
      summary: '停用密钥，立即生效',
      schema: { params: KeyParams, body: RevokeBody, response: ConnectionPage },
      handler: async ({ params, body }, desk) => {
        const done = await revokeKey(issuer, desk, params.institution, params.access_key, body.reason)
        return isRefusal(done) ? done : page(desk, params.institution)
      },
    }),
    route({
      method: 'POST',
      url: '/api/connections/:institution/switches',
      access: manage,
      summary: '设置机构的接口开关、访问地址、SM2 公钥、接口版本和限速',
      schema: { params: InstitutionParams, body: SwitchBody, response: ConnectionPage },
      handler: async ({ params, body }, desk) => {
        const done = await setSwitches(issuer, desk, params.institution, body)
        return isRefusal(done) ? done : page(desk, params.institution)
      },
    }),
    route({
      method: 'GET',
      url: '/api/messages',
      access: see,
      summary: '查找接口报文（不含姓名和证件号码）',
      schema: { querystring: MessageQuery, response: MessageList },
      handler: ({ query }, desk) => messages(desk, query),
    }),
    route({
      method: 'GET',
      url: '/api/own-connection',
      access: seeOwn,
      summary: '本机构的接口连接',
      schema: { response: ConnectionPage },
      handler: (_request, desk) => page(desk, desk.officer.provider ?? ''),
    }),
    route({
      method: 'GET',
      url: '/api/own-connection/messages',
      access: seeOwn,
      summary: '查找本机构的接口报文',
      schema: { querystring: MessageQuery, response: MessageList },
      handler: ({ query }, desk) => messages(desk, { ...query, institution: desk.officer.provider ?? '' }),
    }),
  ]
}

function listJson({ keys, messages, refused: no, area, ...row }: Awaited<ReturnType<typeof listConnections>>['rows'][number]) {
  return { ...row, area, keys: Number(keys), messages: Number(messages), refused: Number(no) }
}

function switchJson(stored: StoredSwitches | undefined, profile: string) {
  const plain = plainConnection(profile)
  const { revision = 0, set_at = null, set_by = null } = stored ?? {}
  return {
    revision,
    set_at,
    set_by,
    public_key_name: stored?.public_key == null ? null : fingerprint(stored.public_key),
    switches: {
      gateway: stored?.gateway ?? plain.gateway,
      signature_required: stored?.signature_required ?? plain.signatureRequired,
      cainfo_required: stored?.cainfo_required ?? plain.cainfoRequired,
      cainfo_replied: stored?.cainfo_replied ?? plain.cainfoReplied,
      sign_in_required: stored?.sign_in_required ?? plain.signInRequired,
      addresses: stored?.addresses ?? plain.addresses,
      public_key: stored?.public_key ?? plain.publicKey,
      profile: stored?.profile ?? plain.profile,
      per_second: stored?.per_second ?? plain.perSecond,
      at_once: stored?.at_once ?? plain.atOnce,
    },
  }
}
