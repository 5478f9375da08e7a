// More cost must never mean less money from the fund, short of a limit. Bands are progressive, so a payment can only fall where the
// deductible itself grows with the cost: a share of total cost, before bands that count from the first fen. Each yuan more is then
// paid at the ratio of its own band, and takes away the deductible's share at the ratio of the band where the deductible ends.
import { compared, type Fen, percentText, type Ratio, times, WHOLE, yuanText } from '../base/money.js'
import type { Band, BenefitPolicy, DeductibleAmount, OffsiteRow, ProviderLevel } from './benefit-policy.js'
import { kindName, PLACE_NAMES } from './national-lists.js'
import type { Say } from './prove.js'
import { classText, type PersonClass, personClasses } from './prove-person.js'
import { ratioOf } from './prove-ratio.js'
import type { Care } from './prove-share.js'

type Percent = Extract<DeductibleAmount, { readonly mode: 'percent_of_total' }>

export function growthFaults(version: BenefitPolicy, care: Care, say: Say): void {
  const { benefit, kind } = care
  const people = personClasses(version.scheme, version)
  for (const row of [null, ...benefit.offsite]) {
    const amount = row?.deductibleAmount ?? benefit.deductible.amount
    if (amount.mode !== 'percent_of_total' || 'awaiting' in amount.ratio) continue
    const at = [row?.deductibleAmount === undefined ? `${kind}.deductible` : `${kind}.offsite`]
    const named = `${kindName(kind)}${row === null ? PLACE_NAMES.local : PLACE_NAMES[row.place]}`
    const share = row?.deductibleFactor === undefined ? amount.ratio : times(amount.ratio, row.deductibleFactor)
    if (compared(share, WHOLE) > 0) say(at, `${named}：起付线为总费用的${percentText(share)}，超过费用本身；请更正比例。`)
    else if (benefit.bands.position === 'absolute')
      fallingFault(version.levels, care, { row, amount, share, people }, (sentence) => say(at, `${named}${sentence}`))
  }
}

interface Growing {
  readonly row: OffsiteRow | null
  readonly amount: Percent
  readonly share: Ratio
  readonly people: readonly PersonClass[]
}

/** Says the first place where the payment falls; one sentence is enough to find the others. */
function fallingFault(levels: readonly ProviderLevel[], care: Care, growing: Growing, say: (sentence: string) => void): void {
  for (const level of levels) {
    for (const who of growing.people) {
      const from = fallsFrom(level, care, growing, who)
      if (from === undefined) continue
      say(`“${level}”级，${classText(who)}：费用超过${yuanText(from)}元后，起付线随费用增长，费用越多支付越少；请更正起付线的比例、上限或分段。`)
      return
    }
  }
}

function fallsFrom(level: ProviderLevel, { kind, benefit }: Care, { row, amount, share }: Omit<Growing, 'people'>, who: PersonClass): Fen | undefined {
  const { bands } = benefit.bands
  const table = ('table' in bands ? bands.table : bands.byLevel[level]) ?? []
  const ratioIn = (band: Band): Ratio | undefined => {
    const ratio = ratioOf(band, { steps: benefit.ratioSteps, row, kind, level, place: row?.place ?? 'local' }, who)
    return ratio === 'no_own_value' ? undefined : ratio
  }
  for (const reached of table) {
    const gained = ratioIn(reached)
    for (const passed of table) {
      const lost = ratioIn(passed)
      if (gained === undefined || lost === undefined || compared(gained, times(share, lost)) >= 0) continue
      const from = meeting(reached, passed, amount, share)
      if (from !== undefined) return from
    }
  }
  return undefined
}

/** The cost from which the bill ends in `reached` while its deductible, still growing, ends in `passed`; undefined where it never does. */
function meeting(reached: Band, passed: Band, { ratio, minFen, maxFen }: Percent, share: Ratio): Fen | undefined {
  if ('awaiting' in ratio || ratio.num === 0n || share.num === 0n) return undefined
  const costOf = (deductible: Fen, { num, den }: Ratio): Fen => (deductible * den) / num
  const lower = [reached.fromFen, costOf(passed.fromFen, share), costOf(minFen, ratio)].reduce((a, b) => (a > b ? a : b))
  const upper = [reached.toFen, passed.toFen === null ? null : costOf(passed.toFen, share), costOf(maxFen, ratio)]
    .filter((fen) => fen !== null)
    .reduce((a, b) => (a < b ? a : b))
  return lower < upper ? lower : undefined
}
