// The messages under load: a purchase of 30 lines, and the five messages of an outpatient visit.
import { randomInt } from 'node:crypto'
import { personNumber } from '@tongchou/server/enrolment/person-number.js'
import { envelope, purchase, settlementOf, uploadOf } from '@tongchou/server/testing/cashier.js'
import { DRUG, DRUG_B, HOSPITAL, type Person, PHARMACY, POOL, TODAY } from '@tongchou/server/testing/small-city.js'
import type { Message } from './load.js'
import { FIRST_PERSON } from './prepare-city.js'

const LINES = 30

function somebody(people: number): Person {
  const person = BigInt(FIRST_PERSON + randomInt(people))
  return { person, number: personNumber(POOL, person), name: '', certificate: '000001198001010010' }
}

let sent = 0
function msgid(institution: string): string {
  sent++
  return `${institution}${process.pid}${String(sent).padStart(10, '0')}`.slice(0, 30)
}

const basket = Array.from({ length: LINES }, (_, at) => ({ sn: String(at + 1), code: at % 3 === 2 ? DRUG_B : DRUG, price: `${3 + at}.50` }))
const total = basket.reduce((sum, line) => sum + Number(line.price.replace('.', '')), 0)
const totalText = `${Math.floor(total / 100)}.${String(total % 100).padStart(2, '0')}`

export function purchaseOf(people: number): () => Message {
  return () => ({
    body: JSON.stringify(envelope('2102', purchase(somebody(people), '310', totalText, basket, { acct_used_flag: '1' }), { msgid: msgid(PHARMACY) })),
  })
}

/** Each client walks through 2201, 2203, 2204, 2206 and 2207 of one person, then takes another. */
export function outpatientChain(people: number): (client: number) => Message {
  const walks = new Map<number, { person: Person; step: number; visit: string }>()
  return (client) => {
    const walk = walks.get(client) ?? { person: somebody(people), step: 0, visit: '' }
    walks.set(client, walk)
    const [infno, input] = stepOf(walk)
    const then = (reply: string): void => {
      if (walk.step === 0) walk.visit = /"mdtrt_id":"(\d+)"/.exec(reply)?.[1] ?? ''
      if (++walk.step === 5) walks.delete(client)
    }
    return { body: JSON.stringify(envelope(infno, input, { msgid: msgid(HOSPITAL), fixmedins_code: HOSPITAL })), then }
  }
}

function stepOf({ person, step, visit }: { person: Person; step: number; visit: string }): [string, unknown] {
  const opened = {
    psn_no: person.number,
    insutype: '310',
    begntime: `${TODAY} 09:00:00`,
    mdtrt_cert_type: '02',
    ipt_otp_no: 'MZ1',
    dept_code: 'A01',
    dept_name: '内科',
    caty: 'A03',
  }
  const told = { mdtrt_id: visit, psn_no: person.number, med_type: '11', begntime: `${TODAY} 09:10:00` }
  const found = {
    diag_type: '1',
    diag_srt_no: 1,
    diag_code: 'J18.900',
    diag_name: '肺炎',
    diag_dept: 'A01',
    dise_dor_no: 'D1',
    dise_dor_name: '医师一',
    diag_time: `${TODAY} 09:10:00`,
    vali_flag: '1',
  }
  switch (step) {
    case 0:
      return ['2201', { data: opened }]
    case 1:
      return ['2203', { mdtrtinfo: told, diseinfo: [found] }]
    case 2:
      return ['2204', uploadOf(person, visit, 'B1', basket)]
    case 3:
      return ['2206', settlementOf(person, visit, '310', 'B1', totalText, { acct_used_flag: '1' })]
    default:
      return ['2207', settlementOf(person, visit, '310', 'B1', totalText, { acct_used_flag: '1' })]
  }
}
