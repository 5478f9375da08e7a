import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, ordinary, paid, shape } from '../testing/shape.js'

const CAP = 'caps.year: { on: fund_paid, amount: 7600, kinds: [inpatient], period: year'

test('a cap by place of care: the amount of the place, one fen below, at and above it', () => {
  const rules = shape(`${CAP}, person_steps: [{ when: { place: out_of_province }, set: 5000 }] }`)
  assert.deepEqual(rules.said, [])
  const away = { place: 'out_of_province', filing: 'referral' } as const
  assert.equal(paid(rules.settled(), 'basic'), fen('7600'))
  assert.equal(paid(rules.settled(ordinary('6749.99', away)), 'basic'), fen('4999.99'))
  assert.equal(paid(rules.settled(ordinary('6750', away)), 'basic'), fen('5000'))
  const above = rules.settled(ordinary('6750.01', away))
  assert.equal(paid(above, 'basic'), fen('5000'))
  assert.equal(above.layers[0]?.bound, 'cap:year')
})

test('a cap raised by claim-free years, together at most a share of it', () => {
  const rules = shape(`${CAP}, incentive: { free_years: 4, per_year: 100, per_zero_claim_year: 200, limit_share: 5% } }`)
  assert.deepEqual(rules.said, [])
  const of = (continuousYears: number, zeroClaimYears: number) => paid(rules.settled(ordinary('20000'), { continuousYears, zeroClaimYears }), 'basic')
  assert.equal(of(4, 0), fen('7600'))
  assert.equal(of(5, 0), fen('7700'))
  assert.equal(of(5, 1), fen('7900'))
  // 5% of 7600 is 380: the second claim-free year adds 80 of its 200.
  assert.equal(of(5, 2), fen('7980'))
  assert.equal(of(20, 9), fen('7980'))
})

test('a limit raised above itself is a fault', () => {
  const rules = shape(`${CAP}, incentive: { free_years: 4, per_year: 100, per_zero_claim_year: 200, limit_share: 150% } }`)
  assert.match(rules.said.join(), /应在 0 与 1 之间/)
})

test('a cap by disease: each disease its own limit and counter, one that is not listed none', () => {
  const rules = shape('caps.disease: { on: fund_paid, by_disease: { M00500: 3000, M03900: { awaiting: 省医保局 } }, kinds: [inpatient], period: year }')
  assert.deepEqual(rules.said, [])
  const first = rules.settled({ disease: 'M00500' })
  assert.equal(paid(first, 'basic'), fen('3000'))
  assert.equal(first.contributions['cap/disease:M00500'], fen('3000'))
  assert.equal(paid(rules.settled({ disease: 'M00500' }, {}, { 'cap/disease:M00500': fen('2999.99') }), 'basic'), fen('0.01'))
  assert.equal(paid(rules.settled({ disease: 'M01600' }, {}, { 'cap/disease:M00500': fen('3000') }), 'basic'), fen('7600'))
  const awaited = rules.outcome({ disease: 'M03900' })
  assert.equal(awaited.kind === 'undecided' && awaited.code, 'awaiting_figure')
})

test('a cap that both schemes share counts what the other scheme paid; one that stands in one scheme only is a fault', () => {
  const both = shape(`${CAP}, shared_by_schemes: yes }`, 'basic', '[employee, resident]')
  assert.deepEqual(both.said, [])
  assert.equal(paid(both.settled({}, {}, { 'cap/year': fen('1000') }, { 'cap/year': fen('6000') }), 'basic'), fen('600'))
  const own = shape(`${CAP} }`)
  assert.equal(paid(own.settled({}, {}, { 'cap/year': fen('1000') }, { 'cap/year': fen('6000') }), 'basic'), fen('6600'))
  assert.match(shape(`${CAP}, shared_by_schemes: yes }`).said.join(), /两个险种共用/)
})
