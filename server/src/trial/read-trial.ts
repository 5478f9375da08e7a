// A trial as its officer reads it: the effect on the funds by group, whether the level of benefits holds, months of cover, causes.
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Fen, rounded } from '@tongchou/domain/base/money.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { monthsOfCover } from '@tongchou/domain/fund/position.js'
import type { Static } from 'typebox'
import { fenJson } from '../http/json-money.js'
import type { Desk } from '../http/route.js'
import { FUNDS, SCHEMES, wordOf } from '../settlement/words.js'
import { DIMENSION_NAMES, DIMENSIONS, groupName } from './groups.js'
import { stepName } from './step-words.js'
import { type CauseRow, type CellRow, causesOf, cellsOf, type FundRow, fundsOf, type TrialRow, trialNumbered, trialsOf } from './trial-rows.js'
import type { TrialList, TrialSummary } from './trial-schema.js'

export type Summary = Static<typeof TrialSummary>

export const NO_SUCH_TRIAL = refused('not_found', '没有这次测算；请到测算列表里核对编号。')

const NEWEST = 100

export async function readTrials(desk: Desk): Promise<Static<typeof TrialList>> {
  return desk.read(async (client) => (await trialsOf(client, desk.officer.pool, NEWEST)).map(headJson))
}

export async function readTrial(trial: string, desk: Desk): Promise<Summary | Refusal> {
  return desk.read(async (client) => {
    const row = await trialNumbered(client, desk.officer.pool, BigInt(trial))
    if (row === undefined) return NO_SUCH_TRIAL
    await desk.audit('trial.see', { detail: { trial } })
    return summaryOf(row, await cellsOf(client, row.trial), await fundsOf(client, row.trial), await causesOf(client, row.trial))
  })
}

export function headJson(row: TrialRow): Static<typeof TrialList>[number] {
  return {
    trial: String(row.trial),
    job: String(row.job),
    draft: row.draft,
    draft_name: row.draft_name,
    from: row.booked_from,
    to: row.booked_to,
    scheme: row.scheme,
    population: row.population,
    people: row.people,
    seed: row.seed === null ? null : Number(row.seed),
    rules_on: row.rules_on,
    officer: row.officer_name,
    bills: row.bills,
    persons: row.persons,
    tried_at: row.tried_at,
  }
}

export type Sums = Omit<CellRow, 'unit' | 'unit_name' | 'scheme' | 'dimension' | 'key'>

const COUNTS = ['bills', 'persons', 'losers', 'gainers'] as const
const AMOUNTS = [
  'loss_fen',
  'gain_fen',
  'total_fen',
  'in_scope_before_fen',
  'in_scope_after_fen',
  'fund_before_fen',
  'fund_after_fen',
  'self_before_fen',
  'self_after_fen',
] as const

function sumsOf(cells: readonly CellRow[]): Sums {
  const counts = Object.fromEntries(COUNTS.map((name) => [name, cells.reduce((sum, cell) => sum + cell[name], 0)]))
  const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, cells.reduce((sum, cell) => sum + cell[name], 0n)]))
  return { ...counts, ...amounts } as unknown as Sums
}

export function summaryOf(row: TrialRow, cells: readonly CellRow[], funds: readonly FundRow[], causes: readonly CauseRow[]): Summary {
  const whole = cells.filter(({ dimension }) => dimension === 'scheme')
  const standards = standardsOf(cells)
  return {
    ...headJson(row),
    draft_hashes: [...row.draft_hashes],
    engine: row.engine,
    rules_before: { ...row.rules_before },
    rules_after: { ...row.rules_after },
    left_out: Object.entries(row.left_out).map(([why, bills]) => ({ why, bills })),
    totals: totalsOf(sumsOf(whole)),
    units: whole.map(unitJson),
    groups: effectByGroup(cells),
    level_holds: standards.every(({ verdict }) => verdict !== 'fallen'),
    standards,
    cover: funds.map((fund) => coverJson(fund, row.months)),
    cover_definition: row.cover_definition,
    months: row.months,
    balances_on: row.balances_on,
    causes: causes.map((cause) => ({ ...cause, step_name: stepName(cause.step), loss_fen: fenJson(cause.loss_fen) })),
  }
}

function totalsOf(sums: Sums): Summary['totals'] {
  return { ...effectOf(sums), ...sharesOf(sums), ...resultsOf(sums) }
}

function resultsOf({ losers, gainers, loss_fen, gain_fen }: Sums) {
  return { losers, gainers, loss_fen: fenJson(loss_fen), gain_fen: fenJson(gain_fen) }
}

function effectOf(sums: Sums) {
  const difference = sums.fund_after_fen - sums.fund_before_fen
  return {
    bills: sums.bills,
    persons: sums.persons,
    total_fen: fenJson(sums.total_fen),
    fund_before_fen: fenJson(sums.fund_before_fen),
    fund_after_fen: fenJson(sums.fund_after_fen),
    difference_fen: fenJson(difference),
    per_head_fen: sums.persons === 0 ? 0 : fenJson(rounded({ num: difference, den: BigInt(sums.persons) })),
    self_before_fen: fenJson(sums.self_before_fen),
    self_after_fen: fenJson(sums.self_after_fen),
  }
}

function sharesOf(sums: Sums) {
  return {
    of_scope_before: share(sums.fund_before_fen, sums.in_scope_before_fen),
    of_scope_after: share(sums.fund_after_fen, sums.in_scope_after_fen),
    of_total_before: share(sums.fund_before_fen, sums.total_fen),
    of_total_after: share(sums.fund_after_fen, sums.total_fen),
  }
}

function share(part: Fen, whole: Fen): number | null {
  return whole <= 0n ? null : Number(rounded({ num: part * 10_000n, den: whole }))
}

function unitJson(cell: CellRow): Summary['units'][number] {
  const { unit, unit_name, scheme } = cell
  return { unit, unit_name, scheme, scheme_name: wordOf(SCHEMES, scheme), ...resultsOf(cell), ...effectOf(cell) }
}

/** Units put together, group by group; the scheme × class × level stands in `standards`. */
export function effectByGroup(cells: readonly CellRow[]): Summary['groups'] {
  const groups = groupedBy(
    cells.filter(({ dimension }) => dimension !== 'standard'),
    ({ dimension, scheme, key }) => `${dimension} ${scheme} ${key}`,
  )
  const found = [...groups.values()].flatMap((ofGroup) => {
    const [first] = ofGroup
    if (first === undefined) return []
    const { dimension, scheme, key } = first
    const names = { dimension_name: DIMENSION_NAMES[dimension], scheme_name: wordOf(SCHEMES, scheme), name: groupName(dimension, key) }
    return [{ dimension, scheme, key, ...names, ...effectOf(sumsOf(ofGroup)) }]
  })
  const place = ({ dimension, scheme, key }: (typeof found)[number]): string => `${DIMENSIONS.indexOf(dimension)} ${scheme} ${key}`
  return found.sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

/** Whether benefits hold by scheme × class × level. */
export function standardsOf(cells: readonly CellRow[]): Summary['standards'] {
  const groups = groupedBy(
    cells.filter(({ dimension }) => dimension === 'standard'),
    ({ scheme, key }) => `${scheme} ${key}`,
  )
  return [...groups.values()].flatMap((ofGroup) => {
    const [first] = ofGroup
    if (first === undefined) return []
    const sums = sumsOf(ofGroup)
    const { scheme, key } = first
    const names = { scheme_name: wordOf(SCHEMES, scheme), name: groupName('standard', key) }
    return [{ scheme, key, ...names, bills: sums.bills, persons: sums.persons, ...sharesOf(sums), verdict: verdictOf(sums) }]
  })
}

/** By the exact share of the in-scope cost, or of the whole cost where nothing is in scope. */
function verdictOf(sums: Sums): Summary['standards'][number]['verdict'] {
  const [before, after] =
    sums.in_scope_before_fen > 0n && sums.in_scope_after_fen > 0n ? [sums.in_scope_before_fen, sums.in_scope_after_fen] : [sums.total_fen, sums.total_fen]
  const change = sums.fund_after_fen * before - sums.fund_before_fen * after
  return change > 0n ? 'risen' : change < 0n ? 'fallen' : 'held'
}

function coverJson({ fund, free_fen, before_fen, after_fen }: FundRow, months: number): Summary['cover'][number] {
  const cover = (spent: Fen): number | null => {
    const hundredths = monthsOfCover(free_fen, spent, months)
    return hundredths === null ? null : Number(hundredths) / 100
  }
  return {
    fund,
    fund_name: wordOf(FUNDS, fund),
    free_fen: fenJson(free_fen),
    before_fen: fenJson(before_fen),
    after_fen: fenJson(after_fen),
    months_before: cover(before_fen),
    months_after: cover(after_fen),
  }
}
