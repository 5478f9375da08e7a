// What a bill leaves to the next one is carried for each side by itself.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sumOf } from '@tongchou/domain/base/money.js'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import type { Bill } from '@tongchou/domain/settlement/bill.js'
import type { Outcome, Settled } from '@tongchou/domain/settlement/outcome.js'
import fc from 'fast-check'
import { stepsBeside } from '../settlement/beside.js'
import { settledJson } from '../settlement/settled-json.js'
import { smallPolicy } from '../testing/small-policy.js'
import { firstLoss } from './first-loss.js'
import { tallyPersons } from './tally.js'
import type { TrialBill } from './trial-bill.js'
import { firstChange, type SideRules, type TrialRules } from './trial-rules.js'
import { tryPerson } from './try-person.js'

const LAW = smallPolicy('980100', 'employee')

/** The law with another ratio, deductible or rule for stays settled in parts. */
function lawWith({ percent = 85n, deductible = 80_000n, midStay = LAW.stays.midStay }): BenefitPolicy {
  const stay = LAW.benefits.inpatient
  assert.ok(stay?.mode === 'share')
  const inpatient = {
    ...stay,
    deductible: { ...stay.deductible, amount: { mode: 'fixed', fen: deductible } as const },
    bands: { ...stay.bands, bands: { table: [{ fromFen: 0n, toFen: null, ratio: { num: percent, den: 100n } }] } },
  }
  return { ...LAW, benefits: { ...LAW.benefits, inpatient }, stays: { ...LAW.stays, midStay } }
}

const side = (...versions: BenefitPolicy[]): SideRules => ({ employee: { hash: '', versions } })

function stay(number: bigint, more: Partial<Bill> & { readonly balance?: bigint; readonly visit?: bigint } = {}): TrialBill {
  const { balance, visit = number, ...circumstances } = more
  const inScope = 1_000_000n
  return {
    settlement: number,
    visit,
    area: '980101',
    year: 2026,
    counters: {},
    person: {
      age: 40,
      retired: false,
      identities: [],
      yearsEnrolled: 1,
      continuousYears: 1,
      zeroClaimYears: 0,
      account: balance === undefined ? null : { current: balance, history: 0n, family: [] },
    },
    bill: {
      scheme: 'employee',
      kind: 'inpatient',
      level: '3',
      provider: 'H98010100001',
      place: 'local',
      filing: 'none',
      admitted: '2026-03-01',
      discharged: '2026-03-10',
      settledOn: '2026-03-10',
      total: inScope,
      lines: [],
      parts: { inScope, itemPreSelfPay: 0n, aboveStandard: 0n, outOfCatalogue: 0n, specialList: 0n },
      useAccount: balance !== undefined,
      ...circumstances,
    },
  }
}

function outcomes(rules: TrialRules, bills: readonly TrialBill[]): { readonly before: Settled[]; readonly after: Settled[] } {
  const found: { before: Settled[]; after: Settled[] } = { before: [], after: [] }
  const settled = (outcome: Outcome): Settled => {
    assert.ok(outcome.kind === 'settled')
    return outcome
  }
  tryPerson(rules, bills, (_one, before, after) => {
    found.before.push(settled(before))
    found.after.push(settled(after))
  })
  return found
}

test('an account that paid more under the draft has less left for the next bill', () => {
  const rules = { before: side(lawWith({})), after: side(lawWith({ percent: 65n })) }
  // The account held 3,000.00; the first bill took 2,180.00 of it, so that the second found 820.00.
  const { before, after } = outcomes(rules, [stay(1n, { balance: 300_000n }), stay(2n, { balance: 82_000n })])
  assert.deepEqual(
    before.map(({ account, cash }) => [account.paid, cash]),
    [
      [218_000n, 0n],
      [82_000n, 136_000n],
    ],
  )
  assert.deepEqual(
    after.map(({ account, cash }) => [account.paid, cash]),
    [
      [300_000n, 102_000n],
      [0n, 402_000n],
    ],
  )
})

test('a stay settled in parts goes on from what each side charged for its first part', () => {
  const midStay = { merge: true, deductible: 'top_up', positionsContinue: true, acrossNewYear: 'deductible_not_charged_again' } as const
  const rules = { before: side(lawWith({ midStay })), after: side(lawWith({ midStay, deductible: 100_000n })) }
  const soFar = { admissionNumber: 1, benefitYear: 2026, deductibleCharged: 80_000n, inScope: 1_000_000n, total: 1_000_000n }
  const { before, after } = outcomes(rules, [stay(1n), stay(2n, { visit: 1n, stayLink: { kind: 'mid_stay', soFar } })])
  assert.deepEqual(
    [before, after].map((bills) => bills.map(({ deductible, admissionNumber }) => [deductible.charged, admissionNumber])),
    [
      [
        [80_000n, 1],
        [0n, 1],
      ],
      [
        [100_000n, 1],
        [0n, 1],
      ],
    ],
  )
})

test('a higher deductible is the reason, not the layer that pays less because of it', () => {
  const rules = { before: side(lawWith({})), after: side(lawWith({ deductible: 100_000n })) }
  const { before, after } = outcomes(rules, [stay(1n)])
  const [was, is] = [before[0], after[0]]
  assert.ok(was !== undefined && is !== undefined)
  const { step, before: rule, after: draft } = firstLoss(was, is)
  assert.deepEqual([step, rule.article], ['deductible', '小城医保办〔2025〕1号 第三条'])
  assert.match(rule.rule, /起付线800\.00元/)
  assert.match(draft.rule, /起付线1000\.00元/)
})

/** What is paid first stands below the ordinary part: a layer may stand twice, and the loss be in its second standing. */
test('a loss in what is paid first is told at that step, though the ordinary part of the layer stands as before', () => {
  const liable = { kind: 'accident', liableShare: { num: 70n, den: 100n }, advance: { against: 'third_party' } } as const
  const aided = (layers: readonly string[]): BenefitPolicy => {
    const law = lawWith({})
    const { inpatient } = law.benefits
    assert.ok(inpatient !== undefined)
    const aid = { name: 'mutual_aid', kinds: ['accident'], when: {}, ratio: { num: 1n, den: 2n }, capFen: null, from: law.from } as const
    return {
      ...law,
      benefits: { ...law.benefits, accident: inpatient },
      supplements: [aid],
      layerOrder: ['basic', 'mutual_aid'],
      advancePayment: { layers, countsInYear: false, from: law.from },
    }
  }
  const { before, after } = outcomes({ before: side(aided(['basic', 'mutual_aid'])), after: side(aided(['basic'])) }, [stay(1n, liable)])
  const [was, is] = [before[0], after[0]]
  assert.ok(was !== undefined && is !== undefined)
  // Own part 3,000: (3,000 − 800) × 85 % = 1,870, half of the 1,130 left from the aid; of all 10,000 the aid would pay 1,090.
  assert.deepEqual(
    [was, is].map(({ layers }) => layers.map(({ layer, paid }) => [layer, paid])),
    [
      [
        ['basic', 187_000n],
        ['mutual_aid', 56_500n],
        ['third_party', 0n],
        ['basic', 595_000n],
        ['mutual_aid', 52_500n],
      ],
      [
        ['basic', 187_000n],
        ['mutual_aid', 56_500n],
        ['third_party', 0n],
        ['basic', 595_000n],
      ],
    ],
  )
  const { step, before: rule, after: draft } = firstLoss(was, is)
  assert.deepEqual([step, draft.rule], ['mutual_aid', '没有这一层'])
  assert.match(rule.rule, /先行支付525\.00元/)
  const steps = stepsBeside(settledJson('employee', was, 0n), settledJson('employee', is, 0n))
  assert.deepEqual(
    steps.filter(({ kind }) => kind === 'layer').map((one) => [one.step, one.difference_fen, one.first]),
    [
      ['basic', 0, false],
      ['mutual_aid', 0, false],
      ['third_party', 0, false],
      ['basic#2', 0, false],
      ['mutual_aid#2', -52_500, true],
    ],
  )
})

test('whatever stands on either side: every rung is shown once, the differences add up, and a loss is told where a layer pays less', () => {
  const law = outcomes({ before: side(lawWith({})), after: side(lawWith({})) }, [stay(1n)]).before[0]
  const [rung] = law?.layers ?? []
  assert.ok(law !== undefined && rung !== undefined)
  const drawn = fc.array(fc.tuple(fc.constantFrom('basic', 'large', 'major', 'mutual_aid'), fc.bigInt(0n, 5n)), { maxLength: 6 })
  const statement = (rungs: readonly (readonly [string, bigint])[]): Settled => ({
    ...law,
    deductible: law.deductible,
    contributions: {},
    whyNotMore: [],
    layers: rungs.map(([layer, paid]) => ({ ...rung, rule: `${layer}付${paid}`, layer, paid })),
  })
  const sum = (rungs: readonly (readonly [string, bigint])[], layer?: string): bigint =>
    sumOf(rungs.flatMap(([name, paid]) => (layer === undefined || name === layer ? [paid] : [])))
  fc.assert(
    fc.property(drawn, drawn, (was, is) => {
      const [before, after] = [statement(was), statement(is)]
      const steps = stepsBeside(settledJson('employee', before, 0n), settledJson('employee', after, 0n)).filter(({ kind }) => kind === 'layer')
      assert.equal(new Set(steps.map(({ step }) => step)).size, steps.length)
      assert.deepEqual([steps.filter((one) => one.before !== null).length, steps.filter((one) => one.after !== null).length], [was.length, is.length])
      assert.equal(sumOf(steps.map(({ difference_fen }) => BigInt(difference_fen))), sum(is) - sum(was))
      const loss = firstLoss(before, after)
      const less = [...new Set(was.map(([layer]) => layer))].filter((layer) => sum(is, layer) < sum(was, layer))
      if (less.length === 0) return
      assert.equal(loss.step, less[0])
      assert.notEqual(loss.before.rule, loss.after.rule)
    }),
  )
})

test('care that the draft no longer covers is lost as a whole, and a bill that no document decides is left out', () => {
  const { inpatient: _inpatient, ...others } = LAW.benefits
  const gone = tallyPersons({ before: side(LAW), after: side({ ...LAW, benefits: others }) }, [{ person: 1n, bills: [stay(1n)] }])
  const [loser] = gone.losers
  assert.deepEqual([loser?.why.step, loser?.selfBefore, loser?.selfAfter], ['not_covered', 218_000n, 1_000_000n])
  const open = lawWith({})
  const stays = open.benefits.inpatient
  assert.ok(stays?.mode === 'share')
  const awaiting = { ...stays, deductible: { ...stays.deductible, amount: { mode: 'fixed', fen: { awaiting: '市医保局' } } as const } }
  const undecided = tallyPersons({ before: side(LAW), after: side({ ...open, benefits: { ...others, inpatient: awaiting } }) }, [
    { person: 1n, bills: [stay(1n)] },
  ])
  assert.deepEqual([undecided.bills, undecided.losers.length], [0, 0])
  assert.match(Object.keys(undecided.leftOut)[0] ?? '', /草案下不能结算：.*市医保局/)
})

test('two sides that say the same never change; otherwise the first day on which they differ is found', () => {
  const later = { ...lawWith({ percent: 65n }), inForce: '2027-01-01' }
  assert.equal(firstChange({ before: side(LAW), after: side(LAW) }), undefined)
  assert.equal(firstChange({ before: side(LAW), after: side({ ...LAW, until: '2026-12-31' }, later) }), '2027-01-01')
})
