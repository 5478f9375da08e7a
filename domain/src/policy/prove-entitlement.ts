// Where an area says anything about entitlement, it must answer for every way into cover: what is not written down must be written
// as silent. Figures that contradict each other are faults.
import type { EntitlementRules } from './entitlement-rule.js'
import type { Say } from './prove.js'
import type { Stretch } from './timeline.js'

const MUST_ANSWER: Readonly<Record<EntitlementRules['scheme'], Readonly<Record<string, string>>>> = {
  resident: { late_enrolment: '集中缴费期和逾期参保的等待期', newborn: '新生儿自出生起的待遇', incentive_years: '连续参保和零报销年数的计算' },
  employee: { employee_start: '新参保职工的待遇起始', arrears: '欠费暂停与恢复', break: '灵活就业人员中断后的等待期', retirement: '退休人员的最低缴费年限' },
}

export function entitlementFaults(rules: EntitlementRules, stretch: Stretch, say: Say): void {
  if (stretch.chosen.size === 0) return
  const written = [...stretch.chosen.keys()]
  for (const [name, words] of Object.entries(MUST_ANSWER[rules.scheme])) {
    if (!written.includes(`entitlement.${name}`)) say(written, `没有写“entitlement.${name}”（${words}）；请补上，文件没有规定的写 silent。`)
  }
  const { lateEnrolment, arrears, retirement } = rules
  const minimum = lateEnrolment?.minimum ?? null
  if (minimum !== null && typeof lateEnrolment?.fixedMonths === 'number' && minimum.months < lateEnrolment.fixedMonths)
    say(['entitlement.late_enrolment'], '等待期下限短于固定等待期，下限没有意义；请更正。')
  if (arrears !== null && arrears.restoredWithinMonths < arrears.suspendedFromMonth)
    say(['entitlement.arrears'], '补缴期限早于暂停待遇的月份，期限内补缴的人从未暂停；请更正。')
  if (retirement !== null && retirement.shortfall.length === 0)
    say(['entitlement.retirement'], '没有写年限不足怎样补缴；请写 shortfall，按月（monthly）或一次性（at_once）。')
}
