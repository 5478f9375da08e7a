// The four lines of a budget that stand between two levels (上级补助收入、下级上解收入、补助下级支出、上解上级支出): what the adjustment fund's
// plan gives for each, how it was reckoned, and whether what the other level planned agrees with it (E9; 财会〔2017〕28号 journals 19–23).
import { type Fen, percentText, sumOf, yuanText } from '@tongchou/domain/base/money.js'
import { isScheme } from '@tongchou/domain/base/scheme.js'
import type { LevyRule } from '@tongchou/domain/policy/adjustment-rule.js'
import { formLines } from '../fund/budget-form.js'
import { bookOf } from '../fund/open-books.js'
import { formOf } from '../fund/pool-members.js'
import type { Queries } from '../fund/transaction.js'
import type { AdjustmentKind } from './adjustment-run.js'
import { type LevelAsked, type LevelPlan, type LevelShare, levelPlans } from './level-plan.js'

export type LevelAccount = '4401' | '4402' | '5301' | '5302'

const LINES: Readonly<Record<LevelAccount, { readonly name: string; readonly kind: AdjustmentKind; readonly other: LevelAccount; readonly upper: boolean }>> = {
  '4401': { name: '上级补助收入', kind: 'allocation', other: '5302', upper: false },
  '4402': { name: '下级上解收入', kind: 'levy', other: '5301', upper: true },
  '5301': { name: '上解上级支出', kind: 'levy', other: '4402', upper: false },
  '5302': { name: '补助下级支出', kind: 'allocation', other: '4401', upper: true },
}
export const LEVEL_ACCOUNTS: readonly LevelAccount[] = ['4401', '4402', '5301', '5302']

export interface UnitAgreement extends LevelShare {
  /** What the area planned itself; null where it planned nothing by line yet. */
  readonly lowerFen: Fen | null
  /** Why the area planned another amount. */
  readonly lowerNote: string
}

export interface LevelLine {
  readonly account: LevelAccount
  readonly name: string
  readonly line: number
  readonly plan: LevelPlan
  /** Null where the plan leaves it open. */
  readonly derivedFen: Fen | null
  readonly reckoning: string
  /** What this book's newest plan by line says; null where there is none. */
  readonly plannedFen: Fen | null
  readonly units: readonly UnitAgreement[]
  /** Empty where both levels agree. */
  readonly differences: readonly string[]
  /** Areas without a plan by line. */
  readonly waiting: readonly string[]
}

export interface BookAsked {
  readonly pool: string
  readonly fund: string
  readonly year: number
  readonly today: string
}

export async function levelLines(db: Queries, { fund, ...asked }: BookAsked): Promise<readonly LevelLine[]> {
  if (!isScheme(fund)) return []
  const above = await poolAbove(db, asked.pool, asked.year)
  const upper = above === undefined ? [] : await linesUnder(db, { ...asked, pool: above, scheme: fund }, asked.pool)
  const own = (await formOf(db, asked.pool)) === 'counties' ? [] : await linesUnder(db, { ...asked, scheme: fund }, undefined)
  return [...upper, ...own].sort((a, b) => a.line - b.line)
}

/** The pool of which this one is an area, such as a province. */
async function poolAbove(db: Queries, pool: string, year: number): Promise<string | undefined> {
  const { rows } = await db.query<{ pool: string }>(
    `SELECT pool FROM pooling_unit WHERE unit = $1 AND pool <> $1 AND kind = 'pooling_area' AND in_force <= make_date($2, 12, 31)
        AND (until IS NULL OR until >= make_date($2, 1, 1)) ORDER BY in_force DESC LIMIT 1`,
    [pool, year],
  )
  return rows[0]?.pool
}

/** Lines of the fund's own pool, or (with `area`) those of one of its areas. */
async function linesUnder(db: Queries, asked: LevelAsked, area: string | undefined): Promise<LevelLine[]> {
  const lines: LevelLine[] = []
  for (const plan of await levelPlans(db, asked)) {
    const account = LEVEL_ACCOUNTS.find((one) => LINES[one].kind === plan.kind && LINES[one].upper === (area === undefined))
    if (account !== undefined) lines.push(await lineOf(db, asked, account, plan, area))
  }
  return lines
}

async function lineOf(
  db: Queries,
  { pool, scheme, year, today }: LevelAsked,
  account: LevelAccount,
  plan: LevelPlan,
  area: string | undefined,
): Promise<LevelLine> {
  const { name, other } = LINES[account]
  const [lower, upper] = area === undefined ? [other, account] : [account, other]
  const shares = plan.shares.filter(({ unit }) => (area ?? unit) === unit)
  const planned = await plannedOf(
    db,
    [pool, ...shares.map(({ unit }) => unit)].map((of) => bookOf(of, scheme)),
    year,
  )
  const of = (owner: string, line: number) => planned.find((one) => one.book === bookOf(owner, scheme) && one.line === line)
  const [line, lowerLine, upperLine] = [await lineNumber(account), await lineNumber(lower), await lineNumber(upper)]
  const units = shares.map((share) => {
    const found = of(share.unit, lowerLine)
    return { ...share, lowerFen: found?.fen ?? null, lowerNote: found?.note ?? '' }
  })
  const derivedFen = plan.source === 'unknown' ? null : sumOf(shares.map(({ dueFen }) => dueFen))
  const plannedFen = (area === undefined ? of(pool, upperLine)?.fen : of(area, lowerLine)?.fen) ?? null
  return {
    ...{ account, name, line, plan, derivedFen, plannedFen, units },
    reckoning: reckoningOf(plan, shares, area === undefined, today),
    differences: plan.source === 'unknown' ? [] : differencesOf(units, { area, name, lower: LINES[lower].name, plannedFen }),
    waiting: units.filter(({ lowerFen }) => lowerFen === null).map((unit) => unit.name),
  }
}

async function lineNumber(account: LevelAccount): Promise<number> {
  const found = (await formLines()).find(({ of }) => of[0] === account)
  if (found === undefined) throw new Error(`budget-form.tsv has no line of ${account}`)
  return found.line
}

/** Lines of the newest plan by line of each book that was not sent back. */
async function plannedOf(db: Queries, books: readonly string[], year: number): Promise<readonly { book: string; line: number; fen: Fen; note: string }[]> {
  const { rows } = await db.query<{ book: string; line: number; fen: Fen; note: string }>(
    `SELECT n.book, l.line, l.amount_fen AS fen, l.note FROM budget_form_line l JOIN (
       SELECT g.book, max(g.budget) AS budget FROM budget g WHERE g.book = ANY ($1) AND g.year = $2 AND EXISTS (SELECT 1 FROM budget_form_line f WHERE f.budget = g.budget)
          AND NOT EXISTS (SELECT 1 FROM budget_step s WHERE s.budget = g.budget AND s.kind = 'returned') GROUP BY 1) n USING (budget)`,
    [books, year],
  )
  return rows
}

const BASES: Readonly<Record<LevyRule['base'], string>> = {
  last_final_income: '上年决算收入',
  last_collected: '上年实际征收',
  current_collected: '本年实际征收',
  wage: '平均工资 × 参保人数',
}

function reckoningOf(plan: LevelPlan, shares: readonly LevelShare[], whole: boolean, today: string): string {
  const { document, article } = plan.from
  const by = `依据：${document} ${article}`
  if (plan.source === 'unknown') return `下拨按年度终了后的缺口计算，现在还没有计算；请填写预计数并说明。${by}`
  const of = whole ? `${shares.length} 个统筹区合计：` : ''
  const standing = { confirmed: `按已确认的计算（编号 ${plan.run}）`, computed: `按尚未确认的计算（编号 ${plan.run}）`, forecast: '按政策测算' }[plan.source]
  const open = plan.baseOpen ? `；基数年度还没有结束，按截至 ${today} 的账面，年终后重新测算` : ''
  return `${of}${plan.kind === 'levy' ? levyText(plan, shares) : `下拨 ${yuanText(sumOf(shares.map(({ amountFen }) => amountFen)))} 元`}；${standing}${open}。${by}`
}

function levyText({ rule }: LevelPlan, shares: readonly LevelShare[]): string {
  if (!('rate' in rule)) return ''
  const sum = (of: (share: LevelShare) => Fen): Fen => sumOf(shares.map(of))
  const [amount, arrears, credit] = [sum(({ amountFen }) => amountFen), sum(({ arrearsFen }) => arrearsFen), sum(({ creditFen }) => creditFen)]
  const carried = [arrears > 0n ? `，加往年欠缴 ${yuanText(arrears)} 元` : '', credit > 0n ? `，减已多缴 ${yuanText(credit)} 元` : ''].join('')
  return `${BASES[rule.base]} ${yuanText(sum(({ baseFen }) => baseFen))} 元 × ${percentText(rule.rate)}，上解 ${yuanText(amount)} 元${carried}`
}

interface Compared {
  readonly area: string | undefined
  readonly name: string
  readonly lower: string
  readonly plannedFen: Fen | null
}

function differencesOf(units: readonly UnitAgreement[], { area, name, lower, plannedFen }: Compared): string[] {
  const apart = units.flatMap(({ name: unit, lowerFen, lowerNote, dueFen }) =>
    lowerFen === null || lowerFen === dueFen
      ? []
      : [
          `${unit}预算列${lower} ${yuanText(lowerFen)} 元，上级计划为 ${yuanText(dueFen)} 元，差 ${yuanText(lowerFen - dueFen)} 元${lowerNote === '' ? '' : `；说明：${lowerNote}`}。`,
        ],
  )
  if (area !== undefined || plannedFen === null) return apart
  const below = sumOf(units.map(({ lowerFen, dueFen }) => lowerFen ?? dueFen))
  const whole = `本级预算列${name} ${yuanText(plannedFen)} 元，各统筹区（未编的按计划）合计 ${yuanText(below)} 元，差 ${yuanText(plannedFen - below)} 元。`
  return plannedFen === below ? apart : [...apart, whole]
}
