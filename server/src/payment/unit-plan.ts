// Where every unit balances itself, its requests for money are held to its own plan, not to what the others have left (E7).
import { type Day, yearOf } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Refusal } from '@tongchou/domain/base/refusal.js'
import { unitRequestRefused } from '@tongchou/domain/budget/unit-agreement.js'
import { unitsBalanceThemselves } from '../budget/unit-agreements.js'
import type { Queries } from '../fund/transaction.js'
import { moneyOfUnits } from './request-store.js'

export interface UnitMonth {
  readonly book: string
  readonly unit: string
  readonly month: Day
}

export async function unitPlanRefused(db: Queries, { book, unit, month }: UnitMonth, amountFen: Fen): Promise<Refusal | undefined> {
  const year = yearOf(month)
  if (!(await unitsBalanceThemselves(db, book, year))) return undefined
  const own = (await moneyOfUnits(db, book, year)).find((one) => one.unit === unit)
  if (own === undefined) return undefined
  const last = own.plan_fen === null ? (await moneyOfUnits(db, book, year - 1)).find((one) => one.unit === unit) : undefined
  return unitRequestRefused(
    { name: own.unit_name, year, planFen: own.plan_fen, lastPlanFen: last?.plan_fen ?? null, requestedFen: own.requested_fen },
    amountFen,
  )
}
