// Whether a retired person has paid long enough for benefits without paying on, and what is short (最低缴费年限).
// Source of the shape: 社会保险法 art. 27; the number of years is the area's.
import type { OrAwaiting } from '../policy/benefit-policy.js'
import type { Citation } from '../policy/citation.js'
import type { RetirementRule } from '../policy/entitlement-rule.js'

export interface PaidYears {
  readonly sex: 'male' | 'female'
  /** Whole years paid or counted as paid (视同缴费). */
  readonly years: number
  readonly yearsHere: number
}

export type RetirementStanding =
  | { readonly kind: 'reached'; readonly from: Citation }
  | { readonly kind: 'short'; readonly years: number; readonly ways: RetirementRule['shortfall']; readonly sentence: string; readonly from: Citation }
  | { readonly kind: 'undecided'; readonly code: 'awaiting_figure' | 'document_silent'; readonly sentence: string }

const WAYS: Readonly<Record<RetirementRule['shortfall'][number], string>> = { monthly: '继续按月缴费至规定年限', at_once: '一次性缴足' }

export function retirementStanding(rule: RetirementRule | null, paid: PaidYears): RetirementStanding {
  if (rule === null)
    return { kind: 'undecided', code: 'document_silent', sentence: '现行文件没有规定退休人员的最低缴费年限，暂不能确定；请报医疗保障行政部门明确。' }
  const needed = rule.paidYears[paid.sex]
  if (typeof needed !== 'number') return awaited(needed)
  if (typeof rule.yearsHere !== 'number') return awaited(rule.yearsHere)
  const years = Math.max(0, needed - paid.years, rule.yearsHere - paid.yearsHere)
  if (years === 0) return { kind: 'reached', from: rule.from }
  const ways = rule.shortfall.map((way) => WAYS[way]).join('，或')
  return { kind: 'short', years, ways: rule.shortfall, sentence: `缴费年限还差${years}年，可${ways}后享受退休人员待遇。`, from: rule.from }
}

function awaited({ awaiting }: Exclude<OrAwaiting<number>, number>): RetirementStanding {
  return { kind: 'undecided', code: 'awaiting_figure', sentence: `缴费年限由${awaiting}另行制定，尚未公布，暂不能确定。` }
}
