import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Fen, type Ratio, ratioOf } from '../base/money.js'
import type { Band, BenefitPolicy, CapRule, ShareBenefit } from '../policy/benefit-policy.js'
import type { Citation } from '../policy/citation.js'
import { withContributions, withoutContributions } from './accumulators.js'
import type { Bill, BillLine, Counters, InsuredPerson } from './bill.js'
import { cancel } from './cancel.js'
import type { Outcome, Settled } from './outcome.js'
import { settle } from './settle.js'

const FROM: Citation = { document: '测试办〔2020〕1号', article: '第一条', certainty: 'illustrative', inForce: '2020-01-01' }

const yuan = (amount: number): Fen => BigInt(amount) * 100n
const ratio = (text: string): Ratio => ratioOf(text) ?? assert.fail(text)
const band = (text: string, from: Fen = 0n, to: Fen | null = null): Band => ({ fromFen: from, toFen: to, ratio: ratio(text) })

function benefit(changes: Partial<ShareBenefit> = {}): ShareBenefit {
  return {
    mode: 'share',
    deductible: {
      amount: { mode: 'fixed', fen: yuan(500) },
      sequence: { kind: 'none' },
      period: 'per_bill',
      countsKinds: ['inpatient'],
      personSteps: [],
      waivers: [],
      order: ['amount', 'sequence', 'offsite', 'person', 'waiver'],
      from: FROM,
    },
    bands: {
      position: 'above_deductible',
      upperBound: 'inclusive',
      scope: 'per_bill',
      carriedKinds: ['inpatient'],
      bands: { table: [band('80%')] },
      from: FROM,
    },
    ratioSteps: [{ offsite: true }],
    offsite: [],
    guaranteed: null,
    countsAdmission: true,
    from: FROM,
    ...changes,
  }
}

function policy(changes: Partial<BenefitPolicy> = {}): BenefitPolicy {
  return {
    area: '000100',
    scheme: 'resident',
    inForce: '2020-01-01',
    until: null,
    versionBy: 'discharge',
    yearBy: 'discharge',
    entitlementDay: 'admission',
    preSelfPayRounding: 'per_line',
    layerOrder: ['basic', 'major', 'assistance'],
    payers: {},
    levels: ['2'],
    benefits: { inpatient: benefit() },
    caps: [],
    large: null,
    major: null,
    assistance: null,
    civilServant: null,
    supplements: [],
    account: null,
    stays: {
      transfer: { merge: false, deductible: 'full', positionsContinue: false, acrossNewYear: 'charged_again' },
      midStay: { merge: true, deductible: 'top_up', positionsContinue: true, acrossNewYear: 'deductible_not_charged_again' },
    },
    reversal: 'subtract_own',
    from: FROM,
    ...changes,
  }
}

const line = (amount: Fen, changes: Partial<BillLine> = {}): BillLine => ({
  class: '甲',
  amount,
  initialSelfPayment: ratio('0'),
  aboveStandard: 0n,
  ...changes,
})

function bill(lines: readonly BillLine[], changes: Partial<Bill> = {}): Bill {
  return {
    scheme: 'resident',
    kind: 'inpatient',
    level: '2',
    provider: 'H1',
    place: 'local',
    filing: 'none',
    admitted: '2026-03-01',
    discharged: '2026-03-08',
    settledOn: '2026-03-08',
    total: lines.reduce((sum, { amount }) => sum + amount, 0n),
    lines,
    useAccount: true,
    ...changes,
  }
}

const PERSON: InsuredPerson = { age: 45, retired: false, identities: [], yearsEnrolled: 5, continuousYears: 5, zeroClaimYears: 0, account: null }

function outcomeOf(versions: readonly BenefitPolicy[], one: Bill, counters: Counters = {}, person: InsuredPerson = PERSON): Outcome {
  return settle({ versions, scheme: one.scheme, person, bill: one, counters: () => counters })
}

function settledOf(versions: readonly BenefitPolicy[], one: Bill, counters: Counters = {}, person: InsuredPerson = PERSON): Settled {
  const outcome = outcomeOf(versions, one, counters, person)
  assert.equal(
    outcome.kind,
    'settled',
    JSON.stringify(outcome, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  )
  return outcome as Settled
}

const paid = (settled: Settled, layer = 'basic'): Fen => settled.layers.find((step) => step.layer === layer)?.paid ?? 0n

test('a bill says its layers with rule, article and what is left', () => {
  const settled = settledOf([policy()], bill([line(yuan(10_000))]))
  const [basic] = settled.layers
  assert.ok(basic)
  assert.deepEqual([basic.payer, basic.input, basic.paid, basic.left], ['fund', yuan(10_000), yuan(7600), yuan(2400)])
  assert.equal(basic.rule, '政策范围内费用10000.00元减起付线500.00元后，9500.00元×80%，支付7600.00元')
  assert.deepEqual(basic.from, [FROM])
  assert.equal(settled.deductible.rule, '第1次住院，本次起付线500.00元')
  assert.deepEqual(settled.whyNotMore, ['起付线以上9500.00元按比例分担，个人负担1900.00元。', '第1次住院，本次起付线500.00元，起付线内500.00元由个人负担。'])
})

test('by day of fee, the deductible is the admission version’s and each fee keeps its own ratio', () => {
  const old = policy({ versionBy: 'fee_day', until: '2026-02-28' })
  const now = policy({
    versionBy: 'fee_day',
    inForce: '2026-03-01',
    benefits: {
      inpatient: benefit({
        bands: { ...benefit().bands, bands: { table: [band('90%')] } },
        deductible: { ...benefit().deductible, amount: { mode: 'fixed', fen: yuan(900) } },
      }),
    },
  })
  const stay = bill([line(yuan(2500), { feeDay: '2026-03-02' }), line(yuan(1500), { feeDay: '2026-02-27' })], { admitted: '2026-02-26' })
  const settled = settledOf([old, now], stay)
  assert.equal(settled.deductible.charged, yuan(500))
  assert.equal(paid(settled), yuan(800 + 2250)) // (1500 − 500) × 80 % + 2500 × 90 %
  assert.equal(settled.inForce, '2026-03-01')
})

test('by day of fee, a fee before the first version is refused', () => {
  const outcome = outcomeOf([policy({ versionBy: 'fee_day', inForce: '2026-03-01' })], bill([line(yuan(100), { feeDay: '2026-02-27' })]))
  assert.deepEqual([outcome.kind, outcome.kind === 'refused' && outcome.code], ['refused', 'no_version_in_force'])
})

test('an account that pays before the fund takes its part out of deductible and bands', () => {
  const account = { order: 'before_fund', beforeUses: ['current'], afterUses: ['history'], mayPay: ['deductible', 'in_scope_share'], from: FROM } as const
  const person = { ...PERSON, account: { current: yuan(1000), history: yuan(600), family: [] } }
  const settled = settledOf([policy({ account })], bill([line(yuan(5000))]), {}, person)
  assert.equal(paid(settled), yuan(2800)) // (4000 − 500) × 80 %
  assert.deepEqual(settled.account.bySource, { current: yuan(1000), history: yuan(600), family: [] })
  assert.equal(settled.cash, yuan(600))
})

test('an account is left alone when the person does not use it', () => {
  const account = { order: 'after_fund', beforeUses: [], afterUses: ['current'], mayPay: ['in_scope_share'], from: FROM } as const
  const person = { ...PERSON, account: { current: yuan(1000), history: 0n, family: [] } }
  assert.equal(settledOf([policy({ account })], bill([line(yuan(5000))], { useAccount: false }), {}, person).account.paid, 0n)
})

test('a deductible per hospital and year is charged once at each hospital', () => {
  const versions = [policy({ benefits: { inpatient: benefit({ deductible: { ...benefit().deductible, period: 'hospital_year' } }) } })]
  const first = settledOf(versions, bill([line(yuan(300))]))
  const same = settledOf(versions, bill([line(yuan(1000))]), first.contributions)
  const other = settledOf(versions, bill([line(yuan(1000))], { provider: 'H2' }), first.contributions)
  assert.deepEqual([first.deductible.charged, same.deductible.charged, other.deductible.charged], [yuan(300), yuan(200), yuan(500)])
})

test('a deductible per month starts again in the next month', () => {
  const versions = [policy({ benefits: { inpatient: benefit({ deductible: { ...benefit().deductible, period: 'month' } }) } })]
  const first = settledOf(versions, bill([line(yuan(1000))]))
  const next = settledOf(versions, bill([line(yuan(1000))], { discharged: '2026-04-01', settledOn: '2026-04-01' }), first.contributions)
  const again = settledOf(versions, bill([line(yuan(1000))]), first.contributions)
  assert.deepEqual([next.deductible.charged, again.deductible.charged], [yuan(500), 0n])
})

test('a percentage of the total over parts of a stay is taken from the stay’s total so far', () => {
  const amount = { mode: 'percent_of_total', ratio: ratio('20%'), minFen: yuan(2000), maxFen: yuan(10_000) } as const
  const versions = [policy({ benefits: { inpatient: benefit({ deductible: { ...benefit().deductible, amount } }) } })]
  const first = settledOf(versions, bill([line(yuan(20_000))]))
  assert.ok(first.stay)
  const second = settledOf(versions, bill([line(yuan(40_000))], { stayLink: { kind: 'mid_stay', soFar: first.stay } }), first.contributions)
  assert.deepEqual([first.deductible.charged, second.deductible.charged], [yuan(4000), yuan(6000)]) // 20 % of 60 000 is above 10 000
  assert.deepEqual([second.admissionNumber, second.stay?.total, second.contributions['admissions']], [1, yuan(60_000), undefined])
})

const cap = (changes: Partial<CapRule>): CapRule => ({
  id: 'c',
  on: 'fund_paid',
  amount: { fen: yuan(1000) },
  kinds: ['inpatient'],
  period: 'year',
  personSteps: [],
  from: FROM,
  ...changes,
})

test('a cap per month counts only its month, a cap per bill counts nothing', () => {
  const monthly = [policy({ caps: [cap({ period: 'month' })] })]
  const first = settledOf(monthly, bill([line(yuan(1500))])) // 800
  assert.equal(paid(settledOf(monthly, bill([line(yuan(1500))]), first.contributions)), yuan(200))
  assert.equal(paid(settledOf(monthly, bill([line(yuan(1500))], { discharged: '2026-04-02', settledOn: '2026-04-02' }), first.contributions)), yuan(800))
  const perBill = [policy({ caps: [cap({ period: 'per_bill' })] })]
  const limited = settledOf(perBill, bill([line(yuan(5000))]))
  assert.deepEqual([paid(limited), limited.layers[0]?.bound, limited.contributions['cap/c']], [yuan(1000), 'cap:c', undefined])
})

test('a cap awaited by somebody leaves every bill undecided, with the article', () => {
  const outcome = outcomeOf([policy({ caps: [cap({ amount: { awaiting: '市人民政府' } })] })], bill([line(yuan(100))]))
  assert.deepEqual(outcome, {
    kind: 'undecided',
    code: 'awaiting_figure',
    needs: 'caps.c.amount',
    sentence: '《测试办〔2020〕1号》第一条规定该数额由市人民政府另行制定，尚未公布，暂不能结算；请待其公布后再结算。',
    from: FROM,
  })
})

test('a care outside without a row is undecided', () => {
  const outcome = outcomeOf([policy()], bill([line(yuan(100))], { place: 'out_of_province' }))
  assert.deepEqual([outcome.kind, outcome.kind === 'undecided' && outcome.needs], ['undecided', 'benefits.inpatient.offsite'])
})

const assistance = {
  kinds: ['inpatient'],
  classOrder: ['minimum_living'],
  classes: { minimum_living: { deductible: { fen: 0n }, ratio: ratio('50%'), capFen: null, from: FROM } },
  disposableIncomeFen: null,
  baseIncludesBasicDeductible: false,
  whenGuaranteed: 'zero',
  tilt: { thresholdFen: yuan(1000), ratio: ratio('50%'), capFen: yuan(800), from: FROM },
  from: FROM,
} as const

test('assistance leaves the deductible out where the policy says so, and tilts above the year’s threshold', () => {
  const versions = [policy({ assistance })]
  const person = { ...PERSON, identities: ['minimum_living'] }
  const first = settledOf(versions, bill([line(yuan(15_500))]), {}, person) // basic 12 000, rest 3 000
  assert.deepEqual([paid(first, 'assistance'), paid(first, 'assistance_tilt')], [yuan(1500), yuan(250)])
  const second = settledOf(versions, bill([line(yuan(15_500))]), first.contributions, person)
  assert.deepEqual([paid(second, 'assistance'), paid(second, 'assistance_tilt')], [yuan(1500), yuan(550)]) // 750 due, 800 − 250 left
  assert.equal(second.layers.at(-1)?.bound, 'cap:assistance_tilt')
})

test('a layer that sees nothing after a guaranteed bill pays nothing', () => {
  const versions = [policy({ assistance, benefits: { inpatient: benefit({ guaranteed: { ratioByPlace: { local: ratio('45%') }, from: FROM } }) } })]
  const settled = settledOf(versions, bill([line(yuan(5000)), line(yuan(6000), { class: '丙' })]), {}, { ...PERSON, identities: ['minimum_living'] })
  assert.deepEqual([settled.settlementType, paid(settled), paid(settled, 'assistance')], ['guaranteed', yuan(4725), 0n])
})

test('parts that were split when the fees were uploaded give the same as their lines', () => {
  const lines = [line(yuan(8000)), line(yuan(4000), { class: '乙', initialSelfPayment: ratio('10%') }), line(yuan(500), { class: '丙' })]
  const parts = { inScope: yuan(11_600), itemPreSelfPay: yuan(400), aboveStandard: 0n, outOfCatalogue: yuan(500), specialList: 0n }
  const whole = bill(lines)
  const [byParts, byLines] = [settledOf([policy()], { ...whole, lines: [], parts }), settledOf([policy()], whole)]
  assert.deepEqual(byParts, byLines)
  assert.deepEqual([byParts.whyNotMore, byParts.layers.map(({ rule }) => rule)], [byLines.whyNotMore, byLines.layers.map(({ rule }) => rule)])
})

test('refund lines come off the bill; a bill below nothing is refused', () => {
  assert.equal(settledOf([policy()], bill([line(yuan(2000)), line(-yuan(500))])).split.inScope, yuan(1500))
  const outcome = outcomeOf([policy()], bill([line(-yuan(500))]))
  assert.deepEqual([outcome.kind, outcome.kind === 'refused' && outcome.code], ['refused', 'lines_do_not_sum'])
})

test('lines that do not sum to the total are refused with both sums', () => {
  const outcome = outcomeOf([policy()], { ...bill([line(yuan(2000))]), total: yuan(2001) })
  assert.ok(outcome.kind === 'refused' && outcome.code === 'lines_do_not_sum')
  assert.match(outcome.sentence, /2000\.00.*2001\.00/)
})

test('a cancelled bill gives back what it paid and takes out what it added', () => {
  const before: Counters = { admissions: 2n, in_scope: 5n }
  const settled = settledOf([policy()], bill([line(yuan(10_000))]), before)
  const after = withContributions(before, settled.contributions)
  assert.equal(after['admissions'], 3n)
  const outcome = cancel({ rule: 'subtract_own', settled, alreadyCancelled: false, laterBillAlive: true })
  assert.ok(outcome.kind === 'cancelled')
  assert.deepEqual(withContributions(after, outcome.contributions), before)
  assert.deepEqual(withoutContributions(after, settled.contributions), before)
  assert.deepEqual(outcome.returned, [{ layer: 'basic', payer: 'fund', amount: yuan(7600) }])
})

test('where the last bill goes first, a later bill alive refuses; twice is refused anywhere', () => {
  const settled = settledOf([policy()], bill([line(yuan(10_000))]))
  const later = cancel({ rule: 'last_first', settled, alreadyCancelled: false, laterBillAlive: true })
  const twice = cancel({ rule: 'subtract_own', settled, alreadyCancelled: true, laterBillAlive: false })
  assert.deepEqual([later.kind === 'refused' && later.code, twice.kind === 'refused' && twice.code], ['later_bills_first', 'already_reversed'])
})
