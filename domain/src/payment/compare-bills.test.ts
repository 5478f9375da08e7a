import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareBills, matterOf, type OurRow, type TheirRow } from './compare-bills.js'

const ours = (settlement: bigint, more: Partial<OurRow> = {}): OurRow => ({
  settlement,
  bill: settlement,
  visit: settlement + 1000n,
  person: 'P',
  refund: false,
  settledOn: '2026-03-20',
  msgid: `M${settlement}`,
  total: 10_000n,
  fund: 6_000n,
  account: 1_000n,
  ...more,
})
const cancelled = (settlement: bigint, bill: bigint): OurRow => ours(settlement, { bill, refund: true, total: -10_000n, fund: -6_000n, account: -1_000n })
const theirs = (row: OurRow, line = 1): TheirRow => ({ ...row, line, settlement: String(row.settlement), visit: String(row.visit) })
const nowhere = () => undefined
const kinds = (t: readonly TheirRow[], o: readonly OurRow[]) => compareBills(t, o, nowhere).map((one) => one.kind)

test('equal lists have no difference, whichever number a refund bears', () => {
  const list = [ours(1n), ours(2n), cancelled(3n, 2n)]
  assert.deepEqual(
    kinds(
      list.map((row) => theirs(row)),
      list,
    ),
    [],
  )
  const underTheBill = { ...theirs(cancelled(3n, 2n)), settlement: '2' }
  assert.deepEqual(kinds([theirs(ours(1n)), theirs(ours(2n)), underTheBill], list), [])
})

test('each kind of difference is named', () => {
  assert.deepEqual(kinds([{ ...theirs(ours(1n)), fund: 6_001n }], [ours(1n)]), ['amount'])
  assert.deepEqual(kinds([], [ours(1n)]), ['missing_there'])
  assert.deepEqual(kinds([theirs(ours(9n))], []), ['missing_here'])
  assert.deepEqual(kinds([theirs(ours(1n)), theirs(ours(1n), 2)], [ours(1n)]), ['double'])
  assert.deepEqual(kinds([theirs(ours(2n))], [ours(2n), cancelled(3n, 2n)]), ['cancelled_here'])
  assert.deepEqual(
    kinds(
      [theirs(ours(2n)), theirs(cancelled(3n, 2n))].map((row) => ({ ...row, settlement: '2' })),
      [ours(2n)],
    ),
    ['cancelled_there'],
  )
  const [one] = compareBills([{ ...theirs(ours(1n)), total: 10_050n }], [ours(1n)], nowhere)
  assert.match(one?.sentence ?? '', /医疗费总额贵方100\.50元、中心100\.00元/)
})

test('whatever single thing is changed in equal lists is found, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.nat(),
      fc.constantFrom('amount', 'missing_here', 'missing_there', 'double', 'cancelled_here', 'cancelled_there'),
      (size, at, kind) => {
        const here = Array.from({ length: size }, (_, index) => ours(BigInt(index + 1)))
        const there = here.map((row, index) => theirs(row, index + 1))
        const which = at % size
        const own = here[which] ?? ours(1n)
        const row = there[which] ?? theirs(own)
        const refund = { ...row, refund: true, total: -row.total, fund: -row.fund, account: -row.account }
        if (kind === 'amount') there[which] = { ...row, account: row.account + 1n }
        if (kind === 'missing_here') here.splice(which, 1)
        if (kind === 'missing_there') there.splice(which, 1)
        if (kind === 'double') there.push({ ...row, line: 99 })
        if (kind === 'cancelled_here') here.push(cancelled(500n, own.settlement))
        if (kind === 'cancelled_there') there.push(refund)
        const found = compareBills(there, here, nowhere)
        assert.deepEqual(
          found.map((one) => one.kind),
          [kind],
        )
        assert.ok(found.every((one) => matterOf(one).startsWith(`${kind}:${own.settlement}`)))
      },
    ),
  )
})

test('a bill that the institution keeps under another person is said, whatever it calls its patients otherwise', () => {
  const found = compareBills([{ ...theirs(ours(1n)), person: 'Q' }], [ours(1n)], nowhere)
  assert.deepEqual(found.map((one) => one.kind).sort(), ['missing_here', 'missing_there'])
  assert.match(found.find((one) => one.kind === 'missing_here')?.sentence ?? '', /另一人员的结算/)
  assert.deepEqual(kinds([{ ...theirs(ours(1n)), person: 'patient 7' }], [ours(1n)]), [])
})

const SEEDS = ['none', 'amount', 'missing_here', 'missing_there', 'double', 'double_amount', 'cancelled_here', 'cancelled_there', 'both_cancelled'] as const

test('several things changed at once, in any order of the rows, are all found, each of its bill, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...SEEDS), { minLength: 1, maxLength: 12 }),
      fc.bigInt({ min: 1n, max: 50n }),
      fc.infiniteStream(fc.nat()),
      (seeds, off, chance) => {
        const [here, there]: [OurRow[], TheirRow[]] = [[], []]
        const expected: string[] = []
        seeds.forEach((seed, index) => {
          const own = ours(BigInt(index + 1), { total: 10_000n + BigInt(index % 3) })
          const back: OurRow = { ...own, settlement: own.settlement + 500n, refund: true, total: -own.total, fund: -own.fund, account: -own.account }
          const wrong = { ...theirs(own), total: own.total + off }
          if (seed !== 'missing_here') here.push(own)
          if (seed !== 'missing_there') there.push(seed === 'amount' ? wrong : theirs(own))
          if (seed === 'double') there.push(theirs(own))
          if (seed === 'double_amount') there.push(wrong)
          if (seed === 'cancelled_here' || seed === 'both_cancelled') here.push(back)
          if (seed === 'cancelled_there' || seed === 'both_cancelled')
            there.push({ ...theirs(back), settlement: String(index % 2 === 0 ? own.settlement : seed === 'both_cancelled' ? back.settlement : own.settlement) })
          if (seed !== 'none' && seed !== 'both_cancelled') expected.push(`${seed === 'double_amount' ? 'double' : seed}:${own.settlement}`)
        })
        const mixed = there
          .map((row) => ({ row, by: chance.next().value }))
          .sort((a, b) => a.by - b.by)
          .map(({ row }, line) => ({ ...row, line: line + 1 }))
        const found = compareBills(mixed, here, nowhere)
        assert.deepEqual(found.map((one) => matterOf(one).replace(/[+-]$/, '')).sort(), expected.sort())
        const tooMany = found.find((one) => one.kind === 'double' && seeds[Number(one.ours?.bill) - 1] === 'double_amount')
        if (tooMany !== undefined) assert.equal((tooMany.theirs?.total ?? 0n) - (tooMany.ours?.total ?? 0n), off, 'the wrong one is the one too many')
      },
    ),
    { numRuns: 200 },
  )
})
