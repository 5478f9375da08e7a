// When money in advance is to be applied for, paid and back again: by year (医保预付金, 医保办函〔2024〕101号: applied for early in January,
// paid by the end of March, back by the end of the year), by quarter or by month (紧密型医共体按季度预付, 淮府办〔2020〕15号). The days are
// data of the place; what is due, late or refused is decided here.
import { type Day, dayNumber, dayOf, lastOfMonth, monthsAfter } from '../base/day.js'
import type { Fen } from '../base/money.js'

export type Rhythm = 'year' | 'quarter' | 'month'

/** Days are written as months after the beginning of the period and a day: `2-31` of a year is the last day of March. */
export interface PrepaymentDays {
  readonly rhythm: Rhythm
  readonly applyFrom: string
  readonly applyUntil: string
  readonly payUntil: string
  readonly returnUntil: string
}

export interface Instalment {
  readonly instalment: number
  readonly applyFrom: Day
  readonly applyUntil: Day
  readonly payUntil: Day
  readonly returnUntil: Day
}

const MONTHS: Readonly<Record<Rhythm, number>> = { year: 12, quarter: 3, month: 1 }

export function instalmentsOf(days: PrepaymentDays, year: number): readonly Instalment[] {
  const months = MONTHS[days.rhythm]
  return Array.from({ length: 12 / months }, (_, i) => {
    const on = (text: string): Day => dayAt(monthsAfter(dayOf(year, 1, 1), i * months), text)
    const [applyFrom, applyUntil, payUntil, returnUntil] = [on(days.applyFrom), on(days.applyUntil), on(days.payUntil), on(days.returnUntil)]
    return { instalment: i + 1, applyFrom, applyUntil, payUntil, returnUntil }
  })
}

/** A day that the month does not have is its last one. */
function dayAt(begin: Day, text: string): Day {
  const [, months, day] = /^(\d{1,2})-(\d{2})$/.exec(text) ?? []
  if (months === undefined || day === undefined) throw new Error(`a day of a calendar is not months-day: ${text}`)
  const month = monthsAfter(begin, Number(months))
  const wanted = `${month.slice(0, 8)}${day}`
  const last = lastOfMonth(month)
  return wanted > last ? last : wanted
}

export type CalendarStanding = 'gated' | 'coming' | 'open' | 'missed' | 'deciding' | 'to_pay' | 'pay_late' | 'out' | 'return_late' | 'closed'

export const CALENDAR_STANDINGS: Readonly<Record<CalendarStanding, string>> = {
  gated: '条件不符',
  coming: '未到申请期',
  open: '可申请',
  missed: '已过申请期',
  deciding: '审批中',
  to_pay: '待付',
  pay_late: '逾期未付',
  out: '待冲抵或退回',
  return_late: '逾期未收回',
  closed: '已收回',
}

export interface AdvanceSoFar {
  /** Undefined: nobody has applied. */
  readonly application: { readonly approved: boolean; readonly paidFen: Fen; readonly leftFen: Fen } | undefined
  readonly gateHolds: boolean
}

export interface CalendarEntry {
  readonly standing: CalendarStanding
  /** The day until which the next thing has to be done; null where nothing is left to do. */
  readonly dueOn: Day | null
  readonly lateDays: number
}

export function calendarEntry(days: Instalment, today: Day, { application, gateHolds }: AdvanceSoFar): CalendarEntry {
  if (application === undefined) return toApply(days, today, gateHolds)
  const { approved, paidFen, leftFen } = application
  if (paidFen === 0n) {
    const late = today > days.payUntil
    return entry(late ? 'pay_late' : approved ? 'to_pay' : 'deciding', days.payUntil, today)
  }
  return leftFen > 0n ? entry(today > days.returnUntil ? 'return_late' : 'out', days.returnUntil, today) : entry('closed', null, today)
}

function toApply(days: Instalment, today: Day, gateHolds: boolean): CalendarEntry {
  if (!gateHolds) return entry('gated', null, today)
  if (today < days.applyFrom) return { ...entry('coming', days.applyFrom, today), lateDays: 0 }
  return entry(today <= days.applyUntil ? 'open' : 'missed', days.applyUntil, today)
}

function entry(standing: CalendarStanding, dueOn: Day | null, today: Day): CalendarEntry {
  return { standing, dueOn, lateDays: dueOn !== null && today > dueOn ? dayNumber(today) - dayNumber(dueOn) : 0 }
}
