// What the queries share: the person that psn_no names, as registered, and a visit of that person at the institution that asks.
import { ageOn } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { rulingRows } from '@tongchou/domain/entitlement/entitled-on.js'
import { personNumber } from '../enrolment/person-number.js'
import { ownVisit } from '../settlement/visit-checks.js'
import type { Known, KnownPerson, KnownVisit } from '../settlement/work.js'
import { look } from './carry-out.js'
import type { Row } from './codec.js'
import type { Counter, Message } from './message.js'
import { personNamed, visitNamed } from './person-of.js'

export async function askedPerson(counter: Counter, row: Row, visit: bigint | null = null): Promise<Known | Refusal> {
  const person = personNamed(counter, row)
  if (isRefusal(person)) return person
  return (await look(counter, person, visit)) ?? refused('unknown_person', '人员编号（psn_no）不存在，请先用1101获取人员信息')
}

export interface AskedVisit {
  readonly known: Known
  readonly visit: KnownVisit
}

export async function askedVisit(message: Message, counter: Counter, row: Row, number = visitNamed(row)): Promise<AskedVisit | Refusal> {
  const known = await askedPerson(counter, row, number)
  if (isRefusal(known)) return known
  const visit = ownVisit(known, message.provider.code)
  return isRefusal(visit) ? visit : { known, visit }
}

/** The person as every reply about visits names one. */
export function personShown(counter: Counter, person: Omit<KnownPerson, 'area'>, day: string) {
  return {
    psn_no: personNumber(counter.pool, person.person),
    psn_cert_type: person.certType,
    certno: counter.cipher.decrypt(person.certCipher),
    psn_name: person.name,
    gend: person.sex,
    naty: person.ethnicity,
    brdy: person.born,
    age: ageOn(person.born, day),
  }
}

/** The insurance of a visit of that day. */
export function insuranceShown(counter: Counter, known: Known, scheme: string, day: string) {
  const rows = rulingRows(known.enrolments).filter((row) => row.scheme === scheme)
  const row = rows.find((one) => one.benefitYear === Number(day.slice(0, 4))) ?? rows[0]
  return {
    insutype: insutypeOfScheme(counter, scheme),
    psn_type: row?.personType ?? '',
    cvlserv_flag: row?.civilServant === true ? '1' : '0',
    insu_optins: row?.area ?? known.person.area,
    emp_name: '',
  }
}

export function insutypeOfScheme(counter: Counter, scheme: string): string {
  return [...counter.tables.schemes].find(([, one]) => one === scheme)?.[0] ?? ''
}

/** The days of a question; the end may be left out. */
export function periodAsked(row: Row): { readonly from: string; readonly to: string } | Refusal {
  const from = row.text('begntime')
  const end = row.text('endtime') || '9999-12-31 23:59:59'
  if (end < from) return refused('bad_day', `开始时间（begntime）${from}晚于结束时间（endtime）${end}，请核对`)
  // A bare day as the end means the whole of that day.
  return { from, to: end.endsWith('00:00:00') ? `${end.slice(0, 10)} 23:59:59` : end }
}
