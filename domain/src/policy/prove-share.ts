// One kind of care that is shared between fund and person: every level has a deductible and bands, every place and filing has one
// row, and no class of persons ends above one or below zero.
import type { Fen } from '../base/money.js'
import type {
  BenefitKind,
  BenefitPolicy,
  DeductibleAmount,
  Filing,
  FirstSeen,
  OffsiteRow,
  OffsiteRule,
  Place,
  ProviderLevel,
  ShareBenefit,
} from './benefit-policy.js'
import { FILING_NAMES, FIRST_SEEN_NAMES, kindName, LEVEL_NAMES, PLACE_NAMES } from './national-lists.js'
import type { Say } from './prove.js'
import { bandFindings } from './prove-bands.js'
import { growthFaults } from './prove-growth.js'
import { classText, type PersonClass, personClasses } from './prove-person.js'
import { type RatioFinding, ratioFinding } from './prove-ratio.js'

export interface Care {
  readonly kind: BenefitKind
  readonly benefit: ShareBenefit
  readonly offsite: OffsiteRule | undefined
}

const OUTSIDE: readonly Place[] = ['in_province', 'out_of_province']
const FILINGS = Object.keys(FILING_NAMES) as Filing[]

export const RATIO_WORDS: Readonly<Record<RatioFinding, string>> = {
  above_one: '支付比例超过 100%，基金支付会多于费用；请更正加点或折算',
  below_zero: '支付比例低于 0，费用越多支付越少；请更正减点',
  no_own_value: '分段里没有该类人员自己的比例（set_from_band）；请补上',
}

export function shareFaults(version: BenefitPolicy, care: Care, say: Say): void {
  levelFaults(version, care, say)
  placeFaults(care, say)
  const people = personClasses(version.scheme, version)
  for (const level of version.levels) ratioFaults(care, level, people, say)
  growthFaults(version, care, say)
}

function levelFaults({ levels }: BenefitPolicy, { kind, benefit }: Care, say: Say): void {
  const { amount, sequence } = benefit.deductible
  const { bands } = benefit.bands
  for (const level of levels) {
    const named = `${kindName(kind)}：机构级别“${level}”（${LEVEL_NAMES[level] ?? level}）`
    const missing = `；请补上，文件没有规定的写 { awaiting: 谁 }。`
    if (amount.mode === 'by_level' && amount.table[level] === undefined) say([`${kind}.deductible`], `${named}没有起付线${missing}`)
    if (sequence.kind === 'schedule' && (sequence.byLevel[level] ?? []).length === 0) say([`${kind}.deductible`], `${named}没有各次住院的起付线；请补上。`)
    const table = 'table' in bands ? bands.table : bands.byLevel[level]
    if (table === undefined) say([`${kind}.bands`], `${named}没有支付比例${missing}`)
    else
      for (const finding of bandFindings(table, benefit.bands.position === 'absolute' ? leastDeductible(benefit, level) : 0n))
        say([`${kind}.bands`], `${named}${finding}`)
  }
}

/** The least that anybody pays before the bands; nothing where a person, a sequence or a place may lower it. */
function leastDeductible({ deductible, offsite }: ShareBenefit, level: ProviderLevel): Fen {
  const { amount, sequence, period, personSteps, waivers } = deductible
  if (sequence.kind !== 'none' || period !== 'per_bill' || personSteps.length > 0 || waivers.length > 0) return 0n
  if (offsite.some((row) => row.deductibleAmount !== undefined || row.deductibleFactor !== undefined)) return 0n
  return fixedAmount(amount, level)
}

function fixedAmount(amount: DeductibleAmount, level: ProviderLevel): Fen {
  if (amount.mode === 'percent_of_total') return 0n
  const fen = amount.mode === 'fixed' ? amount.fen : amount.table[level]
  return typeof fen === 'bigint' ? fen : 0n
}

function placeFaults({ kind, benefit, offsite }: Care, say: Say): void {
  const at = [`${kind}.offsite`, `${kind}.bands`]
  if (offsite === undefined) {
    say(at, `${kindName(kind)}没有写异地就医怎样支付；请写“${kind}.offsite”，文件没有规定的写 silent。`)
    return
  }
  for (const place of OUTSIDE) {
    for (const filing of FILINGS) {
      const rows = [...benefit.offsite, ...offsite.silent].filter((row) => row.place === place && row.filing.includes(filing))
      const named = `${kindName(kind)}${PLACE_NAMES[place]}、${FILING_NAMES[filing]}`
      if (rows.length === 0) say(at, `${named}没有规定怎样支付；请补一行，文件没有规定的写 { place: ${place}, filing: [${filing}], silent: yes }。`)
      if (rows.length > 1) say(at, `${named}有${rows.length}行规定，互相重复；请只留一行。`)
    }
  }
}

function ratioFaults({ kind, benefit }: Care, level: ProviderLevel, people: readonly PersonClass[], say: Say): void {
  const { bands } = benefit.bands
  const table = ('table' in bands ? bands.table : bands.byLevel[level]) ?? []
  const rows: readonly (OffsiteRow | null)[] = [null, ...benefit.offsite]
  const seen = new Set<RatioFinding>()
  for (const band of table) {
    for (const { row, firstSeen } of rows.flatMap((row) => waysTo(benefit, row))) {
      for (const who of people) {
        const finding = ratioFinding(band, { steps: benefit.ratioSteps, row, kind, level, place: row?.place ?? 'local', firstSeen }, who)
        if (finding === undefined || seen.has(finding)) continue
        seen.add(finding)
        const where = row === null ? PLACE_NAMES.local : PLACE_NAMES[row.place]
        say([`${kind}.ratio_steps`, `${kind}.bands`], `${kindName(kind)}“${level}”级${where}，${classText(who)}：${RATIO_WORDS[finding]}。`)
      }
    }
  }
}

const WAYS = Object.keys(FIRST_SEEN_NAMES) as FirstSeen[]

/** Somebody comes in one way only; who is treated outside the area was sent by nobody here. */
function waysTo({ ratioSteps }: ShareBenefit, row: OffsiteRow | null): readonly { readonly row: OffsiteRow | null; readonly firstSeen: FirstSeen }[] {
  const asked = row === null && ratioSteps.some((step) => 'when' in step && step.when.firstSeenIn !== undefined)
  return (asked ? WAYS : (['direct'] as const)).map((firstSeen) => ({ row, firstSeen }))
}
