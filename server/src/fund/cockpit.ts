// The fund officer's first page: today's money, position of every fund and unit, cash accounts, the year's trend, warnings.
import type { Day } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { sumOf } from '@tongchou/domain/base/money.js'
import { COVER_DEFINITION, monthsOfCover } from '@tongchou/domain/fund/position.js'
import { coverWarnings, subsidyWarnings } from '@tongchou/domain/fund/warnings.js'
import { timeText } from '../http/clock.js'
import { fenJson } from '../http/json-money.js'
import { billsOn, coverThresholds, lastDayWithBills, owedSubsidies, settledByMonth, trendFrom, unitNames } from './cockpit-store.js'
import { fundName } from './open-books.js'
import { type CashBalance, cashBalances, type FundPosition, fundPositions, settledOn, turnover } from './position.js'
import type { Queries } from './transaction.js'

export async function cockpit(client: Queries, day: Day, now: Date) {
  const positions = await fundPositions(client, day)
  const names = await unitNames(client)
  const today = await turnover(client, day, day)
  const bills = await billsOn(client, day)
  return {
    as_of: timeText(now),
    day,
    cover_definition: COVER_DEFINITION,
    today: {
      money_in_fen: fenJson(sumOf(today.map((row) => row.income))),
      money_out_fen: fenJson(sumOf(today.map((row) => row.expenditure))),
      settled_fund_fen: fenJson(await settledOn(client, day)),
      bills,
      last_day_with_bills: bills > 0 ? day : await lastDayWithBills(client, day),
    },
    positions: positions.map((position) => ({
      book: position.book,
      fund: position.fund,
      fund_name: fundName(position.fund),
      unit: position.unit,
      unit_name: names.get(position.unit) ?? position.unit,
      ...amountsJson(position),
      months_of_cover: monthsJson(position.monthsOfCover),
    })),
    totals: totalsOf(positions),
    cash_accounts: await cashAccounts(client, day),
    trend: await trendOf(client, day, positions),
    warnings: await warningsOf(client, day, positions, names),
  }
}

function amountsJson(position: FundPosition) {
  return {
    cash_fen: fenJson(position.cashFen),
    receivable_fen: fenJson(position.receivableFen),
    payable_fen: fenJson(position.payableFen),
    position_fen: fenJson(position.positionFen),
    income_ytd_fen: fenJson(position.incomeYtd),
    expenditure_ytd_fen: fenJson(position.expenditureYtd),
    settled_ytd_fen: fenJson(position.settledYtd),
  }
}

/** Months with two decimals; they are no money. */
function monthsJson(hundredths: bigint | null): number | null {
  return hundredths === null ? null : Number(hundredths) / 100
}

function totalsOf(positions: readonly FundPosition[]) {
  return [...groupedBy(positions, (position) => position.fund)].map(([fund, ofFund]) => {
    const total = (pick: (position: FundPosition) => bigint): bigint => sumOf(ofFund.map(pick))
    const spentMonths = Math.max(...ofFund.map((position) => position.spentMonths))
    const sums: FundPosition = {
      ...(ofFund[0] as FundPosition),
      cashFen: total((p) => p.cashFen),
      receivableFen: total((p) => p.receivableFen),
      payableFen: total((p) => p.payableFen),
      positionFen: total((p) => p.positionFen),
      incomeYtd: total((p) => p.incomeYtd),
      expenditureYtd: total((p) => p.expenditureYtd),
      settledYtd: total((p) => p.settledYtd),
    }
    const cover = monthsOfCover(
      total((p) => p.freeFen),
      total((p) => p.spentFen),
      spentMonths,
    )
    return { fund, fund_name: fundName(fund), ...amountsJson(sums), months_of_cover: monthsJson(cover) }
  })
}

const CASH_NAMES: Readonly<Record<string, string>> = { '1001': '库存现金', '1003': '财政专户存款', '1004': '支出户存款', '1005': '国库存款' }

async function cashAccounts(client: Queries, day: Day) {
  const cash = (await cashBalances(client, day)).filter((row) => CASH_NAMES[row.account] !== undefined)
  const groups = groupedBy(cash, (row) => `${row.book} ${row.account} ${row.detail}`)
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, rows]) => {
      const { book, account, detail } = rows[0] as CashBalance
      const name = `${CASH_NAMES[account]}${detail === 'county_finance' ? '（存放县区财政）' : ''}`
      return { book, account, detail, name, balance_fen: fenJson(sumOf(rows.map((row) => row.fen))) }
    })
}

async function trendOf(client: Queries, day: Day, positions: readonly FundPosition[]) {
  const fundOf = new Map(positions.map((position) => [position.book, position.fund]))
  const cash = await turnover(client, trendFrom(day), day)
  const settled = await settledByMonth(client, trendFrom(day), day)
  const lines = [
    ...cash.map((row) => ({ ...row, settled: 0n })),
    ...settled.map(({ book, month, fen }) => ({ book, month, income: 0n, expenditure: 0n, settled: fen })),
  ]
  const groups = groupedBy(lines, (line) => `${fundOf.get(line.book) ?? line.book} ${line.month.slice(0, 7)}`)
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, rows]) => {
      const [fund = '', month = ''] = key.split(' ')
      return {
        fund,
        fund_name: fundName(fund),
        month,
        income_fen: fenJson(sumOf(rows.map((row) => row.income))),
        expenditure_fen: fenJson(sumOf(rows.map((row) => row.expenditure))),
        settled_fen: fenJson(sumOf(rows.map((row) => row.settled))),
      }
    })
}

async function warningsOf(client: Queries, day: Day, positions: readonly FundPosition[], names: ReadonlyMap<string, string>) {
  const watched = positions.map((position) => ({ ...position, fundName: fundName(position.fund), unitName: names.get(position.unit) ?? position.unit }))
  return [...coverWarnings(watched, await coverThresholds()), ...subsidyWarnings(await owedSubsidies(client, day), day)]
}
