// What a pooling area pays, as data: every rule is a kind with figures, every kind carries the article it stands on. This
// is the compiled form that `settle` interprets; `read.ts` makes it from policy documents (rule shapes of real documents).
import type { Day } from '../base/day.js'
import type { Fen, Ratio } from '../base/money.js'
import type { Scheme } from '../base/scheme.js'
import type { Citation } from './citation.js'
import type { MaternityAllowanceRule } from './maternity-rule.js'

/** What kind of care a bill is for. The national list; a policy may not invent one. */
export type BenefitKind =
  | 'inpatient'
  | 'outpatient'
  | 'pharmacy'
  | 'emergency'
  | 'chronic_outpatient'
  | 'special_outpatient'
  | 'two_diseases_outpatient'
  | 'birth'
  | 'birth_complicated'
  | 'maternity_outpatient'
  | 'day_surgery'
  | 'outpatient_surgery'
  | 'accident'
  | 'home_bed'
  | 'special_drug'

/** Level of a provider as the policy names it: `township`, `1`, `2`, `3`, `3_province` … A policy lists those it knows. */
export type ProviderLevel = string

export type Place = 'local' | 'in_province' | 'out_of_province'
/** What was filed before care outside the area (异地就医备案). */
export type Filing = 'none' | 'referral' | 'long_term' | 'emergency' | 'temporary'

/**
 * How the person came to the provider: on the own account, at the contracted grass-roots institution itself (签约基层首诊), or sent on
 * by another institution of a lower, the same or a higher level. What nobody put on record is `direct`.
 */
export type FirstSeen = 'direct' | 'contracted' | 'referred_up' | 'referred_across' | 'referred_down'

/** A figure that a document leaves to somebody: reaching it makes the statement undecided, naming `by`. */
export interface Awaiting {
  readonly awaiting: string
}

export type OrAwaiting<T> = T | Awaiting

/** All conditions inside one `When` must hold. Ages are whole years, inclusive on both ends. */
export interface When {
  readonly identity?: string
  /** At least one of these identities. */
  readonly identityIn?: readonly string[]
  readonly retired?: boolean
  readonly ageFrom?: number
  readonly ageTo?: number
  readonly kind?: BenefitKind
  readonly disease?: string
  /** Any disease of a list, such as the listed major diseases (大病专项救治病种). */
  readonly diseaseIn?: readonly string[]
  readonly treatment?: string
  /** From the n-th bill of that treatment in the year on, this one included. */
  readonly treatmentFrom?: number
  readonly admissionFrom?: number
  readonly level?: ProviderLevel
  /** Place of care; a cap or a ratio of a later layer by place stands on it. */
  readonly place?: Place
  readonly filingIn?: readonly Filing[]
  /** Where the person was seen first. */
  readonly firstSeenIn?: readonly FirstSeen[]
}

export type DeductibleAmount =
  | { readonly mode: 'fixed'; readonly fen: OrAwaiting<Fen> }
  | { readonly mode: 'by_level'; readonly table: Readonly<Record<ProviderLevel, OrAwaiting<Fen>>> }
  | { readonly mode: 'percent_of_total'; readonly ratio: OrAwaiting<Ratio>; readonly minFen: Fen; readonly maxFen: Fen }

export type DeductibleSequence =
  | { readonly kind: 'none' }
  /** The n-th admission's own amount; the last one repeats. */
  | { readonly kind: 'schedule'; readonly byLevel: Readonly<Record<ProviderLevel, readonly Fen[]>> }
  | { readonly kind: 'factors'; readonly factors: readonly Ratio[] }
  | { readonly kind: 'minus_each'; readonly stepFen: Fen; readonly floorFen: Fen }
  | { readonly kind: 'minus_flat'; readonly stepFen: Fen; readonly floorFen: Fen }

export type DeductiblePeriod = 'per_bill' | 'month' | 'quarter' | 'year' | 'hospital_year' | 'year_top_up'

export interface DeductibleRule {
  readonly amount: DeductibleAmount
  readonly sequence: DeductibleSequence
  readonly period: DeductiblePeriod
  readonly countsKinds: readonly BenefitKind[]
  readonly personSteps: readonly { readonly when: When; readonly times?: Ratio; readonly setFen?: Fen; readonly minusFen?: Fen }[]
  readonly waivers: readonly { readonly when: When }[]
  readonly order: readonly ('amount' | 'sequence' | 'offsite' | 'person' | 'waiver')[]
  readonly from: Citation
}

export interface Band {
  readonly fromFen: Fen
  readonly toFen: Fen | null
  readonly ratio: OrAwaiting<Ratio>
  /** Own values of classes, picked by `set_from_band`, e.g. `retired`. */
  readonly others?: Readonly<Record<string, Ratio>>
}

/** Whether a band counts from the first fen of cost or from the first fen after the deductible; null: no document says. */
export type BandPosition = 'absolute' | 'above_deductible' | null

export interface BandsRule {
  readonly position: BandPosition
  readonly upperBound: 'inclusive' | 'exclusive'
  readonly scope: 'per_bill' | 'year'
  readonly carriedKinds: readonly BenefitKind[]
  readonly bands: { readonly table: readonly Band[] } | { readonly byLevel: Readonly<Record<ProviderLevel, readonly Band[]>> }
  readonly from: Citation
}

export type RatioChange =
  | { readonly points: Ratio }
  | { readonly times: Ratio }
  | { readonly selfShareTimes: Ratio }
  | { readonly set: Ratio }
  | { readonly setFromBand: string }

export type RatioStep = { readonly offsite: true } | { readonly when: When; readonly change: RatioChange; readonly from: Citation }

export interface OffsiteRow {
  readonly place: Place
  readonly filing: readonly Filing[]
  readonly ratio: readonly RatioChange[]
  readonly deductibleAmount?: DeductibleAmount
  readonly deductibleFactor?: Ratio
  readonly sequenceApplies: boolean
  readonly firstSelfPay?: Ratio
  readonly from: Citation
}

/** Rows that pay, and those of which a document is known to say nothing: written down, so that an absence is never an oversight. */
export interface OffsiteRule {
  readonly rows: readonly OffsiteRow[]
  readonly silent: readonly { readonly place: Place; readonly filing: readonly Filing[] }[]
}

export interface GuaranteedMinimum {
  readonly ratioByPlace: Readonly<Partial<Record<Place, OrAwaiting<Ratio>>>>
  readonly from: Citation
}

/** Tests before the admission that join the bill (入院前检查并入): those of so many days before it; earlier ones do not belong to it. */
export interface PriorTests {
  readonly withinDays: number
  readonly from: Citation
}

export interface ShareBenefit {
  readonly mode: 'share'
  readonly deductible: DeductibleRule
  readonly bands: BandsRule
  readonly ratioSteps: readonly RatioStep[]
  readonly offsite: readonly OffsiteRow[]
  readonly guaranteed: GuaranteedMinimum | null
  readonly countsAdmission: boolean
  readonly priorTests?: PriorTests
  readonly from: Citation
}

export interface FixedBenefit {
  readonly mode: 'fixed'
  readonly form: 'lump_sum' | 'in_full_up_to_quota'
  readonly by: 'delivery' | 'procedure'
  readonly amounts: Readonly<Record<string, OrAwaiting<Fen>>>
  /** Levels of providers with amounts of their own; a level that is not named here takes `amounts`. */
  readonly amountsByLevel?: Readonly<Record<ProviderLevel, Readonly<Record<string, OrAwaiting<Fen>>>>>
  readonly limit: 'bill_total' | 'in_scope'
  readonly countsAdmission: boolean
  readonly priorTests?: PriorTests
  readonly from: Citation
}

export type Benefit = ShareBenefit | FixedBenefit

/** What unbroken and claim-free years add to a yearly limit, together at most `limitShare` of it (国办发〔2024〕38号). */
export interface IncentiveRule {
  readonly freeYears: number
  readonly perYearFen: Fen
  readonly perZeroClaimYearFen: Fen
  readonly limitShare: Ratio
}

export type CapAmount =
  | { readonly fen: Fen }
  | { readonly byEnrolledYears: readonly { readonly fromYears: number; readonly fen: Fen }[] }
  /** Each disease of the list has a limit and a counter of its own; a disease that is not named has none. */
  | { readonly byDisease: Readonly<Record<string, OrAwaiting<Fen>>> }

export interface CapRule {
  readonly id: string
  readonly on: 'fund_paid' | 'in_scope_cost'
  readonly amount: OrAwaiting<CapAmount>
  readonly kinds: readonly BenefitKind[]
  readonly disease?: string
  readonly delivery?: string
  readonly period: 'per_bill' | 'month' | 'quarter' | 'year'
  readonly personSteps: readonly { readonly when: When; readonly setFen?: Fen | null; readonly times?: Ratio; readonly plusFen?: Fen }[]
  readonly incentive?: IncentiveRule
  /** One limit for a person of both schemes in a year: what the other scheme's cap of the same name counted counts here too. */
  readonly sharedBySchemes?: boolean
  readonly from: Citation
}

/** One limit on what several layers pay together (基本、大病、救助合并封顶): whichever layer reaches it pays no more. */
export interface JointCapRule {
  readonly id: string
  readonly layers: readonly string[]
  readonly kinds: readonly BenefitKind[]
  readonly fen: OrAwaiting<Fen>
  readonly period: 'per_bill' | 'year'
  readonly personSteps: readonly { readonly when: When; readonly setFen?: Fen | null; readonly times?: Ratio; readonly plusFen?: Fen }[]
  readonly from: Citation
}

export interface LargeAmountLayer {
  readonly kinds: readonly BenefitKind[]
  readonly start: { readonly mode: 'cost_position'; readonly atFen: Fen } | { readonly mode: 'basic_cap_reached'; readonly ofCap: string }
  readonly ratio: OrAwaiting<Ratio>
  readonly ratioSteps: readonly RatioStep[]
  readonly capFen: OrAwaiting<Fen> | null
  readonly from: Citation
}

export type BurdenPart =
  | 'basic_deductible'
  | 'in_scope_rest'
  | 'item_pre_self_pay'
  | 'offsite_pre_self_pay'
  | 'above_standard'
  | 'out_of_catalogue'
  | 'special_list'

export type WhenGuaranteed = 'zero' | 'in_scope_minus_paid'

export interface MajorIllnessLayer {
  readonly kinds: readonly BenefitKind[]
  readonly deductibleFen: OrAwaiting<Fen>
  readonly deductibleSteps: readonly { readonly when: When; readonly times?: Ratio; readonly setFen?: Fen }[]
  readonly burden: { readonly includes: readonly BurdenPart[]; readonly whenGuaranteed: WhenGuaranteed }
  readonly bands: { readonly position: BandPosition; readonly table: readonly Band[] }
  readonly ratioSteps: readonly RatioStep[]
  readonly cap: {
    readonly baseFen: OrAwaiting<Fen> | null
    readonly personSteps: readonly { readonly when: When; readonly setFen?: Fen | null; readonly times?: Ratio }[]
    readonly incentive: IncentiveRule | null
  }
  /** One scheme of major illness for employees and residents: burden and payments of the year count together. */
  readonly sharedBySchemes?: boolean
  readonly from: Citation
}

export interface AssistanceClass {
  readonly deductible: { readonly fen: OrAwaiting<Fen> } | { readonly incomeShare: OrAwaiting<Ratio> }
  readonly ratio: OrAwaiting<Ratio>
  /** By place, filing, kind of care or disease: care outside that was not filed may be helped less. */
  readonly ratioSteps?: readonly RatioStep[]
  readonly capFen: OrAwaiting<Fen> | null
  readonly from: Citation
}

export interface AssistanceLayer {
  readonly kinds: readonly BenefitKind[]
  readonly classOrder: readonly string[]
  readonly classes: Readonly<Record<string, AssistanceClass>>
  readonly disposableIncomeFen: OrAwaiting<Fen> | null
  readonly baseIncludesBasicDeductible: boolean
  readonly whenGuaranteed: WhenGuaranteed
  readonly tilt: {
    readonly thresholdFen: OrAwaiting<Fen>
    readonly ratio: OrAwaiting<Ratio>
    readonly capFen: OrAwaiting<Fen> | null
    readonly classes?: readonly string[]
    readonly from: Citation
  } | null
  readonly from: Citation
}

export interface CivilServantLayer {
  readonly kinds: readonly BenefitKind[]
  readonly when: When
  readonly deductibleFen: OrAwaiting<Fen>
  readonly inScopeBands: readonly Band[]
  readonly ratioSteps: readonly RatioStep[]
  readonly inScopeRestIncludesBasicDeductible: boolean
  readonly outScope: { readonly ratio: OrAwaiting<Ratio>; readonly baseByKind: Readonly<Partial<Record<BenefitKind, readonly BurdenPart[]>>> }
  readonly whenGuaranteed: WhenGuaranteed
  readonly capFen: OrAwaiting<Fen> | null
  readonly from: Citation
}

export interface SupplementLayer {
  /** `special_care` 优抚 · `mutual_aid` 职工互助 · `disabled` 残联 · `enterprise` 企业补充 · `hospital` 医院承担; the neutral cases say `veteran`. */
  readonly name: string
  readonly kinds: readonly BenefitKind[]
  readonly when: When
  readonly ratio: OrAwaiting<Ratio>
  readonly capFen: OrAwaiting<Fen> | null
  readonly from: Citation
}

export type AccountSource = 'current' | 'history' | 'family'
export type AccountMayPay = 'deductible' | 'in_scope_share' | 'item_pre_self_pay' | 'offsite_pre_self_pay' | 'above_standard' | 'out_of_catalogue'

export type FamilyRelation = 'spouse' | 'parent' | 'child' | 'sibling' | 'grandparent' | 'grandchild'

/** Whose accounts may pay for a member of the family, and how much they may pay for one member in a year. */
export interface FamilySharing {
  readonly relations: readonly FamilyRelation[]
  readonly yearlyFen: OrAwaiting<Fen> | null
}

export interface AccountRule {
  readonly order: 'before_fund' | 'after_fund'
  readonly beforeUses: readonly AccountSource[]
  readonly afterUses: readonly AccountSource[]
  readonly mayPay: readonly AccountMayPay[]
  /** Limits of the source `family`; absent where no document names any. */
  readonly family?: FamilySharing
  readonly from: Citation
}

export interface StayRule {
  readonly merge: boolean
  readonly deductible: 'top_up' | 'none' | 'full'
  readonly positionsContinue: boolean
  readonly acrossNewYear: 'deductible_not_charged_again' | 'charged_again'
  /** Days between discharge and admission that still make one stay; absent: the same day. */
  readonly withinDays?: number
  readonly sameProvider?: boolean
  readonly sameDiagnosis?: boolean
}

/** Care outside the area by the catalogue of the place of care (就医地目录), for the filings named; others by that of the place of insurance. */
export interface OffsiteCatalogue {
  readonly placeOfCare: readonly Filing[]
  readonly from: Citation
}

/** Injuries: which kinds of care ask for a declaration, and whether a written promise stands for the investigation. */
export interface AccidentRule {
  readonly declaredKinds: readonly BenefitKind[]
  readonly promiseAccepted: boolean
  readonly from: Citation
}

/** Payment before the liable party (先行支付): out of which layers, and whether it uses the year's limits and deductibles. */
export interface AdvancePaymentRule {
  readonly layers: readonly string[]
  readonly countsInYear: boolean
  readonly from: Citation
}

/**
 * A third party who answers for a part only. `share_of_cost`: of every part of the bill that share is the third party's, and the rules
 * look at the rest as if it were the bill (社会保险基金先行支付暂行办法第二条). `share_of_payment`: the rules look at the whole bill, and of
 * what each layer comes to that share is the third party's.
 */
export interface ThirdPartyShareRule {
  readonly kind: 'share_of_cost' | 'share_of_payment'
  readonly from: Citation
}

/** Who owes a layer's amount; `liable` stands on a statement for what a third party answers for, and pays nothing there. */
export type Payer = 'fund' | 'insurer' | 'union' | 'federation' | 'enterprise' | 'finance' | 'hospital' | 'liable'

export interface BenefitPolicy {
  readonly area: string
  readonly scheme: Scheme
  readonly inForce: Day
  readonly until: Day | null
  readonly versionBy: 'discharge' | 'admission' | 'fee_day'
  readonly yearBy: 'discharge' | 'admission' | 'settlement'
  readonly entitlementDay: 'admission' | 'discharge' | 'settlement'
  readonly preSelfPayRounding: 'per_line' | 'per_bill'
  readonly layerOrder: readonly string[]
  /** Payer of each layer where a document names one; `payerOf` knows the usual payer of the others. */
  readonly payers: Readonly<Record<string, Payer>>
  readonly levels: readonly ProviderLevel[]
  readonly benefits: Readonly<Partial<Record<BenefitKind, Benefit>>>
  readonly caps: readonly CapRule[]
  readonly large: LargeAmountLayer | null
  readonly major: MajorIllnessLayer | null
  readonly assistance: AssistanceLayer | null
  readonly civilServant: CivilServantLayer | null
  readonly supplements: readonly SupplementLayer[]
  readonly account: AccountRule | null
  readonly stays: { readonly transfer: StayRule; readonly midStay: StayRule; readonly readmission?: StayRule }
  /** Whose catalogue splits the lines of care outside the area; absent: that of the place of insurance. */
  readonly offsiteCatalogue?: OffsiteCatalogue | null
  /** Null or absent where no document says. */
  readonly accident?: AccidentRule | null
  readonly advancePayment?: AdvancePaymentRule | null
  readonly thirdPartyShare?: ThirdPartyShareRule | null
  readonly maternityAllowance?: MaternityAllowanceRule | null
  /** Absent where the area has none, which is nearly everywhere. */
  readonly jointCaps?: readonly JointCapRule[]
  readonly reversal: 'subtract_own' | 'last_first'
  /** Where the settings of the settlement stand (which day, which year, order of layers). */
  readonly settingsFrom?: Citation
  /** Entitlement rules stay with the room `entitlement`; `settle` is told the answer. */
  readonly from: Citation
}
