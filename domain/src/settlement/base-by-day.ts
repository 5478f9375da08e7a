// The base of the basic layer in stretches of one version each. Usually there is one; where a policy rules by the day of the
// fee, costs stand in the order of their days and each keeps the bands of its own day.
import type { Day } from '../base/day.js'
import { type Fen, rounded } from '../base/money.js'
import { shareOut } from '../base/split.js'
import type { BenefitPolicy, OffsiteRow, ShareBenefit } from '../policy/benefit-policy.js'
import { versionOn } from '../policy/version-in-force.js'
import type { BillLine } from './bill.js'
import { exactPreSelfPay, isOutside } from './catalogue-split.js'
import type { Known } from './known.js'
import { offsiteRowOf } from './offsite.js'
import { silent } from './unanswered.js'

export interface Stretch {
  readonly benefit: ShareBenefit
  readonly row: OffsiteRow | null
  readonly amount: Fen
}

export function stretchesOf(known: Known, benefit: ShareBenefit, row: OffsiteRow | null, base: Fen): readonly Stretch[] {
  if (known.policy.versionBy !== 'fee_day' || known.bill.lines.length === 0) return [{ benefit, row, amount: base }]
  const byVersion = costByVersion(known)
  if (byVersion.size <= 1 && byVersion.has(known.policy)) return [{ benefit, row, amount: base }]
  const versions = [...byVersion.keys()].sort((a, b) => (a.inForce < b.inForce ? -1 : 1))
  const amounts = shareOut(
    base,
    versions.map((version) => byVersion.get(version) ?? 0n),
  )
  return versions.map((version, index) => {
    const own = shareBenefitOf(known, version)
    return { benefit: own, row: offsiteRowOf(own, known.bill), amount: amounts[index] ?? 0n }
  })
}

/** The benefit whose deductible is charged: that of the admission's version where the day of the fee rules. */
export function deductibleBenefit(known: Known, benefit: ShareBenefit): ShareBenefit {
  if (known.policy.versionBy !== 'fee_day') return benefit
  const admission = versionOn(known.versions, known.bill.admitted)
  return admission === undefined || admission === known.policy ? benefit : shareBenefitOf(known, admission)
}

function costByVersion(known: Known): Map<BenefitPolicy, Fen> {
  const sums = new Map<BenefitPolicy, Fen>()
  for (const line of known.bill.lines) {
    if (isOutside(line)) continue
    const version = versionOn(known.versions, line.feeDay ?? known.bill.discharged) ?? known.policy
    sums.set(version, (sums.get(version) ?? 0n) + inScopeOf(line))
  }
  return sums
}

function inScopeOf(line: BillLine): Fen {
  return line.amount - line.aboveStandard - rounded(exactPreSelfPay(line))
}

function shareBenefitOf(known: Known, version: BenefitPolicy): ShareBenefit {
  const benefit = version.benefits[known.bill.kind]
  if (benefit?.mode === 'share') return benefit
  return silent(`benefits.${known.bill.kind}`, '跨政策期间费用的计算办法', version.from)
}

/** The first day of a fee on which no version is in force. */
export function uncoveredDay(versions: readonly BenefitPolicy[], lines: readonly BillLine[], otherwise: Day): Day | undefined {
  return lines.map((line) => line.feeDay ?? otherwise).find((day) => versionOn(versions, day) === undefined)
}
