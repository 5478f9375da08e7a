// Rates of the levy tried over some years, on the areas of the pool as the books have them or on the example province of fourteen cities.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Fen, NOTHING, type Ratio, ratioOf, WHOLE } from '@tongchou/domain/base/money.js'
import type { AllocationAfter, LevyRule } from '@tongchou/domain/policy/adjustment-rule.js'
import { type SimulatedArea, simulateRate } from '@tongchou/domain/pooling/simulate-rates.js'
import type { Static } from 'typebox'
import { readTable } from '../fund/read-table.js'
import type { Queries } from '../fund/transaction.js'
import { fenJson } from '../http/json-money.js'
import { adjustmentInputs } from './adjustment-inputs.js'
import type * as shape from './adjustment-schema.js'

type Asked = Static<typeof shape.SimulationBody> & { readonly pool: string; readonly today: Day }
type Named = SimulatedArea & { readonly name: string }

export async function simulateAdjustment(db: Queries, asked: Asked): Promise<Static<typeof shape.Simulation>> {
  const { areas, potFen, basis } = asked.areas === 'example' ? await exampleProvince(asked) : await ownAreas(db, asked)
  const assumed = { ...rulesOf(asked), potFen, firstYear: asked.year, years: asked.years ?? 5 }
  return {
    areas: areas.map(({ area, name }) => ({ area, name })),
    basis,
    rates: asked.rates.map((rate) => ({
      rate,
      years: simulateRate(assumed, areas, percent(rate)).map((year) => ({
        year: year.year,
        levy_fen: fenJson(year.levyFen),
        grant_fen: fenJson(year.grantFen),
        pot_fen: fenJson(year.potFen),
        gap_fen: fenJson(year.gapFen),
        uncovered_fen: fenJson(year.uncoveredFen),
        areas_in_gap: year.areasInGap,
        stopped: year.stopped,
        areas: year.areas.map(({ area, levyFen, grantFen, uncoveredFen, surplusFen }) => ({
          area,
          levy_fen: fenJson(levyFen),
          grant_fen: fenJson(grantFen),
          uncovered_fen: fenJson(uncoveredFen),
          surplus_fen: fenJson(surplusFen),
        })),
      })),
    })),
  }
}

function percent(text: string): Ratio {
  return ratioOf(`${text}%`) ?? NOTHING
}

/** What is tried is no policy: it cites the trial itself. */
function rulesOf({ share = '100', stop_months = 0 }: Asked): { levy: LevyRule; allocation: AllocationAfter } {
  const from = { document: '测算', article: '测算参数', certainty: 'illustrative' } as LevyRule['from']
  const stop = stop_months === 0 ? null : { months: BigInt(stop_months), mode: 'all_or_nothing' as const }
  return {
    levy: {
      base: 'last_final_income',
      thirdPartyIncluded: true,
      individualAccountsExcluded: true,
      wageFactor: WHOLE,
      rate: NOTHING,
      stop,
      instalments: null,
      from,
    },
    allocation: {
      kind: 'after',
      share: percent(share),
      coefficient: 'appraisal',
      conditions: [],
      caps: [],
      ownLevyFirst: false,
      emergencyShare: null,
      from,
    },
  }
}

interface Areas {
  readonly areas: readonly Named[]
  readonly potFen: Fen
  readonly basis: string
}

async function ownAreas(db: Queries, { pool, scheme, year, today, income_growth = '4', expenditure_growth = '5' }: Asked): Promise<Areas> {
  const { areas, potFen } = await adjustmentInputs(db, { pool, scheme, year, today })
  const growth = { incomeGrowth: percent(income_growth), expenditureGrowth: percent(expenditure_growth) }
  return {
    potFen,
    basis: `账上${year - 1}年收支和年初结余；收入年增长${income_growth}%，支出年增长${expenditure_growth}%`,
    areas: areas.map((area) => ({
      area: area.area,
      name: area.name,
      insured: area.insured,
      incomeFen: area.lastFinalIncomeFen - area.ofWhichIndividualAccountFen,
      expenditureFen: area.lastYearExpenditureFen,
      surplusFen: area.ownSurplusFen,
      coefficient: area.coefficient,
      ...growth,
    })),
  }
}

const COLUMNS = ['area', 'name', 'insured', 'income_fen', 'expenditure_fen', 'surplus_fen', 'income_growth_percent', 'expenditure_growth_percent'] as const

async function exampleProvince({ income_growth, expenditure_growth }: Asked): Promise<Areas> {
  const rows = await readTable('simulated-province.tsv', COLUMNS)
  return {
    potFen: 0n,
    basis: '示例省14市：人均收支取全国2023年均值上下，人数、增速和结余为示意',
    areas: rows.map((row) => ({
      area: row.area,
      name: row.name,
      insured: BigInt(row.insured),
      incomeFen: BigInt(row.income_fen),
      expenditureFen: BigInt(row.expenditure_fen),
      surplusFen: BigInt(row.surplus_fen),
      incomeGrowth: percent(income_growth ?? row.income_growth_percent),
      expenditureGrowth: percent(expenditure_growth ?? row.expenditure_growth_percent),
      coefficient: WHOLE,
    })),
  }
}
