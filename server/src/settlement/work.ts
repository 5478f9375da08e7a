// The pieces of the one write path: a piece of work names a person and a message, is told what is known, and decides changes.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Refusal } from '@tongchou/domain/base/refusal.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Enrolment } from '@tongchou/domain/entitlement/entitled-on.js'
import type { Counters } from '@tongchou/domain/settlement/bill.js'
import type { EarlierStay } from '@tongchou/domain/settlement/link-stays.js'
import type { CancelledCharges, SettledBill } from '@tongchou/domain/settlement/open-lines.js'
import type { VisitKind, VisitStatus } from '@tongchou/domain/settlement/visit.js'
import type { SettlementFact } from './fact.js'
import type { DeclaredAccident, LinkedAccount } from './load-standing.js'

/** Idempotency key of a message: the same key with another `hash` is refused. */
export interface MessageKey {
  readonly institution: string
  readonly infno: string
  readonly msgid: string
  /** SHA-256 of the input. */
  readonly hash: Buffer
  /** JSON of what the message says and no fact holds. */
  readonly kept?: string
}

export interface Work {
  readonly person: bigint
  /** Null where nothing is written (a trial). */
  readonly message: MessageKey | null
  /** The visit to read; null where the message opens one. */
  readonly visit: bigint | null
  /** A cancellation asks which bills of all visits are alive; nothing else does, so nothing else reads them. */
  readonly asksAliveBills?: boolean
  /** Told everything the database knows, decides; all reading is done before. */
  decide(known: Known): Changes | Refusal
}

export interface Known {
  readonly person: KnownPerson
  readonly enrolments: readonly Enrolment[]
  readonly identities: readonly Dated[]
  readonly filings: readonly Filed[]
  /** By `scheme/year`. */
  readonly accumulators: ReadonlyMap<string, Accumulator>
  readonly account: Account | null
  readonly visit: KnownVisit | null
  /** Bills that were not cancelled, of all visits; empty where the work does not ask for them. */
  readonly aliveBills: readonly AliveBill[]
  /** The visit number of a stay that is not settled yet. */
  readonly openStay: bigint | null
  /** Accounts that were ever linked for this person, in order. */
  readonly family: readonly LinkedAccount[]
  readonly accident: DeclaredAccident | null
  readonly earlierStay: EarlierStay | null
}

export interface AliveBill {
  readonly settlement: bigint
  readonly scheme: Scheme
  readonly benefitYear: number
}

export interface KnownPerson {
  readonly person: bigint
  readonly name: string
  readonly sex: string
  readonly born: Day
  readonly ethnicity: string
  readonly certType: string
  readonly certCipher: Buffer
  readonly area: string
}

export interface Dated {
  readonly kind: string
  readonly listCode: string
  readonly inForce: Day
  readonly until: Day | null
}

export interface Filed {
  readonly filing: bigint
  readonly kind: string
  readonly disease: string | null
  /** Null: anywhere. */
  readonly placeArea: string | null
  readonly provider: string | null
  /** The institution that referred the person to `provider`. */
  readonly referredBy: string | null
  readonly inForce: Day
  readonly until: Day | null
  readonly withdraws: bigint | null
}

export interface Accumulator {
  readonly version: bigint
  readonly counters: Counters
}

export interface Account {
  readonly version: bigint
  readonly current: Fen
  readonly history: Fen
}

/** Where a visit stands, as it is stored. */
export interface VisitStanding {
  readonly area: string
  readonly kind: VisitKind
  readonly status: VisitStatus
  readonly medType: string
  readonly disease: string | null
  readonly treatment: string | null
  readonly delivery: string | null
  readonly procedure: string | null
  readonly diagnosis: string | null
  readonly admitted: Day
  readonly discharged: Day | null
  readonly months: readonly Day[]
}

export interface KnownVisit extends VisitStanding {
  readonly visit: bigint
  readonly version: bigint
  readonly scheme: Scheme
  readonly provider: string
  readonly batches: readonly FeeBatch[]
  readonly cancellations: readonly CancelledCharges[]
  readonly settlements: readonly KnownSettlement[]
}

export interface FeeBatch {
  readonly batch: bigint
  readonly month: Day
  readonly chargeBatch: string
  readonly sn: readonly string[]
  readonly amounts: readonly Fen[]
  readonly classes: readonly string[]
  readonly initialSelfPayments: readonly string[]
  readonly overCeilings: readonly Fen[]
  readonly quantities: readonly bigint[]
  readonly prices: readonly bigint[]
  readonly codes: readonly string[]
  readonly feeDays: readonly Day[]
  readonly refunds: readonly string[]
  readonly flags: readonly string[]
}

/** An earlier settlement of the visit, or its cancellation. */
export interface KnownSettlement extends SettledBill {
  readonly fact: SettlementFact
}

// ── what a decision changes ─────────────────────────────────────────────────────────────────────────────────────────

export interface NewVisit {
  readonly area: string
  readonly scheme: Scheme
  readonly kind: VisitKind
  readonly provider: string
  readonly medType: string
  readonly placeArea: string
  readonly openedAt: string
  readonly hospitalNumber: string
  readonly attributes: Readonly<Record<string, unknown>>
}

/** The state of the visit after the change; the whole row is written. */
export interface VisitState extends VisitStanding {
  readonly openFen: Fen
}

export interface NewEvent {
  readonly kind: 'diagnosed' | 'changed' | 'discharged' | 'discharge_cancelled' | 'visit_cancelled' | 'visit_reinstated'
  readonly day: Day
  readonly attributes: Readonly<Record<string, unknown>>
}

export interface NewBatch {
  readonly month: Day
  readonly chargeBatch: string
  readonly lines: readonly NewLine[]
  readonly attributes: Readonly<Record<string, unknown>> | null
}

export interface NewLine {
  readonly sn: string
  readonly code: string
  readonly ownCode: string
  readonly feeDay: Day
  readonly quantity: bigint
  readonly price: bigint
  readonly amount: Fen
  readonly class: string
  readonly chargeType: string
  readonly initialSelfPayment: string
  readonly overCeiling: Fen
  readonly preSelfPay: Fen
  readonly ownPay: Fen
  readonly inScope: Fen
  readonly ceiling: Fen | null
  readonly refunds: string
  readonly flags: readonly string[]
}

export interface NewCancellation {
  readonly chargeBatch: string
  readonly sn: readonly string[]
  readonly total: Fen
}

export interface Changes {
  readonly kind: 'changes'
  /** The visit changed; null where `opens` makes it. */
  readonly visit: bigint | null
  readonly opens: NewVisit | null
  /** Guard: the state's version that was read; null where the visit is new. */
  readonly stateVersion: bigint | null
  readonly state: VisitState
  readonly event: NewEvent | null
  readonly batches: readonly NewBatch[]
  readonly cancellation: NewCancellation | null
  readonly settlement: SettlementChange | null
}

export interface SettlementChange {
  readonly fact: SettlementFact
  /** True where the fact settles the batch of this same change, whose number is not known yet. */
  readonly settlesNewBatch: boolean
  /** Guard and new sums of the benefit year; version null where the year has no row yet. */
  readonly accumulator: { readonly version: bigint | null; readonly counters: Counters }
  /** Guard and signed change of the individual account; null where it does not move. */
  readonly account: { readonly version: bigint; readonly current: Fen; readonly history: Fen } | null
  /** The same of the accounts of the family. */
  readonly family: readonly { readonly owner: bigint; readonly version: bigint; readonly current: Fen; readonly history: Fen }[]
}

/** What the database numbered. */
export interface Saved {
  readonly visit: bigint
  readonly settlement: bigint | null
  readonly batches: readonly bigint[]
  readonly fact: bigint
  readonly receivedAt: string
}

export interface Done {
  readonly kind: 'done'
  readonly known: Known
  readonly changes: Changes
  readonly saved: Saved
}

/** The same message was carried out before: the reply is rebuilt from its fact. */
export interface DoneBefore {
  readonly kind: 'done_before'
  readonly person: bigint
  readonly visit: bigint
  readonly fact: bigint
  readonly receivedAt: string
}

export type Answer = Done | DoneBefore | Refusal
