// The person a message names by psn_no, and the certificate shown with it.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import { personOf } from '../enrolment/person-number.js'
import type { Row } from './codec.js'
import type { Counter } from './message.js'
import type { MedicalType } from './tables.js'

/** Person numbers carry the pool's code, so one of another area is told apart from one that does not exist. */
export function personNamed(counter: Counter, row: Row): bigint | Refusal {
  const number = row.text('psn_no')
  const person = personOf(counter.pool, number)
  if (person !== undefined) return person
  const elsewhere = /^\d{20}$/.test(number) && !number.startsWith(counter.pool)
  return elsewhere
    ? refused('wrong_area', '该人员编号（psn_no）不是本统筹区发放的，参保地在外地，请按异地就医办理')
    : refused('unknown_person', '人员编号（psn_no）不存在，请先用1101获取人员信息')
}

/** mdtrt_id as a number; 0, which no visit has, for any other text. */
export function visitNamed(row: Row): bigint {
  const text = row.text('mdtrt_id')
  return /^\d{1,18}$/.test(text) ? BigInt(text) : 0n
}

export function schemeOf(counter: Counter, row: Row): Scheme | Refusal {
  const code = row.text('insutype')
  return counter.tables.schemes.get(code) ?? refused('unknown_insutype', `险种类型（insutype）${code.slice(0, 6)}不在本平台结算范围，应为310职工或390居民`)
}

export function medicalTypeOf(counter: Counter, code: string, visit: MedicalType['visit']): MedicalType | Refusal {
  const found = counter.tables.medicalTypes.get(code)
  if (found === undefined) return refused('unknown_med_type', `医疗类别（med_type）${code.slice(0, 8)}不在本平台开通范围`)
  if (found.visit === visit) return found
  const names = { outpatient: '门诊', inpatient: '住院', pharmacy: '药店购药' }
  return refused('wrong_med_type', `医疗类别（med_type）${code}（${found.label}）不能用于${names[visit]}业务`)
}

export interface AccountUse {
  readonly useAccount: boolean
  readonly useFamily: boolean
}

/** 0 no, 1 own account; 2 accounts of the family as well, in the order that the policy lists. */
export function accountUse(row: Row): AccountUse | Refusal {
  const flag = row.text('acct_used_flag')
  if (flag !== '' && flag !== '0' && flag !== '1' && flag !== '2')
    return refused('bad_input', `个人账户使用标志（acct_used_flag）应为0、1或2：${flag.slice(0, 5)}`)
  return { useAccount: flag === '1' || flag === '2', useFamily: flag === '2' }
}

/** Nothing of a visit happens tomorrow. */
export function dayFault(row: Row, field: string, label: string, today: Day): Refusal | undefined {
  const day = row.day(field)
  return day > today ? refused('bad_day', `${label}（${field}）${day}晚于今天${today}，请核对`) : undefined
}
