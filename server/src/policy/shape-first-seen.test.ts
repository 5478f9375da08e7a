import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FirstSeen } from '@tongchou/domain/policy/benefit-policy.js'
import { firstSeenOf } from '../settlement/first-seen.js'
import type { Filed } from '../settlement/work.js'
import { fen, ordinary, paid, shape } from '../testing/shape.js'

const RULES = `outpatient.deductible: { mode: fixed, amount: 500, period: year, person_steps: [{ when: { first_seen_in: [contracted, referred_up] }, minus: 300 }] }
outpatient.bands: { mode: one_table, position: above_deductible, table: 60% }
outpatient.ratio_steps: [{ offsite: yes }, { when: { first_seen_in: [referred_up, referred_down] }, points: 5% }, { when: { first_seen_in: [direct] }, times: 0.9 }]
outpatient.offsite: silent`
const at = (yuan: string, firstSeen?: FirstSeen) => ordinary(yuan, { kind: 'outpatient', ...(firstSeen === undefined ? {} : { firstSeen }) })

test('the deductible is 300 less where one was first seen at the grass roots: on it, a fen below and a fen above', () => {
  const rules = shape(RULES)
  assert.deepEqual(rules.said, [])
  const basic = (yuan: string, how?: FirstSeen) => [rules.settled(at(yuan, how)).deductible.charged, paid(rules.settled(at(yuan, how)), 'basic')]
  assert.deepEqual(basic('200', 'contracted'), [fen('200'), 0n])
  assert.deepEqual(basic('199.99', 'contracted'), [fen('199.99'), 0n])
  assert.deepEqual(basic('200.01', 'contracted'), [fen('200'), 1n])
  assert.deepEqual(basic('500', 'referred_across'), [fen('500'), 0n])
  assert.deepEqual(basic('500.01', 'referred_across'), [fen('500'), 1n])
})

test('the ratio is raised by a referral and lowered without one; nothing on record is as if nobody had sent the person', () => {
  const rules = shape(RULES)
  const ratio = (how?: FirstSeen) => paid(rules.settled(at('1500', how)), 'basic')
  assert.equal(ratio('contracted'), fen('780'))
  assert.equal(ratio('referred_up'), fen('845'))
  assert.equal(ratio('referred_down'), fen('650'))
  assert.equal(ratio('direct'), fen('540'))
  assert.equal(ratio(), ratio('direct'))
})

test('a ratio above one for who was referred is a fault of the policy', () => {
  assert.match(shape(RULES.replace('points: 5%', 'points: 50%')).said.join(), /支付比例超过 100%/)
  assert.match(shape(RULES.replace('[direct]', '[walked_in]')).said.join(), /不在可用的词之内/)
})

const PROVIDERS = new Map([
  ['T', { code: 'T', level: 'township' }],
  ['C', { code: 'C', level: '2' }],
  ['D', { code: 'D', level: 'county' }],
  ['P', { code: 'P', level: '3_province' }],
])
const filed = (more: Partial<Filed>): Filed => ({
  filing: 1n,
  kind: 'referral',
  disease: null,
  placeArea: null,
  provider: 'C',
  referredBy: 'T',
  inForce: '2026-03-01',
  until: '2026-03-10',
  withdraws: null,
  ...more,
})
const seen = (filings: readonly Filed[], at: string, day = '2026-03-05') => firstSeenOf(filings, PROVIDERS.get(at) ?? assert.fail(), PROVIDERS, day)

test('who referred whom says up, across or down, as long as the referral stands and for the institution that it names', () => {
  assert.equal(seen([filed({})], 'C'), 'referred_up')
  assert.equal(seen([filed({ provider: 'T', referredBy: 'P' })], 'T'), 'referred_down')
  assert.equal(seen([filed({ provider: 'C', referredBy: 'D' })], 'C'), 'referred_across')
  assert.equal(seen([filed({})], 'P'), undefined)
  assert.equal(seen([filed({ referredBy: null })], 'C'), undefined)
  assert.equal(seen([], 'C'), undefined)
  assert.deepEqual([seen([filed({})], 'C', '2026-03-01'), seen([filed({})], 'C', '2026-02-28')], ['referred_up', undefined])
  assert.deepEqual([seen([filed({})], 'C', '2026-03-10'), seen([filed({})], 'C', '2026-03-11')], ['referred_up', undefined])
  assert.equal(seen([filed({}), filed({ filing: 2n, withdraws: 1n })], 'C'), undefined)
})

test('the own contracted institution is a first visit there only at the grass roots', () => {
  const chosen = (provider: string) => filed({ kind: 'designated_outpatient', provider, referredBy: null })
  assert.equal(seen([chosen('T')], 'T'), 'contracted')
  assert.equal(seen([chosen('C')], 'C'), undefined)
  assert.equal(seen([chosen('T')], 'C'), undefined)
})
