// A month at the desks of the fund: plan, reports, archive, a voucher that waits, indicators and warnings, year end, appraisal, and the
// adjustment fund.
import { monthOf, yearOf } from '@tongchou/domain/base/day.js'
import { most, sumOf } from '@tongchou/domain/base/money.js'
import { ago, type Clerk, type Office } from './office.js'

const bookOf = (office: Office, fund: string): string => `${office.pool}-${fund}`
const thisYear = (office: Office): number => yearOf(office.today)
export const monthText = (day: string): string => day.slice(0, 7)

async function unitsOf(office: Office): Promise<readonly string[]> {
  const clerk = await office.as('bureau', 'fund_officer')
  const { children } = await clerk.get('/api/areas')
  return children.map(({ code }: { readonly code: string }) => code)
}

const TARGETS = [
  { indicator: 'enrolment_rate', target: '95', source: '按上年参保率（演示）' },
  { indicator: 'subsidy_arrival', target: '100', source: '财政补助应全额到位（演示）' },
  { indicator: 'collection_rate', target: '98', source: '按上年征缴情况（演示）' },
]

interface UnitPlan {
  readonly unit: string
  readonly income_fen: number
  readonly expenditure_fen: number
  readonly basis: string
}

/** Whole thousands of yuan, upwards. */
const thousands = (fen: bigint): bigint => ((fen + 99_999n) / 100_000n) * 100_000n

/**
 * What each unit will take in and spend in a year, from the months that the books have. No unit plans to spend more than it takes in,
 * which its government would have to agree to, or less than it asked for already.
 */
async function plansOf(office: Office, clerk: Clerk): Promise<readonly UnitPlan[]> {
  const [book, year] = [bookOf(office, 'resident'), thisYear(office)]
  type Row = { readonly unit: string; readonly months: readonly { readonly income_fen: number; readonly expenditure_fen: number }[] }
  const rowsOf = async (of: number, month: number): Promise<readonly Row[]> =>
    (await clerk.get(`/api/budget-execution/months?book=${book}&year=${of}&month=${month}`)).rows
  const month = monthOf(office.today)
  const rows = [...(await rowsOf(year - 1, 12)), ...(await rowsOf(year, month))]
  type Asked = readonly { readonly unit: string; readonly requested_fen: number }[]
  const askedIn = async (of: number): Promise<Asked> => clerk.get(`/api/fund-money?book=${book}&year=${of}`)
  const [askedBefore, asked] = [await askedIn(year - 1), await askedIn(year)]
  const requestedOf = (of: Asked, unit: string): bigint => BigInt(of.find((one) => one.unit === unit)?.requested_fen ?? 0)
  return (await unitsOf(office)).map((unit) => {
    const months = rows.filter((row) => row.unit === unit).flatMap((row) => row.months.filter((one) => one.income_fen + one.expenditure_fen > 0))
    const yearly = (of: 'income_fen' | 'expenditure_fen'): bigint =>
      months.length === 0 ? 0n : (sumOf(months.map((one) => BigInt(one[of]))) * 12n) / BigInt(months.length)
    const spending = yearly('expenditure_fen')
    const rest = (spending * BigInt(13 - month)) / 12n
    const expenditure = thousands(most(spending, requestedOf(asked, unit) + rest, requestedOf(askedBefore, unit) + spending / 12n))
    const income = most(thousands(yearly('income_fen')), expenditure)
    return { unit, income_fen: Number(income), expenditure_fen: Number(expenditure), basis: '按近月执行和参保人数测算（演示）' }
  })
}

/** The residents' plans: last year's and this year's were issued, next year's waits after the finance bureau's review. */
export async function planYear(office: Office): Promise<void> {
  const clerk = await office.as('bureau', 'fund_officer')
  const units = await plansOf(office, clerk)
  for (const year of [thisYear(office) - 1, thisYear(office), thisYear(office) + 1]) {
    const later = year > thisYear(office)
    const { budget } = await clerk.post('/api/budgets', { book: bookOf(office, 'resident'), year, units })
    await clerk.post(`/api/budgets/${budget}/targets`, { targets: TARGETS })
    const planned = `${year}-01-12`
    const dated = planned < office.today ? planned : office.today
    const step = (by: Clerk, kind: string, more = {}) => by.post(`/api/budgets/${budget}/steps`, { kind, dated, ...more })
    await step(clerk, 'submitted')
    await step(await office.as('finance', 'finance_officer'), 'reviewed')
    if (later) continue
    await step(clerk, 'government_approved', { document: `示政办〔${year}〕1号（演示）` })
    await step(clerk, 'congress_approved', { document: `示人大〔${year}〕2号（演示）` })
    await step(clerk, 'issued')
  }
}

export async function reportMonth(office: Office): Promise<void> {
  const { report } = await (await office.as('agency', 'finance_officer')).post('/api/fund/reports', { kind: 'fast', month: monthText(office.lastMonth) })
  await (await office.as('bureau', 'fund_officer')).post(`/api/fund/reports/${report}/steps`, { kind: 'reviewed' })
}

export async function keepArchive(office: Office): Promise<void> {
  await (await office.as('bureau', 'fund_officer')).post('/api/fund/archives', { book: bookOf(office, 'assistance'), year: thisYear(office) - 1 })
}

/** Interest that the bank credited late, written by hand; another officer has to review it. */
export async function writeVoucher(office: Office): Promise<void> {
  const [unit = ''] = await unitsOf(office)
  const at = { detail: '', unit }
  await (await office.as('agency', 'finance_officer')).post(`/api/fund/books/${bookOf(office, 'resident')}/voucher-drafts`, {
    ...{ purpose: 'loan_taken', text: '向市财政临时借入周转款（演示）', day: ago(office, 1), booked_on: ago(office, 1) },
    lines: [
      { ...at, account: '1003', debit_fen: 5_000_000, credit_fen: 0 },
      { ...at, account: '2101', debit_fen: 0, credit_fen: 5_000_000 },
    ],
  })
}

/** The rates by which the year's interest was counted. */
export async function agreeRates(office: Office): Promise<void> {
  const clerk = await office.as('agency', 'finance_officer')
  for (const account of ['1003', '1004'])
    await clerk.post('/api/fund/interest-rates', { account, in_force: '2015-10-24', rate: '0.0110', source: '与开户银行约定的优惠利率（演示）' })
}

export async function watchRisk(office: Office): Promise<void> {
  const clerk = await office.as('bureau', 'fund_officer')
  await clerk.job('/api/risk/runs', { month: monthText(office.lastMonth), months: 3 })
}

export async function endYear(office: Office): Promise<void> {
  const clerk = await office.as('bureau', 'fund_officer')
  await clerk.post('/api/year-ends', { book: bookOf(office, 'resident'), year: thisYear(office) - 1 })
}

interface Appraised {
  readonly run: string
  readonly indicators: readonly { readonly id: string; readonly asks: readonly { readonly figure: string }[] }[]
  readonly units: readonly { readonly unit: string; readonly values: readonly { readonly indicator: string; readonly origin: string }[] }[]
}

/** Last year's appraisal: what the facts do not tell is judged by two officers, then it is computed and laid open to objections. */
export async function appraise(office: Office): Promise<void> {
  const [clerk, director] = [await office.as('bureau', 'fund_officer'), await office.as('bureau', 'director')]
  const year = thisYear(office) - 1
  const { indicators, units }: Appraised = await clerk.post('/api/appraisals', { year })
  for (const { unit, values } of units) {
    for (const { indicator } of values.filter(({ origin }) => origin === 'missing')) {
      const asks = indicators.find(({ id }) => id === indicator)?.asks ?? []
      const figures = Object.fromEntries(asks.map(({ figure }) => [figure, figure === 'count' ? '0' : '100']))
      const { recorded } = await clerk.post('/api/appraisal-judgements', { year, unit, indicator, ...figures, evidence: '市局年度检查记录（演示）' })
      await director.post(`/api/appraisal-judgements/${recorded}/finding`, { accepted: true })
    }
  }
  const { run } = await clerk.post('/api/appraisals', { year })
  await clerk.post(`/api/appraisals/${run}/steps`, { kind: 'objections_opened', until: ago(office, -14) })
}
