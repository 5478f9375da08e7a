// 1101 人员基本信息获取: one person by certificate or e-voucher, with enrolments, balance and special identities.
import { ageOn } from '@tongchou/domain/base/day.js'
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { type Enrolment, rulingRows } from '@tongchou/domain/entitlement/entitled-on.js'
import { personNumber, personOf } from '../enrolment/person-number.js'
import { inForceOn } from '../settlement/filings.js'
import type { Known } from '../settlement/work.js'
import { look } from './carry-out.js'
import { only, type Row } from './codec.js'
import { type Counter, type Message, type Reply, reply, type Transaction } from './message.js'
import type { Written } from './write-json.js'

const NOT_FOUND = '没有找到该人员的参保信息，请核对证件类型和号码，或到参保地经办机构查询'

export const findPerson: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const person = await personShown(counter, row)
  return isRefusal(person) ? person : personReply(message, counter, person, row)
}

/** What is known of the person, and what `more` says of the card or the voucher that was shown. */
export async function personReply(
  message: Message,
  counter: Counter,
  person: bigint,
  row: Row,
  more: (known: Known) => Readonly<Record<string, Written>> = () => ({}),
): Promise<Reply | Refusal> {
  const known = await look(counter, person, null)
  if (known === undefined) return refused('unknown_person', NOT_FOUND)
  const name = row.text('psn_name')
  if (name !== '' && name !== known.person.name) return refused('name_differs', '姓名与证件登记的姓名不一致，请核对')
  const day = row.day('begntime') || message.today
  const shown = { baseinfo: baseInfo(counter, known, message.today), insuinfo: insuranceRows(counter, known, day), idetinfo: identityRows(known, day) }
  return reply({ ...shown, ...more(known) })
}

async function personShown(counter: Counter, row: Row): Promise<bigint | Refusal> {
  const shown = row.text('mdtrt_cert_no')
  const type = row.text('mdtrt_cert_type')
  if (type === '01' && shown !== '') return byVoucher(counter, shown)
  if (type === '02' && shown !== '') return byCertificate(counter, [['01', shown]])
  const other: (readonly [string, string])[] = row.has('certno') ? [[row.text('psn_cert_type') || '01', row.text('certno')]] : []
  // A card reader gives the card's number and what it signed, with a bar between them.
  const card = shown.split('|')[0] ?? ''
  if (type === '03' && shown !== '') return byCertificate(counter, [...other, ['90', card], ['01', card]])
  if (other.length > 0) return byCertificate(counter, other)
  return refused('bad_input', '请填写就诊凭证类型和编号（mdtrt_cert_type、mdtrt_cert_no），或证件类型和号码（psn_cert_type、certno）')
}

export function byVoucher(counter: Counter, shown: string): bigint | Refusal {
  return personOf(counter.pool, shown) ?? refused('unknown_person', '医保电子凭证无效或已过期，请重新出示')
}

export async function byCertificate(counter: Counter, certificates: readonly (readonly [string, string])[]): Promise<bigint | Refusal> {
  const hashes = certificates.map(([type, number]) => counter.cipher.certHash(type, number))
  return (await counter.reads.personOf(hashes)) ?? refused('unknown_person', NOT_FOUND)
}

function baseInfo(counter: Counter, { person }: Known, today: Message['today']): Written {
  return {
    psn_no: personNumber(counter.pool, person.person),
    psn_cert_type: person.certType,
    certno: counter.cipher.decrypt(person.certCipher),
    psn_name: person.name,
    gend: person.sex,
    naty: person.ethnicity,
    brdy: person.born,
    age: ageOn(person.born, today),
    exp_content: '',
  }
}

/** For each scheme the row of the year asked for, else the latest. */
function insuranceRows(counter: Counter, known: Known, day: string): Written[] {
  const rows = rulingRows(known.enrolments)
  return (['employee', 'resident'] as const).flatMap((scheme) => {
    const own = rows.filter((row) => row.scheme === scheme)
    const row = own.find((one) => one.benefitYear === Number(day.slice(0, 4))) ?? own[0]
    return row === undefined ? [] : [insuranceRow(counter, known, row, day)]
  })
}

function insuranceRow(counter: Counter, known: Known, row: Enrolment, day: string): Written {
  const balance = row.scheme === 'employee' && known.account !== null ? known.account.current + known.account.history : 0n
  const entitled = row.entitledFrom <= day && day <= row.entitledTo
  return {
    balc: balance,
    insutype: [...counter.tables.schemes].find(([, scheme]) => scheme === row.scheme)?.[0] ?? '',
    psn_type: row.personType,
    psn_insu_stas: entitled ? '1' : '2',
    psn_insu_date: row.entitledFrom,
    paus_insu_date: entitled ? '' : pausedOn(row),
    cvlserv_flag: row.civilServant ? '1' : '0',
    insuplc_admdvs: row.area,
    emp_name: '',
  }
}

/** An enrolment that never began is paused from its first day, another after its last. */
function pausedOn(row: Enrolment): string {
  const never = row.entitledTo < row.entitledFrom
  return never ? row.entitledFrom : row.entitledTo
}

function identityRows(known: Known, day: string): Written[] {
  return known.identities
    .filter((identity) => inForceOn(identity, day))
    .map((identity) => ({
      psn_idet_type: identity.listCode,
      psn_type_lv: '',
      memo: '',
      begntime: `${identity.inForce} 00:00:00`,
      endtime: identity.until === null ? '' : `${identity.until} 23:59:59`,
    }))
}
