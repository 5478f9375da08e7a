// 下拨 after the event: how much of an area's gap the adjustment fund gives it, from the normal and the emergency pot of one fund,
// under conditions, caps and the coefficient of its appraisal (E9, J2; 陕 2024, 济宁 2013, the Heilongjiang draft).
import { exactly, type Fen, least, notBelowZero, portion, type Ratio, rounded, sumOf, times, WHOLE } from '../base/money.js'
import type { AllocationAfter } from '../policy/adjustment-rule.js'
import { sharePot } from './share-pot.js'

export interface AskingArea {
  readonly area: string
  readonly incomeFen: Fen
  readonly expenditureFen: Fen
  readonly levyFen: Fen
  readonly levyPaidFen: Fen
  readonly managementFen: Fen
  readonly ownSurplusFen: Fen
  /** Part of the need that an emergency made. */
  readonly emergencyFen: Fen
  readonly planExpenditureFen: Fen
  readonly coefficient: Ratio
  readonly conditions: Readonly<Record<string, boolean>>
}

export interface GrantOfArea {
  readonly area: string
  readonly gapFen: Fen
  readonly managementFen: Fen
  readonly ownSurplusFen: Fen
  readonly needFen: Fen
  readonly failedConditions: readonly string[]
  readonly claimFen: Fen
  readonly ownLevyReturnedFen: Fen
  readonly fromNormalFen: Fen
  readonly fromEmergencyFen: Fen
  readonly grantFen: Fen
  readonly cutByExhaustionFen: Fen
  readonly leftToUnitFen: Fen
}

export interface Allocation {
  readonly areas: readonly GrantOfArea[]
  readonly grantTotalFen: Fen
  readonly normalAfterFen: Fen
  readonly emergencyAfterFen: Fen
}

interface Claim extends Omit<GrantOfArea, 'claimFen' | 'fromNormalFen' | 'fromEmergencyFen' | 'grantFen' | 'cutByExhaustionFen' | 'leftToUnitFen'> {
  readonly normalFen: Fen
  readonly emergencyFen: Fen
}

/** `emergencyFen` of the pots is looked at only where the rule has an emergency pot. */
export function allocateAfter(rule: AllocationAfter, pots: { readonly normalFen: Fen; readonly emergencyFen: Fen }, areas: readonly AskingArea[]): Allocation {
  const claims = areas.map((area) => claimOf(rule, area))
  const fromNormal = share(
    pots.normalFen,
    claims.map(({ normalFen }) => normalFen),
  )
  const fromEmergency = share(
    pots.emergencyFen,
    claims.map(({ emergencyFen }) => emergencyFen),
  )
  const granted = claims.map((claim, i) => grantOf(claim, fromNormal[i] ?? 0n, fromEmergency[i] ?? 0n))
  return {
    areas: granted,
    grantTotalFen: sumOf(granted.map(({ grantFen }) => grantFen)),
    normalAfterFen: pots.normalFen - sumOf(fromNormal),
    emergencyAfterFen: pots.emergencyFen - sumOf(fromEmergency),
  }
}

function share(pot: Fen, claims: readonly Fen[]): Fen[] {
  return sharePot(pot, claims, 'proportional')
}

function claimOf(rule: AllocationAfter, area: AskingArea): Claim {
  const gapFen = notBelowZero(area.expenditureFen + area.levyFen - area.incomeFen)
  const managementFen = least(area.managementFen, gapFen)
  const ownSurplusFen = least(area.ownSurplusFen, gapFen - managementFen)
  const needFen = gapFen - managementFen - ownSurplusFen
  const failedConditions = rule.conditions.filter((condition) => area.conditions[condition] !== true)
  const claim = { area: area.area, gapFen, managementFen, ownSurplusFen, needFen, failedConditions }
  if (failedConditions.length > 0) return { ...claim, ownLevyReturnedFen: 0n, normalFen: 0n, emergencyFen: 0n }
  const emergency = rule.emergencyShare === null ? 0n : least(needFen, area.emergencyFen)
  const ordinary = needFen - emergency
  const ownLevyReturnedFen = rule.ownLevyFirst ? least(ordinary, area.levyPaidFen) : 0n
  return {
    ...claim,
    ownLevyReturnedFen,
    normalFen: ownLevyReturnedFen + sharedPart(rule, area, ordinary - ownLevyReturnedFen),
    emergencyFen: portion(emergency, rule.emergencyShare ?? WHOLE),
  }
}

/** Share times coefficient, one rounding, then the smallest cap. */
function sharedPart(rule: AllocationAfter, area: AskingArea, rest: Fen): Fen {
  const coefficient = rule.coefficient === 'appraisal' ? area.coefficient : WHOLE
  const part = rounded(times(times(exactly(rest), rule.share), coefficient))
  const caps = rule.caps.map(({ kind, value }) => portion(kind === 'percent_of_plan' ? area.planExpenditureFen : area.levyFen, value))
  return least(part, ...caps)
}

function grantOf({ normalFen, emergencyFen, ...claim }: Claim, fromNormalFen: Fen, fromEmergencyFen: Fen): GrantOfArea {
  const claimFen = normalFen + emergencyFen
  const grantFen = fromNormalFen + fromEmergencyFen
  const cutByExhaustionFen = claimFen - grantFen
  return { ...claim, claimFen, fromNormalFen, fromEmergencyFen, grantFen, cutByExhaustionFen, leftToUnitFen: claim.needFen - grantFen }
}
