// The lines of a made-up bill: what a stay, a visit or a purchase of this kind usually holds, brought near its cost.
import { type Day, daysAfter } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { PriceTier } from '@tongchou/domain/settlement/split-line.js'
import { oneOf, type Random } from '../random/random.js'
import type { Shelf, Ware } from './shelf.js'
import type { Treatment } from './treatment.js'

export interface ChargedLine {
  readonly code: string
  readonly day: Day
  /** Whole units. */
  readonly units: number
  readonly unitPrice: Fen
  readonly approval: '0' | '1' | '2'
}

export interface Basket {
  readonly shelf: Shelf
  readonly random: Random
  readonly tier: PriceTier
  readonly lines: ChargedLine[]
}

function put(basket: Basket, ware: Ware, units: number, day: Day): Fen {
  const unitPrice = ware.price[basket.tier]
  // Nearly every restricted use is approved by the hospital; a few are refused and leave the catalogue.
  const approval = ware.restricted ? (basket.random.chance(0.93) ? '1' : '2') : '0'
  basket.lines.push({ code: ware.code, day, units, unitPrice, approval })
  return unitPrice * BigInt(units)
}

export interface Stay {
  readonly admitted: Day
  readonly days: number
  readonly cost: Fen
  readonly treatment: Treatment
}

export function fillStay(basket: Basket, stay: Stay): void {
  const { shelf, random } = basket
  const { admitted, days } = stay
  let spent = 0n
  const service = (role: string, units: number, day: Day): void => {
    spent += put(basket, shelf.service(random, role), units, day)
  }
  service('bed', days, admitted)
  service('nursing', days, admitted)
  service('stay_visit', days, admitted)
  service('infusion', Math.max(1, Math.round(days * 0.8)), admitted)
  const tests = 5 + random.below(7)
  for (let done = 0; done < tests; done++) service('lab', 1, daysAfter(admitted, random.below(Math.min(3, days))))
  const images = 1 + random.below(3)
  for (let done = 0; done < images; done++) service('imaging', 1, daysAfter(admitted, random.below(days)))
  service('treatment', days, admitted)
  if (random.chance(stay.treatment.surgery)) spent += operate(basket, stay)
  fillWithDrugs(basket, stay, stay.cost - spent)
}

function operate(basket: Basket, { admitted, days, treatment, cost }: Stay): Fen {
  const { shelf, random } = basket
  const day = daysAfter(admitted, Math.min(days - 1, 1 + random.below(2)))
  let spent = put(basket, shelf.item(oneOf(random, treatment.operations)), 1, day)
  const materials = 1 + random.below(3)
  for (let used = 0; used < materials; used++) {
    const ware = shelf.consumable(random, treatment.consumables)
    // Dear materials only where the stay is dear.
    if (ware !== undefined && ware.price[basket.tier] * 3n < cost) spent += put(basket, ware, ware.price[basket.tier] < 2_000n ? 5 : 1, day)
  }
  return spent
}

/** The rest of the cost in five to ten drugs, given day by day, and in one more examination where much is left. */
function fillWithDrugs(basket: Basket, { admitted, days, treatment }: Stay, rest: Fen): void {
  const { shelf, random } = basket
  const kinds = 5 + random.below(6)
  let left = rest
  for (let kind = 0; kind < kinds && left > 0n; kind++) {
    const ware = shelf.drug(random, treatment.drugs)
    const share = left / BigInt(kinds - kind)
    left -= put(basket, ware, unitsFor(share, ware.price[basket.tier], days * 6), daysAfter(admitted, random.below(Math.min(3, days))))
  }
  for (let more = 0; more < 6 && left > 30_000n; more++)
    left -= put(basket, shelf.service(random, random.chance(0.5) ? 'imaging' : 'treatment'), days, daysAfter(admitted, random.below(days)))
}

function unitsFor(share: Fen, price: Fen, most: number): number {
  if (price === 0n) return 1
  return Math.max(1, Math.min(most, Number((share + price / 2n) / price)))
}

export interface Visit {
  readonly day: Day
  readonly cost: Fen
  readonly drugs: readonly string[]
  /** Chance of tests. */
  readonly tests: number
  readonly service: 'clinic_visit' | 'emergency_visit' | 'dialysis' | undefined
}

/** One to four lines and now and then more. */
export function fillVisit(basket: Basket, visit: Visit): void {
  const { shelf, random } = basket
  let left = visit.cost
  if (visit.service !== undefined) left -= put(basket, shelf.service(random, visit.service), 1, visit.day)
  const tests = random.chance(visit.tests) ? 1 + random.below(2) : 0
  for (let done = 0; done < tests && left > 0n; done++) left -= put(basket, shelf.service(random, random.chance(0.65) ? 'lab' : 'imaging'), 1, visit.day)
  const kinds = visit.drugs.length === 0 ? 0 : 1 + random.below(3)
  for (let kind = 0; kind < kinds && (left > 0n || kind === 0); kind++) {
    const ware = shelf.drug(random, visit.drugs)
    left -= put(basket, ware, unitsFor(left / BigInt(kinds - kind), ware.price[basket.tier], 12), visit.day)
  }
}
