// The form of a worked case (scenarios/*/*.yaml) that an officer can read and write: who, which bills, what must come out. Amounts
// in yuan. Read strictly: an unknown field is a fault with its line.
import { type Fen, NOTHING } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Filing, Place } from '@tongchou/domain/policy/benefit-policy.js'
import { all, type Fields, fieldsOf } from '@tongchou/domain/policy/field-reader.js'
import { FILING_NAMES, PLACE_NAMES } from '@tongchou/domain/policy/national-lists.js'
import { day, listOf, oneOf, type Reader, share, text, wrong, yesNo, yuan } from '@tongchou/domain/policy/node-reader.js'
import { firstSeen as firstSeenWord, kind } from '@tongchou/domain/policy/read-figures.js'
import type { Bill, BillLine, InsuredPerson, StayLink } from '@tongchou/domain/settlement/bill.js'
import { NOBODY_SPECIAL, person } from './scenario-person.js'

export interface Scenario {
  readonly name: string
  readonly law: string
  readonly scheme: Scheme
  readonly person: InsuredPerson
  readonly events: readonly ScenarioEvent[]
  /** The edges of rules that the case stands on, one of a trio: on the edge, one fen (one year, one day) below it and above it. */
  readonly boundaries: readonly Boundary[]
  readonly file: string
  readonly line: number
}

export const SIDES = ['at', 'below', 'above'] as const

/** `kind` is a name of `rule-kinds.ts`. */
export interface Boundary {
  readonly kind: string
  readonly side: (typeof SIDES)[number]
}

/** An earlier bill that a bill goes on from. */
export interface PartOf {
  readonly link: StayLink['kind']
  readonly name: string
}

export type ScenarioEvent =
  | { readonly event: 'bill'; readonly name: string; readonly bill: Bill; readonly partOf: PartOf | undefined; readonly then: Expected; readonly line: number }
  | { readonly event: 'cancel'; readonly of: string; readonly then: Expected; readonly line: number }

/** Fields that the case states; those it leaves out are not compared. */
export interface Expected {
  readonly amounts: Readonly<Record<string, Fen>>
  readonly words: Readonly<Record<string, string>>
}

export const AMOUNTS = [
  'in_scope',
  'item_pre_self_pay',
  'offsite_pre_self_pay',
  'above_standard',
  'out_of_catalogue',
  'deductible_due',
  'deductible',
  'basic',
  'large',
  'major',
  'assistance',
  'assistance_tilt',
  'civil_servant',
  'special_care',
  'mutual_aid',
  'disabled',
  'enterprise',
  'hospital',
  'account',
  'cash',
  'third_party',
  'receivable',
  'year_basic',
  'year_burden',
  'year_deductible',
  'year_admissions',
] as const
/** `year`: the benefit year; `version`: first day of the rules that were used. */
const WORDS = ['type', 'refused', 'undecided', 'bound', 'year', 'version'] as const

/** One case of a file. */
export const scenario: Reader<Scenario> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const scheme = fields.need('scheme', oneOf(['resident', 'employee']))
  const read = { name: fields.need('case', text), law: fields.need('law', text), person: fields.or('person', person, NOBODY_SPECIAL) }
  const events = scheme === undefined ? undefined : fields.need('events', listOf(eventOf(scheme)))
  const boundaries = fields.or('boundary', listOf(boundary), [])
  fields.maybe('steps', text)
  fields.done()
  return all(read) && scheme !== undefined && events !== undefined ? { ...read, scheme, events, boundaries, file: reading.file, line: node.line } : undefined
}

/** Written `deductible.amount.fixed at`. */
const boundary: Reader<Boundary> = (node, reading) => {
  const [kindOfRule, word, ...more] = (text(node, reading) ?? '').split(' ')
  const side = SIDES.find((one) => one === word)
  if (kindOfRule === undefined || side === undefined || more.length > 0) return wrong(reading, node.line, `边界应写成“规则种类 ${SIDES.join('|')}”。`)
  return { kind: kindOfRule, side }
}

function eventOf(scheme: Scheme): Reader<ScenarioEvent> {
  return (node, reading) => {
    const fields = fieldsOf(node, reading)
    if (fields === undefined) return undefined
    fields.maybe('steps', text)
    const then = fields.need('then', expected)
    if (fields.has('cancel')) {
      const of = fields.need('cancel', text)
      fields.done()
      return of === undefined || then === undefined ? undefined : { event: 'cancel', of, then, line: node.line }
    }
    const name = fields.need('bill', text)
    const bill = billOf(scheme, fields)
    const partOf = partOfBill(fields)
    fields.done()
    return name === undefined || bill === undefined || then === undefined ? undefined : { event: 'bill', name, bill, partOf, then, line: node.line }
  }
}

/** `part_of`: a part of the same stay settled before its end; `transferred_from`: the stay in the hospital that sent the person on. */
function partOfBill(fields: Fields): PartOf | undefined {
  const midStay = fields.maybe('part_of', text)
  const transfer = fields.maybe('transferred_from', text)
  if (midStay !== undefined) return { link: 'mid_stay', name: midStay }
  return transfer === undefined ? undefined : { link: 'transfer', name: transfer }
}

const PLACES = Object.keys(PLACE_NAMES) as Place[]
const FILINGS = Object.keys(FILING_NAMES) as Filing[]

/** The fields of a bill; the caller says `done`. `cost` stands for the lines where the caller has read it otherwise. */
export function billOf(scheme: Scheme, fields: Fields, cost?: Pick<Bill, 'lines' | 'total' | 'parts'>): Bill | undefined {
  const read = { kind: fields.need('kind', kind), level: fields.need('level', text), discharged: fields.need('on', day) }
  const admitted = fields.maybe('admitted', day)
  const settledOn = fields.maybe('settled_on', day)
  const optional = {
    disease: fields.maybe('disease', text),
    treatment: fields.maybe('treatment', text),
    delivery: fields.maybe('delivery', text),
    procedure: fields.maybe('procedure', text),
    liability: fields.maybe('liability', text),
  }
  const liableShare = fields.maybe('liable_share', share)
  const advance = fields.maybe('paid_first', oneOf(['third_party', 'employer']))
  const firstSeen = fields.maybe('first_seen', firstSeenWord)
  const place = fields.or('place', oneOf(PLACES), 'local')
  const filing = fields.or('filing', oneOf(FILINGS), 'none')
  const provider = fields.or('provider', text, 'H1')
  const costs = cost ?? costOf(fields)
  if (!all(read) || costs === undefined) return undefined
  const dates = { admitted: admitted ?? read.discharged, settledOn: settledOn ?? read.discharged }
  const circumstances = { ...present(optional), ...injury(liableShare, advance), ...(firstSeen === undefined ? {} : { firstSeen }) }
  return { scheme, ...read, ...dates, place, filing, provider, ...costs, ...circumstances, useAccount: true }
}

function costOf(fields: Fields): Pick<Bill, 'lines' | 'total'> | undefined {
  const lines = fields.has('in_scope') ? wholeInScope(fields.need('in_scope', yuan)) : fields.need('lines', listOf(line))
  return lines === undefined ? undefined : { total: totalOf(lines), lines }
}

/** `liable_share`: the third party answers for that much of the cost; `paid_first`: the fund pays before the liable party does. */
function injury(liableShare: Bill['liableShare'], against: NonNullable<Bill['advance']>['against'] | undefined): Pick<Bill, 'liableShare' | 'advance'> {
  return { ...(liableShare === undefined ? {} : { liableShare }), ...(against === undefined ? {} : { advance: { against } }) }
}

function present<T extends Record<string, string | undefined>>(values: T): { readonly [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { readonly [K in keyof T]?: string }
}

function wholeInScope(amount: Fen | undefined): readonly BillLine[] | undefined {
  return amount === undefined ? undefined : [{ class: '甲', amount, initialSelfPayment: NOTHING, aboveStandard: 0n }]
}

function totalOf(lines: readonly BillLine[]): Fen {
  return lines.reduce((sum, { amount }) => sum + amount, 0n)
}

const line: Reader<BillLine> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const read = { class: fields.need('class', oneOf(['甲', '乙', '丙'])), amount: fields.need('amount', yuan) }
  const initialSelfPayment = fields.or('first_self_pay', share, NOTHING)
  const aboveStandard = fields.or('above_standard', yuan, 0n)
  const restrictedUse = fields.maybe('restricted_use', oneOf(['met', 'not_met']))
  const specialList = fields.maybe('special_list', yesNo)
  const feeDay = fields.maybe('fee_day', day)
  fields.done()
  if (!all(read)) return undefined
  return {
    ...read,
    initialSelfPayment,
    aboveStandard,
    ...(restrictedUse === undefined ? {} : { restrictedUse }),
    ...(specialList === undefined ? {} : { specialList }),
    ...(feeDay === undefined ? {} : { feeDay }),
  }
}

const expected: Reader<Expected> = (node, reading) => {
  const fields = fieldsOf(node, reading)
  if (fields === undefined) return undefined
  const amounts: Record<string, Fen> = {}
  for (const name of AMOUNTS) {
    const amount = fields.maybe(name, yuan)
    if (amount !== undefined) amounts[name] = amount
  }
  const words: Record<string, string> = {}
  for (const name of WORDS) {
    const word = fields.maybe(name, text)
    if (word !== undefined) words[name] = word
  }
  fields.done()
  return { amounts, words }
}
