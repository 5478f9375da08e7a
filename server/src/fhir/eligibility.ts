// CoverageEligibilityRequest → CoverageEligibilityResponse: what 2001 answers, one item for each fund that could pay.
import { isRefusal, type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { personNumber } from '../enrolment/person-number.js'
import { checkEntitlement } from '../hospital-interface/2001.js'
import type { Read } from '../hospital-interface/read-json.js'
import type { Room } from '../hospital-interface/room.js'
import type { Written } from '../hospital-interface/write-json.js'
import { timeText } from '../http/clock.js'
import type { Provider, Reference } from '../settlement/reference.js'
import { coverageNamed, insuranceCode } from './coverage.js'
import { concept, identifier, instant, insurer, type Resource, reference as referTo, SYSTEM } from './elements.js'
import { at, codeOf, idOf, textAt } from './read-elements.js'
import { messageFor } from './send-message.js'

type TreatmentRow = Readonly<Record<'fund_pay_type' | 'trt_enjymnt_flag' | 'begndate' | 'enddate' | 'trt_chk_rslt', string>>

export async function checkEligibility(
  room: Room,
  reference: Reference,
  provider: Provider,
  body: Read,
): Promise<{ resource: Resource; person: bigint } | Refusal> {
  const { counter } = room
  const coverage = coverageNamed(counter.pool, idOf(at(body, 'insurance', 0, 'coverage'), 'Coverage'))
  if (coverage === undefined) return refused('required', '请填写insurance[0].coverage，如Coverage/人员编号-resident-2026（取自Coverage查询）')
  const number = personNumber(counter.pool, coverage.person)
  const patient = idOf(at(body, 'patient'), 'Patient')
  if (patient !== '' && patient !== number) return refused('bad_input', '患者（patient）与保险（insurance[0].coverage）不是同一个人，请核对')
  const day = textAt(body, 'servicedDate') || textAt(body, 'servicedPeriod', 'start').slice(0, 10) || timeText(counter.clock.now()).slice(0, 10)
  const medType = codeOf(at(body, 'item', 0, 'category'), SYSTEM.medType) || (provider.kind === 'pharmacy' ? '41' : '11')
  const disease = codeOf(at(body, 'item', 0, 'diagnosis', 0, 'diagnosisCodeableConcept'), SYSTEM.disease)
  const data = {
    psn_no: number,
    insutype: insuranceCode(counter.tables, coverage.scheme),
    fixmedins_code: provider.code,
    med_type: medType,
    begntime: day,
    dise_codg: disease,
  }
  const message = messageFor(room, reference, provider, { infno: '2001', key: JSON.stringify(body), body, input: { data } })
  if (isRefusal(message)) return message
  const answer = await checkEntitlement(message, counter)
  if (isRefusal(answer)) return answer
  const rows = (answer.output as unknown as { trtinfo: readonly TreatmentRow[] }).trtinfo
  const asked = { number, coverage: textAt(body, 'insurance', 0, 'coverage', 'reference'), day, created: message.now, medType }
  return { resource: responseOf(room, asked, provider, rows, textAt(body, 'id')), person: coverage.person }
}

interface Asked {
  readonly number: string
  readonly coverage: string
  readonly day: string
  readonly created: string
  readonly medType: string
}

function responseOf({ counter }: Room, asked: Asked, provider: Provider, rows: readonly TreatmentRow[], requestId: string): Resource {
  const label = counter.tables.medicalTypes.get(asked.medType)?.label ?? ''
  return {
    resourceType: 'CoverageEligibilityResponse',
    status: 'active',
    purpose: ['benefits', 'validation'],
    patient: referTo(`Patient/${asked.number}`),
    servicedDate: asked.day,
    created: instant(asked.created),
    requestor: { identifier: identifier(SYSTEM.institution, provider.code), display: provider.name },
    request: requestId === '' ? { display: '本次查询' } : referTo(`CoverageEligibilityRequest/${requestId}`),
    outcome: 'complete',
    insurer: insurer(counter.pool),
    insurance: [
      {
        coverage: referTo(asked.coverage),
        inforce: rows.some((row) => row.trt_enjymnt_flag === '1'),
        item: rows.map((row) => itemOf(row, asked.medType, label, (code) => nameOf(counter, code))),
      },
    ],
  }
}

function itemOf(row: TreatmentRow, medType: string, label: string, nameOfFund: (code: string) => string): Written {
  const entitled = row.trt_enjymnt_flag === '1'
  const name = nameOfFund(row.fund_pay_type)
  return {
    category: concept(SYSTEM.medType, medType, label),
    productOrService: concept(SYSTEM.payer, row.fund_pay_type, name),
    excluded: !entitled,
    name,
    description: entitled ? `可享受${name}待遇${row.enddate === '' ? '' : `，至${row.enddate}`}` : row.trt_chk_rslt,
  }
}

function nameOf({ tables }: Room['counter'], code: string): string {
  for (const scheme of ['employee', 'resident'] as const) {
    for (const layer of ['basic', 'large', 'major', 'civil_servant', 'assistance']) {
      const type = tables.fundPayType(scheme, layer)
      if (type.code === code) return type.name
    }
  }
  return code
}
