// 2403 住院信息变更: particulars and diagnoses of a stay that is not settled.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { only } from './codec.js'
import type { Transaction } from './message.js'
import { dayFault, medicalTypeOf } from './person-of.js'
import { eventOf, mainDiagnosis, visitMessage } from './visit-act.js'

export const changeStay: Transaction = async (message, counter) => {
  const row = only(message.input, 'adminfo')
  const medical = medicalTypeOf(counter, row.text('med_type'), 'inpatient')
  if (isRefusal(medical)) return medical
  const fault = dayFault(row, 'begntime', '入院时间', message.today)
  if (fault !== undefined) return fault
  const admitted = row.day('begntime')
  const diagnoses = message.input['diseinfo'] ?? []
  return visitMessage(message, counter, {
    row,
    kind: 'inpatient',
    act: 'change',
    event: eventOf('changed', message.today, row, diagnoses),
    state: (visit) => {
      if (visit.discharged !== null && admitted > visit.discharged) return refused('bad_day', `入院时间${admitted}晚于出院日期${visit.discharged}，请核对`)
      return {
        admitted,
        medType: medical.medType,
        disease: row.text('dise_codg') || visit.disease,
        delivery: medical.delivery ?? visit.delivery,
        procedure: row.text('oprn_oprt_code') || visit.procedure,
        diagnosis: mainDiagnosis(diagnoses) ?? row.text('dscg_maindiag_code'),
      }
    },
  })
}
