// One inpatient bill of 30 fee lines that climbs every layer there is: basic up to its cap, large amount, major illness, medical
// assistance and its second tilt, civil servants' payment, mutual aid, the personal account. Figures are illustrative.
import type { Band, BenefitPolicy, BurdenPart, RatioStep, ShareBenefit } from '@tongchou/domain/policy/benefit-policy.js'
import type { Bill, BillLine, InsuredPerson } from '@tongchou/domain/settlement/bill.js'
import type { SettlementRequest } from '@tongchou/domain/settlement/settle.js'
import { BLANK, BLANK_BENEFIT, exactRatio, FROM } from './by-settle.js'

const yuan = (amount: number): bigint => BigInt(amount) * 100n
const band = (percent: string, from: number, to: number | null, more: Partial<Band> = {}): Band => ({
  fromFen: yuan(from),
  toFen: to === null ? null : yuan(to),
  ratio: exactRatio(percent),
  ...more,
})

const KINDS = ['inpatient'] as const
const BURDEN: readonly BurdenPart[] = ['basic_deductible', 'in_scope_rest', 'item_pre_self_pay']
const RETIRED: RatioStep = { when: { retired: true }, change: { points: exactRatio('2%') }, from: FROM }

const BENEFIT: ShareBenefit = {
  ...BLANK_BENEFIT,
  deductible: {
    ...BLANK_BENEFIT.deductible,
    amount: { mode: 'by_level', table: { '2': yuan(500), '3': yuan(900) } },
    sequence: { kind: 'factors', factors: [exactRatio('100%'), exactRatio('50%')] },
    personSteps: [{ when: { retired: true }, times: exactRatio('80%') }],
  },
  bands: {
    ...BLANK_BENEFIT.bands,
    scope: 'year',
    carriedKinds: KINDS,
    bands: { byLevel: { '3': [band('82%', 0, 10_000), band('85%', 10_000, 50_000), band('90%', 50_000, null)] } },
  },
  ratioSteps: [{ offsite: true }, RETIRED],
}

const POLICY: BenefitPolicy = {
  ...BLANK,
  levels: ['2', '3'],
  layerOrder: ['basic', 'major', 'assistance', 'mutual_aid', 'civil_servant'],
  benefits: { inpatient: BENEFIT },
  caps: [{ id: 'year', on: 'fund_paid', amount: { fen: yuan(150_000) }, kinds: KINDS, period: 'year', personSteps: [], from: FROM }],
  large: {
    kinds: KINDS,
    start: { mode: 'basic_cap_reached', ofCap: 'year' },
    ratio: exactRatio('80%'),
    ratioSteps: [RETIRED],
    capFen: yuan(200_000),
    from: FROM,
  },
  major: {
    kinds: KINDS,
    deductibleFen: yuan(15_000),
    deductibleSteps: [{ when: { identity: 'minimum_living' }, times: exactRatio('50%') }],
    burden: { includes: BURDEN, whenGuaranteed: 'zero' },
    bands: { position: 'absolute', table: [band('60%', 0, 50_000), band('65%', 50_000, 100_000), band('70%', 100_000, null)] },
    ratioSteps: [{ when: { identity: 'minimum_living' }, change: { points: exactRatio('5%') }, from: FROM }],
    cap: { baseFen: yuan(300_000), personSteps: [], incentive: null },
    from: FROM,
  },
  assistance: {
    kinds: KINDS,
    classOrder: ['destitute', 'minimum_living'],
    classes: { minimum_living: { deductible: { fen: yuan(2_000) }, ratio: exactRatio('70%'), capFen: yuan(30_000), from: FROM } },
    disposableIncomeFen: null,
    baseIncludesBasicDeductible: true,
    whenGuaranteed: 'in_scope_minus_paid',
    tilt: { thresholdFen: yuan(3_000), ratio: exactRatio('60%'), capFen: yuan(10_000), from: FROM },
    from: FROM,
  },
  civilServant: {
    kinds: KINDS,
    when: { identity: 'civil_servant' },
    deductibleFen: yuan(500),
    inScopeBands: [band('50%', 0, 5_000), band('70%', 5_000, null)],
    ratioSteps: [],
    inScopeRestIncludesBasicDeductible: false,
    outScope: { ratio: exactRatio('30%'), baseByKind: { inpatient: ['item_pre_self_pay', 'out_of_catalogue'] } },
    whenGuaranteed: 'in_scope_minus_paid',
    capFen: yuan(60_000),
    from: FROM,
  },
  supplements: [{ name: 'mutual_aid', kinds: KINDS, when: {}, ratio: exactRatio('40%'), capFen: yuan(8_000), from: FROM }],
  account: {
    order: 'after_fund',
    beforeUses: [],
    afterUses: ['current', 'history', 'family'],
    mayPay: ['deductible', 'in_scope_share', 'item_pre_self_pay', 'above_standard'],
    from: FROM,
  },
}

export const ALL_LAYERS = ['basic', 'large', 'major', 'assistance', 'assistance_tilt', 'mutual_aid', 'civil_servant'] as const

const PERSON: InsuredPerson = {
  age: 66,
  retired: true,
  identities: ['civil_servant', 'minimum_living'],
  yearsEnrolled: 20,
  continuousYears: 12,
  zeroClaimYears: 1,
  account: { current: yuan(1_000), history: yuan(500), family: [yuan(800)] },
}

const EARLIER = {
  admissions: 1n,
  in_scope: yuan(6_000),
  'in_scope/inpatient': yuan(6_000),
  'paid/basic': yuan(4_000),
  'cap/year': yuan(4_000),
  major_burden: yuan(2_000),
}

/** The `index`-th of as many different bills as anybody likes. */
export function fullRequest(index: number): SettlementRequest {
  return { versions: [POLICY], scheme: 'employee', person: PERSON, bill: billOf(index), counters: () => EARLIER }
}

function billOf(index: number): Bill {
  const lines = Array.from({ length: 30 }, (_, at) => lineOf(at, BigInt(index)))
  const where = { scheme: 'employee', kind: 'inpatient', level: '3', provider: 'H1', place: 'local', filing: 'none' } as const
  const days = { admitted: '2026-03-01', discharged: '2026-03-19', settledOn: '2026-03-19' }
  return { ...where, ...days, total: lines.reduce((sum, line) => sum + line.amount, 0n), lines, useAccount: true }
}

/** Two lines in three are paid in full scope, most others after 10 %, some above a ceiling or outside the catalogue. */
function lineOf(at: number, index: bigint): BillLine {
  const amount = 1_600_011n + BigInt(at) * 20_003n + index * 101n
  if (at % 15 === 7) return { class: '丙', amount: amount / 10n, initialSelfPayment: exactRatio('100%'), aboveStandard: 0n }
  if (at % 3 === 2) return { class: '乙', amount, initialSelfPayment: exactRatio('10%'), aboveStandard: at % 2 === 0 ? 5_000n : 0n }
  return { class: '甲', amount, initialSelfPayment: exactRatio('0'), aboveStandard: 0n }
}
