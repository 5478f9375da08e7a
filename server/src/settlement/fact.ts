// A settlement as it is booked: the row of `settlement` with its layers, memo entries and account movement. Replies are made
// from this and nothing else, so the answer of the minute and the one rebuilt from the database are the same.
import type { Day } from '@tongchou/domain/base/day.js'
import type { Fen } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { Payer } from '@tongchou/domain/policy/benefit-policy.js'
import type { Counters } from '@tongchou/domain/settlement/bill.js'

export interface SettlementFact {
  readonly cancels: bigint | null
  readonly scheme: Scheme
  readonly area: string
  readonly provider: string
  readonly place: 'local' | 'in_province' | 'out_of_province'
  readonly filing: string
  readonly benefit: string
  readonly medType: string
  readonly level: string
  readonly benefitYear: number
  readonly admitted: Day
  readonly discharged: Day
  readonly inForce: Day
  readonly settledOn: Day
  /** `yyyy-MM-dd HH:mm:ss` in Asia/Shanghai. */
  readonly settledAt: string
  readonly settlementType: 'normal' | 'guaranteed' | 'fixed_amount' | 'advance'
  readonly admissionNumber: number | null
  readonly total: Fen
  readonly inScope: Fen
  readonly itemPreSelfPay: Fen
  readonly offsitePreSelfPay: Fen
  readonly aboveStandard: Fen
  readonly outOfCatalogue: Fen
  readonly deductibleDue: Fen
  readonly deductible: Fen
  readonly fund: Fen
  readonly hospital: Fen
  readonly account: Fen
  readonly familyAccount: Fen
  readonly cash: Fen
  readonly accountBalance: Fen
  readonly chargeBatch: string
  readonly feeBatches: readonly bigint[]
  readonly months: readonly Day[]
  readonly diagnosis: string | null
  readonly disease: string | null
  readonly counters: Counters
  readonly receipt: Receipt
  readonly ruleHash: string
  readonly engine: string
  readonly institutionMessage: string
  readonly layers: readonly LayerRow[]
  readonly entries: readonly EntryRow[]
  readonly movement: { readonly current: Fen; readonly history: Fen } | null
  /** Signed changes of the accounts of the family that paid. */
  readonly family: readonly FamilyMovement[]
}

export interface LayerRow {
  readonly layer: string
  readonly payer: Payer
  readonly fund: string
  readonly input: Fen
  readonly paid: Fen
  readonly left: Fen
  readonly rule: string
  readonly article: string
  readonly certainty: string
  readonly bound: string | null
}

export interface FamilyMovement {
  readonly owner: bigint
  readonly current: Fen
  readonly history: Fen
}

export interface EntryRow {
  readonly book: string
  readonly accounts: readonly string[]
  readonly amounts: readonly Fen[]
}

/** The circumstances as they were: enough to settle the bill again. Amounts are texts of fen. */
export interface Receipt {
  readonly personType: string
  readonly civilServant: boolean
  readonly certificate: string
  readonly bill: Readonly<Record<string, unknown>>
  readonly person: Readonly<Record<string, unknown>>
  readonly counters: Readonly<Record<string, string>>
  /** Of the same year under the person's other scheme, where there was one. */
  readonly otherCounters?: Readonly<Record<string, string>>
  /** Payment method agreed with the institution for it (national list clr_way); absent where none was. */
  readonly paymentMethod?: string
  /** The person paid the bill and claims it back; absent: the provider is paid. */
  readonly paidTo?: 'person'
  /** Settled in the middle of the stay; absent where not. */
  readonly midStay?: boolean
}
