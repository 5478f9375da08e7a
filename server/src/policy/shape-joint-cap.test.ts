import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withContributions } from '@tongchou/domain/settlement/accumulators.js'
import { limitsOf } from '@tongchou/domain/settlement/limits.js'
import fc from 'fast-check'
import { fen, ordinary, paid, shape } from '../testing/shape.js'

// 10,000: basic 7,600; major takes 60% of what is left, 1,440; assistance half of the rest, 480. Together 9,520.
const LAYERS = 'basic, major, assistance'
const OTHERS = `major_illness: { kind: yearly_burden, kinds: [inpatient], deductible: 0, burden_includes: [basic_deductible, in_scope_rest], when_guaranteed: zero, position: above_deductible, table: 60%, cap: none }
assistance: { kind: by_class, kinds: [inpatient], classes: { minimum_living: { deductible: 0, ratio: 50%, cap: none } }, base_includes_basic_deductible: yes, when_guaranteed: zero }`
const joint = (more: string, layers = '[basic, major, assistance]') =>
  `${OTHERS}\njoint_caps.all_year: { layers: ${layers}, kinds: [inpatient], period: year, ${more} }`
const NEEDY = { identities: ['minimum_living'] }

const three = (amount: string) => {
  const settled = shape(joint(`amount: ${amount}`), LAYERS).settled(ordinary('10000'), NEEDY)
  return [paid(settled, 'basic'), paid(settled, 'major'), paid(settled, 'assistance'), settled.cash]
}

test('the layer that reaches the cap is the one that pays less: at its edges, a fen below and a fen above', () => {
  assert.deepEqual(shape(joint('amount: 9520'), LAYERS).said, [])
  assert.deepEqual(three('9520'), [fen('7600'), fen('1440'), fen('480'), fen('480')])
  assert.deepEqual(three('9520.01'), three('9520'))
  assert.deepEqual(three('9519.99'), [fen('7600'), fen('1440'), fen('479.99'), fen('480.01')])
  assert.deepEqual(three('9040'), [fen('7600'), fen('1440'), 0n, fen('960')])
  assert.deepEqual(three('9039.99'), [fen('7600'), fen('1439.99'), 0n, fen('960.01')])
  assert.deepEqual(three('7600'), [fen('7600'), 0n, 0n, fen('2400')])
  assert.deepEqual(three('7599.99'), [fen('7599.99'), 0n, 0n, fen('2400.01')])
})

test('the statement says which cap bound, on which article, and what it kept back', () => {
  const settled = shape(joint('amount: 9000'), LAYERS).settled(ordinary('10000'), NEEDY)
  const major = settled.layers.find(({ layer }) => layer === 'major') ?? assert.fail()
  assert.equal(major.bound, 'joint_cap:all_year')
  assert.match(major.rule, /基本医疗保险统筹基金、大病保险、医疗救助合计限额9000.00元，剩余1400.00元，实付1400.00元/)
  assert.equal(major.from.at(-1)?.article, '第二条')
  assert.match(settled.whyNotMore.join(), /合计的最高支付限额9000.00元（某办〔2021〕3号 第二条）只剩1400.00元，大病保险少付40.00元/)
})

test('the year counts what the layers paid together, and a statement shows it against its limit', () => {
  const rules = shape(joint('amount: 12000'), LAYERS)
  const first = rules.settled(ordinary('10000'), NEEDY)
  assert.equal(first.contributions['joint_cap/all_year'], fen('9520'))
  const second = rules.settled(ordinary('10000'), NEEDY, withContributions({}, first.contributions))
  assert.deepEqual([paid(second, 'basic'), paid(second, 'major'), paid(second, 'assistance')], [fen('2480'), 0n, 0n])
  assert.equal(second.layers[0]?.bound, 'joint_cap:all_year')
  const person = { age: 45, retired: false, yearsEnrolled: 1, continuousYears: 1, zeroClaimYears: 0, account: null, ...NEEDY }
  const [version] = rules.versions
  const limit = version === undefined ? undefined : limitsOf(version, person).find(({ key }) => key === 'joint_cap/all_year')
  assert.equal(limit?.fen, fen('12000'))
})

test('per bill, for other persons another amount or none, and layers outside it are free', () => {
  const perBill = shape(joint('amount: 9000').replace('period: year', 'period: per_bill'), LAYERS).settled(ordinary('10000'), NEEDY)
  assert.equal(perBill.contributions['joint_cap/all_year'], undefined)
  assert.equal(
    perBill.layers.reduce((sum, one) => sum + one.paid, 0n),
    fen('9000'),
  )
  const sum = (steps: string) =>
    shape(joint(`amount: 8000, person_steps: [{ when: { identity: minimum_living }, ${steps} }]`), LAYERS)
      .settled(ordinary('10000'), NEEDY)
      .layers.reduce((all, one) => all + one.paid, 0n)
  assert.deepEqual([sum('set: none'), sum('set: 9000'), sum('times: 1.1'), sum('plus: 100')], [fen('9520'), fen('9000'), fen('8800'), fen('8100')])
  const basicAndMajor = shape(joint('amount: 7600', '[basic, major]'), LAYERS).settled(ordinary('10000'), NEEDY)
  assert.deepEqual([paid(basicAndMajor, 'major'), paid(basicAndMajor, 'assistance')], [0n, fen('1200')])
})

test('an amount left to somebody leaves the bill undecided; what is no cap over layers is a fault', () => {
  const waiting = shape(joint('amount: { awaiting: 市医保局 }'), LAYERS).outcome(ordinary('10000'), NEEDY)
  assert.equal(waiting.kind === 'undecided' && waiting.needs, 'joint_caps.all_year.amount')
  assert.match(shape(joint('amount: 1', '[basic]'), LAYERS).said.join(), /至少要列两个层次/)
  assert.match(shape(joint('amount: 1', '[basic, large]'), LAYERS).said.join(), /本地没有它的规则/)
  assert.match(shape(joint('amount: 1, person_steps: [{ when: {}, times: -1 }]'), LAYERS).said.join(), /乘以负数/)
})

test('no year of bills draws more from the layers together than the cap', () => {
  const rules = shape(joint('amount: 15000'), LAYERS)
  fc.assert(
    fc.property(fc.array(fc.bigInt(0n, 3_000_000n), { maxLength: 6 }), (totals) => {
      let counters = {}
      let all = 0n
      for (const total of totals) {
        const settled = rules.settled(ordinary(`${total / 100n}.${String(total % 100n).padStart(2, '0')}`), NEEDY, counters)
        counters = withContributions(counters, settled.contributions)
        all += settled.layers.reduce((sum, one) => sum + one.paid, 0n)
        assert.equal(
          settled.layers.reduce((sum, one) => sum + one.paid, settled.cash),
          total,
        )
      }
      assert.ok(all <= fen('15000'))
    }),
  )
})
