// The systems our codes are told apart by, and the small elements every FHIR resource is made of.
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Written } from '../hospital-interface/write-json.js'

export type Resource = { readonly resourceType: string; readonly [element: string]: Written }

/** Names of the national interface's fields and lists; the national platform publishes no URIs of its own. */
export const SYSTEM = {
  person: 'urn:tongchou:psn_no',
  institution: 'urn:tongchou:fixmedins_code',
  item: 'urn:tongchou:med_list_codg',
  medType: 'urn:tongchou:med_type',
  insurance: 'urn:tongchou:insutype',
  payer: 'urn:tongchou:fund_pay_type',
  amount: 'urn:tongchou:amount',
  disease: 'urn:tongchou:dise_codg',
  diagnosis: 'urn:tongchou:diag_code',
  area: 'urn:tongchou:admdvs',
  settlement: 'urn:tongchou:setl_id',
} as const

const HL7 = 'http://terminology.hl7.org/CodeSystem'

export const ADJUDICATION = `${HL7}/adjudication`
export const CLAIM_TYPE = `${HL7}/claim-type`

export function concept(system: string, code: string, display = ''): Written {
  return { coding: [{ system, code, ...(display === '' ? {} : { display }) }], ...(display === '' ? {} : { text: display }) }
}

export function hl7(list: string, code: string): Written {
  return concept(`${HL7}/${list}`, code)
}

export function money(fen: Fen): Written {
  return { value: fen, currency: 'CNY' }
}

export function identifier(system: string, value: string): Written {
  return { system, value }
}

export function reference(to: string, display = ''): Written {
  return { reference: to, ...(display === '' ? {} : { display }) }
}

/** The insurer: the agency of the pooling area. */
export function insurer(pool: string): Written {
  return { identifier: identifier(SYSTEM.area, pool), display: '医疗保障经办机构' }
}

/** `yyyy-MM-dd HH:mm:ss` in Asia/Shanghai as an instant. */
export function instant(time: string): string {
  return `${time.replace(' ', 'T')}+08:00`
}
