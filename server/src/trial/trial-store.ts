// The tables of trials, written once and read by row-level security.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { PoolClient } from '../database/connect.js'
import { insertRows } from '../fund/fact-store.js'
import type { RuleSetText } from '../policy/rule-set.js'
import type { Population } from './read-bills.js'
import type { CityAsked } from './synthetic-city.js'
import type { Cell, Loser } from './tally.js'
import type { SideRules, TrialRules } from './trial-rules.js'

/** How months of cover are counted in a trial; stored with each. */
export const TRIAL_COVER =
  '可支付月数 = 可动用结余 ÷ 月均支出；可动用结余取测算当日（口径同基金运行）；月均支出 = 本次测算的结算单由该基金支付的合计 ÷ 所选日期跨越的自然月数，分别按现行规则和草案计算'

export async function nextTrial(client: PoolClient): Promise<bigint> {
  const { rows } = await client.query<{ trial: bigint }>(`SELECT nextval('trial_seq') AS trial`)
  const [row] = rows
  if (row === undefined) throw new Error('a trial got no number')
  return row.trial
}

export async function insertTriedRules(client: PoolClient, sets: readonly RuleSetText[]): Promise<void> {
  for (const { hash, area, scheme, documents, content } of sets) {
    await client.query('INSERT INTO tried_rule_set (hash, area, scheme, documents, content) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (hash) DO NOTHING', [
      hash,
      area,
      scheme,
      documents,
      content,
    ])
  }
}

export interface NewTrial {
  readonly trial: bigint
  readonly pool: string
  readonly job: bigint
  readonly officer: bigint | null
  readonly draft: string
  readonly draftName: string
  readonly draftHashes: readonly string[]
  readonly population: Population
  /** Null: the bills that were settled. */
  readonly city: CityAsked | null
  readonly rulesOn: Day | null
  readonly rules: TrialRules
  readonly engine: string
  readonly bills: number
  readonly persons: number
  readonly leftOut: Readonly<Record<string, number>>
  readonly months: number
  readonly today: Day
  readonly now: Date
}

function hashes(side: SideRules): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(side).map(([scheme, { hash }]) => [scheme, hash]))
}

export async function insertTrial(client: PoolClient, one: NewTrial): Promise<void> {
  await client.query(
    `INSERT INTO trial (trial, pool, job, officer, draft, draft_name, booked_from, booked_to, scheme, rules_on, rules_before, rules_after,
       engine, bills, persons, left_out, months, balances_on, cover_definition, tried_at, draft_hashes, population, people, seed, seen_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)`,
    [
      one.trial,
      one.pool,
      one.job,
      one.officer,
      one.draft,
      one.draftName,
      one.population.from,
      one.population.to,
      one.population.scheme,
      one.rulesOn,
      hashes(one.rules.before),
      hashes(one.rules.after),
      one.engine,
      one.bills,
      one.persons,
      one.leftOut,
      one.months,
      one.today,
      TRIAL_COVER,
      one.now,
      one.draftHashes,
      one.city === null ? 'settled' : 'synthetic',
      one.city?.people ?? null,
      one.city?.seed ?? null,
      one.city?.today ?? null,
    ],
  )
}

/** A cell as the table writes it. */
export function cellColumns(cell: Cell) {
  return {
    unit: cell.unit,
    scheme: cell.scheme,
    dimension: cell.dimension,
    key: cell.key,
    bills: cell.bills,
    persons: cell.persons,
    losers: cell.losers,
    gainers: cell.gainers,
    loss_fen: cell.loss,
    gain_fen: cell.gain,
    total_fen: cell.total,
    in_scope_before_fen: cell.inScopeBefore,
    in_scope_after_fen: cell.inScopeAfter,
    fund_before_fen: cell.fundBefore,
    fund_after_fen: cell.fundAfter,
    hospital_before_fen: cell.hospitalBefore,
    hospital_after_fen: cell.hospitalAfter,
    self_before_fen: cell.selfBefore,
    self_after_fen: cell.selfAfter,
  }
}

export async function insertCells(client: PoolClient, trial: bigint, cells: readonly Cell[]): Promise<void> {
  await insertRows(
    client,
    'trial_cell',
    cells.map((cell) => ({ trial, ...cellColumns(cell) })),
  )
}

export interface FundEffect {
  readonly unit: string
  readonly fund: string
  readonly freeFen: Fen
  readonly before: Fen
  readonly after: Fen
}

export async function insertFunds(client: PoolClient, trial: bigint, funds: readonly FundEffect[]): Promise<void> {
  const rows = funds.map(({ unit, fund, freeFen, before, after }) => ({ trial, unit, fund, free_fen: freeFen, before_fen: before, after_fen: after }))
  await insertRows(client, 'trial_fund', rows)
}

export async function insertLosers(client: PoolClient, trial: bigint, losers: readonly Loser[]): Promise<void> {
  const rows = losers.map(({ person, worst, why, selfBefore, selfAfter, ...own }) => ({
    person,
    trial,
    area: worst.area,
    scheme: worst.bill.scheme,
    class: own.class,
    level: worst.bill.level,
    benefit: worst.bill.kind,
    identities: worst.person.identities,
    age: worst.person.age,
    bills: own.bills,
    worse_bills: own.worseBills,
    self_before_fen: selfBefore,
    self_after_fen: selfAfter,
    loss_fen: selfAfter - selfBefore,
    settlement: worst.settlement,
    step: why.step,
    article_before: why.before.article,
    article_after: why.after.article,
    rule_before: why.before.rule,
    rule_after: why.after.rule,
  }))
  await insertRows(client, 'trial_loser', rows)
}
