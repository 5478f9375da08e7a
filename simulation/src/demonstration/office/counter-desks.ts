// Desks at the counters: a bill that could not be settled directly is claimed back, a payment method is agreed with an institution, a
// county asks for a book of its own.
import { monthsAfter } from '@tongchou/domain/base/day.js'
import type { Bill } from './bills.js'
import { ago, NotDone, type Office } from './office.js'

/** Waits for its first review. */
export async function claimBack(office: Office, { psnNo, provider, insutype }: Bill): Promise<void> {
  const { rows } = await office.databases.batch.query<{ code: string }>(
    "SELECT code FROM catalogue_item WHERE in_force <= $1 AND (until IS NULL OR until >= $1) AND class = '甲' ORDER BY code LIMIT 1",
    [ago(office, 3)],
  )
  const [drug] = rows
  if (drug === undefined) throw new NotDone('the catalogue has nothing paid in full')
  const told = { invoice: `演示${psnNo.slice(-6)}`, diagnosis: 'J18.900', reason: '就诊时网络中断，医院未能直接结算', papers: '发票、费用清单、病历' }
  await (await office.as('agency', 'benefit_clerk')).post('/api/reimbursements', {
    ...{ psn_no: psnNo, scheme: insutype === '310' ? 'employee' : 'resident', provider, med_type: '11', begins: ago(office, 3), ends: ago(office, 3), ...told },
    lines: [{ code: drug.code, day: ago(office, 3), quantity: '6', price: '35', amount_fen: 21_000 }],
  })
}

/** Agreed from the beginning of last month, and one version that waits for the second officer. */
export async function agreePaymentMethod(office: Office, { provider }: Bill): Promise<void> {
  const url = `/api/institutions/${provider}/payment-methods`
  const [clerk, second] = [await office.as('agency', 'provider_manager'), await office.as('agency', 'provider_manager', 'second')]
  const source = '医疗保障服务协议（演示）'
  const { proposal } = await clerk.post(url, { benefit: 'inpatient', method: '40', in_force: office.lastMonth, source })
  await second.post(`${url}/${proposal}/decision`, { decision: 'approve' })
  await clerk.post(url, { benefit: 'outpatient', method: '1', in_force: monthsAfter(office.lastMonth, 2), source })
}

/** Waits for the director. */
export async function askForOwnBook(office: Office): Promise<void> {
  const { home } = await (await office.as('agency', 'finance_officer', 'county')).get('/api/session')
  const asked = { fund: 'resident', agency: home, opened_on: monthsAfter(office.lastMonth, 2), document: `示医保〔${office.today.slice(0, 4)}〕8号` }
  await (await office.as('bureau', 'fund_officer')).post('/api/fund/book-openings', asked)
}
