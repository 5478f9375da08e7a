// Decides whether a person is entitled under a scheme on a day, and on which row of the enrolment record that stands.
// Source: enrolment rows as kept by the agency (A1–A4): the latest known row of a scheme and benefit year rules that year.
import type { Day } from '../base/day.js'
import { isRefusal, type Refusal, refused } from '../base/refusal.js'
import type { Scheme } from '../base/scheme.js'

export interface Enrolment {
  /** Grows with every row; a later row of the same scheme and year replaces the earlier. */
  readonly enrolment: bigint
  readonly scheme: Scheme
  /** Unit of enrolment. */
  readonly area: string
  readonly benefitYear: number
  readonly personType: string
  readonly retired: boolean
  readonly civilServant: boolean
  readonly entitledFrom: Day
  /** Before `entitledFrom`: not entitled, for `reason`. */
  readonly entitledTo: Day
  readonly reason: string | null
  readonly continuousYears: number
  readonly yearsEnrolled: number
  readonly zeroClaimYears: number
  readonly employer?: string
}

const SCHEME_NAMES: Readonly<Record<Scheme, string>> = { employee: '职工医保', resident: '居民医保' }

/** The rows that rule: one for each scheme and benefit year, the latest known. */
export function rulingRows(rows: readonly Enrolment[]): Enrolment[] {
  const latest = new Map<string, Enrolment>()
  for (const row of rows) {
    const key = `${row.scheme}/${row.benefitYear}`
    const known = latest.get(key)
    if (known === undefined || row.enrolment > known.enrolment) latest.set(key, row)
  }
  return [...latest.values()].sort((a, b) => b.benefitYear - a.benefitYear)
}

/** Refuses with `not_enrolled`, `wrong_scheme`, `suspended`, `waiting_period` or `entitlement_ended`. */
export function entitledOn(rows: readonly Enrolment[], scheme: Scheme, day: Day): Enrolment | Refusal {
  const ruling = rulingRows(rows)
  const own = ruling.filter((row) => row.scheme === scheme)
  return own.find((row) => covers(row, day)) ?? whyNot(ruling, own, scheme, day)
}

/** Entitled under any scheme on the day; employees' insurance first, because nobody may use both. */
export function anySchemeOn(rows: readonly Enrolment[], day: Day): Enrolment | undefined {
  for (const scheme of ['employee', 'resident'] as const) {
    const row = entitledOn(rows, scheme, day)
    if (!isRefusal(row)) return row
  }
  return undefined
}

function covers(row: Enrolment, day: Day): boolean {
  return row.entitledFrom <= day && day <= row.entitledTo
}

function whyNot(ruling: readonly Enrolment[], own: readonly Enrolment[], scheme: Scheme, day: Day): Refusal {
  const name = SCHEME_NAMES[scheme]
  const other = ruling.find((row) => row.scheme !== scheme && covers(row, day))
  if (other !== undefined) {
    const enrolled = SCHEME_NAMES[other.scheme]
    return refused('wrong_scheme', `该人员${day}参加的是${enrolled}，不是${name}，请按${enrolled}险种办理`, { details: { scheme: other.scheme } })
  }
  const near = own.find((row) => row.benefitYear === Number(day.slice(0, 4))) ?? own[0]
  if (near === undefined) return refused('not_enrolled', `该人员没有${name}参保记录，请核对人员和险种，或到参保地经办机构办理参保`)
  if (near.entitledTo < near.entitledFrom) {
    return refused('suspended', `该人员${name}待遇已暂停（${near.reason ?? '未缴费或中断'}），请到参保地经办机构补缴或核实后再结算`)
  }
  if (day < near.entitledFrom && day.slice(0, 4) === near.entitledFrom.slice(0, 4)) {
    return refused('waiting_period', `该人员${name}待遇等待期未满，自${near.entitledFrom}起享受待遇`, { details: { entitled_from: near.entitledFrom } })
  }
  return refused('entitlement_ended', `该人员${day}不在${name}待遇享受期内（${near.entitledFrom}至${near.entitledTo}），请核实参保缴费状态`)
}
