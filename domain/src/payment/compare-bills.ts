// What differs between an institution's list of bills and ours, bill by bill: an amount, a bill that one side lacks, one that is there
// twice, one that only one side has cancelled. A cancelled bill is two rows, one with every amount negated.
// Source: hospital interface 3202 (对明细账); 医疗保障基金结算对账 names both sides of each difference.
import { type Fen, yuanText } from '../base/money.js'

export interface Amounts {
  readonly total: Fen
  readonly fund: Fen
  readonly account: Fen
}

export interface TheirRow extends Amounts {
  /** Line of the file, from 1. */
  readonly line: number
  readonly settlement: string
  readonly visit: string
  readonly person: string
  readonly refund: boolean
}

export interface OurRow extends Amounts {
  readonly settlement: bigint
  /** The bill at the beginning of its chain of cancellations: itself where it was never cancelled. */
  readonly bill: bigint
  readonly visit: bigint
  readonly person: string
  readonly refund: boolean
  readonly settledOn: string
  readonly msgid: string
}

export type DifferenceKind = 'amount' | 'missing_here' | 'missing_there' | 'double' | 'cancelled_here' | 'cancelled_there'

export interface Difference {
  readonly kind: DifferenceKind
  readonly theirs: TheirRow | undefined
  readonly ours: OurRow | undefined
  readonly sentence: string
}

/** Where a bill is that the institution names and that is not among ours of the period; undefined where there is none. */
export type Elsewhere = (row: TheirRow) => string | undefined

export function compareBills(theirs: readonly TheirRow[], ours: readonly OurRow[], elsewhere: Elsewhere): Difference[] {
  const ourRow = new Map(ours.flatMap((row) => [[String(row.settlement), row] as const, [String(row.bill), row] as const]))
  const isAnothers = (row: TheirRow): boolean => namesAnother(row, ourRow.get(row.settlement))
  const billOf = (row: TheirRow): bigint | undefined => (isAnothers(row) ? undefined : ourRow.get(row.settlement)?.bill)
  const known = groupBy(theirs, (row) => String(billOf(row) ?? `theirs ${row.settlement || row.line} ${row.person}`))
  const here = groupBy(ours, (row) => String(row.bill))
  const where: Elsewhere = (row) => (isAnothers(row) ? '该结算ID在中心是另一人员的结算，请核对人员编号（psn_no）' : elsewhere(row))
  const strangers = [...known].filter(([key]) => !here.has(key)).flatMap(([, rows]) => unknownHere(rows, where))
  const compared = [...here].flatMap(([key, rows]) => compareBill(known.get(key) ?? [], rows, elsewhere))
  return [...compared, ...strangers]
}

/** A person's number of the same form that is not the bill's; what a hospital numbers its patients by says nothing. */
function namesAnother(row: TheirRow, own: OurRow | undefined): boolean {
  return own !== undefined && row.person !== own.person && row.person.length === own.person.length
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}

function unknownHere(rows: readonly TheirRow[], elsewhere: Elsewhere): Difference[] {
  const [first] = rows
  if (first === undefined) return []
  const where = elsewhere(first) ?? '中心没有该结算；若结算时未收到成功回复，请用原报文重发或办理冲正'
  const twice = rows.filter((row) => !row.refund).length > 1 ? `，且贵方记了${rows.length}次` : ''
  return [{ kind: 'missing_here', theirs: first, ours: undefined, sentence: `${where}${twice}` }]
}

function compareBill(theirs: readonly TheirRow[], ours: readonly OurRow[], elsewhere: Elsewhere): Difference[] {
  const [first] = ours
  if (first === undefined) return []
  if (theirs.length === 0) return [{ kind: 'missing_there', theirs: undefined, ours: first, sentence: missingThere(ours) }]
  const side = (refund: boolean) => paired({ theirs: theirs.filter((row) => row.refund === refund), ours: ours.filter((row) => row.refund === refund) })
  const [bills, refunds] = [side(false), side(true)]
  return [...countedBills(bills.theirs, bills.ours, elsewhere), ...countedRefunds(refunds.theirs, refunds.ours), ...[bills, refunds].flatMap(amounts)]
}

interface Side {
  readonly theirs: readonly TheirRow[]
  readonly ours: readonly OurRow[]
}

/** Rows with the same amounts stand beside each other, so that of a bill written twice the wrong one is the one too many. */
function paired({ theirs, ours }: Side): Side {
  const left = [...theirs]
  const matches = ours.map((own) => {
    const at = left.findIndex((row) => sameAmounts(row, own))
    return at < 0 ? undefined : left.splice(at, 1)[0]
  })
  const [matched, unmatched] = [ours.filter((_, at) => matches[at] !== undefined), ours.filter((_, at) => matches[at] === undefined)]
  return { theirs: [...matches.filter((row) => row !== undefined), ...left], ours: [...matched, ...unmatched] }
}

function sameAmounts(one: Amounts, other: Amounts): boolean {
  return one.total === other.total && one.fund === other.fund && one.account === other.account
}

function missingThere(ours: readonly OurRow[]): string {
  const net = ours.reduce((sum, row) => sum + row.total, 0n)
  return ours.length > 1 && net === 0n
    ? '中心有该结算及其撤销（两笔相抵），贵方没有记录'
    : '中心有该结算，贵方没有；若本单未收费，请用报文ID（msgid）办理冲正（2601），否则请补记'
}

function countedBills(theirs: readonly TheirRow[], ours: readonly OurRow[], elsewhere: Elsewhere): Difference[] {
  const [row] = theirs
  if (row !== undefined && ours.length === 0) {
    return [{ kind: 'missing_here', theirs: row, ours: undefined, sentence: elsewhere(row) ?? '该结算不在本次对账的日期内，本期只有它的撤销' }]
  }
  const extra = theirs.slice(ours.length)
  const lacking = ours.slice(theirs.length)
  return [
    ...extra.map((one) => double(one, ours[0], theirs.length, ours.length)),
    ...lacking.map((one) => ({ kind: 'missing_there' as const, theirs: undefined, ours: one, sentence: '中心有该结算，贵方只有它的撤销，请补记' })),
  ]
}

function double(theirs: TheirRow, ours: OurRow | undefined, there: number, here: number): Difference {
  return { kind: 'double', theirs, ours, sentence: `贵方记了${there}次，中心只有${here}次，请删除重复的记录` }
}

function countedRefunds(theirs: readonly TheirRow[], ours: readonly OurRow[]): Difference[] {
  const extra = theirs.slice(ours.length)
  const lacking = ours.slice(theirs.length)
  return [
    ...extra.map((one) =>
      ours.length > 0
        ? double(one, ours[0], theirs.length, ours.length)
        : { kind: 'cancelled_there' as const, theirs: one, ours: undefined, sentence: '贵方已撤销，中心没有撤销记录；请办理撤销结算（2103、2208、2305）' },
    ),
    ...lacking.map((one) => ({
      kind: 'cancelled_here' as const,
      theirs: undefined,
      ours: one,
      sentence: '中心已撤销，贵方没有撤销记录；请补记撤销，或冲正该撤销（2601）',
    })),
  ]
}

const NAMES: readonly (readonly [keyof Amounts, string])[] = [
  ['total', '医疗费总额'],
  ['fund', '基金支付'],
  ['account', '个人账户支付'],
]

function amounts({ theirs, ours }: Side): Difference[] {
  return theirs.slice(0, ours.length).flatMap((row, at) => {
    const own = ours[at]
    if (own === undefined) return []
    const wrong = NAMES.filter(([field]) => row[field] !== own[field])
    const said = wrong.map(([field, name]) => `${name}贵方${yuanText(row[field])}元、中心${yuanText(own[field])}元`)
    return wrong.length === 0 ? [] : [{ kind: 'amount' as const, theirs: row, ours: own, sentence: `${said.join('；')}，请以中心结算单为准核对` }]
  })
}

/** One and the same difference, however often it is found. */
export function matterOf({ kind, theirs, ours }: Difference): string {
  const sign = (ours ?? theirs)?.refund === true ? '-' : '+'
  if (ours !== undefined) return `${kind}:${ours.bill}${sign}`
  return `${kind}:${theirs?.settlement || `${theirs?.person}/${theirs?.visit}`}${sign}`
}
