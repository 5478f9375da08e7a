// A person as far as the officer may see one. Of another area: where to ask; of no area: not in the register.

import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type pg from 'pg'
import type { AuditAction } from '../access/audit-action.js'
import type { Desk } from '../http/route.js'
import type { Register } from './person-json.js'
import { personOf } from './person-number.js'
import { findPerson, findWhereabouts, type PersonRow, type Whereabouts } from './person-store.js'

export const NOT_IN_REGISTER = refused('not_in_register', '参保库里没有这个人，请核对人员编号或证件。')

export function elsewhere(areaName: string): Refusal {
  return refused('elsewhere', `此人在${areaName}参保，不在您的区域内。请先写明理由申请查看（8 小时内有效）。`, { details: { area_name: areaName } })
}

export async function visiblePerson(client: pg.PoolClient, register: Pick<Register, 'pool'>, number: string): Promise<PersonRow | Refusal> {
  const person = personOf(register.pool, number)
  if (person === undefined) return NOT_IN_REGISTER
  const row = await findPerson(client, person)
  if (row !== undefined) return row
  const known = await knownPerson(client, register, number)
  return isRefusal(known) ? known : elsewhere(known.area_name)
}

/** Where the person is insured, in whatever area. */
export async function knownPerson(client: pg.PoolClient, register: Pick<Register, 'pool'>, number: string): Promise<Whereabouts | Refusal> {
  const person = personOf(register.pool, number)
  const known = person === undefined ? undefined : await findWhereabouts(client, { person })
  return known ?? NOT_IN_REGISTER
}

/** Trying to see somebody who may not be seen leaves a trace as well. */
export async function noteRefused(desk: Desk, register: Register, action: AuditAction, number: string): Promise<void> {
  const person = personOf(register.pool, number)
  await desk.audit(action, person === undefined ? {} : { person })
}

/** A reason is kept in the clear, so nobody's number may stand in it. */
export function unfitReason(reason: string): Refusal | undefined {
  if (/\d{7,}/.test(reason)) return refused('number_in_reason', '理由里不要写证件号码、手机号等个人号码。')
  return reason.trim().length < 4 ? refused('reason_too_short', '请写明理由（至少 4 个字）。') : undefined
}
