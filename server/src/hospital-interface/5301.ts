// 5301 人员慢特病备案查询: the chronic and special diseases that are filed for the person.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { askedPerson } from './asked-visit.js'
import { only } from './codec.js'
import { standingFilings } from './filings-asked.js'
import { reply, type Transaction } from './message.js'

export const findDiseaseFilings: Transaction = async (message, counter) => {
  const known = await askedPerson(counter, only(message.input, 'data'))
  if (isRefusal(known)) return known
  const filings = await standingFilings(counter.database, known.person.person, ['chronic', 'special'])
  const rows = filings.map((one) => ({
    opsp_dise_code: one.disease ?? '',
    opsp_dise_name: one.disease_name ?? '',
    begndate: one.in_force,
    enddate: one.until ?? '',
  }))
  return reply({ feedetail: rows })
}
