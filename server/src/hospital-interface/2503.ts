// 2503 人员慢特病备案: a chronic or special disease identified by a hospital; bills stand on it once the office has confirmed.
import { refused } from '@tongchou/domain/base/refusal.js'
import { applyForFiling } from './apply-for-filing.js'
import { only } from './codec.js'
import type { Transaction } from './message.js'

export const fileDisease: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  if (row.day('hosp_ide_date') > message.today) return refused('bad_day', `医院鉴定日期（hosp_ide_date）${row.day('hosp_ide_date')}晚于今天，请核对`)
  return applyForFiling(message, counter, {
    row,
    business: '*',
    disease: row.text('opsp_dise_code'),
    diseaseName: row.text('opsp_dise_name'),
    provider: row.text('ide_fixmedins_no'),
    providerName: row.text('ide_fixmedins_name'),
  })
}
