// 5302 人员定点信息查询: the institutions that the person has chosen for a kind of care.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { askedPerson } from './asked-visit.js'
import { only } from './codec.js'
import { standingFilings } from './filings-asked.js'
import { reply, type Transaction } from './message.js'

export const findChosenInstitutions: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const known = await askedPerson(counter, row)
  if (isRefusal(known)) return known
  const business = row.text('biz_appy_type').padStart(2, '0')
  const kind = counter.tables.filingKinds.get(`2505/${business}`)
  if (kind === undefined) return refused('unknown_business', `业务申请类型（biz_appy_type）${business.slice(0, 6)}不在本平台开通范围，请用1901查询`)
  const filings = await standingFilings(counter.database, known.person.person, [kind.kind])
  const rows = filings.map((one, index) => ({
    psn_no: row.text('psn_no'),
    insutype: one.insutype,
    fix_srt_no: one.rank || String(index + 1),
    fixmedins_code: one.provider ?? '',
    fixmedins_name: one.provider_name ?? '',
    begndate: one.in_force,
    enddate: one.until ?? '',
    memo: '',
  }))
  return reply({ psnfixmedin: rows })
}
