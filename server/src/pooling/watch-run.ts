// The indicators of a month computed and kept with definition and inputs, and the warnings that follow from the thresholds in force; one
// transaction for each month. A warning that is open, or was closed for the same month, is not raised again unless it grew worse (E13, I4).
import { type Day, daysAfter, monthsAfter } from '@tongchou/domain/base/day.js'
import { twoDecimals } from '@tongchou/domain/base/decimal.js'
import type { Ratio } from '@tongchou/domain/base/money.js'
import { SCHEMES, type Scheme } from '@tongchou/domain/base/scheme.js'
import type { IndicatorRule, IndicatorThreshold, WarningOwner } from '@tongchou/domain/policy/watch-rule.js'
import { type Formula, measured, passed, thresholdsOf } from '@tongchou/domain/pooling/measure-formula.js'
import type pg from 'pg'
import { insertRows } from '../fund/fact-store.js'
import { fundRulesOn } from '../fund/fund-rules.js'
import { poolMembers } from '../fund/pool-members.js'
import { readTable } from '../fund/read-table.js'
import { roomToSort } from '../fund/transaction.js'
import { measuresOf } from './watch-measures.js'

export interface WatchedIndicator extends Formula {
  readonly name: string
  readonly good: string
  readonly definition: string
}

let catalogue: Promise<readonly WatchedIndicator[]> | undefined

export function watchedIndicators(): Promise<readonly WatchedIndicator[]> {
  catalogue ??= readTable('../watch/indicators.tsv', ['id', 'name', 'unit', 'numerator', 'denominator', 'good', 'definition']).then((rows) =>
    rows.map((row) => ({ ...row, unit: row.unit as Formula['unit'] })),
  )
  return catalogue
}

let measures: Promise<ReadonlyMap<string, { readonly name: string; readonly unit: string }>> | undefined

/** What the measures of the formulas are called, and whether they are money. */
export function watchedMeasures(): Promise<ReadonlyMap<string, { readonly name: string; readonly unit: string }>> {
  measures ??= readTable('../watch/measures.tsv', ['id', 'name', 'unit']).then((rows) => new Map(rows.map((row) => [row.id, row])))
  return measures
}

/** Indicators that are asked for elsewhere and have no facts here, with the reason. */
export const notComputed = () => readTable('../watch/not-computed.tsv', ['name', 'reason'])

interface Asked {
  readonly pool: string
  /** First day of the month. */
  readonly month: Day
  readonly officer: bigint | null
  /** Last day that is counted; the month's own last day if none is given. */
  readonly until?: Day
  /** Day from which answers are due. */
  readonly today: Day
  readonly warn: boolean
}

export interface WatchRun {
  readonly run: bigint
  readonly values: number
  readonly warnings: number
}

interface Value {
  readonly indicator: WatchedIndicator
  readonly scheme: Scheme
  readonly unit: string
  readonly value: Ratio | null
  readonly definition: string
  readonly inputs: Readonly<Record<string, string>>
}

const STRIP_NAMES: Readonly<Record<string, string>> = { frozen: '统筹前结余', next_year_premium: '预收以后年度保险费', prepayments: '暂付款' }

export async function computeWatch(client: pg.ClientBase, { pool, month, officer, today, warn, until }: Asked): Promise<WatchRun> {
  const to = until ?? daysAfter(monthsAfter(month, 1), -1)
  await roomToSort(client)
  const members = await poolMembers(client, pool, Number(month.slice(0, 4)))
  const measures = await measuresOf(client, members, pool, { from: monthsAfter(daysAfter(to, 1), -12), to })
  const rules = await fundRulesOn(client, pool, to)
  const ruleOf = (scheme: Scheme): IndicatorRule | null => rules.find((one) => one.scheme === scheme)?.rules.indicators ?? null
  const indicators = await watchedIndicators()
  const values = SCHEMES.flatMap((scheme) =>
    [...members.listed.map(({ unit }) => unit), pool].flatMap((unit) => valuesOf(indicators, scheme, unit, measures.get(`${scheme} ${unit}`), ruleOf(scheme))),
  )
  const { rows } = await client.query<{ run: bigint }>(
    `INSERT INTO indicator_run (run, pool, month, until, officer) VALUES (nextval('watch_seq'), $1, $2, $3, $4) RETURNING run`,
    [pool, month, until ?? null, officer],
  )
  const run = rows[0]?.run ?? 0n
  await insertRows(
    client,
    'indicator_value',
    values.map(({ indicator, value, ...row }) => ({ run, indicator: indicator.id, ...row, value: value === null ? null : fourDecimals(value) })),
  )
  if (!warn) return { run, values: values.length, warnings: 0 }
  const names = new Map<string, string>([...members.listed.map(({ unit, name }) => [unit, name] as const), [pool, '全市']])
  return { run, values: values.length, warnings: await raise(client, { pool, run, today, names }, values, ruleOf) }
}

function valuesOf(
  indicators: readonly WatchedIndicator[],
  scheme: Scheme,
  unit: string,
  measures: Readonly<Record<string, bigint>> | undefined,
  rule: IndicatorRule | null,
): Value[] {
  if (measures === undefined) return []
  const strip = rule?.strip ?? []
  const taken = strip.reduce((sum, name) => sum + (measures[name] ?? 0n), 0n)
  const all = { ...measures, ...(measures['closing'] === undefined ? {} : { free_balance: measures['closing'] - taken }) }
  return indicators.map((indicator) => {
    const { value, inputs } = measured(indicator, all)
    const stripped =
      strip.length > 0 && indicator.numerator.includes('free_balance') ? `；可动用结余已剔除${strip.map((name) => STRIP_NAMES[name] ?? name).join('、')}` : ''
    const texts = Object.fromEntries(Object.entries(inputs).map(([name, fen]) => [name, fen.toString()]))
    return { indicator, scheme, unit, value, definition: `${indicator.definition}${stripped}`, inputs: texts }
  })
}

function fourDecimals({ num, den }: Ratio): string {
  const scaled = (num * 20_000n + den) / (den * 2n)
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(5, '0')
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -4)}.${digits.slice(-4)}`
}

const SERIOUS = ['blue', 'yellow', 'orange', 'red']
export const SCHEME_NAMES: Readonly<Record<Scheme, string>> = { resident: '居民医保', employee: '职工医保' }
const UNIT_WORDS: Readonly<Record<Formula['unit'], string>> = { months: '个月', percent: '%', yuan: '元', ratio: '' }

interface Raising {
  readonly pool: string
  readonly run: bigint
  readonly today: Day
  readonly names: ReadonlyMap<string, string>
}

async function raise(
  client: pg.ClientBase,
  { pool, run, today, names }: Raising,
  values: readonly Value[],
  ruleOf: (scheme: Scheme) => IndicatorRule | null,
): Promise<number> {
  const open = await standingWarnings(client, pool, run)
  const named = new Map((await watchedIndicators()).map((one) => [one.id, one]))
  const known = new Map<string, Map<string, Ratio>>()
  for (const { indicator, scheme, unit, value } of values)
    if (value !== null) known.set(`${scheme} ${unit}`, (known.get(`${scheme} ${unit}`) ?? new Map<string, Ratio>()).set(indicator.id, value))
  const rows = values.flatMap(({ indicator, scheme, unit, value }) => {
    const rule = ruleOf(scheme)
    const threshold = value === null || rule === null ? undefined : passed(thresholdsOf(rule), indicator.id, known.get(`${scheme} ${unit}`) ?? new Map())
    if (value === null || rule === null || threshold === undefined) return []
    const standing = open.get(`${indicator.id} ${scheme} ${unit}`)
    if (standing !== undefined && SERIOUS.indexOf(standing) >= SERIOUS.indexOf(threshold.level)) return []
    const { document, article } = rule.from
    const due_on = daysAfter(today, Number(threshold.answerDays))
    return [
      {
        run,
        indicator: indicator.id,
        scheme,
        unit,
        level: threshold.level,
        document,
        article,
        due_on,
        owner: threshold.owner === undefined ? null : ownerOf(threshold.owner, names.get(unit) ?? unit, names.get(pool) ?? pool),
        sentence: `${sentenceOf(names.get(unit) ?? unit, scheme, indicator, value, threshold)}${whenOf(threshold, named)}`,
      },
    ]
  })
  for (const row of rows) {
    await client.query(
      `INSERT INTO risk_warning (warning, run, indicator, scheme, unit, level, sentence, document, article, due_on, owner) VALUES (nextval('watch_seq'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [row.run, row.indicator, row.scheme, row.unit, row.level, row.sentence, row.document, row.article, row.due_on, row.owner],
    )
  }
  return rows.length
}

const OWNER_WORDS: Readonly<Record<WarningOwner, readonly [whose: 'unit' | 'pool', words: string]>> = {
  unit_bureau: ['unit', '医保局'],
  unit_agency: ['unit', '医保经办机构'],
  unit_finance: ['unit', '财政局'],
  unit_tax: ['unit', '税务局'],
  pool_bureau: ['pool', '医保局'],
  pool_agency: ['pool', '医保经办机构'],
}

function ownerOf(owner: WarningOwner, unit: string, pool: string): string {
  const [whose, words] = OWNER_WORDS[owner]
  return `${whose === 'unit' ? unit : pool}${words}`
}

function sentenceOf(unit: string, scheme: Scheme, { name, unit: kind }: WatchedIndicator, value: Ratio, { side, value: bound }: IndicatorThreshold): string {
  const word = UNIT_WORDS[kind]
  return `${unit}${SCHEME_NAMES[scheme]}${name}为 ${twoDecimals(value)}${word}，${side === 'below' ? '低于' : '高于'} ${twoDecimals(bound)}${word}`
}

function whenOf({ when }: IndicatorThreshold, named: ReadonlyMap<string, WatchedIndicator>): string {
  if (when === undefined) return ''
  const { name = when.indicator, unit = 'ratio' } = named.get(when.indicator) ?? {}
  return `；且${name}${when.side === 'below' ? '低于' : '高于'} ${twoDecimals(when.value)}${UNIT_WORDS[unit]}`
}

/** The worst level that is still open or was closed for the same month, by indicator, scheme and unit: a month that was answered for is not asked about again. */
async function standingWarnings(client: pg.ClientBase, pool: string, run: bigint): Promise<Map<string, string>> {
  const { rows } = await client.query<{ indicator: string; scheme: string; unit: string; level: string }>(
    `SELECT w.indicator, w.scheme, w.unit, w.level FROM risk_warning w JOIN indicator_run r USING (run) WHERE r.pool = $1
       AND (r.month = (SELECT o.month FROM indicator_run o WHERE o.run = $2)
            OR (SELECT s.kind FROM risk_step s WHERE s.warning = w.warning ORDER BY s.step DESC LIMIT 1) IS DISTINCT FROM 'closed') ORDER BY w.warning`,
    [pool, run],
  )
  const worst = new Map<string, string>()
  for (const { indicator, scheme, unit, level } of rows) {
    const key = `${indicator} ${scheme} ${unit}`
    if (SERIOUS.indexOf(level) > SERIOUS.indexOf(worst.get(key) ?? '')) worst.set(key, level)
  }
  return worst
}
