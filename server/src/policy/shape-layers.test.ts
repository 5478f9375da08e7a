import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fen, ordinary, paid, shape } from '../testing/shape.js'

const major = (more: string) =>
  `major_illness: { kind: yearly_burden, kinds: [inpatient], deductible: 10000, burden_includes: [basic_deductible, in_scope_rest], when_guaranteed: zero, position: absolute, table: [{ from: 0, to: 50000, ratio: 60% }, { from: 50000, ratio: 70% }]${more} }`

test('major illness: the yearly limit differs by place of care', () => {
  const rules = shape(major(', cap: 300000, cap_steps: [{ when: { place: out_of_province }, set: 200000 }]'), 'basic, major')
  assert.deepEqual(rules.said, [])
  const used = { 'paid/major': fen('199999.99'), major_burden: fen('400000') }
  assert.equal(paid(rules.settled(ordinary('10000'), {}, used), 'major'), fen('1680'))
  assert.equal(paid(rules.settled(ordinary('10000', { place: 'out_of_province', filing: 'referral' }), {}, used), 'major'), fen('0.01'))
})

test('major illness shared by employees and residents: the year of both is one burden and one limit', () => {
  const rules = shape(major(', cap: 300000, shared_by_schemes: yes'), 'basic, major', '[employee, resident]')
  assert.deepEqual(rules.said, [])
  // The other scheme left 9000 to the person; this bill leaves 2400, of which 1400 stand above 10000.
  assert.equal(paid(rules.settled({}, {}, {}, { major_burden: fen('9000') }), 'major'), fen('840'))
  assert.equal(paid(rules.settled({}, {}, {}, { major_burden: fen('7600') }), 'major'), 0n)
  assert.equal(paid(rules.settled({}, {}, {}, { major_burden: fen('7600.02') }), 'major'), fen('0.01'))
  assert.equal(paid(rules.settled({}, {}, { 'paid/major': fen('200000') }, { major_burden: fen('90000'), 'paid/major': fen('99000') }), 'major'), fen('1000'))
  assert.match(shape(major(', cap: none, shared_by_schemes: yes'), 'basic, major').said.join(), /两个险种共用/)
})

test('listed major diseases have a ratio of their own', () => {
  const rules = shape('inpatient.ratio_steps: [{ when: { disease_in: [M00500, M01600] }, points: 10% }, { offsite: yes }]')
  assert.deepEqual(rules.said, [])
  assert.equal(paid(rules.settled({ disease: 'M00500' }), 'basic'), fen('8550'))
  assert.equal(paid(rules.settled({ disease: 'M01601' }), 'basic'), fen('7600'))
  assert.equal(paid(rules.settled(), 'basic'), fen('7600'))
})

test('assistance helps less where care outside was not filed; a ratio above one is a fault', () => {
  const assistance = (steps: string) =>
    `assistance: { kind: by_class, kinds: [inpatient], base_includes_basic_deductible: yes, when_guaranteed: zero, classes: { minimum_living: { deductible: 0, ratio: 70%, ratio_steps: [${steps}], cap: none } } }`
  const rules = shape(assistance('{ when: { place: out_of_province, filing_in: [none, temporary] }, times: 0.5 }'), 'basic, assistance')
  assert.deepEqual(rules.said, [])
  const poor = { identities: ['minimum_living'] }
  assert.equal(paid(rules.settled({}, poor), 'assistance'), fen('1680'))
  assert.equal(paid(rules.settled({ place: 'out_of_province', filing: 'referral' }, poor), 'assistance'), fen('1680'))
  assert.equal(paid(rules.settled({ place: 'out_of_province', filing: 'none' }, poor), 'assistance'), fen('840'))
  assert.match(shape(assistance('{ when: { retired: no }, points: 40% }'), 'basic, assistance').said.join(), /医疗救助（最低生活保障对象）.*超过 100%/)
})

test('a fixed amount by level of provider: in full up to the quota of the level, the other levels the general amount', () => {
  const birth = (levels: string) =>
    `birth.fixed: { mode: fixed, form: in_full_up_to_quota, by: delivery, amounts: { natural: 1000, caesarean: 1600 }, amounts_by_level: { ${levels} }, limit: bill_total }`
  const rules = shape(birth('"2": { natural: 3000, caesarean: 4500 }'))
  assert.deepEqual(rules.said, [])
  const born = { kind: 'birth', delivery: 'natural' } as const
  assert.equal(paid(rules.settled(ordinary('2999.99', born)), 'basic'), fen('2999.99'))
  assert.equal(paid(rules.settled(ordinary('3000', born)), 'basic'), fen('3000'))
  assert.equal(paid(rules.settled(ordinary('3000.01', born)), 'basic'), fen('3000'))
  assert.equal(paid(rules.settled(ordinary('5000', { ...born, level: '3' })), 'basic'), fen('1000'))
  assert.match(shape(birth('"2": { natural: 3000 }')).said.join(), /“2”级没有“caesarean”的定额/)
  assert.match(shape(birth('"9": { natural: 3000, caesarean: 4500 }')).said.join(), /没有列入 settlement 的 levels/)
})

test('civil servants are paid by rank', () => {
  const rules = shape(
    `civil_servant: { kind: rest_then_out_of_scope, kinds: [inpatient], when: { identity: civil_servant }, deductible: 0, in_scope_bands: 96%, ratio_steps: [{ when: { identity: civil_servant_division }, set: 98% }, { when: { identity: civil_servant_bureau }, set: 100% }], includes_basic_deductible: yes, out_scope_ratio: 0%, when_guaranteed: zero, cap: none }`,
    'basic, civil_servant',
    'employee',
  )
  assert.deepEqual(rules.said, [])
  const of = (...identities: string[]) => paid(rules.settled({}, { identities: ['civil_servant', ...identities] }), 'civil_servant')
  assert.deepEqual([of(), of('civil_servant_division'), of('civil_servant_bureau')], [fen('2304'), fen('2352'), fen('2400')])
  assert.equal(paid(rules.settled({}, { identities: ['civil_servant_bureau'] }), 'civil_servant'), 0n)
})

test('what the enterprise and the hospital bear: a share of what is still open at their turn, each its own payer', () => {
  const supplement = (name: string, ratio: string, cap: string) =>
    `supplement.${name}: { kind: share_of_open, kinds: [inpatient], when: { retired: no }, ratio: ${ratio}, cap: ${cap} }`
  const rules = shape(`${supplement('enterprise', '50%', '1000')}\n${supplement('hospital', '10%', 'none')}`, 'basic, enterprise, hospital', 'employee')
  assert.deepEqual(rules.said, [])
  // 2400 are open after the basic layer: 1000 of the 1200 that the enterprise would pay, then a tenth of 1400.
  const settled = rules.settled()
  assert.deepEqual([paid(settled, 'enterprise'), paid(settled, 'hospital'), settled.cash], [fen('1000'), fen('140'), fen('1260')])
  assert.deepEqual(
    settled.layers.map(({ payer }) => payer),
    ['fund', 'enterprise', 'hospital'],
  )
  assert.equal(settled.layers[1]?.bound, 'cap:enterprise')
  const within = rules.settled(ordinary('8000'))
  assert.deepEqual([paid(within, 'enterprise'), within.layers[1]?.bound], [fen('1000'), undefined])
  assert.equal(paid(rules.settled({}, { retired: true }), 'enterprise'), 0n)
})
