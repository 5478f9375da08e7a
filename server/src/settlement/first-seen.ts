// How the person came to the provider, as far as anything is on record (基层首诊、双向转诊): a referral between institutions of the area
// that stands on the day says up, across or down; somebody's own contracted grass-roots institution is a first visit there.
import type { Day } from '@tongchou/domain/base/day.js'
import type { FirstSeen } from '@tongchou/domain/policy/benefit-policy.js'
import { standing } from './filings.js'
import type { Provider } from './reference.js'
import type { Filed } from './work.js'

/** National grades (hosp_lv); a level that is no hospital's is of the lowest. */
const GRADES: Readonly<Record<string, number>> = { township: 0, '1': 1, county: 2, '2': 2, '2_province': 2, '3': 3, '3_province': 3 }

const gradeOf = ({ level }: Pick<Provider, 'level'>): number => GRADES[level] ?? 0

/** Up to the first level an institution is one of the grass roots. */
const GRASS_ROOTS = 1

type Grade = Pick<Provider, 'code' | 'level'>

/** Undefined where nothing is on record. */
export function firstSeenOf(filings: readonly Filed[], provider: Grade, providers: ReadonlyMap<string, Grade>, day: Day): FirstSeen | undefined {
  if (filings.length === 0) return undefined
  const here = standing(filings, day).filter((filing) => filing.provider === provider.code)
  const sender = here.findLast(({ kind, referredBy }) => kind === 'referral' && referredBy !== null)?.referredBy
  const from = sender == null ? undefined : providers.get(sender)
  if (from !== undefined) return direction(gradeOf(from), gradeOf(provider))
  return gradeOf(provider) <= GRASS_ROOTS && here.some(({ kind }) => kind === 'designated_outpatient') ? 'contracted' : undefined
}

function direction(from: number, to: number): FirstSeen {
  return from < to ? 'referred_up' : from > to ? 'referred_down' : 'referred_across'
}
