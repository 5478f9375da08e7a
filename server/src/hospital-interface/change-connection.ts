// What an officer does to an institution's connection: issue a credential, put another in its place with an overlap, revoke it, set
// the switches. Secrets leave here once and are stored encrypted; every act is on the trail, never with a secret.
import { randomBytes } from 'node:crypto'
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { PoolClient } from '../database/connect.js'
import type { RegisterCipher } from '../enrolment/register-cipher.js'
import { type Clock, dayIn } from '../http/clock.js'
import type { Desk } from '../http/route.js'
import { addressesOf } from './caller-address.js'
import type { GatewayName } from './connection.js'
import {
  findInstitution,
  type InstitutionRow,
  insertEnding,
  insertKey,
  insertSwitches,
  type KeyRow,
  keysOf,
  lockConnection,
  type SwitchRow,
  switchesOf,
} from './connection-store.js'
import type { Profiles } from './profile.js'
import { publicKeyOf } from './sm2.js'

export interface Issuer {
  readonly clock: Clock
  readonly cipher: RegisterCipher
  readonly profiles: Profiles
}

export interface Issued {
  readonly access_key: string
  readonly secret: string
  readonly gateway: GatewayName
}

/** More than these at a time would only be forgotten somewhere. */
const MOST_KEYS = 6
const LONGEST_OVERLAP = 180

export function issueKey(issuer: Issuer, desk: Desk, institution: string, gateway: GatewayName): Promise<Issued | Refusal> {
  return changed(desk, institution, async (client, found) => {
    const standing = (await keysOf(client, institution, issuer.clock.now())).filter((key) => !key.ended)
    if (standing.length >= MOST_KEYS) return refused('too_many_keys', `该机构已有${standing.length}个有效密钥，请先停用不再使用的密钥。`)
    const issued = await insertNewKey(issuer, client, desk, { institution, gateway, replaces: null })
    await desk.audit('connection.key.issue', { area: found.area, detail: { institution, gateway, access_key: issued.access_key } })
    return issued
  })
}

/** The old credential is taken until the end of `until`, the new one from now on, so that a hospital changes over when it suits. */
export function rotateKey(issuer: Issuer, desk: Desk, institution: string, accessKey: string, until: Day): Promise<Issued | Refusal> {
  return changed(desk, institution, async (client, found) => {
    const today = dayIn(issuer.clock)
    const old = await standingKey(client, institution, accessKey, issuer.clock.now())
    if (isRefusal(old)) return old
    if (until < today || until > daysAfter(today, LONGEST_OVERLAP)) return refused('wrong_days', `旧密钥的截止日期应在今天至${LONGEST_OVERLAP}天之内。`)
    if (old.end_kind !== null) return refused('replaced_already', '这个密钥已换发过新密钥；请对新密钥办理，或直接停用。')
    const issued = await insertNewKey(issuer, client, desk, { institution, gateway: old.gateway, replaces: accessKey })
    const endsAt = new Date(`${daysAfter(until, 1)}T00:00:00+08:00`)
    await insertEnding(client, { accessKey, kind: 'rotated', endsAt, reason: '', officer: desk.officer.officer, at: issuer.clock.now() })
    await desk.audit('connection.key.rotate', { area: found.area, detail: { institution, access_key: accessKey, new_key: issued.access_key, until } })
    return issued
  })
}

export function revokeKey(issuer: Issuer, desk: Desk, institution: string, accessKey: string, reason: string): Promise<KeyRow[] | Refusal> {
  return changed(desk, institution, async (client, found) => {
    const now = issuer.clock.now()
    const old = await standingKey(client, institution, accessKey, now)
    if (isRefusal(old)) return old
    await insertEnding(client, { accessKey, kind: 'revoked', endsAt: now, reason, officer: desk.officer.officer, at: now })
    await desk.audit('connection.key.revoke', { area: found.area, detail: { institution, access_key: accessKey, reason } })
    return keysOf(client, institution, now)
  })
}

export interface SwitchesAsked extends Omit<SwitchRow, 'revision'> {
  readonly upon: number
  readonly remark?: string | undefined
}

export function setSwitches(issuer: Issuer, desk: Desk, institution: string, asked: SwitchesAsked): Promise<true | Refusal> {
  return changed(desk, institution, async (client, found) => {
    const revision = (await switchesOf(client, institution))?.revision ?? 0
    if (revision !== asked.upon) return refused('saved_meanwhile', '其他人刚刚改过这个机构的设置；请刷新后再改。')
    const { upon: _upon, remark = '', ...row } = asked
    const read = readSwitches(issuer, row)
    if (isRefusal(read)) return read
    await insertSwitches(client, { ...read, institution, remark, revision: revision + 1, officer: desk.officer.officer, at: issuer.clock.now() })
    await desk.audit('connection.switch', { area: found.area, detail: { institution, revision: revision + 1, ...read, addresses: [...read.addresses] } })
    return true
  })
}

function readSwitches(issuer: Issuer, row: Omit<SwitchRow, 'revision'>): Omit<SwitchRow, 'revision'> | Refusal {
  const publicKey = row.public_key === null || row.public_key.trim() === '' ? null : publicKeyOf(row.public_key)
  if (publicKey === undefined) return refused('wrong_public_key', 'SM2 公钥不正确：应为 130 位十六进制（04 开头）或其 Base64。')
  if (publicKey === null && row.cainfo_required) return refused('no_public_key', '要求数字签名时，请先填写机构的 SM2 公钥。')
  if (!issuer.profiles.has(row.profile)) return refused('unknown_profile', `没有${row.profile}这个接口版本；请从列表中选择。`)
  const addresses = addressesOf(row.addresses)
  return isRefusal(addresses) ? addresses : { ...row, public_key: publicKey, addresses }
}

async function changed<T>(desk: Desk, institution: string, work: (client: PoolClient, found: InstitutionRow) => Promise<T | Refusal>): Promise<T | Refusal> {
  return desk.write<T | Refusal>(async (client) => {
    await lockConnection(client, institution)
    const found = await findInstitution(client, desk.officer, institution)
    return found === undefined ? unknownInstitution() : work(client, found)
  })
}

export function unknownInstitution(): Refusal {
  return refused('not_found', '没有这个定点机构，或它不归您的区域管理；请核对机构编码。')
}

async function standingKey(client: PoolClient, institution: string, accessKey: string, now: Date): Promise<KeyRow | Refusal> {
  const key = (await keysOf(client, institution, now)).find((one) => one.access_key === accessKey)
  if (key === undefined) return refused('not_found', '该机构没有这个密钥；请刷新后再试。')
  return key.ended ? refused('ended_already', '这个密钥已失效，不用再办理。') : key
}

async function insertNewKey(
  issuer: Issuer,
  client: PoolClient,
  desk: Desk,
  asked: { readonly institution: string; readonly gateway: GatewayName; readonly replaces: string | null },
): Promise<Issued> {
  // An application of mobile payment is named by 32 characters, of which the first 16 are a key of the envelope.
  const accessKey = asked.gateway === 'mobile' ? randomBytes(16).toString('hex').toUpperCase() : `AK${randomBytes(10).toString('hex')}`
  const secret = randomBytes(24).toString('base64url')
  const { officer } = desk.officer
  await insertKey(client, { ...asked, accessKey, secretCipher: issuer.cipher.encrypt(secret), from: dayIn(issuer.clock), officer, at: issuer.clock.now() })
  return { access_key: accessKey, secret, gateway: asked.gateway }
}
