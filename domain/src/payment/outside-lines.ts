// How a month's clearing for care outside the area divides into the parts of the fund that bear it and the kinds of care: individual
// accounts and the insurer never cost the pool anything (财会〔2017〕28号, journal 31). What is cleared in part names its line itself.
import { groupedBy } from '../base/grouped-by.js'
import { type Fen, sumOf, yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { Care, PaymentPart } from '../facts/fund-facts.js'

export interface OutsideLine {
  readonly part: PaymentPart
  readonly care: Care
  readonly fen: Fen
}

/** `open` is what the month's bills owe and nobody cleared; negative where more was cancelled than settled. */
export function clearedLines(open: readonly OutsideLine[], amountFen: Fen): readonly OutsideLine[] | Refusal {
  const due = sumOf(open.map(({ fen }) => fen))
  if (amountFen !== due) {
    return refused(
      'differs_from_dues',
      `本月结算单应付异地就医 ${yuanText(due)} 元，与登记的 ${yuanText(amountFen)} 元不符；请核对，只清算一部分的请注明资金部分和费用类别。`,
    )
  }
  const lines = [...groupedBy(open, ({ part }) => part).values()].map(withoutNegative)
  if (lines.some((own) => own === undefined)) {
    return refused('more_cancelled', '有的资金部分撤销的多于结算的，不能整月清算；请注明资金部分和费用类别，分别登记。')
  }
  return lines.flatMap((own) => own ?? [])
}

/** Cancelled care lowers the largest lines of its own part; undefined where the part as a whole is negative. */
function withoutNegative(own: readonly OutsideLine[]): readonly OutsideLine[] | undefined {
  let short = -sumOf(own.filter(({ fen }) => fen < 0n).map(({ fen }) => fen))
  const kept = own
    .filter(({ fen }) => fen > 0n)
    .sort((a, b) => (a.fen < b.fen ? 1 : -1))
    .map((line) => {
      const taken = short < line.fen ? short : line.fen
      short -= taken
      return { ...line, fen: line.fen - taken }
    })
  return short > 0n ? undefined : kept.filter(({ fen }) => fen > 0n)
}
