// What a provider is paid for a month, line by line: by-item fund amount ± method difference − deductions − deposit − set-off of
// prepayments − what it owes from earlier = payable (财会〔2017〕28号: only what is paid is spent; 医疗机构医疗保障定点管理暂行办法:
// 月结、质量保证金). The by-item amount comes from settled bills; everything else is a change that an officer wrote with its reason.
import type { Day } from '../base/day.js'
import { type Fen, portion, type Ratio, sumOf, yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { Care, PaymentPart } from '../facts/fund-facts.js'

export interface DueLine {
  readonly unit: string
  readonly part: PaymentPart
  readonly care: Care
  /** What the month's bills come to, cancelled ones taken off. */
  readonly byItemFen: Fen
  /** Never positive: what an earlier month was short of because bills were cancelled. */
  readonly carriedFen: Fen
}

export type CycleChangeKind = 'method_difference' | 'deduction' | 'netting_this_year' | 'netting_earlier' | 'set_off'

export const CYCLE_CHANGES: Readonly<Record<CycleChangeKind, string>> = {
  method_difference: '支付方式差额',
  deduction: '审核扣款',
  netting_this_year: '抵扣当年应退款',
  netting_earlier: '抵扣以前年度应退款',
  set_off: '冲抵预付金',
}

export interface CycleChange {
  readonly kind: CycleChangeKind
  readonly unit: string
  readonly part: PaymentPart
  readonly care: Care
  /** Only a method difference may be negative. */
  readonly amountFen: Fen
}

export interface CycleLine extends DueLine {
  readonly period: Day
  readonly differenceFen: Fen
  readonly grossFen: Fen
  readonly deductionFen: Fen
  readonly depositFen: Fen
  readonly nettedThisYearFen: Fen
  readonly nettedEarlierFen: Fen
  readonly setOffFen: Fen
  readonly payFen: Fen
  /** Never positive: goes to the next month. */
  readonly carryFen: Fen
}

export interface Cycle {
  readonly lines: readonly CycleLine[]
  readonly payFen: Fen
  readonly faults: readonly Refusal[]
}

const keyOf = ({ unit, part, care }: Pick<DueLine, 'unit' | 'part' | 'care'>): string => `${unit}|${part}|${care}`

/** `depositRatio` is what is kept back of the pool's part until the yearly appraisal. */
export function cycleOf(period: Day, dues: readonly DueLine[], changes: readonly CycleChange[], depositRatio: Ratio): Cycle {
  const all = new Map(dues.map((due) => [keyOf(due), due]))
  for (const change of changes)
    if (!all.has(keyOf(change))) all.set(keyOf(change), { unit: change.unit, part: change.part, care: change.care, byItemFen: 0n, carriedFen: 0n })
  const lines = [...all].map(([key, due]) =>
    lineOf(
      period,
      due,
      changes.filter((change) => keyOf(change) === key),
      depositRatio,
    ),
  )
  return { lines, payFen: sumOf(lines.map(({ payFen }) => payFen)), faults: lines.flatMap(faultsOf) }
}

function lineOf(period: Day, due: DueLine, changes: readonly CycleChange[], depositRatio: Ratio): CycleLine {
  const sum = (kind: CycleChangeKind): Fen => sumOf(changes.filter((change) => change.kind === kind).map(({ amountFen }) => amountFen))
  const differenceFen = sum('method_difference')
  const total = due.byItemFen + due.carriedFen + differenceFen
  const grossFen = total > 0n ? total : 0n
  const deductionFen = sum('deduction')
  const depositFen = due.part === 'pool' && grossFen > deductionFen ? portion(grossFen - deductionFen, depositRatio) : 0n
  const [nettedThisYearFen, nettedEarlierFen, setOffFen] = [sum('netting_this_year'), sum('netting_earlier'), sum('set_off')]
  const payFen = grossFen - deductionFen - depositFen - nettedThisYearFen - nettedEarlierFen - setOffFen
  const taken = { deductionFen, depositFen, nettedThisYearFen, nettedEarlierFen, setOffFen }
  return { ...due, period, differenceFen, grossFen, ...taken, payFen, carryFen: total < 0n ? total : 0n }
}

/** What is paid for an insurer or before a liable party is theirs in full: nothing is taken off it here. */
function faultsOf(line: CycleLine): readonly Refusal[] {
  const taken = line.deductionFen + line.nettedThisYearFen + line.nettedEarlierFen + line.setOffFen
  if ((line.part === 'insurer' || line.part === 'liable') && (taken !== 0n || line.differenceFen !== 0n)) {
    return [refused('not_own_money', `核算单位 ${line.unit} 的垫付款不属于本基金，不能在其中扣款、冲抵或调整；请改记在基金支付的行。`)]
  }
  return line.payFen < 0n
    ? [refused('taken_too_much', `核算单位 ${line.unit} 的扣款、冲抵合计超过应付 ${yuanText(-line.payFen)} 元；请减少，余额留到下月。`)]
    : []
}
