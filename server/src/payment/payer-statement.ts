// The statement of an outside payer: what bills of each month owe, what was advanced and cleared, what is open; an insurer's year under
// its contract.
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Fen, NOTHING, type Ratio, ratioOf, sumOf } from '@tongchou/domain/base/money.js'
import { insurerYear } from '@tongchou/domain/payment/insurer-year.js'
import type { Static } from 'typebox'
import type { Queries } from '../fund/transaction.js'
import { fenJson } from '../http/json-money.js'
import type { Statement } from './payer-schemas.js'
import { type ContractRow, duesOfPayer, type MovementRow, movementsOf } from './payer-store.js'

const ADVANCES: readonly string[] = ['advance_received', 'offsite_prepaid']
const CLEARED: readonly string[] = ['repaid', 'clearing_received', 'offsite_cleared']

export async function payerStatement(db: Queries, contract: ContractRow, year: number): Promise<Static<typeof Statement>> {
  const dues = await duesOfPayer(db, contract, year)
  const booked = (await movementsOf(db, contract.contract)).filter(({ stage, period }) => stage === 'approved' && period.startsWith(String(year)))
  const sum = (rows: readonly MovementRow[], kinds: readonly string[]): Fen =>
    sumOf(rows.filter(({ kind }) => kinds.includes(kind)).map(({ amount_fen }) => amount_fen))
  const months = [...new Set([...dues.map(({ month }) => month), ...booked.map(({ period }) => period)])].sort()
  const units = [...groupedBy(dues, ({ unit }) => unit)].map(([unit, rows]) => {
    const [due, cleared] = [
      sumOf(rows.map(({ fen }) => fen)),
      sum(
        booked.filter((one) => one.unit === unit),
        CLEARED,
      ),
    ]
    return { unit, unit_name: rows[0]?.unit_name ?? unit, due_fen: fenJson(due), cleared_fen: fenJson(cleared), open_fen: fenJson(due - cleared) }
  })
  const due = sumOf(dues.map(({ fen }) => fen))
  const cleared = sum(booked, CLEARED)
  return {
    payer: contract.payer,
    year,
    months: months.map((month) => {
      const own = dues.filter((one) => one.month === month)
      const moved = booked.filter(({ period }) => period === month)
      const [owed, paid] = [sumOf(own.map(({ fen }) => fen)), sum(moved, CLEARED)]
      const bills = own.reduce((count, one) => count + one.bills, 0)
      return {
        month: month.slice(0, 7),
        bills,
        due_fen: fenJson(owed),
        advanced_fen: fenJson(sum(moved, ADVANCES)),
        cleared_fen: fenJson(paid),
        open_fen: fenJson(owed - paid),
      }
    }),
    units,
    ...{ due_fen: fenJson(due), cleared_fen: fenJson(cleared), open_fen: fenJson(due - cleared) },
    result: contract.payer_kind === 'insurer' ? resultJson(contract, sum(booked, ['premium']), due) : null,
  }
}

function resultJson({ terms }: ContractRow, premium: Fen, claims: Fen) {
  const ratio = (text: string | undefined): Ratio => (text === undefined ? NOTHING : (ratioOf(text) ?? NOTHING))
  const given = {
    kept: ratio(terms.kept),
    surplusReturned: ratio(terms.surplus_returned),
    lossShared: ratio(terms.loss_shared),
    lossCap: ratio(terms.loss_cap),
  }
  const year = insurerYear(given, premium, claims)
  return {
    ...{ premium_fen: fenJson(premium), claims_fen: fenJson(claims), kept_fen: fenJson(year.keptFen), surplus_fen: fenJson(year.surplusFen) },
    ...{ loss_fen: fenJson(year.lossFen), returned_fen: fenJson(year.returnedFen), shared_fen: fenJson(year.sharedFen) },
  }
}
