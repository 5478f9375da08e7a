// Two parties' lines of the same money held against each other: by key and amount, by the sum of a key's lines, then without a key by
// amount and day, or by a day's sum. What is left is a difference of a named kind (财会〔2017〕28号: 逐笔核对，编制余额调节表).
import { type Day, dayNumber } from '../../base/day.js'
import { groupedBy } from '../../base/grouped-by.js'
import { type Fen, sumOf, yuanText } from '../../base/money.js'

export interface PartyLine {
  readonly id: string
  readonly fund: string
  readonly unit: string
  /** Ticket, transfer order, grant or voucher number; empty where the party has none. */
  readonly key: string
  readonly day: Day
  readonly amountFen: Fen
}

export type MatchKind = 'exact' | 'sum' | 'amount_and_day' | 'day_sum'

export interface Match {
  readonly kind: MatchKind
  readonly left: readonly string[]
  readonly right: readonly string[]
}

export type LineDifferenceKind = 'timing' | 'rounding' | 'amount' | 'double' | 'wrong_fund' | 'wrong_unit' | 'reversal_pending' | 'left_only' | 'right_only'

export interface LineDifference {
  readonly kind: LineDifferenceKind
  /** Names the matter from one month's run to the next. */
  readonly matter: string
  readonly left: readonly PartyLine[]
  readonly right: readonly PartyLine[]
}

export const LINE_DIFFERENCES: Readonly<Record<LineDifferenceKind, string>> = {
  timing: '时间差',
  rounding: '尾差',
  amount: '金额不符',
  double: '重复',
  wrong_fund: '险种不符',
  wrong_unit: '核算单位不符',
  reversal_pending: '冲正未到',
  left_only: '对方未记',
  right_only: '我方未记',
}

export interface Matched {
  readonly matches: readonly Match[]
  readonly differences: readonly LineDifference[]
}

/** Days that may lie between the two entries of the same money; a matter of the pair, told as data. */
export interface Tolerance {
  readonly days: number
}

export function matchLines(left: readonly PartyLine[], right: readonly PartyLine[], { days }: Tolerance): Matched {
  const matches: Match[] = []
  const open = { left: new Map(left.map((line) => [line.id, line])), right: new Map(right.map((line) => [line.id, line])) }
  const take = (kind: MatchKind, from: readonly PartyLine[], to: readonly PartyLine[]): void => {
    matches.push({ kind, left: from.map(({ id }) => id), right: to.map(({ id }) => id) })
    for (const { id } of from) open.left.delete(id)
    for (const { id } of to) open.right.delete(id)
  }
  const near = (from: readonly PartyLine[], to: readonly PartyLine[]): boolean =>
    from.every((a) => to.every((b) => Math.abs(dayNumber(a.day) - dayNumber(b.day)) <= days))
  byKey(open, near, take)
  byAmountAndDay(open, days, take)
  byDaySum(open, days, take)
  return { matches, differences: differencesOf([...open.left.values()], [...open.right.values()]) }
}

interface Open {
  readonly left: ReadonlyMap<string, PartyLine>
  readonly right: ReadonlyMap<string, PartyLine>
}
type Take = (kind: MatchKind, from: readonly PartyLine[], to: readonly PartyLine[]) => void
type Near = (from: readonly PartyLine[], to: readonly PartyLine[]) => boolean

const place = ({ fund, unit }: PartyLine): string => `${fund}|${unit}`
const keyed = (line: PartyLine): string => `${place(line)}|${line.key}`
const total = (lines: readonly PartyLine[]): Fen => sumOf(lines.map(({ amountFen }) => amountFen))

/** One to one where the amount agrees too, then the sum of a key's lines on either side. */
function byKey({ left, right }: Open, near: Near, take: Take): void {
  const others = groupedBy(
    [...right.values()].filter(({ key }) => key !== ''),
    keyed,
  )
  const own = groupedBy(
    [...left.values()].filter(({ key }) => key !== ''),
    keyed,
  )
  for (const [key, from] of own) {
    const to = [...(others.get(key) ?? [])]
    const rest = from.filter((line) => {
      const at = to.findIndex((other) => other.amountFen === line.amountFen && near([line], [other]))
      const found = to[at]
      if (found === undefined) return true
      to.splice(at, 1)
      take('exact', [line], [found])
      return false
    })
    if (rest.length > 0 && to.length > 0 && total(rest) === total(to) && near(rest, to)) take('sum', rest, to)
  }
}

/** The nearest day first, the earlier of two; a line with a key of its own on both sides is not matched past it. */
function byAmountAndDay({ left, right }: Open, days: number, take: Take): void {
  const onDay = (line: PartyLine, day: number): string => `${place(line)}|${line.amountFen}|${day}`
  const others = groupedBy([...right.values()], (line) => onDay(line, dayNumber(line.day)))
  const apart = Array.from({ length: days }, (_, i) => [-1 - i, i + 1]).flat()
  for (const line of [...left.values()].sort((a, b) => (a.day < b.day ? -1 : 1))) {
    for (const off of [0, ...apart]) {
      const there = others.get(onDay(line, dayNumber(line.day) + off)) ?? []
      const at = there.findIndex(({ key }) => key === '' || line.key === '' || key === line.key)
      const found = there[at]
      if (found === undefined) continue
      others.set(onDay(found, dayNumber(found.day)), there.toSpliced(at, 1))
      take('amount_and_day', [line], [found])
      break
    }
  }
}

/** One line of one party stands for all of a day's lines of the other: a day's total taken in together. */
function byDaySum(open: Open, days: number, take: Take): void {
  const inTotal = (
    one: ReadonlyMap<string, PartyLine>,
    many: ReadonlyMap<string, PartyLine>,
    taken: (single: PartyLine, all: readonly PartyLine[]) => void,
  ): void => {
    const ofDay = [...groupedBy([...many.values()], (line) => `${place(line)}|${line.day}`).values()].filter((lines) => lines.length > 1)
    const worth = (line: PartyLine, fen: Fen): string => `${place(line)}|${fen}`
    const sums = groupedBy(ofDay, (lines) => (lines[0] === undefined ? '' : worth(lines[0], total(lines))))
    const gone = new Set<readonly PartyLine[]>()
    for (const single of [...one.values()]) {
      const lines = sums.get(worth(single, single.amountFen))?.find((all) => !gone.has(all) && nearDay(all[0], single, days))
      if (lines === undefined) continue
      gone.add(lines)
      taken(single, lines)
    }
  }
  inTotal(open.left, open.right, (single, lines) => take('day_sum', [single], lines))
  inTotal(open.right, open.left, (single, lines) => take('day_sum', lines, [single]))
}

function nearDay(one: PartyLine | undefined, other: PartyLine, days: number): boolean {
  return one !== undefined && Math.abs(dayNumber(one.day) - dayNumber(other.day)) <= days
}

function differencesOf(left: readonly PartyLine[], right: readonly PartyLine[]): readonly LineDifference[] {
  const found: LineDifference[] = []
  const rest = new Map(right.map((line) => [line.id, line]))
  const alone: PartyLine[] = []
  const keysLeft = groupedBy(left, ({ key, id }) => (key === '' ? `id:${id}` : key))
  const keysRight = groupedBy(right, ({ key, id }) => (key === '' ? `id:${id}` : key))
  for (const [key, from] of keysLeft) {
    const to = key.startsWith('id:') ? [] : (keysRight.get(key) ?? [])
    if (to.length === 0) {
      alone.push(...from)
      continue
    }
    for (const { id } of to) rest.delete(id)
    found.push(difference(bothKnow(from, to), from, to))
  }
  return [...found, ...oneSided(alone, 'left_only'), ...oneSided([...rest.values()], 'right_only')]
}

function bothKnow(from: readonly PartyLine[], to: readonly PartyLine[]): LineDifferenceKind {
  const apart = total(from) - total(to)
  if (apart === 0n) {
    if (from[0]?.fund !== to[0]?.fund) return 'wrong_fund'
    return from[0]?.unit === to[0]?.unit ? 'timing' : 'wrong_unit'
  }
  if (apart === 1n || apart === -1n) return 'rounding'
  if (total(from) === -total(to)) return 'reversal_pending'
  return repeated(from, to) || repeated(to, from) ? 'double' : 'amount'
}

/** The same amount twice under one key where the other party has it once. */
function repeated(many: readonly PartyLine[], few: readonly PartyLine[]): boolean {
  return many.length > few.length && new Set(many.map(({ amountFen }) => amountFen)).size === 1 && many[0]?.amountFen === few[0]?.amountFen
}

/** What only one party knows; a negative line waits for its reversal, and a line written twice is told as that. */
function oneSided(lines: readonly PartyLine[], kind: 'left_only' | 'right_only'): readonly LineDifference[] {
  const twice = groupedBy(lines, (line) => `${keyed(line)}|${line.day}|${line.amountFen}`)
  return [...twice.values()].map((same) => {
    const [first] = same
    const named = same.length > 1 && first?.key !== '' ? 'double' : (first?.amountFen ?? 0n) < 0n ? 'reversal_pending' : kind
    return kind === 'left_only' ? difference(named, same, []) : difference(named, [], same)
  })
}

function difference(kind: LineDifferenceKind, left: readonly PartyLine[], right: readonly PartyLine[]): LineDifference {
  const [first] = [...left, ...right]
  const side = left.length === 0 ? 'r' : right.length === 0 ? 'l' : 'b'
  const about = first === undefined ? '' : first.key !== '' ? first.key : `${first.day}:${first.amountFen}`
  return { kind, matter: `${side}|${first === undefined ? '' : place(first)}|${about}`, left, right }
}

export function differenceText({ kind, left, right }: LineDifference, names: readonly [string, string]): string {
  const said = (name: string, lines: readonly PartyLine[]): string =>
    lines.length === 0 ? `${name}没有` : `${name}${lines.map(({ day, amountFen }) => `${day} ${yuanText(amountFen)}元`).join('、')}`
  return `${LINE_DIFFERENCES[kind]}：${said(names[0], left)}；${said(names[1], right)}。`
}
