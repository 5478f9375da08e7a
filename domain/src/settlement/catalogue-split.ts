// Splits a bill by the catalogue: what is outside it, above the payment standard, paid first by the person, and in scope.
// Source of the order: 甲 in scope whole, 乙 after initial self-payment, 丙 outside; restricted use not met is outside whole.
import { type ExactFen, exactPortion, type Fen, NOTHING, plus, portion, rounded } from '../base/money.js'
import type { Bill, BillLine, CatalogueParts } from './bill.js'

export function splitBill(bill: Bill, rounding: 'per_line' | 'per_bill'): CatalogueParts {
  return bill.parts ?? (rounding === 'per_line' ? splitByLine(bill.lines) : splitByBill(bill.lines))
}

export function isOutside(line: BillLine): boolean {
  return line.class === '丙' || line.restrictedUse === 'not_met'
}

/** Initial self-payment of one line inside the catalogue, not rounded. */
export function exactPreSelfPay(line: BillLine): ExactFen {
  return exactPortion(line.amount - line.aboveStandard, line.initialSelfPayment)
}

function splitByLine(lines: readonly BillLine[]): CatalogueParts {
  let inScope = 0n
  let itemPreSelfPay = 0n
  let aboveStandard = 0n
  let outOfCatalogue = 0n
  let specialList = 0n
  for (const line of lines) {
    if (isOutside(line)) {
      outOfCatalogue += line.amount
      if (line.specialList === true) specialList += line.amount
      continue
    }
    const shared = line.amount - line.aboveStandard
    const first = line.initialSelfPayment.num === 0n ? 0n : portion(shared, line.initialSelfPayment)
    aboveStandard += line.aboveStandard
    itemPreSelfPay += first
    inScope += shared - first
  }
  return { inScope, itemPreSelfPay, aboveStandard, outOfCatalogue, specialList }
}

/** The share paid first is added up exactly and rounded once for the bill. */
function splitByBill(lines: readonly BillLine[]): CatalogueParts {
  const whole = splitByLine(lines)
  let exact: ExactFen = NOTHING
  for (const line of lines) if (!isOutside(line)) exact = plus(exact, exactPreSelfPay(line))
  const itemPreSelfPay = rounded(exact)
  return { ...whole, itemPreSelfPay, inScope: whole.inScope + whole.itemPreSelfPay - itemPreSelfPay }
}

export function sumOfLines(lines: readonly BillLine[]): Fen {
  let sum = 0n
  for (const line of lines) sum += line.amount
  return sum
}
