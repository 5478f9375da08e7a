import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Accident, accidentAnswer, advanceFault } from '@tongchou/domain/settlement/accident.js'
import { recoveryFault } from '@tongchou/domain/settlement/advance.js'
import { fen, ordinary, paid, shape } from '../testing/shape.js'

const RULES = `exclusions.accident: { declared_kinds: [inpatient], promise_accepted: yes }
exclusions.advance_payment: { layers: [basic], counts_in_year: no }
caps.year: { on: fund_paid, amount: 7600, kinds: [inpatient], period: year }`
const accident = (more: Partial<Accident> = {}): Accident => ({ claimed: 'third_party', promised: false, found: null, advance: null, ...more })

test('an injury is declared, waits for its finding, then is ordinary, refused, or paid in advance', () => {
  const rules = shape(RULES)
  assert.deepEqual(rules.said, [])
  const rule = rules.versions[0]?.accident ?? assert.fail()
  const code = (answer: ReturnType<typeof accidentAnswer>) => (answer.kind === 'refused' ? answer.code : answer.kind)
  assert.equal(code(accidentAnswer(rule, 'inpatient', null)), 'accident_not_declared')
  assert.equal(code(accidentAnswer(rule, 'outpatient', null)), 'ordinary')
  assert.equal(code(accidentAnswer(null, 'inpatient', null)), 'ordinary')
  assert.equal(code(accidentAnswer(rule, 'inpatient', accident())), 'investigation_pending')
  // A promise stands for the investigation only where nobody else is said to be liable.
  assert.equal(code(accidentAnswer(rule, 'inpatient', accident({ promised: true }))), 'investigation_pending')
  assert.equal(code(accidentAnswer(rule, 'inpatient', accident({ promised: true, claimed: 'no_other_party' }))), 'ordinary')
  assert.equal(
    code(accidentAnswer({ ...rule, promiseAccepted: false }, 'inpatient', accident({ promised: true, claimed: 'no_other_party' }))),
    'investigation_pending',
  )
  assert.equal(code(accidentAnswer(rule, 'inpatient', accident({ found: 'no_other_party' }))), 'ordinary')
  for (const found of ['work_injury', 'third_party', 'undetermined'] as const) {
    assert.equal(code(accidentAnswer(rule, 'inpatient', accident({ found, promised: true }))), 'other_party_liable')
    const ground = found === 'undetermined' ? 'cannot_be_determined' : 'does_not_pay'
    const answer = accidentAnswer(rule, 'inpatient', accident({ found, advance: ground }))
    assert.deepEqual(answer, { kind: 'advance', against: found === 'work_injury' ? 'employer' : 'third_party' })
  }
})

test('the ground of an advance payment must fit what was found', () => {
  assert.equal(advanceFault(null, 'does_not_pay')?.code, 'investigation_pending')
  assert.equal(advanceFault('no_other_party', 'does_not_pay')?.code, 'nobody_liable')
  assert.equal(advanceFault('third_party', 'cannot_be_determined')?.code, 'ground_differs')
  assert.equal(advanceFault('undetermined', 'does_not_pay')?.code, 'ground_differs')
  assert.equal(advanceFault('third_party', 'does_not_pay'), undefined)
  assert.equal(advanceFault('undetermined', 'cannot_be_determined'), undefined)
})

test('an advance payment pays the named layers, owes nothing to the year, and leaves a claim of the same amount', () => {
  const rules = shape(RULES)
  const settled = rules.settled(ordinary('8000', { liability: 'third_party', advance: { against: 'third_party' } }))
  assert.equal(settled.settlementType, 'advance')
  assert.equal(paid(settled, 'basic'), fen('6000'))
  assert.deepEqual(settled.receivable, { from: 'third_party', fen: fen('6000') })
  assert.deepEqual(settled.contributions, {})
  assert.equal(settled.cash, fen('2000'))
  assert.match(settled.layers[0]?.rule ?? '', /^先行支付，向负有责任的第三人追偿/)
  assert.equal(rules.outcome(ordinary('8000', { liability: 'third_party' })).kind, 'refused')
  const counted = shape(RULES.replace('counts_in_year: no', 'counts_in_year: yes')).settled(ordinary('8000', { advance: { against: 'employer' } }))
  assert.equal(counted.contributions['cap/year'], fen('6000'))
})

test('later layers and the account stay out of an advance payment unless the rule names them', () => {
  const large = 'large_amount: { mode: cost_position, at: 5000, kinds: [inpatient], ratio: 10%, cap: none }'
  const bill = ordinary('8000', { advance: { against: 'third_party' } })
  assert.equal(paid(shape(`${RULES}\n${large}`, 'basic, large').settled(bill), 'large'), 0n)
  assert.equal(paid(shape(`${RULES}\n${large}`.replace('layers: [basic]', 'layers: [basic, large]'), 'basic, large').settled(bill), 'large'), fen('250'))
})

test('a policy that says nothing of advance payments leaves the bill undecided; one without the pooled fund is a fault', () => {
  const silent = shape('').outcome(ordinary('8000', { advance: { against: 'third_party' } }))
  assert.deepEqual(silent.kind === 'undecided' && [silent.code, silent.needs], ['document_silent', 'exclusions.advance_payment'])
  assert.match(shape(RULES.replace('layers: [basic]', 'layers: [large]')).said.join(), /没有列入基本医疗保险统筹基金/)
  assert.match(shape(RULES.replace('layers: [basic]', 'layers: [basic, mutual_aid]')).said.join(), /不由基金支付/)
})

test('a recovery: up to the last fen owed, not one more, and never nothing', () => {
  assert.equal(recoveryFault(600_000n, 599_999n, 1n), undefined)
  assert.equal(recoveryFault(600_000n, 599_999n, 2n)?.code, 'more_than_owed')
  assert.equal(recoveryFault(600_000n, 0n, 0n)?.code, 'bad_amount')
})
