// 4261 自费病人费用明细信息上传 (visit, diagnoses and fee lines of one person in one message).
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import { nestedRows, only, type Row } from './codec.js'
import { keepSelfPaid, type LineForm, selfPaidLines, selfPaidVisit } from './keep-self-paid.js'
import type { Transaction } from './message.js'
import { sealContent } from './seal-fields.js'

const FORM: LineForm = {
  sn: 'bkkpSn',
  time: 'feeOcurTime',
  amount: 'detItemFeeSumamt',
  code: 'medListCodg',
  ownCode: 'medinsListCodg',
  ownName: 'medinsListName',
  chargeType: 'medChrgitmType',
}
const LISTS: ReadonlySet<string> = new Set(['fmiOwnpayPatnMdtrtDDTO', 'fmiOwnpayPatnDiseListDDTOS', 'fmiOwnpayPatnFeeListDDTO'])

export const uploadSelfPaidVisit: Transaction = async (message, counter) => {
  const data = only(message.input, 'data')
  const visit = nestedRows(data, 'fmiOwnpayPatnMdtrtDDTO')[0]
  // Particulars of the visit stand in its own list or beside it.
  const of = (field: string): string => data.text(field) || (visit?.text(field) ?? '')
  const missing = ['mdtrtId', 'psnCertType', 'certno', 'psnName'].filter((field) => of(field) === '')
  if (missing.length > 0) return refused('bad_input', `缺少就诊信息：${missing.join('、')}`)
  const code = of('fixmedinsCode')
  if (code !== '' && code !== message.provider.code) return refused('other_provider', '只能上传本机构的自费费用，请核对机构编号（fixmedinsCode）')
  const lines = selfPaidLines(nestedRows(data, 'fmiOwnpayPatnFeeListDDTO'), FORM)
  if (isRefusal(lines)) return lines
  if (lines.length === 0) return refused('bad_input', '缺少费用明细（fmiOwnpayPatnFeeListDDTO）')
  const payer = { visitNo: of('mdtrtId'), chargeBatch: '', medType: of('medType'), name: of('psnName'), certType: of('psnCertType'), certificate: of('certno') }
  const diagnoses = nestedRows(data, 'fmiOwnpayPatnDiseListDDTOS').map((row) => row.fields)
  const kept = sealContent(counter.cipher, { visit: [{ ...visit?.fields, ...plainFields(data) }], diagnoses })
  return keepSelfPaid(message, counter, [{ ...selfPaidVisit(counter, payer, lines), ...kept }], {})
}

function plainFields(row: Row): Record<string, string> {
  return Object.fromEntries(Object.entries(row.fields).filter(([field]) => !LISTS.has(field)))
}
