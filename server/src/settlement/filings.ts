// What was filed (备案) and is in force on a day: out-of-area care, and outpatient care of chronic and special diseases.
import type { Day } from '@tongchou/domain/base/day.js'
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { BenefitKind, Filing } from '@tongchou/domain/policy/benefit-policy.js'
import type { Filed } from './work.js'

export function inForceOn(dated: { readonly inForce: Day; readonly until: Day | null }, day: Day): boolean {
  return dated.inForce <= day && (dated.until === null || day <= dated.until)
}

function standing(filings: readonly Filed[], day: Day): Filed[] {
  const withdrawn = new Set(filings.flatMap((filing) => (filing.withdraws === null ? [] : [filing.withdraws])))
  return filings.filter((filing) => filing.withdraws === null && !withdrawn.has(filing.filing) && inForceOn(filing, day))
}

const OFFSITE: ReadonlySet<string> = new Set(['referral', 'long_term', 'emergency', 'temporary'])

/** The latest filing for care outside the area. */
export function offsiteFiling(filings: readonly Filed[], day: Day): Filing {
  const found = standing(filings, day).filter((filing) => OFFSITE.has(filing.kind))
  return (found.at(-1)?.kind as Filing | undefined) ?? 'none'
}

/** 门诊慢特病 stands on a filing for the disease, which also says whether it is a chronic or a special one. */
export function outpatientFiling(filings: readonly Filed[], benefit: BenefitKind, disease: string | null, day: Day): BenefitKind | Refusal {
  if (benefit !== 'chronic_outpatient' && benefit !== 'special_outpatient') return benefit
  if (disease === null) return refused('disease_missing', '门诊慢特病须填病种编码（dise_codg）')
  const filed = standing(filings, day).find((filing) => (filing.kind === 'chronic' || filing.kind === 'special') && filing.disease === disease)
  if (filed === undefined) return refused('not_filed', `该人员没有病种${disease}的门诊慢特病备案，请先到参保地经办机构办理，或按普通门诊结算`)
  return filed.kind === 'special' ? 'special_outpatient' : 'chronic_outpatient'
}
