// The statement of an outside payer: what bills of each month owe, what was advanced and cleared, what is open; an insurer's year under
// its contract.
import { yearOf } from '@tongchou/domain/base/day.js'
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import { type Fen, portion, type Ratio, ratioOf, sumOf } from '@tongchou/domain/base/money.js'
import { isRefusal, type Refusal } from '@tongchou/domain/base/refusal.js'
import { decidedTerms, type InsurerTerms, insurerYear, resultRefused } from '@tongchou/domain/payment/insurer-year.js'
import type { Static } from 'typebox'
import type { Queries } from '../fund/transaction.js'
import { fenJson } from '../http/json-money.js'
import type { Statement } from './payer-schemas.js'
import { type ContractRow, duesOfPayer, type MovementRow, movementsOf } from './payer-store.js'

const ADVANCES: readonly string[] = ['advance_received', 'insurer_advanced', 'offsite_prepaid']
const ADVANCES_BACK: readonly string[] = ['advance_returned', 'offsite_returned']
const SET_OFF: readonly string[] = ['advance_set_off']
const CLEARED: readonly string[] = ['repaid', 'clearing_received', 'offsite_cleared', ...SET_OFF]
const CLEARED_BACK: readonly string[] = ['repaid_returned', 'clearing_returned']

export async function payerStatement(db: Queries, contract: ContractRow, year: number): Promise<Static<typeof Statement>> {
  const dues = await duesOfPayer(db, contract, year)
  const booked = (await movementsOf(db, contract.contract)).filter(({ stage, period }) => stage === 'approved' && period.startsWith(String(year)))
  const sum = (rows: readonly MovementRow[], kinds: readonly string[]): Fen =>
    sumOf(rows.filter(({ kind }) => kinds.includes(kind)).map(({ amount_fen }) => amount_fen))
  const clearedBy = (rows: readonly MovementRow[]): Fen => sum(rows, CLEARED) - sum(rows, CLEARED_BACK)
  const months = [...new Set([...dues.map(({ month }) => month), ...booked.map(({ period }) => period)])].sort()
  const units = [...groupedBy(dues, ({ unit }) => unit)].map(([unit, rows]) => {
    const [due, cleared] = [sumOf(rows.map(({ fen }) => fen)), clearedBy(booked.filter((one) => one.unit === unit))]
    return { unit, unit_name: rows[0]?.unit_name ?? unit, due_fen: fenJson(due), cleared_fen: fenJson(cleared), open_fen: fenJson(due - cleared) }
  })
  const due = sumOf(dues.map(({ fen }) => fen))
  const cleared = clearedBy(booked)
  return {
    payer: contract.payer,
    year,
    months: months.map((month) => {
      const own = dues.filter((one) => one.month === month)
      const moved = booked.filter(({ period }) => period === month)
      const [owed, paid] = [sumOf(own.map(({ fen }) => fen)), clearedBy(moved)]
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
    ...(await standingOf(db, contract, year)),
    advance_due_fen: await advanceDue(db, contract, year),
    result: contract.settles === 'insurance' ? resultJson(contract, sum(booked, ['premium']), due) : null,
  }
}

/** At the end of the year, earlier years counted: what was advanced and not used up yet, or what the payer still owes beyond it. */
async function standingOf(db: Queries, contract: ContractRow, year: number): Promise<{ advance_left_fen: number; receivable_fen: number }> {
  const moved = (await movementsOf(db, contract.contract)).filter(({ stage, period }) => stage === 'approved' && period <= `${year}-12-31`)
  const sum = (kinds: readonly string[]): Fen => sumOf(moved.filter(({ kind }) => kinds.includes(kind)).map(({ amount_fen }) => amount_fen))
  let due = 0n
  for (let one = yearOf(contract.in_force); one <= year; one++) due += sumOf((await duesOfPayer(db, contract, one)).map(({ fen }) => fen))
  // What is set off is money that was advanced before.
  const rest = sum([...ADVANCES, ...CLEARED]) - sum([...SET_OFF, ...ADVANCES_BACK, ...CLEARED_BACK]) - due
  return { advance_left_fen: fenJson(rest > 0n ? rest : 0n), receivable_fen: fenJson(rest < 0n ? -rest : 0n) }
}

/** What the contract asks to be advanced: so many average months of the year before; null where it asks for none. */
async function advanceDue(db: Queries, contract: ContractRow, year: number): Promise<number | null> {
  const { advance_months: months } = contract.terms
  if (months === undefined) return null
  const before = sumOf((await duesOfPayer(db, contract, year - 1)).map(({ fen }) => fen))
  return fenJson(portion(before, { num: BigInt(months), den: 12n }))
}

export function contractTerms({ terms }: ContractRow): InsurerTerms | Refusal {
  const given = (text: string | undefined): Ratio | null => (text === undefined ? null : (ratioOf(text) ?? null))
  return decidedTerms({
    kept: given(terms.kept),
    surplusReturned: given(terms.surplus_returned),
    lossShared: given(terms.loss_shared),
    lossCap: given(terms.loss_cap),
  })
}

function resultJson(contract: ContractRow, premium: Fen, claims: Fen) {
  const terms = contractTerms(contract)
  if (isRefusal(terms)) return null
  const year = insurerYear(terms, premium, claims)
  return {
    ...{ premium_fen: fenJson(premium), claims_fen: fenJson(claims), kept_fen: fenJson(year.keptFen), surplus_fen: fenJson(year.surplusFen) },
    ...{ loss_fen: fenJson(year.lossFen), returned_fen: fenJson(year.returnedFen), shared_fen: fenJson(year.sharedFen) },
  }
}

/** Why a surplus or loss of an insurer's year is not what its contract makes of it; undefined where it is. */
export async function yearRefused(
  db: Queries,
  contract: ContractRow,
  year: number,
  { kind, amountFen }: { kind: 'surplus_returned' | 'loss_paid'; amountFen: Fen },
): Promise<Refusal | undefined> {
  const terms = contractTerms(contract)
  if (isRefusal(terms)) return terms
  const booked = (await movementsOf(db, contract.contract)).filter(({ stage, period }) => stage === 'approved' && period.startsWith(String(year)))
  const sum = (of: string): Fen => sumOf(booked.filter((one) => one.kind === of).map(({ amount_fen }) => amount_fen))
  const claims = sumOf((await duesOfPayer(db, contract, year)).map(({ fen }) => fen))
  return resultRefused(kind, insurerYear(terms, sum('premium'), claims), sum(kind), amountFen)
}
