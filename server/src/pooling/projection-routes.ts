// The five-year projection: scenario, bands from the back-test, first deficit, and the back-test itself; as page and Excel.
import { twoDecimals } from '@tongchou/domain/base/decimal.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import { backTest, bandAt, bandsOf, type Cell, firstDeficit, heldBands, project, struckBy, trendOf } from '@tongchou/domain/pooling/project.js'
import { type Static, Type } from 'typebox'
import { Nullable } from '../appraisal/appraisal-schema.js'
import { inTransaction } from '../fund/transaction.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Desk, type Route, route } from '../http/route.js'
import { type Sheet, type SheetColumn, Workbook, workbookOf } from '../http/workbook.js'
import { demography, exampleHistory, ownHistory, scenarios } from './fund-history.js'

const SEE = { permission: 'fund.see' } as const
const Fen = Type.Integer({ description: '分' })
const Text = Type.String()
const Year = Type.Integer()

const Query = Type.Object({
  scheme: Type.Union([Type.Literal('resident'), Type.Literal('employee')], { title: '险种' }),
  source: Type.Optional(Type.Union([Type.Literal('own'), Type.Literal('example'), Type.Literal('province')], { title: '数据' })),
  scenario: Type.Optional(Type.String({ title: '情景', pattern: '^[a-z_]{1,40}$', description: '情景代码' })),
  years: Type.Optional(Type.Integer({ title: '年数', minimum: 1, maximum: 10 })),
})

const Projection = Type.Object({
  basis: Text,
  scenario: Text,
  scenarios: Type.Array(Type.Object({ id: Text, name: Text })),
  cost_trend_percent: Text,
  income_trend_percent: Text,
  opening_fen: Fen,
  known: Type.Array(Type.Object({ year: Year, heads: Type.Integer(), income_fen: Fen, expenditure_fen: Fen })),
  years: Type.Array(
    Type.Object({
      year: Year,
      heads: Type.Integer(),
      income_fen: Fen,
      expenditure_fen: Fen,
      balance_fen: Fen,
      low_fen: Fen,
      high_fen: Fen,
      band_percent: Text,
      cells: Type.Array(Type.Object({ status: Text, ages: Text, sex: Text, heads: Type.Integer(), expenditure_fen: Fen })),
    }),
  ),
  first_deficit: Type.Object({ current: Nullable(Year), cumulative: Nullable(Year), cumulative_low: Nullable(Year) }),
  banded: Type.Boolean(),
  struck_cost_percent: Nullable(Text),
  struck_income_percent: Nullable(Text),
  held: Type.Object({ held: Type.Integer(), told: Type.Integer() }),
  back_test: Type.Array(
    Type.Object({
      origin: Year,
      struck: Type.Boolean(),
      year: Year,
      ahead: Type.Integer(),
      projected_fen: Fen,
      actual_fen: Fen,
      error_percent: Text,
      projected_income_fen: Fen,
      actual_income_fen: Fen,
      balance_error_percent: Text,
    }),
  ),
})

export function projectionRoutes(context: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/projections',
      access: SEE,
      summary: '五年预测：分年龄、性别、参保状态，情景、误差区间、首个赤字年度、回溯检验',
      schema: { querystring: Query, response: Projection },
      handler: ({ query }, desk) => projection(context, desk, query),
    }),
    route({
      method: 'GET',
      url: '/api/projections.xlsx',
      access: SEE,
      summary: '五年预测（Excel）',
      schema: { querystring: Query, response: Workbook },
      handler: async ({ query }, desk) => {
        const read = await projection(context, desk, query)
        if ('code' in read) return read
        await desk.audit('projection.export', { detail: { ...query } })
        return workbookOf('projection', '五年预测', sheetsOf(read))
      },
    }),
  ]
}

const texts = (...headers: readonly string[]): SheetColumn[] => headers.map((header) => ({ header, width: 16 }))
const amounts = (...headers: readonly string[]): SheetColumn[] => headers.map((header) => ({ header, width: 16, money: true }))

/** The years, each year by status, age and sex, and the back-test. */
function sheetsOf({ years, back_test }: Told): Sheet[] {
  return [
    {
      name: '五年预测',
      columns: [...texts('年度', '参保人数', '误差区间'), ...amounts('收入', '支出', '年末结余', '结余下限', '结余上限')],
      rows: years.map((one) => [
        ...[String(one.year), one.heads, `±${one.band_percent}%`],
        ...[one.income_fen, one.expenditure_fen, one.balance_fen, one.low_fen, one.high_fen].map((fen) => fen / 100),
      ]),
    },
    {
      name: '分年龄性别状态',
      columns: [...texts('年度', '参保状态', '年龄', '性别', '人数'), ...amounts('支出')],
      rows: years.flatMap(({ year, cells }) => cells.map((one) => [String(year), one.status, one.ages, one.sex, one.heads, one.expenditure_fen / 100])),
    },
    {
      name: '回溯检验',
      columns: [...texts('已知到', '推算年度', '支出误差', '累计收支误差占支出'), ...amounts('推算支出', '实际支出', '推算收入', '实际收入')],
      rows: back_test.map((one) => [
        ...[`${one.origin}${one.struck ? '（冲击年）' : ''}`, String(one.year), `${one.error_percent}%`, `${one.balance_error_percent}%`],
        ...[one.projected_fen, one.actual_fen, one.projected_income_fen, one.actual_income_fen].map((fen) => fen / 100),
      ]),
    },
  ]
}

type Told = Exclude<Awaited<ReturnType<typeof projection>>, Refusal>

function percent(ppm: bigint): string {
  return twoDecimals({ num: ppm, den: 10_000n })
}

const STATUSES: Readonly<Record<string, string>> = { resident: '居民', active: '在职', retired: '退休' }
const SEXES: Readonly<Record<string, string>> = { '1': '男', '2': '女' }
const OLDEST = 16

function cellJson({ status, band, sex, heads, expenditureFen }: Cell) {
  const ages = band >= OLDEST ? `${OLDEST * 5}岁及以上` : `${band * 5}–${band * 5 + 4}岁`
  return { status: STATUSES[status] ?? status, ages, sex: SEXES[sex] ?? sex, heads: Number(heads), expenditure_fen: fenJson(expenditureFen) }
}

async function projection({ databases, clock }: AppContext, { officer }: Desk, { scheme, source = 'own', scenario = 'base', years = 5 }: Static<typeof Query>) {
  const list = await scenarios()
  const chosen = list.find(({ id }) => id === scenario)
  if (chosen === undefined) return refused('no_such_scenario', `没有情景 ${scenario}；请在列表里选择。`)
  const { known, openingFen, basis } =
    source !== 'own' ? await exampleHistory(source) : await inTransaction(databases.batch, (client) => ownHistory(client, officer.pool, scheme, dayIn(clock)))
  const people = await demography()
  const tested = backTest(known, people)
  const bandsPpm = bandsOf(tested)
  const told = project(known, { demography: people, scenario: chosen, years, openingFen, bandsPpm })
  const [trend, struck, deficit] = [trendOf(known), struckBy(known), firstDeficit(told)]
  return {
    basis,
    scenario: chosen.id,
    scenarios: list.map(({ id, name }) => ({ id, name })),
    cost_trend_percent: percent(trend.costPpm),
    income_trend_percent: percent(trend.incomePpm),
    opening_fen: fenJson(openingFen),
    known: known.map(({ year, incomeFen, cells }) => ({
      year,
      heads: Number(cells.reduce((sum, { heads }) => sum + heads, 0n)),
      income_fen: fenJson(incomeFen),
      expenditure_fen: fenJson(cells.reduce((sum, { expenditureFen }) => sum + expenditureFen, 0n)),
    })),
    years: told.map(({ year, heads, incomeFen, expenditureFen, balanceFen, lowFen, highFen, cells }, i) => ({
      year,
      heads: Number(heads),
      income_fen: fenJson(incomeFen),
      expenditure_fen: fenJson(expenditureFen),
      balance_fen: fenJson(balanceFen),
      low_fen: fenJson(lowFen),
      high_fen: fenJson(highFen),
      band_percent: percent(bandAt(bandsPpm, i)),
      cells: cells.map(cellJson),
    })),
    first_deficit: { current: deficit.current, cumulative: deficit.cumulative, cumulative_low: deficit.cumulativeLow },
    banded: bandsPpm.length > 0,
    struck_cost_percent: struck.costPpm === 0n ? null : percent(struck.costPpm),
    struck_income_percent: struck.incomePpm === 0n ? null : percent(struck.incomePpm),
    held: heldBands(known, people),
    back_test: tested.map(({ origin, struck: base, year, ahead, projectedFen, actualFen, errorPpm, projectedIncomeFen, actualIncomeFen, balanceErrorPpm }) => ({
      origin,
      struck: base,
      year,
      ahead,
      projected_fen: fenJson(projectedFen),
      actual_fen: fenJson(actualFen),
      error_percent: percent(errorPpm),
      projected_income_fen: fenJson(projectedIncomeFen),
      actual_income_fen: fenJson(actualIncomeFen),
      balance_error_percent: percent(balanceErrorPpm),
    })),
  }
}
