// The first day on which a person who enrols, pays late, returns after a break or changes scheme may claim, by the rules in force
// on the day of payment. A way into cover of which no document speaks is undecided, never guessed.
// Sources of the kinds: 国办发〔2024〕38号; 浙江省医疗保障条例.
import { type Day, dayNumber, dayOf, firstOfMonth, monthsAfter, yearOf } from '../base/day.js'
import type { OrAwaiting } from '../policy/benefit-policy.js'
import type { Citation } from '../policy/citation.js'
import type { EntitlementRules, LateEnrolment } from '../policy/entitlement-rule.js'
import { residentFrom } from './entitlement.js'

/** How somebody comes into cover. */
export type Entry =
  | {
      readonly kind: 'resident'
      readonly born: Day
      readonly paidOn: Day
      readonly coverYear: number
      readonly missedYears: number
      readonly boughtOffYears: number
      readonly identities: readonly string[]
    }
  | { readonly kind: 'employee'; readonly registeredOn: Day }
  | { readonly kind: 'flexible_return'; readonly paidOn: Day; readonly brokenOffMonths: number }
  | { readonly kind: 'scheme_change'; readonly paidOn: Day; readonly monthsSinceLastCover: number; readonly unbrokenYears: number }

export type FirstDay =
  | { readonly kind: 'from'; readonly day: Day; readonly rule: string; readonly from: Citation }
  | { readonly kind: 'undecided'; readonly code: 'awaiting_figure' | 'document_silent'; readonly needs: string; readonly sentence: string }

export function firstCoveredDay(rules: EntitlementRules, entry: Entry): FirstDay {
  switch (entry.kind) {
    case 'resident':
      return ofResident(rules, entry)
    case 'employee': {
      const rule = rules.employeeStart
      if (rule === null) return silentOn('entitlement.employee_start', '新参保职工的待遇起始时间')
      const months = rule.monthsAfterRegistrationMonth
      return { kind: 'from', day: monthsAfter(firstOfMonth(entry.registeredOn), months), rule: `自参保登记次${months}个自然月起享受待遇`, from: rule.from }
    }
    case 'flexible_return':
      return ofReturn(rules, entry)
    case 'scheme_change':
      return ofChange(rules, entry)
  }
}

type Resident = Extract<Entry, { kind: 'resident' }>

function ofResident(rules: EntitlementRules, entry: Resident): FirstDay {
  const birth = fromBirth(rules, entry)
  if (birth !== undefined) return birth
  const rule = rules.lateEnrolment
  if (rule === null) return silentOn('entitlement.late_enrolment', '居民集中缴费期和逾期参保的等待期')
  const { paidOn, coverYear } = entry
  const newYear = dayOf(coverYear, 1, 1)
  const windowEnd = windowEndOf(rule, coverYear)
  if (paidOn <= windowEnd) return { kind: 'from', day: newYear, rule: `在集中缴费期内（${windowEnd}前）缴费，自${newYear}起享受待遇`, from: rule.from }
  if (rule.exempt.some((identity) => entry.identities.includes(identity)))
    return { kind: 'from', day: paidOn > newYear ? paidOn : newYear, rule: '资助参保等人员不设等待期，自缴费之日起享受待遇', from: rule.from }
  return late(rule, entry, windowEnd)
}

function late(rule: LateEnrolment, entry: Resident, windowEnd: Day): FirstDay {
  const { fixedMonths, perMissedYearMonths, buyOff, minimum, from } = rule
  if (typeof fixedMonths !== 'number') return awaited('entitlement.late_enrolment.fixed_months', fixedMonths)
  if (typeof perMissedYearMonths !== 'number') return awaited('entitlement.late_enrolment.per_missed_year_months', perMissedYearMonths)
  const day = residentFrom({ kind: 'resident_annual', windowEnd, fixedMonths, perMissedYearMonths, buyOff, minimum }, entry, entry.paidOn)
  const bought = buyOff && entry.boughtOffYears > 0 ? `，已补缴${entry.boughtOffYears}年` : ''
  return {
    kind: 'from',
    day,
    rule: `逾期参保固定等待${fixedMonths}个月，断保${entry.missedYears}年${bought}每年加${perMissedYearMonths}个月，自${day}起享受待遇`,
    from,
  }
}

export function windowEndOf({ windowEnd }: LateEnrolment, coverYear: number): Day {
  return `${windowEnd.year === 'before' ? coverYear - 1 : coverYear}-${windowEnd.monthDay}`
}

/** Cover of the year of birth begins with birth; the next year's is an ordinary one. */
function fromBirth({ newborn }: EntitlementRules, { born, paidOn, coverYear }: Resident): FirstDay | undefined {
  if (newborn === null || yearOf(born) !== coverYear || paidOn < born) return undefined
  const { withinDays, from } = newborn
  if (typeof withinDays !== 'number') return awaited('entitlement.newborn.within_days', withinDays)
  if (dayNumber(paidOn) - dayNumber(born) > withinDays) return undefined
  return { kind: 'from', day: born, rule: `新生儿出生${withinDays}天内参保缴费，自出生之日起享受待遇`, from }
}

function ofReturn({ breaks }: EntitlementRules, { paidOn, brokenOffMonths }: Extract<Entry, { kind: 'flexible_return' }>): FirstDay {
  if (breaks === null) return silentOn('entitlement.break', '灵活就业人员中断缴费后的等待期')
  const { longerThanMonths, waitMonths, from } = breaks
  const waits = brokenOffMonths > longerThanMonths
  const day = waits ? monthsAfter(firstOfMonth(paidOn), waitMonths) : firstOfMonth(paidOn)
  const rule = waits
    ? `中断缴费${brokenOffMonths}个月，超过${longerThanMonths}个月，等待${waitMonths}个月`
    : `中断缴费不超过${longerThanMonths}个月，不设等待期`
  return { kind: 'from', day, rule, from }
}

function ofChange({ schemeChange }: EntitlementRules, entry: Extract<Entry, { kind: 'scheme_change' }>): FirstDay {
  if (schemeChange === null) return silentOn('entitlement.scheme_change', '职工医保与居民医保之间转换的等待期')
  const { withinMonths, afterYears, waitMonths, from } = schemeChange
  if (entry.unbrokenYears >= afterYears && entry.monthsSinceLastCover <= withinMonths)
    return { kind: 'from', day: entry.paidOn, rule: `连续参保满${afterYears}年、中断不超过${withinMonths}个月，转换险种不设等待期`, from }
  if (typeof waitMonths !== 'number') return awaited('entitlement.scheme_change.wait_months', waitMonths)
  return { kind: 'from', day: monthsAfter(entry.paidOn, waitMonths), rule: `转换险种等待${waitMonths}个月`, from }
}

function silentOn(needs: string, what: string): FirstDay {
  return { kind: 'undecided', code: 'document_silent', needs, sentence: `现行文件没有规定${what}，暂不能确定待遇起始日；请报医疗保障行政部门明确。` }
}

function awaited(needs: string, figure: Exclude<OrAwaiting<number>, number>): FirstDay {
  return { kind: 'undecided', code: 'awaiting_figure', needs, sentence: `该期限由${figure.awaiting}另行制定，尚未公布，暂不能确定待遇起始日。` }
}
