// Reads an encounter and its orders of 3101/3102 as the review takes them.
import type { ReviewedVisit, ReviewLine } from '@tongchou/domain/supervision/review-request.js'
import type { Setting } from '@tongchou/domain/supervision/rule.js'
import { levelOf } from '../supervision/load-patient.js'
import type { Row } from './codec.js'
import type { Counter, Message } from './message.js'
import type { MedicalType } from './tables.js'

/** National list pay_loc: 5 is an internet hospital. */
const INTERNET = '5'

export function visitOf(message: Message, counter: Counter, encounter: Row): ReviewedVisit {
  const medical = counter.tables.medicalTypes.get(encounter.text('med_type'))
  return {
    setting: settingOf(medical, encounter.text('med_mdtrt_type')),
    online: encounter.text('pay_loc') === INTERNET,
    level: levelOf(message.provider.level),
    scheme: schemeOf(counter, encounter.text('insutype')),
    maternity: medical?.benefit === 'birth' || medical?.benefit === 'maternity_outpatient',
  }
}

/** The medical type tells more; national list med_mdtrt_type where there is none: 1 门诊, 2 住院, 3 购药. */
function settingOf(medical: MedicalType | undefined, kind: string): Setting | null {
  if (medical !== undefined) return medical.benefit === 'emergency' ? 'emergency' : medical.visit
  const kinds: Readonly<Record<string, Setting>> = { '1': 'outpatient', '2': 'inpatient', '3': 'pharmacy' }
  return kinds[kind] ?? null
}

/** 410 work injury and 510 maternity are schemes of their own; who names none is taken for insured here. */
function schemeOf(counter: Counter, insutype: string): ReviewedVisit['scheme'] {
  if (insutype === '410') return 'work_injury'
  if (insutype === '510') return 'maternity'
  return counter.tables.schemes.get(insutype) ?? 'other'
}

export function lineOf(order: Row, isCurrent: boolean): ReviewLine {
  const [day, time] = [order.day('drord_begn_date'), order.text('drord_begn_date').slice(11, 16)]
  const amount = order.fen('sumamt')
  return {
    id: order.text('rx_id'),
    code: order.text('hilist_code'),
    name: order.text('hilist_name') || order.text('hosplist_name') || order.text('hilist_code'),
    day,
    minute: time === '' || time === '00:00' ? null : Number(time.slice(0, 2)) * 60 + Number(time.slice(3)),
    lastDay: order.text('long_drord_flag') === '1' ? order.day('drord_stop_date') || null : null,
    quantity: order.scaled('cnt', 4),
    amount,
    ownPay: /^0?3$/.test(order.text('hilist_lv')) ? amount : order.fen('ownpay_amt'),
    prescription: order.text('rxno') || order.text('rx_id'),
    isHerb: order.text('hilist_code').startsWith('T') || order.text('hilist_type') === '102',
    isCurrent: isCurrent && order.text('curr_drord_flag') !== '0',
  }
}
