// 2505 人员定点备案: the person chooses institutions (for outpatient care, or for a chronic disease), or files care elsewhere.
import { refused } from '@tongchou/domain/base/refusal.js'
import { applyForFiling } from './apply-for-filing.js'
import { only } from './codec.js'
import type { Transaction } from './message.js'

export const chooseInstitution: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const code = row.text('fixmedins_code')
  const chosen = message.reference.providers.get(code)
  if (chosen === undefined) return refused('unknown_institution', `定点医药机构编号（fixmedins_code）${code.slice(0, 12)}不存在，请用1201查询后重发`)
  if (chosen.designatedUntil !== null && chosen.designatedUntil < message.today) {
    return refused('not_designated', `所选机构的定点协议已于${chosen.designatedUntil}到期或解除，请另选`)
  }
  return applyForFiling(message, counter, {
    row,
    business: row.text('biz_appy_type').padStart(2, '0'),
    placeArea: chosen.area,
    provider: code,
    providerName: chosen.name,
  })
}
