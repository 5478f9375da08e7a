// The formula of what is owed to each provider for a year's bills: by item ± method − deductions − deposit − set-off − what it owed −
// paid = open. Every figure is a sum of facts; what the formula leaves open is what the memo ledger still owes for those months.
import type { Static } from 'typebox'
import type { Queries } from '../fund/transaction.js'
import { fenJson } from '../http/json-money.js'
import type { Formula, FormulaQuery } from './cycle-schemas.js'

const SQL = 'SELECT * FROM provider_formula($1, $2, $3)'

interface Found {
  readonly provider: string
  readonly provider_name: string
  readonly by_item: bigint
  readonly difference: bigint
  readonly deduction: bigint
  readonly deposit: bigint
  readonly netted: bigint
  readonly set_off: bigint
  readonly paid: bigint
  readonly deposit_held: bigint
  readonly prepaid_left: bigint
}

export async function payablesFormula(db: Queries, { book, year, provider }: Static<typeof FormulaQuery>): Promise<Static<typeof Formula>> {
  const { rows } = await db.query<Found>(SQL, [book, year, provider ?? null])
  return rows.map(({ provider: code, provider_name, ...fen }) => ({
    ...{ provider: code, provider_name, by_item_fen: fenJson(fen.by_item), difference_fen: fenJson(fen.difference), deduction_fen: fenJson(fen.deduction) },
    ...{ deposit_fen: fenJson(fen.deposit), netted_fen: fenJson(fen.netted), set_off_fen: fenJson(fen.set_off), paid_fen: fenJson(fen.paid) },
    open_fen: fenJson(fen.by_item + fen.difference - fen.deduction - fen.deposit - fen.netted - fen.set_off - fen.paid),
    ...{ deposit_held_fen: fenJson(fen.deposit_held), prepaid_left_fen: fenJson(fen.prepaid_left) },
  }))
}
