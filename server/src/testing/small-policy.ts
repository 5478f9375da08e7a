// Rules of the small city of the tests: round figures of its own, every one illustrative.
import type { Fen, Ratio } from '@tongchou/domain/base/money.js'
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { BenefitKind, BenefitPolicy, DeductibleRule, ShareBenefit } from '@tongchou/domain/policy/benefit-policy.js'
import type { Citation } from '@tongchou/domain/policy/citation.js'

const from: Citation = { document: '小城医保办〔2025〕1号', article: '第三条', certainty: 'illustrative', inForce: '2025-01-01' }
const percent = (points: bigint): Ratio => ({ num: points, den: 100n })
const CARE: readonly BenefitKind[] = ['inpatient', 'outpatient', 'emergency', 'pharmacy', 'chronic_outpatient', 'special_outpatient', 'day_surgery']

function deductible(amount: DeductibleRule['amount'], period: DeductibleRule['period'], countsKinds: readonly BenefitKind[]): DeductibleRule {
  return {
    amount,
    sequence: { kind: 'none' },
    period,
    countsKinds,
    personSteps: [],
    waivers: [],
    order: ['amount', 'sequence', 'offsite', 'person', 'waiver'],
    from,
  }
}

function share(rule: DeductibleRule, ratio: Ratio, countsAdmission: boolean, kinds: readonly BenefitKind[]): ShareBenefit {
  return {
    mode: 'share',
    deductible: rule,
    bands: {
      position: 'above_deductible',
      upperBound: 'inclusive',
      scope: 'per_bill',
      carriedKinds: kinds,
      bands: { table: [{ fromFen: 0n, toFen: null, ratio }] },
      from,
    },
    ratioSteps: [],
    offsite: [
      { place: 'out_of_province', filing: ['none', 'referral', 'temporary'], ratio: [{ points: { num: -10n, den: 100n } }], sequenceApplies: false, from },
    ],
    guaranteed: null,
    countsAdmission,
    from,
  }
}

const STAY: DeductibleRule['amount'] = { mode: 'by_level', table: { township: 20_000n, '1': 20_000n, '2': 50_000n, '3': 80_000n } }

function outpatientCap(fen: Fen): BenefitPolicy['caps'] {
  return [
    { id: 'outpatient_year', on: 'fund_paid', amount: { fen }, kinds: ['outpatient', 'emergency', 'pharmacy'], period: 'year', personSteps: [], from },
    { id: 'basic_year', on: 'fund_paid', amount: { fen: 20_000_000n }, kinds: CARE, period: 'year', personSteps: [], from },
  ]
}

export function smallPolicy(area: string, scheme: Scheme): BenefitPolicy {
  const employee = scheme === 'employee'
  const clinic = deductible({ mode: 'fixed', fen: employee ? 30_000n : 10_000n }, 'year', ['outpatient', 'emergency', 'pharmacy'])
  const stay = deductible(STAY, 'per_bill', ['inpatient', 'day_surgery'])
  const none = deductible({ mode: 'fixed', fen: 0n }, 'per_bill', [])
  const ordinary = share(clinic, percent(employee ? 60n : 50n), false, ['outpatient', 'emergency', 'pharmacy'])
  const inpatient = share(stay, percent(employee ? 85n : 75n), true, ['inpatient'])
  return {
    area,
    scheme,
    inForce: '2025-01-01',
    until: null,
    versionBy: 'discharge',
    yearBy: 'discharge',
    entitlementDay: 'admission',
    preSelfPayRounding: 'per_line',
    layerOrder: ['major', 'assistance'],
    payers: {},
    levels: ['township', '1', '2', '3'],
    benefits: {
      inpatient,
      day_surgery: share(none, percent(70n), false, ['day_surgery']),
      outpatient: ordinary,
      emergency: ordinary,
      pharmacy: ordinary,
      chronic_outpatient: share(none, percent(60n), false, ['chronic_outpatient']),
      special_outpatient: share(none, percent(75n), false, ['special_outpatient']),
    },
    caps: outpatientCap(employee ? 300_000n : 20_000n),
    large: null,
    major: {
      kinds: ['inpatient', 'special_outpatient'],
      deductibleFen: 1_500_000n,
      deductibleSteps: [],
      burden: { includes: ['basic_deductible', 'in_scope_rest'], whenGuaranteed: 'in_scope_minus_paid' },
      bands: { position: 'above_deductible', table: [{ fromFen: 0n, toFen: null, ratio: percent(60n) }] },
      ratioSteps: [],
      cap: { baseFen: null, personSteps: [], incentive: null },
      from,
    },
    assistance: {
      kinds: ['inpatient', 'special_outpatient'],
      classOrder: ['minimum_living'],
      classes: { minimum_living: { deductible: { fen: 0n }, ratio: percent(70n), capFen: 5_000_000n, from } },
      disposableIncomeFen: null,
      baseIncludesBasicDeductible: true,
      whenGuaranteed: 'in_scope_minus_paid',
      tilt: null,
      from,
    },
    civilServant: null,
    supplements: [],
    account: {
      order: 'after_fund',
      beforeUses: [],
      afterUses: employee ? ['current', 'history', 'family'] : ['family'],
      mayPay: ['deductible', 'in_scope_share', 'item_pre_self_pay', 'above_standard'],
      family: { relations: ['spouse', 'parent', 'child'], yearlyFen: 50_000n },
      from,
    },
    offsiteCatalogue: { placeOfCare: ['referral', 'long_term', 'emergency', 'temporary'], from },
    accident: { declaredKinds: ['accident'], promiseAccepted: true, from },
    advancePayment: { layers: ['basic'], countsInYear: false, from },
    thirdPartyShare: { kind: 'share_of_cost', from },
    maternityAllowance: { daysInMonth: 30, leave: [{ occasion: 'birth', days: 98 }], perFurtherChild: 15, from },
    stays: {
      transfer: { merge: true, deductible: 'top_up', positionsContinue: false, acrossNewYear: 'charged_again', withinDays: 1 },
      midStay: { merge: true, deductible: 'none', positionsContinue: true, acrossNewYear: 'deductible_not_charged_again' },
    },
    reversal: 'subtract_own',
    from,
  }
}
