// 2401 入院办理: opens a stay; a person has one unsettled stay at a time.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { openVisit } from '../settlement/open-visit.js'
import { carryOut } from './carry-out.js'
import { attributesOf, only } from './codec.js'
import { reply, type Transaction } from './message.js'
import { dayFault, medicalTypeOf, personNamed, schemeOf } from './person-of.js'
import { mainDiagnosis } from './visit-act.js'

const TAKEN = ['psn_no', 'insutype', 'begntime', 'ipt_no', 'mdtrt_cert_no', 'card_sn', 'certno', 'psn_name', 'tel']

export const admit: Transaction = async (message, counter) => {
  const row = only(message.input, 'mdtrtinfo')
  const person = personNamed(counter, row)
  const scheme = schemeOf(counter, row)
  const medical = medicalTypeOf(counter, row.text('med_type'), 'inpatient')
  const fault = dayFault(row, 'begntime', '入院时间', message.today)
  if (isRefusal(person)) return person
  if (isRefusal(scheme)) return scheme
  if (isRefusal(medical)) return medical
  if (fault !== undefined) return fault
  const diagnoses = message.input['diseinfo'] ?? []
  const answer = await carryOut(counter, message, {
    person,
    visit: null,
    decide: (known) =>
      openVisit(message.reference, known, {
        kind: 'inpatient',
        scheme,
        provider: message.provider,
        medType: medical.medType,
        placeArea: message.placeArea,
        openedAt: row.text('begntime'),
        hospitalNumber: row.text('ipt_no'),
        attributes: { ...attributesOf(row, TAKEN), diagnoses: diagnoses.map((one) => attributesOf(one, ['psn_no', 'mdtrt_id'])) },
        state: {
          disease: row.text('dise_codg') || null,
          delivery: medical.delivery ?? null,
          procedure: row.text('oprn_oprt_code') || null,
          diagnosis: mainDiagnosis(diagnoses) ?? row.text('dscg_maindiag_code'),
        },
      }),
  })
  if (isRefusal(answer)) return answer
  const saved = answer.kind === 'done' ? answer.saved : answer
  return reply({ result: { mdtrt_id: String(saved.visit), exp_content: '' } }, saved)
}
