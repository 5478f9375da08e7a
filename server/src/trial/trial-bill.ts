// A bill of a trial's population: the circumstances of a stored settlement, ready to be settled again. The catalogue's parts stay
// as they were; a draft changes what is paid for them, not what an item is.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Bill, Counters, InsuredPerson } from '@tongchou/domain/settlement/bill.js'
import { type BillHead, billOf, insuredPersonOf } from '../settlement/replay.js'

export interface TrialBill {
  readonly settlement: bigint
  readonly visit: bigint
  /** Unit of enrolment: whose money. */
  readonly area: string
  /** Benefit year in which it was settled. */
  readonly year: number
  readonly person: InsuredPerson
  readonly bill: Bill
  /** What stood in the year's counters before; nothing where the trial sees the year from its first day. */
  readonly counters: Counters
}

export interface TrialPerson {
  readonly person: bigint
  /** In the order of their settlement. */
  readonly bills: readonly TrialBill[]
}

export interface StoredBill extends BillHead {
  readonly person: bigint
  readonly settlement: bigint
  readonly visit: bigint
  readonly area: string
  readonly benefit_year: number
  /** Part outside the catalogue that stands on a provincial special list. */
  readonly special_list_fen: Fen
}

const NOTHING_BEFORE: Counters = {}

/** Undefined where the receipt does not hold enough to settle the bill again. `from`: first day of the trial. */
export function trialBill(stored: StoredBill, from: Day): TrialBill | undefined {
  const person = insuredPersonOf(stored)
  const bill = billOf(stored, [])
  if (person === undefined || bill === undefined) return undefined
  const { settlement, visit, area, benefit_year: year, special_list_fen: specialList } = stored
  const whole = bill.parts === undefined || specialList === 0n ? bill : { ...bill, parts: { ...bill.parts, specialList } }
  return { settlement, visit, area, year, person, bill: whole, counters: from <= `${year}-01-01` ? NOTHING_BEFORE : countersOf(stored) }
}

function countersOf({ receipt }: StoredBill): Counters {
  return Object.fromEntries(Object.entries(receipt.counters ?? {}).map(([key, amount]) => [key, BigInt(amount)]))
}

/** Bills that stand in the order of persons and settlements, person by person; `unread` counts those without a whole receipt. */
export function byPerson(stored: Iterable<StoredBill>, from: Day): { readonly persons: readonly TrialPerson[]; readonly unread: number } {
  const persons: { readonly person: bigint; readonly bills: TrialBill[] }[] = []
  let unread = 0
  for (const row of stored) {
    const bill = trialBill(row, from)
    if (bill === undefined) {
      unread += 1
      continue
    }
    const last = persons.at(-1)
    if (last?.person === row.person) last.bills.push(bill)
    else persons.push({ person: row.person, bills: [bill] })
  }
  return { persons, unread }
}
