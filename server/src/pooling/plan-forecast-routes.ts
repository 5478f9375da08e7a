// The forecast that a plan of the year may be filled in with.
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { Type } from 'typebox'
import { inTransaction } from '../fund/transaction.js'
import { dayIn } from '../http/clock.js'
import type { AppContext } from '../http/context.js'
import { fenJson } from '../http/json-money.js'
import { type Route, route } from '../http/route.js'
import { planForecast } from './plan-forecast.js'

const Fen = Type.Integer({ description: '分' })
const Text = Type.String()
const Query = Type.Object({
  book: Type.String({ title: '账套', pattern: '^[0-9a-z_-]{1,40}$', description: '账套编号' }),
  year: Type.Integer({ title: '年度', minimum: 2000, maximum: 2100 }),
})

const Forecast = Type.Object({
  basis: Text,
  income_growth_percent: Text,
  expenditure_growth_percent: Text,
  units: Type.Array(Type.Object({ unit: Text, name: Text, base_income_fen: Fen, base_expenditure_fen: Fen, income_fen: Fen, expenditure_fen: Fen })),
})

export function planForecastRoutes({ databases: { batch }, clock }: AppContext): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/budget-forecast',
      access: { permission: 'budget.write' },
      summary: '预算测算：各核算单位近十二个月收支，按五年预测的增长推算到预算年度',
      schema: { querystring: Query, response: Forecast },
      handler: async ({ query }, { officer }) => {
        const told = await inTransaction(batch, (client) => planForecast(client, { ...query, pool: officer.pool, today: dayIn(clock) }))
        if (isRefusal(told)) return told
        return {
          basis: told.basis,
          income_growth_percent: told.incomeGrowthPercent,
          expenditure_growth_percent: told.expenditureGrowthPercent,
          units: told.units.map(({ unit, name, baseIncomeFen, baseExpenditureFen, incomeFen, expenditureFen }) => ({
            unit,
            name,
            base_income_fen: fenJson(baseIncomeFen),
            base_expenditure_fen: fenJson(baseExpenditureFen),
            income_fen: fenJson(incomeFen),
            expenditure_fen: fenJson(expenditureFen),
          })),
        }
      },
    }),
  ]
}
