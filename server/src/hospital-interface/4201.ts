// 4201 自费病人费用明细信息上传: fee lines of people who pay everything themselves, each line with its visit and person.
import { isRefusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Row } from './codec.js'
import { keepSelfPaid, type LineForm, selfPaidLines, selfPaidVisit } from './keep-self-paid.js'
import type { Transaction } from './message.js'
import type { SelfPaidVisit } from './self-paid-store.js'

const FORM: LineForm = {
  sn: 'feedetl_sn',
  time: 'fee_ocur_time',
  amount: 'det_item_fee_sumamt',
  code: 'med_list_codg',
  ownCode: 'medins_list_codg',
  ownName: 'medins_list_name',
  chargeType: 'med_chrgitm_type',
}

export const uploadSelfPaid: Transaction = async (message, counter) => {
  const rows = message.input['feedetail'] ?? []
  const late = rows.find((row) => row.day('fee_ocur_time') > message.today)
  if (late !== undefined)
    return refused('bad_day', `流水号${late.text('feedetl_sn')}：费用发生时间${late.day('fee_ocur_time')}晚于今天${message.today}，请核对`)
  const visits: SelfPaidVisit[] = []
  for (const own of byPayer(rows)) {
    const lines = selfPaidLines(own, FORM)
    if (isRefusal(lines)) return lines
    const [first] = own
    if (first === undefined) continue
    const payer = {
      visitNo: first.text('mdtrt_sn'),
      chargeBatch: first.text('chrg_bchno'),
      medType: first.text('med_type'),
      name: first.text('psn_name'),
      certType: first.text('psn_cert_type'),
      certificate: first.text('certno'),
    }
    visits.push(selfPaidVisit(counter, payer, lines))
  }
  return keepSelfPaid(message, counter, visits, {})
}

function byPayer(rows: readonly Row[]): Row[][] {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = `${row.text('mdtrt_sn')}/${row.text('chrg_bchno')}/${row.text('certno')}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()]
}
