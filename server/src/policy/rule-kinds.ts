// Names every kind of rule that a composed policy uses, and the edge on which each kind turns. The worked cases are held against
// this list: each kind is tried on its edge and on both sides of it (scenarios/README.md). A kind that is added to the domain and
// is not named here stops the build or the test.
import type {
  AccountRule,
  AssistanceLayer,
  BandsRule,
  Benefit,
  BenefitPolicy,
  CapRule,
  CivilServantLayer,
  DeductibleAmount,
  DeductibleRule,
  LargeAmountLayer,
  MajorIllnessLayer,
  OffsiteRow,
  RatioChange,
  RatioStep,
  StayRule,
  When,
} from '@tongchou/domain/policy/benefit-policy.js'

/** Kinds of rules in use, without order. */
export function ruleKindsOf(policy: BenefitPolicy): ReadonlySet<string> {
  const {
    versionBy,
    yearBy,
    preSelfPayRounding,
    reversal,
    benefits,
    caps,
    large,
    major,
    assistance,
    civilServant,
    supplements,
    account,
    stays,
    jointCaps = [],
  } = policy
  return new Set([
    `settlement.version_by.${versionBy}`,
    `settlement.year_by.${yearBy}`,
    `settlement.pre_self_pay_rounding.${preSelfPayRounding}`,
    `settlement.reversal.${reversal}`,
    ...Object.values(benefits).flatMap(ofBenefit),
    ...Object.values(benefits).flatMap(({ priorTests }) => (priorTests === undefined ? [] : ['prior_tests'])),
    ...caps.flatMap(ofCap),
    ...jointCaps.flatMap(({ period, personSteps }) => [
      `joint_cap.${period}`,
      ...personSteps.flatMap(({ when, ...step }) => [...ofStep('joint_cap.step', step), ...ofWhen(when)]),
    ]),
    ...(policy.thirdPartyShare == null ? [] : [`third_party_share.${policy.thirdPartyShare.kind}`]),
    ...(large === null ? [] : ofLarge(large)),
    ...(major === null ? [] : ofMajor(major)),
    ...(assistance === null ? [] : ofAssistance(assistance)),
    ...(civilServant === null ? [] : ofCivilServant(civilServant)),
    ...supplements.flatMap(({ name, when, capFen }) => [`supplement.${name}`, ...(capFen === null ? [] : ['supplement.cap']), ...ofWhen(when)]),
    ...(account === null ? [] : ofAccount(account)),
    ...ofStay('transfer', stays.transfer),
    ...ofStay('mid_stay', stays.midStay),
  ])
}

function ofBenefit(benefit: Benefit): string[] {
  if (benefit.mode === 'fixed') return [`fixed.${benefit.form}`, `fixed.by.${benefit.by}`, `fixed.limit.${benefit.limit}`]
  const { deductible, bands, ratioSteps, offsite, guaranteed } = benefit
  const stepOfPlace = ratioSteps.findIndex((step) => 'offsite' in step)
  return [
    ...ofDeductible(deductible),
    ...ofBands(bands),
    ...ratioSteps.flatMap(ofRatioStep),
    ...(offsite.length > 0 && stepOfPlace < ratioSteps.length - 1 && stepOfPlace >= 0 ? ['offsite.before_person_steps'] : []),
    ...offsite.flatMap(ofRow),
    ...(guaranteed === null ? [] : ['guaranteed_minimum']),
  ]
}

function ofDeductible({ amount, sequence, period, personSteps, waivers, order }: DeductibleRule): string[] {
  const floor = sequence.kind === 'minus_each' || sequence.kind === 'minus_flat' ? [`deductible.sequence.${sequence.kind}.floor`] : []
  return [
    ...ofAmount('deductible.amount', amount),
    ...(sequence.kind === 'none' ? [] : [`deductible.sequence.${sequence.kind}`, ...floor]),
    `deductible.period.${period}`,
    ...personSteps.flatMap(({ when, ...step }) => [...ofStep('deductible.step', step), ...ofWhen(when)]),
    ...waivers.flatMap(({ when }) => ['deductible.waiver', ...ofWhen(when)]),
    ...(order.join() === 'amount,sequence,offsite,person,waiver' ? [] : ['deductible.order']),
  ]
}

function ofAmount(name: string, amount: DeductibleAmount): string[] {
  switch (amount.mode) {
    case 'fixed':
    case 'by_level':
      return [`${name}.${amount.mode}`]
    case 'percent_of_total':
      return [`${name}.${amount.mode}`, `${name}.${amount.mode}.min`, `${name}.${amount.mode}.max`]
  }
}

interface AnyStep {
  readonly times?: unknown
  readonly setFen?: bigint | null
  readonly minusFen?: unknown
  readonly plusFen?: unknown
}

function ofStep(name: string, { times, setFen, minusFen, plusFen }: AnyStep): string[] {
  return [
    ...(times === undefined ? [] : [`${name}.times`]),
    ...(setFen === undefined ? [] : [`${name}.${setFen === null ? 'none' : 'set'}`]),
    ...(minusFen === undefined ? [] : [`${name}.minus`]),
    ...(plusFen === undefined ? [] : [`${name}.plus`]),
  ]
}

const WHEN_NAMES: { readonly [K in keyof Required<When>]: string } = {
  identity: 'when.identity',
  identityIn: 'when.identity_in',
  retired: 'when.retired',
  ageFrom: 'when.age_from',
  ageTo: 'when.age_to',
  kind: 'when.kind',
  disease: 'when.disease',
  diseaseIn: 'when.disease_in',
  treatment: 'when.treatment',
  treatmentFrom: 'when.treatment_from',
  admissionFrom: 'when.admission_from',
  level: 'when.level',
  place: 'when.place',
  filingIn: 'when.filing_in',
  firstSeenIn: 'when.first_seen_in',
}

function ofWhen(when: When): string[] {
  return Object.entries(WHEN_NAMES).flatMap(([field, name]) => (when[field as keyof When] === undefined ? [] : [name]))
}

function ofBands({ position, upperBound, scope, bands }: BandsRule): string[] {
  const where = position ?? 'silent'
  const table = 'table' in bands ? 'one_table' : 'by_level'
  return [`bands.position.${where}`, `bands.upper_bound.${upperBound}`, `bands.scope.${scope}`, `bands.table.${table}`]
}

function ofRatioStep(step: RatioStep): string[] {
  return 'offsite' in step ? [] : [changeName('ratio', step.change), ...ofWhen(step.when)]
}

function changeName(name: string, change: RatioChange): string {
  if ('points' in change) return `${name}.points`
  if ('times' in change) return `${name}.times`
  if ('selfShareTimes' in change) return `${name}.self_share_times`
  return 'set' in change ? `${name}.set` : `${name}.set_from_band`
}

function ofRow({ ratio, deductibleAmount, deductibleFactor, firstSelfPay, sequenceApplies }: OffsiteRow): string[] {
  return [
    ...ratio.map((change) => changeName('offsite.ratio', change)),
    ...(deductibleAmount === undefined ? [] : ofAmount('offsite.deductible_amount', deductibleAmount)),
    ...(deductibleFactor === undefined ? [] : ['offsite.deductible_factor']),
    ...(firstSelfPay === undefined ? [] : ['offsite.first_self_pay']),
    ...(sequenceApplies ? [] : ['offsite.sequence_does_not_apply']),
  ]
}

function ofCap({ on, amount, period, disease, delivery, personSteps }: CapRule): string[] {
  return [
    `cap.${on}.${period}`,
    ...('byEnrolledYears' in amount ? ['cap.by_enrolled_years'] : []),
    ...(disease === undefined ? [] : ['cap.disease']),
    ...(delivery === undefined ? [] : ['cap.delivery']),
    ...personSteps.flatMap(({ when, ...step }) => [...ofStep('cap.step', step), ...ofWhen(when)]),
  ]
}

function ofLarge({ start, ratioSteps, capFen }: LargeAmountLayer): string[] {
  return [`large.start.${start.mode}`, ...(capFen === null ? [] : ['large.cap']), ...ratioSteps.flatMap(ofRatioStep)]
}

function ofMajor({ deductibleSteps, burden, bands, ratioSteps, cap }: MajorIllnessLayer): string[] {
  return [
    'major.deductible',
    ...deductibleSteps.flatMap(({ when, ...step }) => [...ofStep('major.deductible_step', step), ...ofWhen(when)]),
    ...burden.includes.map((part) => `major.burden.${part}`),
    `major.when_guaranteed.${burden.whenGuaranteed}`,
    `major.position.${bands.position ?? 'silent'}`,
    ...ratioSteps.flatMap(ofRatioStep),
    ...(cap.baseFen === null ? [] : ['major.cap']),
    ...cap.personSteps.flatMap(({ when, ...step }) => [...ofStep('major.cap_step', step), ...ofWhen(when)]),
    ...(cap.incentive === null ? [] : ['major.incentive.per_year', 'major.incentive.per_zero_claim_year', 'major.incentive.limit']),
  ]
}

function ofAssistance({ classes, baseIncludesBasicDeductible, whenGuaranteed, tilt }: AssistanceLayer): string[] {
  const own = Object.values(classes).flatMap(({ deductible, capFen }) => [
    `assistance.deductible.${'fen' in deductible ? 'amount' : 'income_share'}`,
    ...(capFen === null ? [] : ['assistance.cap']),
  ])
  const second =
    tilt === null ? [] : ['assistance.tilt', ...(tilt.capFen === null ? [] : ['assistance.tilt.cap']), ...(tilt.classes ? ['assistance.tilt.classes'] : [])]
  const base = `assistance.base.${baseIncludesBasicDeductible ? 'with' : 'without'}_basic_deductible`
  return [...own, ...second, base, `assistance.when_guaranteed.${whenGuaranteed}`, ...(Object.keys(classes).length > 1 ? ['assistance.class_order'] : [])]
}

function ofCivilServant({ when, inScopeBands, ratioSteps, inScopeRestIncludesBasicDeductible, outScope, whenGuaranteed, capFen }: CivilServantLayer): string[] {
  return [
    'civil_servant.deductible',
    ...(inScopeBands.length > 1 ? ['civil_servant.bands'] : []),
    ...(Object.keys(outScope.baseByKind).length > 0 ? ['civil_servant.out_scope'] : []),
    `civil_servant.rest.${inScopeRestIncludesBasicDeductible ? 'with' : 'without'}_basic_deductible`,
    `civil_servant.when_guaranteed.${whenGuaranteed}`,
    ...(capFen === null ? [] : ['civil_servant.cap']),
    ...ofWhen(when),
    ...ratioSteps.flatMap(ofRatioStep),
  ]
}

function ofAccount({ order, beforeUses, afterUses, mayPay }: AccountRule): string[] {
  return [`account.${order}`, ...[...beforeUses, ...afterUses].map((source) => `account.source.${source}`), ...mayPay.map((part) => `account.may_pay.${part}`)]
}

function ofStay(name: string, { merge, deductible, positionsContinue, acrossNewYear }: StayRule): string[] {
  if (!merge) return [`stays.${name}.separate`]
  return [`stays.${name}.${deductible}`, ...(positionsContinue ? [`stays.${name}.positions_continue`] : []), `stays.${name}.across_new_year.${acrossNewYear}`]
}
