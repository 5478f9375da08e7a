// The differences of one person's bills under a change: grounds of each bill, the chain settled again, and what of it is new.
import { groupedBy } from '@tongchou/domain/base/grouped-by.js'
import type { Bill } from '@tongchou/domain/settlement/bill.js'
import { type Difference, isSameDifference, type Standing, withDifference } from '@tongchou/domain/settlement/difference.js'
import { type ChainBill, type ChainDifference, type Circumstances, settleAgain } from '@tongchou/domain/settlement/difference-chain.js'
import { countingBills } from '@tongchou/domain/settlement/open-lines.js'
import type { Settle } from '@tongchou/domain/settlement/settle.js'
import { type BillLineStored, billOf } from '../settlement/replay.js'
import { type Change, type Ground, type Grounds, groundsOf } from './circumstances.js'
import { countersOf } from './difference-row.js'
import type { StoredDifference, StoredHead, StoredPerson } from './load-bills.js'

export interface FoundDifference extends ChainDifference {
  readonly head: StoredHead
  readonly grounds: Grounds
}

/** What is to be written for one person and benefit year. */
export interface FoundYear {
  readonly year: number
  /** Version of the accumulators that it was computed on. */
  readonly version: bigint
  readonly found: readonly FoundDifference[]
  readonly superseded: readonly StoredDifference[]
  /** Touched bills that come to the same. */
  readonly alike: readonly { readonly head: StoredHead; readonly now: Ground }[]
}

export type Recomputed =
  | { readonly kind: 'recomputed'; readonly person: bigint; readonly years: readonly FoundYear[]; readonly bills: number; readonly facts: readonly bigint[] }
  | { readonly kind: 'not_possible'; readonly person: bigint; readonly settlement: bigint; readonly sentence: string }

/** Grounds of the bills that count; a bill without a receipt has none. */
export type GroundsByBill = ReadonlyMap<bigint, Grounds>

export function groundsOfPerson(change: Change, of: StoredPerson): GroundsByBill {
  const grounds = new Map<bigint, Grounds>()
  for (const head of countingBills(of.bills)) {
    const one = groundsOf(change, of, head)
    if (one !== undefined) grounds.set(head.settlement, one)
  }
  return grounds
}

/** The first bill that the change touches; undefined where it touches none. */
export function firstTouched(of: StoredPerson, grounds: GroundsByBill): bigint | undefined {
  return of.bills.find(({ settlement }) => isTouched(grounds.get(settlement)))?.settlement
}

function isTouched(grounds: Grounds | undefined): boolean {
  return grounds !== undefined && grounds.now !== grounds.stands
}

export function recomputePerson(
  settle: Settle,
  change: Change,
  of: StoredPerson,
  grounds: GroundsByBill,
  lines: ReadonlyMap<string, readonly BillLineStored[]>,
): Recomputed {
  const counting = new Set(countingBills(of.bills).map((head) => head.settlement))
  const first = firstTouched(of, grounds)
  const chain: ChainBill[] = []
  for (const head of of.bills) {
    const own = grounds.get(head.settlement)
    const bill = own === undefined ? undefined : billOf(head, lines.get(`${head.person}/${head.settlement}`) ?? [])
    if (counting.has(head.settlement) && (own === undefined || bill === undefined) && first !== undefined && head.settlement > first) {
      return { kind: 'not_possible', person: of.person, settlement: head.settlement, sentence: '结算时的凭据不全，不能重算，请人工核对。' }
    }
    chain.push(chainBill(change, of, head, own, bill, counting.has(head.settlement)))
  }
  const again = settleAgain(settle, change.scheme, chain)
  if (again.kind === 'not_possible') return { person: of.person, ...again }
  return { kind: 'recomputed', person: of.person, bills: again.bills, facts: factsOf(grounds), years: yearsOf(change, of, grounds, again) }
}

function chainBill(change: Change, of: StoredPerson, head: StoredHead, own: Grounds | undefined, bill: Bill | undefined, counts: boolean): ChainBill {
  const stored = of.differences.filter((one) => one.settlement === head.settlement)
  const approved = stored.filter((one) => one.state === 'approved')
  const stands = own === undefined ? null : circumstances(change, own.stands)
  return {
    settlement: head.settlement,
    visit: head.visit,
    benefitYear: head.benefit_year,
    bill: bill ?? NO_BILL,
    counters: countersBefore(head),
    counts: counts && own !== undefined && bill !== undefined,
    standing: approved.reduce((standing: Standing, { difference }) => withDifference(standing, difference), asSettled(head)),
    corrections: stored.flatMap(({ difference, approved_after: after }) => (after === null ? [] : [{ difference, after }])),
    stands,
    now: own === undefined || own.now === own.stands ? stands : circumstances(change, own.now),
  }
}

/** Stands for a bill that is only looked past: it was cancelled, or keeps no receipt. */
const NO_BILL = {} as Bill

function circumstances(change: Change, ground: Ground): Circumstances | null {
  const versions = change.rules.get(ground.ruleHash)?.versions
  return ground.refusal !== null || versions === undefined ? null : { versions, person: ground.person }
}

function asSettled(head: StoredHead): Standing {
  const layers = head.layers.filter((layer) => layer.paid !== 0n)
  return { layers, counters: countersOf(head), deductible: head.deductible_fen, inScope: head.in_scope_fen }
}

function countersBefore({ receipt }: StoredHead): Readonly<Record<string, bigint>> {
  return Object.fromEntries(Object.entries(receipt.counters ?? {}).map(([key, amount]) => [key, BigInt(amount)]))
}

function factsOf(grounds: GroundsByBill): bigint[] {
  return [...new Set([...grounds.values()].flatMap((one) => one.facts))]
}

type Again = Extract<ReturnType<typeof settleAgain>, { kind: 'settled_again' }>

/** Of every year what is new, and what was proposed before for the same kind of change and does not hold any more. */
function yearsOf(change: Change, of: StoredPerson, grounds: GroundsByBill, again: Again): FoundYear[] {
  const bills = of.bills.flatMap((head) => {
    const own = grounds.get(head.settlement)
    return own === undefined ? [] : [{ head, grounds: own }]
  })
  const differing = new Map(again.differences.map((one) => [one.settlement, one]))
  const same = new Set(again.alike)
  const earlier = of.differences.filter((one) => one.change_kind === change.kind)
  return [...groupedBy(bills, ({ head }) => head.benefit_year)].flatMap(([year, ofYear]) => {
    const found = ofYear.flatMap((bill) => {
      const one = differing.get(bill.head.settlement)
      return one === undefined ? [] : [{ ...one, ...bill }]
    })
    const alike = ofYear.filter(({ head }) => same.has(head.settlement)).map(({ head, grounds: { now } }) => ({ head, now }))
    return yearOf(
      change,
      { year, version: of.versions.get(year) ?? 0n, found, alike },
      earlier.filter((one) => one.benefit_year === year),
    )
  })
}

function yearOf(change: Change, now: Omit<FoundYear, 'superseded'>, before: readonly StoredDifference[]): FoundYear[] {
  const pending = before.filter((one) => one.state === 'pending')
  const isPart = change.from !== null || change.until !== null
  if (now.found.length === 0 && now.alike.length === 0 && (pending.length === 0 || isPart)) return []
  if (pending.length > 0 && pending.every((one) => one.accumulator_version === now.version) && isSameSet(pending, now.found)) return []
  const declined = groupedBy(
    before.filter((one) => one.state === 'declined'),
    (one) => one.change,
  )
  // What was declined is not proposed again while it is the same.
  if (![...declined.values()].some((set) => isSameSet(set, now.found))) return [{ ...now, superseded: pending }]
  return pending.length === 0 ? [] : [{ ...now, found: [], alike: [], superseded: pending }]
}

function isSameSet(stored: readonly StoredDifference[], found: readonly FoundDifference[]): boolean {
  const bySettlement = new Map<bigint, Difference>(stored.map((one) => [one.settlement, one.difference]))
  return (
    stored.length === found.length &&
    found.every((one) => {
      const other = bySettlement.get(one.settlement)
      return other !== undefined && isSameDifference(one.difference, other)
    })
  )
}
