import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ratioOf } from '@tongchou/domain/base/money.js'
import { entriesOfSettlement } from '@tongchou/domain/fund/entries/settlement.js'
import { type Accident, accidentAnswer, shareFault } from '@tongchou/domain/settlement/accident.js'
import type { Bill, BillLine } from '@tongchou/domain/settlement/bill.js'
import type { Settled } from '@tongchou/domain/settlement/outcome.js'
import fc from 'fast-check'
import { fen, ordinary, paid, shape } from '../testing/shape.js'

const SHARE = 'exclusions.third_party_share: { kind: share_of_cost }'
const RULES = `${SHARE}
exclusions.advance_payment: { layers: [basic], counts_in_year: no }
supplement.special_care: { kind: share_of_open, kinds: [inpatient], when: {}, ratio: 50%, cap: none }`
const LAYERS = 'basic, special_care'
const percent = (text: string) => ratioOf(text) ?? assert.fail(text)
const liable = (yuan: string, share: string, more: Partial<Bill> = {}) => ordinary(yuan, { liability: 'third_party', liableShare: percent(share), ...more })
const FIRST = { advance: { against: 'third_party' } } as const

/** Payers, account and cash are the bill, whoever else is liable. */
function adds({ split, layers, account, cash }: Settled): bigint {
  return layers.reduce((sum, one) => sum + one.paid, account.paid + cash) - split.total
}

test('the rules look at what the third party does not answer for, as if it were the bill', () => {
  const rules = shape(RULES, LAYERS)
  assert.deepEqual(rules.said, [])
  const settled = rules.settled(liable('10000', '70%'))
  // 3,000 are the person's own: less 500, at 80%; half of the rest from special care; the other 7,000 are the third party's.
  assert.deepEqual([paid(settled, 'basic'), paid(settled, 'special_care')], [fen('2000'), fen('500')])
  assert.deepEqual(
    [settled.cash, settled.split.total, settled.split.inScope, settled.deductible.charged],
    [fen('7500'), fen('10000'), fen('10000'), fen('500')],
  )
  const own = rules.settled(ordinary('3000'))
  assert.deepEqual(settled.contributions, own.contributions)
  assert.deepEqual(settled.stay, own.stay)
  const step = settled.layers.find(({ layer }) => layer === 'third_party') ?? assert.fail()
  assert.deepEqual([step.payer, step.input, step.paid, step.from[0]?.article], ['liable', fen('7000'), 0n, '第二条'])
  assert.match(step.rule, /第三人承担70%的责任：总费用10000.00元中7000.00元由第三人负担/)
  assert.match(settled.whyNotMore[0] ?? '', /第三人承担70%/)
  assert.equal(settled.settlementType, 'normal')
  assert.equal(adds(settled), 0n)
})

test('where the own part meets the deductible: on it, a fen below and a fen above', () => {
  const rules = shape(RULES, LAYERS)
  const at = (yuan: string) => rules.settled(liable(yuan, '50%'))
  assert.deepEqual([at('1000').deductible.charged, paid(at('1000'), 'basic')], [fen('500'), 0n])
  assert.deepEqual([at('999.98').deductible.charged, paid(at('999.98'), 'basic')], [fen('499.99'), 0n])
  // Two fen more are one fen of the own part: 0.8 of a fen, rounded half up.
  assert.deepEqual([at('1000.02').deductible.charged, paid(at('1000.02'), 'basic')], [fen('500'), 1n])
  // Half a fen of each part is the third party's, rounded half up; the person's part takes the rest.
  assert.equal(at('999.99').layers.find(({ layer }) => layer === 'third_party')?.input, fen('500'))
})

test('every part of the bill is shared: initial self-payment, above the standard, outside the catalogue, special list', () => {
  const line = (more: Partial<BillLine>): BillLine => ({ class: '甲', amount: fen('1000'), initialSelfPayment: percent('0'), aboveStandard: 0n, ...more })
  const lines = [line({}), line({ class: '乙', initialSelfPayment: percent('10%'), aboveStandard: fen('200') }), line({ class: '丙', specialList: true })]
  const rules = shape(
    `${RULES}\nmajor_illness: { kind: yearly_burden, kinds: [inpatient], deductible: 0, burden_includes: [special_list], when_guaranteed: zero, position: above_deductible, table: 100%, cap: none }`,
    `${LAYERS}, major`,
  )
  const settled = rules.settled(ordinary('3000', { lines, liableShare: percent('25%') }))
  const { inScope, itemPreSelfPay, aboveStandard, outOfCatalogue, total } = settled.split
  assert.deepEqual([inScope, itemPreSelfPay, aboveStandard, outOfCatalogue, total], [fen('1720'), fen('80'), fen('200'), fen('1000'), fen('3000')])
  // 1,720 × 75% = 1,290 in scope of the own part; three quarters of the special list burden the person.
  assert.deepEqual([paid(settled, 'basic'), paid(settled, 'major')], [fen('632'), fen('750')])
  assert.equal(adds(settled), 0n)
})

test('where the third party does not pay, the fund pays the difference first and has a claim on that much', () => {
  const rules = shape(RULES, LAYERS)
  const settled = rules.settled(liable('10000', '70%', FIRST))
  const [own, third, first] = settled.layers.slice(-3)
  assert.deepEqual([own?.layer, third?.layer, first?.layer], ['special_care', 'third_party', 'basic'])
  // Were nobody liable the fund would pay 7,600; 2,000 it pays on the own part.
  assert.deepEqual([first?.payer, first?.paid, first?.input], ['fund', fen('5600'), fen('7000')])
  assert.match(first?.rule ?? '', /先行支付，向负有责任的第三人追偿.*其中本人负担部分已付2000.00元，先行支付5600.00元/)
  assert.deepEqual([settled.settlementType, settled.receivable], ['advance', { from: 'third_party', fen: fen('5600') }])
  assert.deepEqual(settled.contributions, rules.settled(ordinary('3000')).contributions)
  assert.deepEqual([settled.cash, adds(settled)], [fen('1900'), 0n])
  const counted = shape(RULES.replace('counts_in_year: no', 'counts_in_year: yes'), LAYERS).settled(liable('10000', '70%', FIRST))
  assert.deepEqual(
    [counted.contributions['paid/basic'], counted.contributions['paid/special_care'], counted.contributions['in_scope']],
    [fen('7600'), fen('500'), fen('10000')],
  )
})

test('a city that takes the share from the payment settles the whole bill and cuts what each layer comes to', () => {
  const rules = shape(RULES.replace('share_of_cost', 'share_of_payment'), LAYERS)
  assert.deepEqual(rules.said, [])
  const settled = rules.settled(liable('10000', '70%'))
  // (10,000 − 500) × 80% = 7,600, of which 5,320 are the third party's; half of the 2,400 left from special care, 840 of it theirs.
  assert.deepEqual([paid(settled, 'basic'), paid(settled, 'special_care'), settled.cash], [fen('2280'), fen('360'), fen('7360')])
  const step = settled.layers.find(({ layer }) => layer === 'third_party') ?? assert.fail()
  assert.deepEqual([step.payer, step.input, step.paid], ['liable', fen('6160'), 0n])
  assert.match(step.rule, /第三人承担70%的责任：各项待遇先按全部费用计算，应付8800\.00元中6160\.00元由第三人负担，实付2640\.00元/)
  assert.match(settled.layers[0]?.rule ?? '', /应付7600\.00元，第三人按责任比例70%承担5320\.00元，实付2280\.00元/)
  assert.deepEqual([settled.contributions['paid/basic'], settled.contributions['in_scope'], adds(settled)], [fen('2280'), fen('10000'), 0n])
  const first = rules.settled(liable('10000', '70%', FIRST))
  assert.deepEqual([first.receivable?.fen, first.cash, adds(first)], [fen('5320'), fen('2040'), 0n])
  const unknown = shape('exclusions.third_party_share: { kind: share_of_anything }')
  assert.match(unknown.said.join(), /share_of_cost.*share_of_payment/)
})

test('only what was paid first is a claim in the books; the own part is an ordinary benefit', () => {
  const settled = shape(RULES, LAYERS).settled(liable('10000', '70%', FIRST))
  const [entry] = entriesOfSettlement('resident', settled, 1n).filter(({ fund }) => fund === 'resident')
  const of = (account: string) => entry?.amounts[entry.accounts.indexOf(account)]
  assert.deepEqual([of('benefits_settled'), of('receivable_liable'), of('payable_providers/liable')], [fen('2000'), fen('5600'), -fen('5600')])
})

test('a policy that says nothing of a share leaves the bill undecided; without a share it is refused as before', () => {
  const silent = shape('').outcome(liable('8000', '70%'))
  assert.deepEqual(silent.kind === 'undecided' && [silent.code, silent.needs], ['document_silent', 'exclusions.third_party_share'])
  assert.equal(shape(RULES, LAYERS).outcome(ordinary('8000', { liability: 'third_party' })).kind, 'refused')
  const noAdvance = shape(SHARE).outcome(liable('8000', '70%', FIRST))
  assert.equal(noAdvance.kind === 'undecided' && noAdvance.needs, 'exclusions.advance_payment')
})

test('the finding of a share makes the bill an ordinary one on the rest, in advance where the party does not pay', () => {
  const accident = (more: Partial<Accident>): Accident => ({
    claimed: 'third_party',
    promised: false,
    found: 'third_party',
    liableShare: percent('70%'),
    advance: null,
    ...more,
  })
  assert.deepEqual(accidentAnswer(null, 'inpatient', accident({})), { kind: 'shared', liableShare: percent('70%') })
  assert.deepEqual(accidentAnswer(null, 'inpatient', accident({ advance: 'does_not_pay' })), {
    kind: 'advance',
    against: 'third_party',
    liableShare: percent('70%'),
  })
  assert.deepEqual(accidentAnswer(null, 'inpatient', accident({ found: 'work_injury', advance: 'does_not_pay' })), { kind: 'advance', against: 'employer' })
  assert.equal(shareFault('third_party', percent('0.0001')), undefined)
  assert.equal(shareFault('third_party', percent('0.9999')), undefined)
  for (const share of ['0', '1', '1.2']) assert.equal(shareFault('third_party', percent(share))?.code, 'bad_share', share)
  assert.equal(shareFault('work_injury', percent('0.5'))?.code, 'share_without_party')
})

for (const kind of ['share_of_cost', 'share_of_payment']) {
  test(`${kind}: the parts are the bill, a greater share never gets more, and after recovery the fund paid the own part alone`, () => {
    const rules = shape(RULES.replace('share_of_cost', kind), LAYERS)
    fc.assert(
      fc.property(fc.bigInt(0n, 5_000_000n), fc.bigInt(1n, 9_998n), (total, num) => {
        const bill = ordinary(`${total / 100n}.${String(total % 100n).padStart(2, '0')}`)
        const of = (share: bigint, more = {}) => rules.settled({ ...bill, liableShare: { num: share, den: 10_000n }, ...more })
        const [less, more, first] = [of(num), of(num + 1n), of(num, FIRST)]
        for (const one of [less, more, first]) assert.equal(adds(one), 0n)
        const all = (one: Settled) => one.layers.reduce((sum, layer) => sum + layer.paid, 0n)
        assert.ok(all(more) <= all(less))
        assert.equal(all(first) - (first.receivable?.fen ?? 0n), all(less))
        assert.ok((first.receivable?.fen ?? -1n) >= 0n)
      }),
    )
  })
}
