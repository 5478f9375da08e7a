// A made-up person of the register with everything the loading writes about them.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'

/** One row of enrolment; a later row for the same scheme and year corrects an earlier one. */
export interface SyntheticEnrolment {
  readonly scheme: Scheme
  readonly area: string
  readonly benefitYear: number
  /** National list psn_type. */
  readonly personType: string
  readonly retired: boolean
  readonly civilServant: boolean
  readonly flexible: boolean
  readonly employer: number | null
  readonly from: Day
  readonly to: Day
  readonly reason: string
  readonly continuousYears: number
  readonly yearsEnrolled: number
  readonly bookedOn: Day
}

export interface SyntheticIdentity {
  readonly kind: string
  readonly listCode: string
  readonly confirmedBy: string
  readonly from: Day
  readonly until: Day | null
}

export interface SyntheticFiling {
  readonly kind: 'long_term' | 'chronic' | 'special'
  readonly disease: string | null
  readonly placeArea: string | null
  readonly from: Day
  readonly until: Day | null
}

export interface SyntheticPerson {
  /** 0 for the first of the city; the person key is the first key of the load plus this. */
  readonly index: number
  /** Index of the household's first member. */
  readonly household: number
  readonly name: string
  readonly sex: '1' | '2'
  readonly age: number
  readonly born: Day
  readonly certificate: string
  readonly phone: string | null
  readonly area: string
  readonly town: string
  readonly village: string | null
  readonly enrolments: readonly SyntheticEnrolment[]
  readonly identities: readonly SyntheticIdentity[]
  readonly filings: readonly SyntheticFiling[]
  /** Opening balance of the individual account on the first day of last year. */
  readonly account: { readonly current: Fen; readonly history: Fen } | null
}

/** The row that holds on `day`: of each scheme and year the latest, if it covers the day. */
export function coverOn(person: SyntheticPerson, day: Day): SyntheticEnrolment | undefined {
  let found: SyntheticEnrolment | undefined
  for (const scheme of ['employee', 'resident'] as const) {
    let latest: SyntheticEnrolment | undefined
    for (const row of person.enrolments) if (row.scheme === scheme && row.benefitYear === Number(day.slice(0, 4))) latest = row
    if (found === undefined && latest !== undefined && latest.from <= day && day <= latest.to) found = latest
  }
  return found
}
