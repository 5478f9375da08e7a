// A visit of the synthetic year with its lines and everything that was settled, cancelled and settled again.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { VisitStatus } from '@tongchou/domain/settlement/visit.js'
import type { SettlementFact } from '@tongchou/server/settlement/fact.js'
import type { Account, Accumulator, NewLine } from '@tongchou/server/settlement/work.js'
import type { Encounter } from './encounter.js'

export interface BilledVisit {
  readonly visit: bigint
  readonly batch: bigint
  readonly scheme: Scheme
  /** Unit of enrolment. */
  readonly area: string
  readonly encounter: Encounter
  readonly medType: string
  readonly disease: string | null
  readonly delivery: string | null
  readonly chargeBatch: string
  readonly lines: readonly NewLine[]
  /** `yyyy-MM-dd HH:mm:ss`. */
  readonly openedAt: string
  readonly facts: { readonly settlement: bigint; readonly fact: SettlementFact; readonly movement: bigint | null }[]
  readonly events: { readonly event: bigint; readonly kind: 'diagnosed' | 'discharged' | 'visit_cancelled'; readonly day: Day; readonly at: string }[]
  status: VisitStatus
  version: number
}

/** What a person's year left behind. */
export interface PersonYear {
  readonly bills: readonly BilledVisit[]
  /** Filings for care outside the area made in the year. */
  readonly filings: readonly {
    readonly filing: bigint
    readonly kind: string
    readonly area: string
    readonly placeArea: string
    readonly from: Day
    readonly until: Day
  }[]
  /** By `scheme/year`. */
  readonly accumulators: ReadonlyMap<string, Accumulator & { readonly area: string }>
  readonly account: Account | null
  readonly refused: ReadonlyMap<string, number>
}
