// 2203 (and 2203A) 门诊就诊信息上传: the visit's medical type, disease and diagnoses.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { only } from './codec.js'
import type { Transaction } from './message.js'
import { medicalTypeOf } from './person-of.js'
import { eventOf, mainDiagnosis, visitMessage } from './visit-act.js'

export const diagnose: Transaction = async (message, counter) => {
  const row = only(message.input, 'mdtrtinfo')
  const medical = medicalTypeOf(counter, row.text('med_type'), 'outpatient')
  if (isRefusal(medical)) return medical
  const diagnoses = message.input['diseinfo'] ?? []
  return visitMessage(message, counter, {
    row,
    kind: 'outpatient',
    act: 'diagnose',
    event: eventOf('diagnosed', row.day('begntime'), row, diagnoses),
    state: (visit) => ({
      medType: medical.medType,
      disease: row.text('dise_codg') || null,
      procedure: row.text('birctrl_type') || visit.procedure,
      diagnosis: mainDiagnosis(diagnoses) ?? visit.diagnosis,
    }),
  })
}
