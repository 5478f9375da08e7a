// Adds up a trial: sums by unit, scheme and dimension, and everybody who would pay more. A part of the persons is counted by
// itself; parts are put together afterwards, whichever comes first.
import type { Fen } from '@tongchou/domain/base/money.js'
import { fundOfLayer } from '@tongchou/domain/fund/entries/settlement.js'
import type { Outcome } from '@tongchou/domain/settlement/outcome.js'
import { type Compared, compareBill, type Paid } from './compare-bill.js'
import { type FirstLoss, firstLoss } from './first-loss.js'
import { classOf, type Dimension, groupsOf } from './groups.js'
import type { TrialBill, TrialPerson } from './trial-bill.js'
import type { TrialRules } from './trial-rules.js'
import { tryPerson } from './try-person.js'

export interface Cell {
  readonly unit: string
  readonly scheme: string
  readonly dimension: Dimension
  readonly key: string
  bills: number
  persons: number
  losers: number
  gainers: number
  loss: Fen
  gain: Fen
  total: Fen
  inScopeBefore: Fen
  inScopeAfter: Fen
  fundBefore: Fen
  fundAfter: Fen
  hospitalBefore: Fen
  hospitalAfter: Fen
  selfBefore: Fen
  selfAfter: Fen
}

export interface Loser {
  readonly person: bigint
  readonly worst: TrialBill
  readonly class: string
  readonly bills: number
  readonly worseBills: number
  readonly selfBefore: Fen
  readonly selfAfter: Fen
  readonly why: FirstLoss
}

export interface PartResult {
  readonly persons: number
  readonly bills: number
  readonly cells: readonly Cell[]
  readonly losers: readonly Loser[]
  /** Bills left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>
}

interface Open {
  readonly cell: Cell
  /** Serial numbers of the person and the bill counted last, so that neither is counted twice. */
  lastPerson: number
  lastBill: number
}

/** Settles the persons under both rules and adds them up. */
export function tallyPersons(rules: TrialRules, persons: readonly TrialPerson[], unread = 0): PartResult {
  const tally = new Tally()
  for (const one of persons) tally.person(rules, one)
  return tally.result(unread)
}

class Tally {
  private readonly open = new Map<string, Open>()
  private readonly groups = new Map<string, readonly Open[]>()
  private readonly losers: Loser[] = []
  private readonly leftOut: Record<string, number> = {}
  private serial = 0
  private persons = 0
  private bills = 0

  person(rules: TrialRules, { person, bills }: TrialPerson): void {
    this.serial += 1
    const own = new PersonSum()
    tryPerson(rules, bills, (one, before, after) => {
      const compared = compareBill(one, before, after)
      if (compared.kind === 'left_out') this.leftOut[compared.why] = (this.leftOut[compared.why] ?? 0) + 1
      else this.bill(own, one, compared, before, after)
    })
    if (own.bills === 0 || own.worst === undefined) return
    this.persons += 1
    this.settleUp(person, own, own.worst)
  }

  private bill(own: PersonSum, one: TrialBill, { before, after }: Extract<Compared, { kind: 'compared' }>, was: Outcome, is: Outcome): void {
    this.bills += 1
    own.add(one, before, after, was, is)
    const { total } = one.bill
    for (const open of this.groupsOf(one)) addTo(this.counted(open), total, before, after)
    this.payers(one, before, 'fundBefore')
    this.payers(one, after, 'fundAfter')
  }

  private payers(one: TrialBill, { layers }: Paid, side: 'fundBefore' | 'fundAfter'): void {
    const { scheme } = one.bill
    for (const { layer, payer, paid } of layers) {
      if (paid === 0n) continue
      this.paying(this.openFor(one.area, scheme, 'payer', layer))[side] += paid
      const fund = fundOfLayer(scheme, layer, payer)
      if (fund !== undefined) this.paying(this.openFor(one.area, scheme, 'fund', fund))[side] += paid
    }
  }

  private paying(open: Open): Cell {
    if (open.lastBill !== this.bills) {
      open.lastBill = this.bills
      open.cell.bills += 1
    }
    return this.counted(open)
  }

  private counted(open: Open): Cell {
    if (open.lastPerson !== this.serial) {
      open.lastPerson = this.serial
      open.cell.persons += 1
    }
    return open.cell
  }

  private groupsOf(one: TrialBill): readonly Open[] {
    const { bill, person, area } = one
    const circumstances = `${area} ${bill.scheme} ${bill.level} ${person.age} ${person.retired} ${person.identities.join()} ${bill.kind} ${bill.settledOn.slice(0, 7)}`
    const known = this.groups.get(circumstances)
    if (known !== undefined) return known
    const found = groupsOf(one).map(([dimension, key]) => this.openFor(area, bill.scheme, dimension, key))
    this.groups.set(circumstances, found)
    return found
  }

  private openFor(unit: string, scheme: string, dimension: Dimension, key: string): Open {
    const name = cellName({ unit, scheme, dimension, key })
    const known = this.open.get(name)
    if (known !== undefined) return known
    const made: Open = { cell: emptyCell(unit, scheme, dimension, key), lastPerson: 0, lastBill: 0 }
    this.open.set(name, made)
    return made
  }

  private settleUp(person: bigint, own: PersonSum, worst: Worst): void {
    const difference = own.selfAfter - own.selfBefore
    if (difference === 0n) return
    const { cell } = this.openFor(worst.one.area, worst.one.bill.scheme, 'scheme', worst.one.bill.scheme)
    if (difference < 0n) {
      cell.gainers += 1
      cell.gain -= difference
      return
    }
    cell.losers += 1
    cell.loss += difference
    const { bills, worseBills, selfBefore, selfAfter } = own
    this.losers.push({
      person,
      worst: worst.one,
      class: classOf(worst.one),
      bills,
      worseBills,
      selfBefore,
      selfAfter,
      why: firstLoss(worst.before, worst.after),
    })
  }

  result(unread: number): PartResult {
    const leftOut = unread === 0 ? this.leftOut : { ...this.leftOut, 结算凭据不全: unread }
    return { persons: this.persons, bills: this.bills, cells: [...this.open.values()].map(({ cell }) => cell), losers: this.losers, leftOut }
  }
}

interface Worst {
  readonly one: TrialBill
  readonly drop: Fen
  readonly before: Outcome
  readonly after: Outcome
}

/** A person's bills put together. */
class PersonSum {
  bills = 0
  worseBills = 0
  selfBefore: Fen = 0n
  selfAfter: Fen = 0n
  /** The bill on which most is lost. */
  worst: Worst | undefined

  add(one: TrialBill, before: Paid, after: Paid, was: Outcome, is: Outcome): void {
    const drop = after.self - before.self
    this.bills += 1
    if (drop > 0n) this.worseBills += 1
    this.selfBefore += before.self
    this.selfAfter += after.self
    if (this.worst === undefined || drop > this.worst.drop) this.worst = { one, drop, before: was, after: is }
  }
}

function addTo(cell: Cell, total: Fen, before: Paid, after: Paid): void {
  cell.bills += 1
  cell.total += total
  cell.inScopeBefore += before.inScope
  cell.inScopeAfter += after.inScope
  cell.fundBefore += before.fund
  cell.fundAfter += after.fund
  cell.hospitalBefore += before.hospital
  cell.hospitalAfter += after.hospital
  cell.selfBefore += before.self
  cell.selfAfter += after.self
}

type Place = Pick<Cell, 'unit' | 'scheme' | 'dimension' | 'key'>

function cellName({ unit, scheme, dimension, key }: Place): string {
  return `${unit} ${scheme} ${dimension} ${key}`
}

function emptyCell(unit: string, scheme: string, dimension: Dimension, key: string): Cell {
  return {
    unit,
    scheme,
    dimension,
    key,
    bills: 0,
    persons: 0,
    losers: 0,
    gainers: 0,
    loss: 0n,
    gain: 0n,
    total: 0n,
    inScopeBefore: 0n,
    inScopeAfter: 0n,
    fundBefore: 0n,
    fundAfter: 0n,
    hospitalBefore: 0n,
    hospitalAfter: 0n,
    selfBefore: 0n,
    selfAfter: 0n,
  }
}

const COUNTS = ['bills', 'persons', 'losers', 'gainers'] as const
const AMOUNTS = [
  'loss',
  'gain',
  'total',
  'inScopeBefore',
  'inScopeAfter',
  'fundBefore',
  'fundAfter',
  'hospitalBefore',
  'hospitalAfter',
  'selfBefore',
  'selfAfter',
] as const

/** Puts the parts together; every person belongs to one part, so persons add up. */
export class Total {
  readonly cells = new Map<string, Cell>()
  readonly leftOut: Record<string, number> = {}
  persons = 0
  bills = 0

  add({ persons, bills, cells, leftOut }: Omit<PartResult, 'losers'>): void {
    this.persons += persons
    this.bills += bills
    for (const cell of cells) addCell(this.cells, cell)
    for (const [why, count] of Object.entries(leftOut)) this.leftOut[why] = (this.leftOut[why] ?? 0) + count
  }
}

/** Adds a cell to the one of the same place. */
export function addCell(cells: Map<string, Cell>, cell: Cell): void {
  const name = cellName(cell)
  const sum = cells.get(name)
  if (sum === undefined) {
    cells.set(name, { ...cell })
    return
  }
  for (const count of COUNTS) sum[count] += cell[count]
  for (const amount of AMOUNTS) sum[amount] += cell[amount]
}
