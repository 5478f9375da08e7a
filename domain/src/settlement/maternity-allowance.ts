// What a maternity allowance comes to: the employer's average monthly wage of the year before, by the day, for the days of leave
// (社会保险法 art. 56, 女职工劳动保护特别规定 art. 7 and 8). It is cash, no bill: no deductible, band or cap looks at it. Exact, rounded once.
import { type Fen, portion, yuanText } from '../base/money.js'
import { type Refusal, refused } from '../base/refusal.js'
import type { BenefitPolicy } from '../policy/benefit-policy.js'
import type { Citation } from '../policy/citation.js'
import { LEAVE_NAMES, type LeaveOccasion } from '../policy/maternity-rule.js'
import type { Undecided } from './outcome.js'
import { awaits, isAwaiting, silent, Unanswered } from './unanswered.js'

export interface Confinement {
  readonly occasion: LeaveOccasion
  /** Children born; 0 after a miscarriage. */
  readonly children: number
  /** Average monthly wage of the employer's staff in the year before, fen. */
  readonly monthlyWageFen: Fen
}

export interface Allowance {
  readonly kind: 'allowance'
  readonly days: number
  readonly fen: Fen
  readonly sentence: string
  readonly from: Citation
}

/** Refuses a wage of nothing and a number of children that does not fit; undecided where no document gives the days. */
export function allowanceOf(policy: BenefitPolicy, { occasion, children, monthlyWageFen }: Confinement): Allowance | Refusal | Undecided {
  const born = occasion === 'birth' || occasion === 'difficult_birth'
  if (born !== children > 0) return refused('bad_children', '分娩应填写出生人数（至少1人），流产应填0；请核对后再提交。')
  if (monthlyWageFen <= 0n) return refused('bad_wage', '单位上年度职工月平均工资应大于零，请核对。')
  try {
    const days = daysOf(policy, occasion, children)
    const rule = policy.maternityAllowance ?? neverSilent()
    const fen = portion(monthlyWageFen, { num: BigInt(days), den: BigInt(rule.daysInMonth) })
    const sentence = `单位上年度职工月平均工资${yuanText(monthlyWageFen)}元 ÷ ${rule.daysInMonth} × ${days}天（${LEAVE_NAMES[occasion]}）= ${yuanText(fen)}元`
    return { kind: 'allowance', days, fen, sentence, from: rule.from }
  } catch (stop) {
    if (stop instanceof Unanswered) return stop.undecided
    throw stop
  }
}

function daysOf({ maternityAllowance: rule, from }: BenefitPolicy, occasion: LeaveOccasion, children: number): number {
  if (rule == null) return silent('maternity_allowance', '生育津贴按多少天、怎样折算', from)
  const found = rule.leave.find((one) => one.occasion === occasion)
  if (found === undefined) return silent('maternity_allowance.leave', `${LEAVE_NAMES[occasion]}的产假天数`, rule.from)
  const days = isAwaiting(found.days) ? awaits(found.days, 'maternity_allowance.leave', rule.from) : found.days
  return days + rule.perFurtherChild * Math.max(children - 1, 0)
}

/** The days were found under the rule just now. */
function neverSilent(): never {
  throw new Error('an allowance has days but no rule')
}
