// 2501 (and 2501A) 转院备案: a hospital refers its patient to another; care there is settled as referred from the day on.
import { refused } from '@tongchou/domain/base/refusal.js'
import { applyForFiling } from './apply-for-filing.js'
import { only } from './codec.js'
import type { Transaction } from './message.js'

const REFERRALS: ReadonlySet<string> = new Set(['1', '2', '3'])

export const refer: Transaction = async (message, counter) => {
  const row = only(message.input, 'refmedin')
  const type = row.text('refl_type')
  if (!REFERRALS.has(type)) return refused('bad_input', `转院类型（refl_type）应为1市内转院、2转往省内异地、3转往省外异地：${type.slice(0, 6)}`)
  if (row.text('hosp_agre_refl_flag') === '0') return refused('not_agreed', '医院不同意转院（hosp_agre_refl_flag为0），不能办理转院备案')
  const receiving = row.text('reflin_medins_no')
  if (receiving === message.provider.code) return refused('bad_input', '转往医院（reflin_medins_no）不能是本机构')
  return applyForFiling(message, counter, {
    row,
    business: '*',
    placeArea: row.text('mdtrtarea_admdvs'),
    provider: receiving,
    providerName: row.text('reflin_medins_name'),
    from: row.day('refl_date'),
  })
}
