// Reads a Claim as the fields of the national interface's purchase: header and lines. What is missing is told by its FHIR element.
import { fenOfYuan, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { personNumber } from '../enrolment/person-number.js'
import type { Counter } from '../hospital-interface/message.js'
import type { VisitAtOnce } from '../hospital-interface/pharmacy.js'
import type { Read } from '../hospital-interface/read-json.js'
import { timeText } from '../http/clock.js'
import { type CoverageNamed, coverageNamed, insuranceCode } from './coverage.js'
import { CLAIM_TYPE, SYSTEM } from './elements.js'
import { at, codeOf, idOf, listAt, textAt } from './read-elements.js'

export interface ClaimRead {
  readonly identifier: { readonly system: string; readonly value: string }
  readonly trial: boolean
  readonly visit: VisitAtOnce
  /** As 2102 takes it. */
  readonly input: Read
}

const KINDS: Readonly<Record<string, VisitAtOnce['kind']>> = { pharmacy: 'pharmacy', professional: 'outpatient' }
const USUAL_MED_TYPES = { pharmacy: '41', outpatient: '11' } as const

export function readClaim(counter: Counter, body: Read): ClaimRead | Refusal {
  const kind = KINDS[codeOf(at(body, 'type'), CLAIM_TYPE)]
  if (kind === undefined)
    return refused('bad_input', `理赔类型（type）应为pharmacy（药店）或professional（门诊），系统${CLAIM_TYPE}；住院请用医药机构接口2401—2304`)
  const use = textAt(body, 'use')
  if (use !== 'claim' && use !== 'predetermination') return refused('bad_input', '用途（use）应为claim（结算）或predetermination（预结算）')
  if (textAt(body, 'status') !== 'active') return refused('bad_input', '状态（status）应为active；撤销请用医药机构接口2103或2208')
  const identifier = { system: textAt(body, 'identifier', 0, 'system'), value: textAt(body, 'identifier', 0, 'value') }
  if (identifier.value === '') return refused('required', '请填写identifier[0].value：同一理赔再次提交时凭它返回同一结果')
  const coverage = coverageNamed(counter.pool, idOf(at(body, 'insurance', 0, 'coverage'), 'Coverage'))
  if (coverage === undefined) return refused('required', '请填写insurance[0].coverage，如Coverage/人员编号-resident-2026（取自Coverage查询）')
  if (idOf(at(body, 'patient'), 'Patient') !== personNumber(counter.pool, coverage.person)) {
    return refused('bad_input', '患者（patient）应为Patient/人员编号，并与insurance[0].coverage是同一个人')
  }
  const fault = itemFault(listAt(body, 'item'))
  if (fault !== undefined) return fault
  const diagnosis = diagnosisOf(body, SYSTEM.diagnosis) || null
  if (kind === 'outpatient' && diagnosis === null)
    return refused('required', `门诊理赔请填写诊断（diagnosis[].diagnosisCodeableConcept，系统${SYSTEM.diagnosis}）`)
  return { identifier, trial: use === 'predetermination', visit: { kind, diagnosis }, input: inputOf(counter, body, coverage, kind) }
}

function itemFault(items: readonly Read[]): Refusal | undefined {
  if (items.length === 0) return refused('required', '请填写明细（item）')
  for (const [index, item] of items.entries()) {
    const where = `item[${index}]`
    if (codeOf(at(item, 'productOrService'), SYSTEM.item) === '') return refused('required', `请填写${where}.productOrService的编码，系统${SYSTEM.item}`)
    if (fenOfYuan(textAt(item, 'net', 'value')) === undefined) return refused('required', `请填写${where}.net.value：金额（元），最多两位小数`)
    for (const price of ['net', 'unitPrice']) {
      const currency = textAt(item, price, 'currency')
      if (currency !== '' && currency !== 'CNY') return refused('bad_input', `${where}.${price}.currency应为CNY`)
    }
  }
  return undefined
}

function inputOf(counter: Counter, body: Read, coverage: CoverageNamed, kind: VisitAtOnce['kind']): Read {
  const items = listAt(body, 'item')
  const began = dayTime(textAt(body, 'billablePeriod', 'start') || textAt(body, 'created'))
  const sum = sumOf(items.map((item) => fenOfYuan(textAt(item, 'net', 'value')) ?? 0n))
  return {
    druginfo: {
      psn_no: personNumber(counter.pool, coverage.person),
      mdtrt_cert_type: extensionOf(body, 'mdtrt_cert_type') || '01',
      begntime: began,
      medfee_sumamt: textAt(body, 'total', 'value') || yuanText(sum),
      insutype: insuranceCode(counter.tables, coverage.scheme),
      acct_used_flag: extensionOf(body, 'acct_used_flag') || '0',
      med_type: codeOf(at(body, 'subType'), SYSTEM.medType) || USUAL_MED_TYPES[kind],
      dise_codg: diagnosisOf(body, SYSTEM.disease),
      invono: textAt(body, 'identifier', 0, 'value').slice(0, 30),
    },
    drugdetail: items.map((item, index) => lineOf(item, index, began)),
  }
}

function lineOf(item: Read, index: number, began: string): Read {
  const code = codeOf(at(item, 'productOrService'), SYSTEM.item)
  const net = textAt(item, 'net', 'value')
  return {
    feedetl_sn: textAt(item, 'sequence') || String(index + 1),
    rx_circ_flag: '0',
    fee_ocur_time: dayTime(textAt(item, 'servicedDate') || textAt(item, 'servicedPeriod', 'start')) || began,
    med_list_codg: code,
    medins_list_codg: code,
    det_item_fee_sumamt: net,
    cnt: textAt(item, 'quantity', 'value') || '1',
    pric: textAt(item, 'unitPrice', 'value') || net,
  }
}

/** FHIR's date or dateTime as the interface writes it, in Asia/Shanghai. */
function dayTime(text: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text)
  if (match === null) return text
  const [, day = '', time = '00:00:00', zone] = match
  const at = zone === undefined ? undefined : new Date(text)
  return at === undefined || Number.isNaN(at.getTime()) ? `${day} ${time}` : timeText(at)
}

function diagnosisOf(body: Read, system: string): string {
  for (const one of listAt(body, 'diagnosis')) {
    const code = codeOf(at(one, 'diagnosisCodeableConcept'), system)
    if (code !== '') return code
  }
  return ''
}

/** Fields of the national interface that FHIR has no element for. */
function extensionOf(body: Read, field: string): string {
  const found = listAt(body, 'extension').find((one) => textAt(one, 'url') === `urn:tongchou:${field}`)
  return textAt(found, 'valueCode') || textAt(found, 'valueString')
}
