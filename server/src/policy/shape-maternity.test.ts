// Maternity allowance: days by how the pregnancy ended and how many were born, the wage by the day, rounded once; undecided where no
// document gives the days.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BenefitPolicy } from '@tongchou/domain/policy/benefit-policy.js'
import { allowanceOf, type Confinement } from '@tongchou/domain/settlement/maternity-allowance.js'
import fc from 'fast-check'
import { fen, shape } from '../testing/shape.js'

const LEAVE = '{ occasion: birth, days: 98 }, { occasion: difficult_birth, days: 113 }, { occasion: miscarriage_under_4_months, days: 15 }'
const RULE = `maternity_allowance: { days_in_month: 30, leave: [${LEAVE}, { occasion: miscarriage_from_4_months, days: { awaiting: 省医保局 } }], per_further_child: 15 }`
const employee = (rule: string) => shape(rule, 'basic', 'employee')
const policyOf = (rule: string): BenefitPolicy => employee(rule).versions[0] ?? assert.fail('no policy')
const POLICY = policyOf(RULE)
const of = (more: Partial<Confinement>, policy = POLICY) => allowanceOf(policy, { occasion: 'birth', children: 1, monthlyWageFen: fen('6000'), ...more })
const paid = (more: Partial<Confinement>) => {
  const found = of(more)
  return found.kind === 'allowance' ? [found.days, found.fen] : found
}

test('days of leave by occasion, fifteen more for each further child', () => {
  assert.deepEqual(employee(RULE).said, [])
  assert.deepEqual(paid({}), [98, fen('19600')])
  assert.deepEqual(paid({ children: 2 }), [113, fen('22600')])
  assert.deepEqual(paid({ occasion: 'difficult_birth', children: 3 }), [143, fen('28600')])
  assert.deepEqual(paid({ occasion: 'miscarriage_under_4_months', children: 0 }), [15, fen('3000')])
})

test('the wage by the day is exact and rounded half up once: at half a fen, a fen of wage below and above', () => {
  // 15 days of 30 are half the wage.
  const half = (wage: bigint) => paid({ occasion: 'miscarriage_under_4_months', children: 0, monthlyWageFen: wage })
  assert.deepEqual(
    [half(600_001n), half(600_000n), half(600_002n)],
    [
      [15, 300_001n],
      [15, 300_000n],
      [15, 300_001n],
    ],
  )
  fc.assert(
    fc.property(fc.bigInt(1n, 10_000_000n), fc.integer({ min: 1, max: 4 }), (wage, children) => {
      const [fewer, more] = [of({ monthlyWageFen: wage, children }), of({ monthlyWageFen: wage + 1n, children: children + 1 })]
      assert.ok(fewer.kind === 'allowance' && more.kind === 'allowance' && more.fen >= fewer.fen)
      const off = fewer.fen * 30n - wage * BigInt(fewer.days)
      assert.ok(off > -16n && off <= 15n)
    }),
  )
})

test('its sentence has the figures and its article', () => {
  const found = of({ children: 2 })
  assert.ok(found.kind === 'allowance')
  assert.equal(found.sentence, '单位上年度职工月平均工资6000.00元 ÷ 30 × 113天（顺产）= 22600.00元')
  assert.equal(found.from.article, '第二条')
})

test('what no document gives is undecided, and what cannot be is refused', () => {
  const codeOf = (found: ReturnType<typeof of>) => ('code' in found ? found.code : found.kind)
  assert.equal(codeOf(of({ occasion: 'miscarriage_from_4_months', children: 0 })), 'awaiting_figure')
  const partly = policyOf('maternity_allowance: { days_in_month: 30, leave: [{ occasion: birth, days: 98 }], per_further_child: 15 }')
  assert.equal(codeOf(of({ occasion: 'difficult_birth' }, partly)), 'document_silent')
  assert.equal(codeOf(of({}, policyOf(''))), 'document_silent')
  assert.deepEqual(
    [codeOf(of({ children: 0 })), codeOf(of({ occasion: 'miscarriage_under_4_months' })), codeOf(of({ monthlyWageFen: 0n }))],
    ['bad_children', 'bad_children', 'bad_wage'],
  )
})

test('a document that answers twice or divides by nothing is a fault', () => {
  const said = (leave: string, month = 30) =>
    employee(`maternity_allowance: { days_in_month: ${month}, leave: [${leave}], per_further_child: 15 }`).said.join('\n')
  assert.match(said('{ occasion: birth, days: 98 }, { occasion: birth, days: 128 }'), /“顺产”的假期写了两次/)
  assert.match(said('{ occasion: birth, days: 98 }', 0), /不能是 0/)
  assert.match(said('{ occasion: wedding, days: 3 }'), /wedding/)
})
