// 3260 提取异地清分明细: the month's bills of people insured here at an institution elsewhere, a hundred at a time.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { inTransaction } from '../fund/transaction.js'
import { only } from './codec.js'
import { reply, type Transaction } from './message.js'
import { offsiteBills, offsiteMonth } from './offsite-month.js'

const MOST_ROWS = 100

export const listOffsite: Transaction = async (message, counter) => {
  const row = only(message.input, 'data')
  const month = offsiteMonth(message, row)
  if (isRefusal(month)) return month
  const start = Math.max(1, Number(row.scaled('startrow', 0)))
  const certificates = new Map<bigint, string>()
  const bills = await inTransaction(counter.database, async (client) => {
    const page = (await offsiteBills(client, message.provider.code, month)).map((bill, at) => ({ bill, seqno: at + 1 })).slice(start - 1, start - 1 + MOST_ROWS)
    const { rows } = await client.query<{ person: bigint; cert_cipher: Buffer }>('SELECT person, cert_cipher FROM person WHERE person = ANY ($1)', [
      page.map(({ bill }) => bill.personKey),
    ])
    for (const one of rows) certificates.set(one.person, counter.cipher.decrypt(one.cert_cipher))
    return page
  })
  return reply({
    data: bills.map(({ bill, seqno }) => ({
      seqno: String(seqno),
      mdtrtarea: message.provider.area,
      medins_no: message.provider.code,
      certno: certificates.get(bill.personKey) ?? '',
      mdtrt_id: String(bill.visit),
      mdtrt_setl_time: bill.settledAt,
      setl_sn: String(bill.settlement),
      fulamt_advpay_flag: '0',
      medfee_sumamt: bill.total,
      optins_pay_sumamt: bill.fund + bill.account,
    })),
  })
}
