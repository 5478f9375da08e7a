// What was filed (备案) and is in force on a day: out-of-area care, and outpatient care of chronic and special diseases.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BenefitKind, Filing } from '@tongchou/domain/policy/benefit-policy.js'
import type { Filed, Known } from './work.js'

export function inForceOn(dated: { readonly inForce: Day; readonly until: Day | null }, day: Day): boolean {
  return dated.inForce <= day && (dated.until === null || day <= dated.until)
}

export function standing(filings: readonly Filed[], day: Day): Filed[] {
  const withdrawn = new Set(filings.flatMap((filing) => (filing.withdraws === null ? [] : [filing.withdraws])))
  return filings.filter((filing) => filing.withdraws === null && !withdrawn.has(filing.filing) && inForceOn(filing, day))
}

const OFFSITE: ReadonlySet<string> = new Set(['referral', 'long_term', 'emergency', 'temporary'])

/** The latest filing for care outside that reaches the area where care was given. */
export function offsiteFiling(filings: readonly Filed[], day: Day, area: string): Filing {
  const found = standing(filings, day).filter((filing) => OFFSITE.has(filing.kind) && reaches(filing.placeArea, area))
  return (found.at(-1)?.kind as Filing | undefined) ?? 'none'
}

/** A filing names a province (xx0000), or a prefecture or one of its counties, which both stand for the prefecture; or no place at all. */
function reaches(filed: string | null, area: string): boolean {
  if (filed === null || filed === '') return true
  return area.slice(0, filed.endsWith('0000') ? 2 : 4) === filed.slice(0, filed.endsWith('0000') ? 2 : 4)
}

const CHOSEN_FOR: Readonly<Partial<Record<BenefitKind, string>>> = {
  outpatient: 'designated_outpatient',
  chronic_outpatient: 'designated_chronic',
  special_outpatient: 'designated_chronic',
}

/** Who has chosen institutions for such care is settled there only; who has chosen none, everywhere. */
export function notChosen(filings: readonly Filed[], benefit: BenefitKind, provider: string, day: Day): Refusal | undefined {
  const kind = CHOSEN_FOR[benefit]
  const chosen = standing(filings, day).filter((filing) => filing.kind === kind && filing.provider !== null)
  if (chosen.length === 0 || chosen.some((filing) => filing.provider === provider)) return undefined
  const where = chosen.map((filing) => filing.provider).join('、')
  return refused('not_chosen', `该人员此类门诊的定点医药机构是${where}，不是本机构，不能按此待遇结算；如需更换请办理定点备案（2505）`)
}

/** Injuries are settled once the office has confirmed the filing, or has an injury declared: what was found then decides about the bill. */
export function accidentFault({ filings, accident }: Pick<Known, 'filings' | 'accident'>, day: Day): Refusal | undefined {
  if (accident !== null || standing(filings, day).some((filing) => filing.kind === 'accident')) return undefined
  return refused('not_filed', '意外伤害须先办理备案（2507）并经参保地经办机构确认无第三人责任，目前没有有效备案，不能结算')
}

/** 门诊慢特病 stands on a filing for the disease, which also says whether it is a chronic or a special one. */
export function outpatientFiling(filings: readonly Filed[], benefit: BenefitKind, disease: string | null, day: Day): BenefitKind | Refusal {
  if (benefit !== 'chronic_outpatient' && benefit !== 'special_outpatient') return benefit
  if (disease === null) return refused('disease_missing', '门诊慢特病须填病种编码（dise_codg）')
  const filed = standing(filings, day).find((filing) => (filing.kind === 'chronic' || filing.kind === 'special') && filing.disease === disease)
  if (filed === undefined) return refused('not_filed', `该人员没有病种${disease}的门诊慢特病备案，请先到参保地经办机构办理，或按普通门诊结算`)
  return filed.kind === 'special' ? 'special_outpatient' : 'chronic_outpatient'
}
