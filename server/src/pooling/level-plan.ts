// What the adjustment fund of a pool plans for a year, area by area: the confirmed run where there is one; before that, the levy as the
// policy's base and rate of that year give it from the books so far, and the grants as computed last or, before the event, as the levy
// will be shared out (E9). A grant after the event has no figure before its year's gap is known: it is left open, not guessed.
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import { type Fen, notBelowZero } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { AllocationRule, LevyRule } from '@tongchou/domain/policy/adjustment-rule.js'
import type { Citation } from '@tongchou/domain/policy/citation.js'
import { type Exchange, fromExchange } from '@tongchou/domain/policy/exchange.js'
import { redistributed } from '@tongchou/domain/pooling/allocate-before.js'
import { poolMembers } from '../fund/pool-members.js'
import type { Queries } from '../fund/transaction.js'
import { type AdjustmentInputs, adjustmentInputs } from './adjustment-inputs.js'
import { type AdjustmentKind, type AdjustmentRules, adjustmentRules, levyUnits, type UnitResult } from './adjustment-run.js'

export type PlanSource = 'confirmed' | 'computed' | 'forecast' | 'unknown'

export interface LevelShare {
  readonly unit: string
  readonly name: string
  readonly baseFen: Fen
  /** Of the year alone. */
  readonly amountFen: Fen
  readonly arrearsFen: Fen
  readonly creditFen: Fen
  /** What will move in the year: with arrears, less what was paid too much before. */
  readonly dueFen: Fen
}

export interface LevelPlan {
  readonly kind: AdjustmentKind
  readonly source: PlanSource
  readonly run: bigint | null
  readonly rule: LevyRule | AllocationRule
  readonly from: Citation
  /** The year on whose books the levy is based is not over. */
  readonly baseOpen: boolean
  readonly shares: readonly LevelShare[]
}

export interface LevelAsked {
  readonly pool: string
  readonly scheme: Scheme
  readonly year: number
  readonly today: Day
}

/** Levy, and allocation where the policy has one; nothing where no policy of an adjustment fund is in force. */
export async function levelPlans(db: Queries, asked: LevelAsked): Promise<readonly LevelPlan[]> {
  const rules = await adjustmentRules(db, asked.pool, asked.scheme, asked.year)
  if ('code' in rules) return []
  const { listed } = await poolMembers(db, asked.pool, asked.year)
  const names = new Map(listed.map(({ unit, name }) => [unit, name]))
  const [levyRun, grantRun] = [await newestRun(db, asked, 'levy', true), await newestRun(db, asked, 'allocation', false)]
  const needed = levyRun === undefined || (grantRun === undefined && rules.allocation?.kind === 'before')
  const inputs = needed ? await adjustmentInputs(db, asked) : undefined
  const levy = levyPlan(asked, rules, names, levyRun, inputs)
  const grant = rules.allocation === null ? undefined : grantPlan(rules.allocation, names, grantRun, levy, inputs)
  return grant === undefined ? [levy] : [levy, grant]
}

interface RunRow {
  readonly run: bigint
  readonly approved: boolean
  readonly rule: Exchange
  readonly units: readonly UnitResult[]
}

/** The confirmed run, or else (where not only confirmed ones count) the newest that nobody withdrew. */
async function newestRun(db: Queries, { pool, scheme, year }: LevelAsked, kind: AdjustmentKind, confirmed: boolean): Promise<RunRow | undefined> {
  const { rows } = await db.query<Omit<RunRow, 'units'>>(
    `SELECT r.run, r.rule, coalesce(bool_or(s.kind = 'approved'), false) AS approved FROM adjustment_run r LEFT JOIN adjustment_step s USING (run)
      WHERE r.pool = $1 AND r.scheme = $2 AND r.year = $3 AND r.kind = $4 GROUP BY r.run, r.rule
     HAVING coalesce(bool_or(s.kind = 'approved'), NOT $5) AND NOT coalesce(bool_or(s.kind = 'withdrawn'), false) ORDER BY 3 DESC, r.run DESC LIMIT 1`,
    [pool, scheme, year, kind, confirmed],
  )
  const [found] = rows
  if (found === undefined) return undefined
  const units = await db.query<Omit<UnitResult, 'detail'> & { readonly detail: Exchange }>(
    'SELECT unit, base_fen, amount_fen, detail FROM adjustment_unit WHERE run = $1 ORDER BY place',
    [found.run],
  )
  return { ...found, units: units.rows.map(({ detail, ...unit }) => ({ ...unit, detail: fromExchange<Record<string, unknown>>(detail) })) }
}

type Names = ReadonlyMap<string, string>
type Inputs = AdjustmentInputs | undefined

function levyPlan({ year, today }: LevelAsked, rules: AdjustmentRules, names: Names, run: RunRow | undefined, inputs: Inputs): LevelPlan {
  const rule = run === undefined ? rules.levy : fromExchange<{ readonly levy: LevyRule }>(run.rule).levy
  const units = run?.units ?? (inputs === undefined ? [] : levyUnits(rule, inputs, today))
  const baseYear = rule.base === 'current_collected' ? year : year - 1
  return {
    kind: 'levy',
    source: run === undefined ? 'forecast' : 'confirmed',
    run: run?.run ?? null,
    rule,
    from: rule.from,
    baseOpen: run === undefined && yearOf(today) <= baseYear,
    shares: units.map((unit) => shareOf(unit, names)),
  }
}

function grantPlan(rule: AllocationRule, names: Names, run: RunRow | undefined, levy: LevelPlan, inputs: Inputs): LevelPlan {
  const plan = { kind: 'allocation', baseOpen: levy.baseOpen } as const
  if (run !== undefined) {
    const own = fromExchange<{ readonly allocation: AllocationRule | null }>(run.rule).allocation ?? rule
    const shares = run.units.map((unit) => shareOf(unit, names))
    return { ...plan, source: run.approved ? 'confirmed' : 'computed', run: run.run, rule: own, from: own.from, shares }
  }
  const unknown = { ...plan, source: 'unknown', run: null, rule, from: rule.from, shares: [] } as const
  if (rule.kind === 'after' || inputs === undefined) return unknown
  const levied = inputs.areas.map(({ area }) => levy.shares.find(({ unit }) => unit === area)?.amountFen ?? 0n)
  const grants = redistributed(rule, levied, inputs.areas).areas
  const units = grants.map(({ area: unit, levyFen, grantFen }) => ({ unit, base_fen: levyFen, amount_fen: grantFen, detail: {} }))
  return { ...unknown, source: 'forecast', shares: units.map((unit) => shareOf(unit, names)) }
}

function shareOf({ unit, base_fen: baseFen, amount_fen: amountFen, detail }: UnitResult, names: Names): LevelShare {
  const fen = (name: string): Fen => (typeof detail[name] === 'bigint' ? detail[name] : 0n)
  const [arrearsFen, creditFen] = [fen('arrearsBeforeFen'), fen('creditFen')]
  return { unit, name: names.get(unit) ?? unit, baseFen, amountFen, arrearsFen, creditFen, dueFen: notBelowZero(amountFen + arrearsFen - creditFen) }
}
