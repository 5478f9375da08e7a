import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AccountBalances } from '@tongchou/domain/settlement/bill.js'
import { type FamilyLink, linksThatPay, usableOf } from '@tongchou/domain/settlement/family.js'
import { linkedStay } from '@tongchou/domain/settlement/link-stays.js'
import { fen, shape } from '../testing/shape.js'

const ACCOUNT = 'account: { kind: individual_account, order: after_fund, after_uses: [current, history, family], may_pay: [deductible, in_scope_share]'
const balances = (...family: string[]): { account: AccountBalances } => ({ account: { current: fen('100'), history: fen('50'), family: family.map(fen) } })

test('family accounts pay in their order after the own ones, within a yearly limit for all of them together', () => {
  const rules = shape(`${ACCOUNT}, family: { relations: [spouse, parent, child], yearly_limit: 500 } }`)
  assert.deepEqual(rules.said, [])
  // 2400 are left to the person; 150 of the own account, then 500 of the family's.
  const first = rules.settled({}, balances('300', '900'))
  assert.deepEqual(first.account.bySource, { current: fen('100'), history: fen('50'), family: [fen('300'), fen('200')] })
  assert.equal(first.contributions['family_account'], fen('500'))
  const last = rules.settled({}, balances('300', '900'), { family_account: fen('499.99') })
  assert.deepEqual(last.account.bySource.family, [fen('0.01'), 0n])
  assert.deepEqual(rules.settled({}, balances('300'), { family_account: fen('500') }).account.bySource.family, [0n])
  const free = shape(`${ACCOUNT} }`).settled({}, balances('300', '900'))
  assert.deepEqual([free.account.bySource.family, free.contributions['family_account']], [[fen('300'), fen('900')], undefined])
})

test('an awaited yearly limit leaves the bill undecided only where a family account is asked; a limit nobody uses is a fault', () => {
  const rules = shape(`${ACCOUNT}, family: { relations: [spouse], yearly_limit: { awaiting: 省医保局 } } }`)
  assert.equal(rules.outcome({}, balances()).kind, 'settled')
  const asked = rules.outcome({}, balances('1'))
  assert.deepEqual(asked.kind === 'undecided' && asked.needs, 'account.family.yearly_limit')
  const unused = ACCOUNT.replace(', family]', ']')
  assert.match(shape(`${unused}, family: { relations: [spouse], yearly_limit: none } }`).said.join(), /共济账户不会支付/)
})

test('which links pay on a day, and how much of each', () => {
  const rule = shape(`${ACCOUNT}, family: { relations: [spouse, child], yearly_limit: none } }`).versions[0]?.account ?? assert.fail()
  const link = (more: Partial<FamilyLink> = {}): FamilyLink => ({
    relation: 'child',
    rank: 1,
    inForce: '2026-03-01',
    until: '2026-03-31',
    withdrawn: false,
    balance: 1_000n,
    yearlyLimit: null,
    used: 0n,
    ...more,
  })
  const on = (day: string, ...links: FamilyLink[]) => linksThatPay(rule, links, day).map(({ rank }) => rank)
  assert.deepEqual([on('2026-02-28', link()), on('2026-03-01', link()), on('2026-03-31', link()), on('2026-04-01', link())], [[], [1], [1], []])
  assert.deepEqual(
    on('2026-03-10', link({ rank: 2 }), link({ rank: 1, relation: 'spouse' }), link({ rank: 3, relation: 'sibling' }), link({ withdrawn: true })),
    [1, 2],
  )
  assert.deepEqual(linksThatPay(null, [link()], '2026-03-10'), [])
  assert.deepEqual([usableOf(link()), usableOf(link({ yearlyLimit: 300n, used: 299n })), usableOf(link({ yearlyLimit: 300n, used: 400n }))], [1_000n, 1n, 0n])
})

test('a readmission within the days, at the same hospital and for the same disease, goes on from the earlier stay', () => {
  const rules = shape(
    'stays.readmission: { kind: merged, deductible: none, within_days: 15, same_provider: yes, same_diagnosis: yes }\nstays.transfer: { kind: merged, deductible: top_up }',
  )
  assert.deepEqual(rules.said, [])
  const policy = rules.versions[0] ?? assert.fail()
  const soFar = { admissionNumber: 1, benefitYear: 2026, deductibleCharged: fen('500'), inScope: fen('3000'), total: fen('3000') }
  const earlier = { provider: 'H1', discharged: '2026-03-01', diagnosis: 'J18.900', transferred: false, soFar }
  const now = { provider: 'H1', admitted: '2026-03-16', diagnosis: 'J18.900' }
  const kind = (a: object, b: object) => linkedStay(policy, { ...earlier, ...a }, { ...now, ...b })?.kind
  assert.equal(kind({}, {}), 'readmission')
  assert.equal(kind({}, { admitted: '2026-03-17' }), undefined)
  assert.equal(kind({}, { provider: 'H2' }), undefined)
  assert.equal(kind({}, { diagnosis: 'I10.x00' }), undefined)
  // Where the document names no days for a transfer, it is one on the day of discharge.
  assert.equal(kind({ transferred: true }, { provider: 'H2', admitted: '2026-03-01' }), 'transfer')
  assert.equal(kind({ transferred: true }, { provider: 'H2', admitted: '2026-03-02' }), undefined)
  assert.equal(linkedStay(policy, null, now), undefined)
  const settled = rules.settled({ stayLink: { kind: 'readmission', soFar } })
  assert.deepEqual([settled.deductible.charged, settled.admissionNumber, settled.contributions['admissions']], [0n, 1, undefined])
  assert.match(shape('stays.readmission: { kind: merged, deductible: none }').said.join(), /须写明几天之内/)
})
