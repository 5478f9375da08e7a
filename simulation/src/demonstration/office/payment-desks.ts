// Money on its way to institutions: a month opened, reviewed and approved, an account registered, a batch prepared; a county's request for
// funds; the insurer's contract.
import { yearOf } from '@tongchou/domain/base/day.js'
import { monthText } from './fund-desks.js'
import type { Office } from './office.js'

export async function payProviders(office: Office): Promise<void> {
  const manager = await office.as('agency', 'provider_manager')
  const book = `${office.pool}-resident`
  const month = monthText(office.lastMonth)
  const { rows } = await manager.get(`/api/cycle-dues?book=${book}&month=${month}`)
  const [first, second, third] = (rows as readonly { readonly provider: string; readonly paid: boolean }[]).filter(({ paid }) => !paid)
  if (first === undefined) return
  const cycles: string[] = []
  for (const { provider } of [first, second, third].filter((row) => row !== undefined))
    cycles.push((await manager.post('/api/pay-cycles', { book, provider, month })).number)
  const [approved = '', reviewed = ''] = cycles
  for (const number of [approved, reviewed]) await manager.post(`/api/pay-cycles/${number}/steps`, { kind: 'first_reviewed' })
  await (await office.as('agency', 'provider_manager', 'second')).post(`/api/pay-cycles/${approved}/steps`, { kind: 'second_reviewed' })
  await (await office.as('bureau', 'fund_officer')).post(`/api/pay-cycles/${approved}/steps`, { kind: 'approved' })
  await prepareBatch(office, book, first.provider)
}

async function prepareBatch(office: Office, book: string, provider: string): Promise<void> {
  const finance = await office.as('agency', 'finance_officer')
  const account = {
    kind: 'provider',
    payee: provider,
    holder: '演示机构',
    bank: '示范银行城中支行',
    bank_code: '',
    account_number: '0000000000000001',
    reason: '首次登记',
  }
  const { number } = await finance.post('/api/payee-accounts', account)
  await (await office.as('agency', 'finance_officer', 'second')).post(`/api/payee-accounts/${number}/steps`, { kind: 'approved' })
  const { rows } = await finance.get(`/api/payables?book=${book}`)
  const payables = rows.map((row: { readonly number: string }) => row.number)
  const { rows: templates } = await finance.get('/api/bank-templates').then((answer) => ({ rows: Array.isArray(answer) ? answer : answer.rows }))
  await finance.post('/api/payment-batches', { book, template: templates[0].template, title: `${monthText(office.lastMonth)} 机构月结`, payables })
}

/** Half of what the county's plan has left, and a quarter: one application goes its way, the other waits. */
export async function askForFunds(office: Office): Promise<void> {
  const county = await office.as('agency', 'finance_officer', 'county')
  const { home } = await county.get('/api/session')
  const book = `${office.pool}-resident`
  const month = monthText(office.lastMonth)
  const money: readonly { readonly unit: string; readonly plan_fen: number | null; readonly requested_fen: number }[] = await county.get(
    `/api/fund-money?book=${book}&year=${month.slice(0, 4)}`,
  )
  const own = money.find(({ unit }) => unit === home)
  const left = BigInt(own?.plan_fen ?? 0) - BigInt(own?.requested_fen ?? 0)
  const asked = (share: bigint, purpose: string) => ({
    ...{ book, unit: home, month, budget_line: '基本医疗保险待遇支出', purpose },
    amount_fen: Number((left / share / 10_000n) * 10_000n),
  })
  const { number } = await county.post('/api/fund-requests', asked(2n, '本月待遇支出，按支出进度申请'))
  await (await office.as('bureau', 'fund_officer')).post(`/api/fund-requests/${number}/steps`, { kind: 'bureau_applied' })
  await county.post('/api/fund-requests', asked(4n, '门诊慢特病待遇支出，按支出进度申请'))
}

export async function contractInsurer(office: Office): Promise<void> {
  const year = yearOf(office.today)
  const terms = { premium_per_head_fen: 7_500, kept: '3%', surplus_returned: '0.9', loss_shared: '0.5', loss_cap: '5%' }
  const { number } = await (await office.as('agency', 'finance_officer')).post('/api/payer-contracts', {
    ...{ book: `${office.pool}-resident`, payer_kind: 'insurer', payer: '示范大病保险承保机构', in_force: `${year}-01-01`, until: `${year}-12-31` },
    ...{ document: '大病保险承办协议（演示）', terms },
  })
  await (await office.as('agency', 'finance_officer', 'second')).post(`/api/payer-contracts/${number}/steps`, { kind: 'approved' })
}
