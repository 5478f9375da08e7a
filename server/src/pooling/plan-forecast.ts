// What a year's plan of a fund may start from: what every unit took in and spent over the last twelve whole months, carried forward by the
// growth that the five-year projection tells for the fund (E5 以收定支: what is collected bounds what is spent).
import type { Day } from '@tongchou/domain/base/day.js'
import { twoDecimals } from '@tongchou/domain/base/decimal.js'
import { type Fen, type Ratio, rounded, sumOf } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { isScheme } from '@tongchou/domain/base/scheme.js'
import { project } from '@tongchou/domain/pooling/project.js'
import { poolMembers } from '../fund/pool-members.js'
import type { Queries } from '../fund/transaction.js'
import { demography, type FundHistory, ownHistory, scenarios } from './fund-history.js'

const MOST_AHEAD = 5

export interface UnitForecast {
  readonly unit: string
  readonly name: string
  readonly baseIncomeFen: Fen
  readonly baseExpenditureFen: Fen
  readonly incomeFen: Fen
  readonly expenditureFen: Fen
}

export interface PlanForecast {
  readonly basis: string
  readonly incomeGrowthPercent: string
  readonly expenditureGrowthPercent: string
  readonly units: readonly UnitForecast[]
}

interface Asked {
  readonly pool: string
  readonly book: string
  readonly year: number
  readonly today: Day
}

/** Refuses a book whose fund no projection is made for, a fund without twelve months of facts, and a year that is too far off or over. */
export async function planForecast(db: Queries, { pool, book, year, today }: Asked): Promise<PlanForecast | Refusal> {
  const { rows } = await db.query<{ fund: string }>('SELECT fund FROM book WHERE book = $1 AND pool = $2', [book, pool])
  const fund = rows[0]?.fund
  if (fund === undefined) return refused('no_such_book', `没有账套 ${book}；请核对。`)
  if (!isScheme(fund)) return refused('no_projection', '只有居民、职工基本医疗保险基金有五年预测；请按文件和上年执行情况填写。')
  const history = await ownHistory(db, pool, fund, today)
  const last = history.known.at(-1)
  if (last === undefined) return refused('no_history', '账上还没有满十二个月的收支，不能推算；请按文件填写。')
  const ahead = year - last.year
  if (ahead < 0 || ahead > MOST_AHEAD) return refused('year_out_of_reach', `可以推算 ${last.year} 至 ${last.year + MOST_AHEAD} 年度；请改年度。`)
  const growth = await growthOf(history, ahead)
  const units = await unitBases(db, pool, book, year, history)
  return {
    basis: `近十二个月（${history.from}至${history.until}）账上收支，按五年预测的基准情景推算到${year}年：收入${signed(growth.income)}，支出${signed(growth.expenditure)}`,
    incomeGrowthPercent: growthPercent(growth.income),
    expenditureGrowthPercent: growthPercent(growth.expenditure),
    units: units.map((unit) => ({
      ...unit,
      incomeFen: times(unit.baseIncomeFen, growth.income),
      expenditureFen: times(unit.baseExpenditureFen, growth.expenditure),
    })),
  }
}

interface Growth {
  readonly income: Ratio
  readonly expenditure: Ratio
}

const SAME: Ratio = { num: 1n, den: 1n }

async function growthOf({ known, openingFen }: FundHistory, ahead: number): Promise<Growth> {
  const [last, base] = [known.at(-1), (await scenarios()).find(({ id }) => id === 'base')]
  if (last === undefined || base === undefined || ahead === 0) return { income: SAME, expenditure: SAME }
  const told = project(known, { demography: await demography(), scenario: base, years: ahead, openingFen, bandsPpm: [] }).at(-1)
  const spent = sumOf(last.cells.map(({ expenditureFen }) => expenditureFen))
  return told === undefined || spent === 0n
    ? { income: SAME, expenditure: SAME }
    : { income: { num: told.incomeFen, den: last.incomeFen }, expenditure: { num: told.expenditureFen, den: spent } }
}

function times(fen: Fen, { num, den }: Ratio): Fen {
  return rounded({ num: fen * num, den })
}

function growthPercent({ num, den }: Ratio): string {
  return twoDecimals({ num: (num - den) * 100n, den })
}

function signed(growth: Ratio): string {
  const percent = growthPercent(growth)
  return percent.startsWith('-') ? `降${percent.slice(1)}%` : `增${percent}%`
}

/** Transfers between levels have lines of their own in the budget; individual accounts are not the pool's to plan. */
const BASES = `
  SELECT e.unit,
         coalesce(-sum(e.amount_fen) FILTER (WHERE e.account LIKE '4%'), 0)::bigint AS income,
         coalesce(sum(e.amount_fen) FILTER (WHERE e.account LIKE '5%'), 0)::bigint AS expenditure
    FROM cash_entry e JOIN cash_voucher v USING (book, voucher)
   WHERE e.book = $1 AND e.booked_on BETWEEN $2::date AND $3::date AND e.account >= '4' AND e.account NOT IN ('4401', '4402', '5301', '5302')
     AND e.detail NOT LIKE 'account%' AND v.fact_kind NOT IN ('opening_balance', 'year_closed')
   GROUP BY 1`

async function unitBases(db: Queries, pool: string, book: string, year: number, { from, until }: FundHistory) {
  const { listed } = await poolMembers(db, pool, year)
  const { rows } = await db.query<{ unit: string; income: Fen; expenditure: Fen }>(BASES, [book, from, until])
  const of = new Map(rows.map((row) => [row.unit, row]))
  return listed.map(({ unit, name }) => ({ unit, name, baseIncomeFen: of.get(unit)?.income ?? 0n, baseExpenditureFen: of.get(unit)?.expenditure ?? 0n }))
}
