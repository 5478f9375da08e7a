// Policies drawn at random: deductible by bill or by year, one or several bands, cap, large amounts, major illness, assistance,
// personal account. Every draw is a policy that could have been written; articles are those of the small city.
import type { Ratio } from '@tongchou/domain/base/money.js'
import type { Band, BenefitPolicy, ShareBenefit } from '@tongchou/domain/policy/benefit-policy.js'
import fc from 'fast-check'
import { POOL } from './small-city.js'
import { smallPolicy } from './small-policy.js'

const BASE = smallPolicy(POOL, 'resident')
const INPATIENT = shareOf(BASE, 'inpatient')
const { from } = INPATIENT
if (BASE.major === null || BASE.assistance === null) throw new Error('the small city has every layer')
const [MAJOR, ASSISTANCE] = [BASE.major, BASE.assistance]

/** The rules of a kind of care that is paid by share. */
export function shareOf({ benefits }: BenefitPolicy, kind: keyof BenefitPolicy['benefits']): ShareBenefit {
  const benefit = benefits[kind]
  if (benefit?.mode !== 'share') throw new Error(`${kind} is not paid by share`)
  return benefit
}

const ratio: fc.Arbitrary<Ratio> = fc.bigInt(0n, 1000n).map((num) => ({ num, den: 1000n }))
const yuan = (most: bigint): fc.Arbitrary<bigint> => fc.bigInt(0n, most).map((whole) => whole * 100n)

/** One to four bands without gap or overlap; ratios rise and fall. */
const bands: fc.Arbitrary<readonly Band[]> = fc
  .record({ cuts: fc.uniqueArray(fc.bigInt(1n, 1_000n), { maxLength: 3 }), ratios: fc.array(ratio, { minLength: 4, maxLength: 4 }) })
  .map(({ cuts, ratios }) => {
    const at = [0n, ...cuts.map((thousands) => thousands * 10_000n).sort((a, b) => (a < b ? -1 : 1))]
    return at.map((fromFen, index) => ({ fromFen, toFen: at[index + 1] ?? null, ratio: ratios[index] ?? { num: 0n, den: 1n } }))
  })

const inpatient: fc.Arbitrary<ShareBenefit> = fc
  .record({
    deductible: yuan(3_000n),
    period: fc.constantFrom('per_bill', 'year', 'year_top_up', 'month', 'quarter', 'hospital_year'),
    table: bands,
    position: fc.constantFrom('absolute', 'above_deductible'),
    scope: fc.constantFrom('per_bill', 'year'),
    guaranteed: fc.option(ratio, { nil: null }),
  })
  .map(({ deductible, period, table, position, scope, guaranteed }) => ({
    ...INPATIENT,
    deductible: { ...INPATIENT.deductible, amount: { mode: 'fixed', fen: deductible }, period },
    bands: { ...INPATIENT.bands, position, scope, bands: { table } },
    guaranteed: guaranteed === null ? null : { ratioByPlace: { local: guaranteed }, from },
  }))

const layers = fc.record({
  cap: fc.option(yuan(300_000n), { nil: null }),
  large: fc.option(fc.record({ ratio, capFen: fc.option(yuan(300_000n), { nil: null }) }), { nil: null }),
  major: fc.option(fc.record({ deductibleFen: yuan(30_000n), table: bands, capFen: fc.option(yuan(300_000n), { nil: null }) }), { nil: null }),
  assistance: fc.option(fc.record({ deductible: yuan(5_000n), ratio, capFen: fc.option(yuan(50_000n), { nil: null }) }), { nil: null }),
  accountFirst: fc.option(fc.boolean(), { nil: null }),
})

/** Inpatient care and outpatient care, both by the drawn rule. */
export const randomPolicy: fc.Arbitrary<BenefitPolicy> = fc.tuple(inpatient, layers).map(([benefit, { cap, large, major, assistance, accountFirst }]) => {
  const outpatient: ShareBenefit = {
    ...benefit,
    deductible: { ...benefit.deductible, countsKinds: ['outpatient'] },
    bands: { ...benefit.bands, carriedKinds: ['outpatient'] },
    countsAdmission: false,
  }
  return {
    ...BASE,
    inForce: '2020-01-01',
    benefits: { inpatient: benefit, outpatient },
    caps:
      cap === null
        ? []
        : [{ id: 'basic_year', on: 'fund_paid', amount: { fen: cap }, kinds: ['inpatient', 'outpatient'], period: 'year', personSteps: [], from }],
    large:
      large === null || cap === null
        ? null
        : { kinds: ['inpatient'], start: { mode: 'basic_cap_reached', ofCap: 'basic_year' }, ...large, ratioSteps: [], from },
    major:
      major === null
        ? null
        : {
            ...MAJOR,
            kinds: ['inpatient'],
            deductibleFen: major.deductibleFen,
            bands: { position: 'above_deductible', table: major.table },
            cap: { ...MAJOR.cap, baseFen: major.capFen },
          },
    assistance:
      assistance === null
        ? null
        : {
            ...ASSISTANCE,
            kinds: ['inpatient'],
            classes: { minimum_living: { deductible: { fen: assistance.deductible }, ratio: assistance.ratio, capFen: assistance.capFen, from } },
          },
    stays: { ...BASE.stays, midStay: { merge: true, deductible: 'top_up', positionsContinue: true, acrossNewYear: 'deductible_not_charged_again' } },
    account:
      accountFirst === null
        ? null
        : {
            order: accountFirst ? 'before_fund' : 'after_fund',
            beforeUses: ['history'],
            afterUses: ['current', 'history', 'family'],
            mayPay: ['deductible', 'in_scope_share', 'item_pre_self_pay', 'above_standard'],
            from,
          },
  }
})
