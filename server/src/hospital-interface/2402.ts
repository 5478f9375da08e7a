// 2402 出院办理: after this no more lines are taken.
import { refused } from '@tongchou/domain/base/refusal.js'
import { only } from './codec.js'
import type { Transaction } from './message.js'
import { dayFault } from './person-of.js'
import { eventOf, mainDiagnosis, visitMessage } from './visit-act.js'

export const discharge: Transaction = async (message, counter) => {
  const row = only(message.input, 'dscginfo')
  const fault = dayFault(row, 'endtime', '出院时间', message.today)
  if (fault !== undefined) return fault
  const day = row.day('endtime')
  const diagnoses = message.input['diseinfo'] ?? []
  return visitMessage(message, counter, {
    row,
    kind: 'inpatient',
    act: 'discharge',
    event: eventOf('discharged', day, row, diagnoses),
    state: (visit) => {
      if (day < visit.admitted) return refused('bad_day', `出院时间${day}早于入院日期${visit.admitted}，请核对`)
      return {
        discharged: day,
        disease: row.text('dise_codg') || visit.disease,
        procedure: row.text('oprn_oprt_code') || visit.procedure,
        diagnosis: mainDiagnosis(diagnoses) ?? visit.diagnosis,
      }
    },
  })
}
