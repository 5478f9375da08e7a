import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entriesOfDifference } from '../fund/entries/difference.js'
import type { BenefitPolicy } from '../policy/benefit-policy.js'
import type { Bill, InsuredPerson } from './bill.js'
import { type Difference, differenceOf, isSameDifference, NOT_PAYABLE, type Standing, withDifference } from './difference.js'
import { type ChainBill, type Circumstances, settleAgain } from './difference-chain.js'
import { changedStretches, isReached } from './difference-touched.js'
import type { Settled } from './outcome.js'
import type { Settle } from './settle.js'

const standing = (basic: bigint, used: bigint, deductible = 0n): Standing => ({
  layers: [{ layer: 'basic', payer: 'fund', paid: basic }],
  counters: { used },
  deductible,
  inScope: 0n,
})

test('what differs is owed to the person or by the person, and equal bills differ in nothing', () => {
  assert.equal(differenceOf(standing(10n, 5n), standing(10n, 5n)), undefined)
  const more = differenceOf(standing(10n, 5n), { ...standing(13n, 4n), layers: [...standing(13n, 4n).layers, { layer: 'major', payer: 'insurer', paid: 2n }] })
  assert.deepEqual([more?.person, more?.counters], [5n, { used: -1n }])
  assert.deepEqual(differenceOf(standing(10n, 5n), NOT_PAYABLE)?.person, -10n)
})

test('a standing with its difference is what the bill would be, and nothing differs any more', () => {
  const [before, after] = [standing(10n, 5n, 3n), standing(7n, 9n, 1n)]
  const difference = differenceOf(before, after)
  assert.ok(difference !== undefined)
  assert.equal(differenceOf(withDifference(before, difference), after), undefined)
  assert.ok(isSameDifference(difference, { ...difference, layers: [...difference.layers] }))
  assert.ok(!isSameDifference(difference, { ...difference, counters: {} }))
})

test('a fund that owes a person has a payable, a person who owes has a receivable, the insurer moves no position, the hospital no book', () => {
  const layers = [
    { layer: 'basic', payer: 'fund', before: 100n, after: 70n },
    { layer: 'assistance', payer: 'fund', before: 0n, after: 20n },
    { layer: 'major', payer: 'insurer', before: 5n, after: 9n },
    { layer: 'hospital', payer: 'hospital', before: 0n, after: 6n },
  ] as const
  assert.deepEqual(entriesOfDifference('resident', layers), [
    { fund: 'resident', accounts: ['benefits_settled', 'receivable_persons', 'receivable_insurer', 'payable_persons/insurer'], amounts: [-30n, 30n, 4n, -4n] },
    { fund: 'assistance', accounts: ['benefits_settled', 'payable_persons'], amounts: [20n, -20n] },
  ])
  const [back] = entriesOfDifference('resident', layers, -1n)
  assert.deepEqual(back?.amounts, [30n, -30n, -4n, 4n])
})

/** Pays what is left of a yearly room named by the rules, after a deductible that parts of one stay share. */
const settle: Settle = ({ versions, bill, counters }) => {
  const room = BigInt(versions[0]?.area ?? '0')
  const used = counters(2026)['used'] ?? 0n
  const deductible = bill.stayLink === undefined ? 3n : 3n - bill.stayLink.soFar.deductibleCharged
  const wanted = bill.total - deductible
  const paid = wanted < room - used ? wanted : room - used
  return {
    kind: 'settled',
    benefitYear: 2026,
    layers: [{ layer: 'basic', payer: 'fund', input: 0n, paid, left: 0n, rule: '', from: [] }],
    contributions: paid === 0n ? {} : { used: paid },
    deductible: { due: deductible, charged: deductible, rule: '', from: [] },
    split: { total: bill.total, inScope: bill.total, itemPreSelfPay: 0n, offsitePreSelfPay: 0n, aboveStandard: 0n, outOfCatalogue: 0n },
  } as unknown as Settled
}

const room = (fen: number): Circumstances => ({ versions: [{ area: String(fen) } as BenefitPolicy], person: {} as InsuredPerson })
const OLD = room(20)

interface Given {
  readonly settlement: bigint
  readonly total: bigint
  readonly paid: bigint
  readonly used: bigint
  readonly more?: Partial<ChainBill>
}

function bill({ settlement, total, paid, used, more = {} }: Given): ChainBill {
  return {
    settlement,
    visit: settlement,
    benefitYear: 2026,
    bill: { total } as Bill,
    counters: used === 0n ? {} : { used },
    counts: true,
    standing: {
      layers: paid === 0n ? [] : [{ layer: 'basic', payer: 'fund', paid }],
      counters: paid === 0n ? {} : { used: paid },
      deductible: 3n,
      inScope: total,
    },
    corrections: [],
    stands: OLD,
    now: OLD,
    ...more,
  }
}

const changes = (bills: readonly ChainBill[]) => {
  const result = settleAgain(settle, 'resident', bills)
  assert.equal(result.kind, 'settled_again')
  return result.kind === 'settled_again' ? result.differences.map(({ settlement, difference }) => [settlement, difference.person]) : []
}

test('a bill that gets more leaves less room to the later bills of its year, and earlier ones are left alone', () => {
  const bills = [
    bill({ settlement: 1n, total: 8n, paid: 5n, used: 0n }),
    bill({ settlement: 2n, total: 13n, paid: 10n, used: 5n, more: { now: { ...OLD, versions: room(18).versions } } }),
    bill({ settlement: 3n, total: 9n, paid: 5n, used: 15n }),
  ]
  // The second under a room of 18 still gets 10; the third under 20 stays.
  assert.deepEqual(changes(bills), [])
  // Not to be paid at all: its 10 go back, and the third finds room for its 6.
  assert.deepEqual(changes([bills[0] as ChainBill, { ...(bills[1] as ChainBill), now: null }, bills[2] as ChainBill]), [
    [2n, -10n],
    [3n, 1n],
  ])
})

test('a cancelled bill, another year and an untouched person yield nothing', () => {
  const first = bill({ settlement: 1n, total: 8n, paid: 5n, used: 0n, more: { now: null } })
  assert.deepEqual(changes([{ ...first, counts: false }, bill({ settlement: 2n, total: 23n, paid: 15n, used: 5n })]), [])
  assert.deepEqual(changes([first, bill({ settlement: 2n, total: 23n, paid: 20n, used: 0n, more: { benefitYear: 2027 } })]), [[1n, -5n]])
  assert.deepEqual(changes([{ ...first, now: first.stands }]), [])
})

test('a later part of a stay goes on from the part as it is now', () => {
  const parts = (now: Circumstances | null): ChainBill[] => [
    bill({ settlement: 1n, total: 8n, paid: 5n, used: 0n, more: { now, visit: 7n } }),
    {
      ...bill({ settlement: 2n, total: 4n, paid: 4n, used: 5n, more: { visit: 7n } }),
      bill: {
        total: 4n,
        stayLink: { kind: 'mid_stay', soFar: { admissionNumber: 1, benefitYear: 2026, deductibleCharged: 3n, inScope: 8n, total: 8n } },
      } as Bill,
      standing: { layers: [{ layer: 'basic', payer: 'fund', paid: 4n }], counters: { used: 4n }, deductible: 0n, inScope: 4n },
    },
  ]
  assert.deepEqual(changes(parts(null)), [
    [1n, -5n],
    [2n, -3n],
  ])
  assert.deepEqual(changes(parts(OLD)), [])
})

test('a difference approved before a bill was settled is in its counters, one approved after is added', () => {
  const more: Difference = {
    layers: [{ layer: 'basic', payer: 'fund', before: 5n, after: 9n }],
    person: 4n,
    counters: { used: 4n },
    deductible: 0n,
    inScope: 0n,
  }
  const first = bill({ settlement: 1n, total: 8n, paid: 9n, used: 0n, more: { corrections: [{ difference: more, after: 1n }] } })
  const seen = bill({ settlement: 2n, total: 23n, paid: 11n, used: 9n, more: { now: null } })
  assert.deepEqual(changes([first, seen]), [[2n, -11n]])
  const unseen = { ...seen, counters: { used: 5n } }
  assert.deepEqual(changes([{ ...first, corrections: [{ difference: more, after: 2n }] }, unseen]), [[2n, -11n]])
  assert.equal(settleAgain(settle, 'resident', [first, unseen]).kind, 'not_possible')
})

test('whoever does not come to what stands is reported and not touched', () => {
  const wrong = bill({ settlement: 1n, total: 8n, paid: 6n, used: 0n, more: { now: null } })
  assert.deepEqual(settleAgain(settle, 'resident', [wrong]), {
    kind: 'not_possible',
    settlement: 1n,
    sentence: '按原条件重算得不出现在的金额，未计算差额，请人工核对这位参保人的结算单。',
  })
})

const from = { document: '甲', article: '一', certainty: 'illustrative', inForce: '2025-01-01' } as const
const share = (levels: Readonly<Record<string, bigint>>, article = '一') => ({
  mode: 'share',
  deductible: { amount: { mode: 'by_level', table: levels }, from: { ...from, article } },
  bands: { bands: { table: [] }, from },
})
const version = (inForce: string, until: string | null, more: object): BenefitPolicy =>
  ({
    inForce,
    until,
    versionBy: 'discharge',
    benefits: { inpatient: share({ '1': 1n, '2': 2n }), outpatient: { mode: 'fixed' } },
    caps: [],
    major: null,
    assistance: null,
    ...more,
  }) as unknown as BenefitPolicy
const stay = (discharged: string, level = '2', kind: 'inpatient' | 'outpatient' = 'inpatient') => ({ kind, level, admitted: '2026-02-20', discharged })

test('a change reaches its days, its kind of care and its level; a renumbered article reaches nobody', () => {
  const before = [version('2025-01-01', null, {})]
  const changed = { benefits: { inpatient: share({ '1': 1n, '2': 3n }), outpatient: { mode: 'fixed' } } }
  const stretches = changedStretches(before, [version('2025-01-01', '2026-02-28', {}), version('2026-03-01', null, changed)])
  assert.deepEqual(
    stretches.map(({ from: first, until, reach }) => [first, until, [...reach]]),
    [['2026-03-01', null, [['inpatient', new Set(['2'])]]]],
  )
  assert.ok(isReached(stretches, stay('2026-03-01')))
  assert.ok(!isReached(stretches, stay('2026-02-28')))
  assert.ok(!isReached(stretches, stay('2026-03-01', '1')))
  assert.ok(!isReached(stretches, stay('2026-03-01', '2', 'outpatient')))
  const renumbered = { benefits: { inpatient: share({ '1': 1n, '2': 2n }, '九'), outpatient: { mode: 'fixed' } } }
  assert.deepEqual(changedStretches(before, [version('2025-01-01', null, renumbered)]), [])
})

test('caps and later layers reach the kinds they name, everything else all kinds; admission and day of fee count by their own day', () => {
  const before = [version('2025-01-01', null, {})]
  const of = (more: object) => changedStretches(before, [version('2025-01-01', null, more)])
  const cap = { caps: [{ id: 'c', kinds: ['outpatient'], from }] }
  assert.deepEqual([...(of(cap)[0]?.reach.keys() ?? [])], ['outpatient'])
  assert.deepEqual([...(of({ assistance: { kinds: ['inpatient'] } })[0]?.reach.keys() ?? [])], ['inpatient'])
  assert.ok((of({ large: { capFen: 1n } })[0]?.reach.size ?? 0) > 10)
  const byAdmission = changedStretches(
    [version('2025-01-01', null, { versionBy: 'admission' })],
    [version('2025-01-01', '2026-02-28', { versionBy: 'admission' }), version('2026-03-01', null, { versionBy: 'admission', ...cap })],
  )
  assert.ok(!isReached(byAdmission, { ...stay('2026-03-05'), kind: 'outpatient' }))
  const byFee = byAdmission.map((one) => ({ ...one, by: new Set(['fee_day'] as const) }))
  assert.ok(isReached(byFee, { ...stay('2026-03-05'), kind: 'outpatient' }))
})

test('a version that begins to be, or ceases, reaches everybody on its days', () => {
  const [stretch] = changedStretches([version('2026-01-01', null, {})], [version('2025-01-01', null, {})])
  assert.deepEqual([stretch?.from, stretch?.until], ['2025-01-01', '2025-12-31'])
})
