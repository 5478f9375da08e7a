import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matchLines, type PartyLine } from './match-lines.js'

let made = 0
const line = (key: string, day: string, amountFen: bigint, more: Partial<PartyLine> = {}): PartyLine => ({
  id: String(++made),
  fund: 'resident',
  unit: '990021',
  key,
  day,
  amountFen,
  ...more,
})
const TOLERANCE = { days: 3 }

test('a key with the same amount is matched, a key whose lines add up is matched as a sum', () => {
  const { matches, differences } = matchLines(
    [line('T1', '2026-03-01', 100n), line('T2', '2026-03-02', 300n)],
    [line('T1', '2026-03-03', 100n), line('T2', '2026-03-02', 120n), line('T2', '2026-03-04', 180n)],
    TOLERANCE,
  )
  assert.deepEqual(
    matches.map(({ kind }) => kind),
    ['exact', 'sum'],
  )
  assert.deepEqual(differences, [])
})

test('without a key the nearest day of the same amount is taken, then a day’s sum; beyond the tolerance nothing is', () => {
  const { matches, differences } = matchLines(
    [line('', '2026-03-01', 500n), line('', '2026-03-10', 900n), line('', '2026-03-20', 70n)],
    [line('', '2026-03-04', 500n), line('', '2026-03-02', 500n), line('', '2026-03-11', 400n), line('', '2026-03-11', 500n), line('', '2026-03-28', 70n)],
    TOLERANCE,
  )
  assert.deepEqual(
    matches.map(({ kind, right }) => [kind, right.length]),
    [
      ['amount_and_day', 1],
      ['day_sum', 2],
    ],
  )
  assert.deepEqual(differences.map(({ kind }) => kind).sort(), ['left_only', 'right_only', 'right_only'])
})

test('each difference has its kind', () => {
  const kinds = (left: PartyLine[], right: PartyLine[]): string[] => matchLines(left, right, TOLERANCE).differences.map(({ kind }) => kind)
  assert.deepEqual(kinds([line('A', '2026-03-01', 100n)], [line('A', '2026-03-31', 100n)]), ['timing'])
  assert.deepEqual(kinds([line('A', '2026-03-01', 100n)], [line('A', '2026-03-01', 101n)]), ['rounding'])
  assert.deepEqual(kinds([line('A', '2026-03-01', 100n)], [line('A', '2026-03-01', 150n)]), ['amount'])
  assert.deepEqual(kinds([line('A', '2026-03-01', 100n)], [line('A', '2026-03-01', 100n, { fund: 'employee' })]), ['wrong_fund'])
  assert.deepEqual(kinds([line('A', '2026-03-01', 100n)], [line('A', '2026-03-01', 100n, { unit: '990022' })]), ['wrong_unit'])
  assert.deepEqual(kinds([line('A', '2026-03-01', -100n)], []), ['reversal_pending'])
  assert.deepEqual(kinds([line('A', '2026-03-01', 100n), line('A', '2026-03-01', 100n)], []), ['double'])
})

test('every line is in exactly one match or difference, and every match adds up', () => {
  const some = fc.array(
    fc.record({
      key: fc.constantFrom('', 'K1', 'K2'),
      day: fc.constantFrom('2026-03-01', '2026-03-03', '2026-03-09'),
      amount: fc.constantFrom(100n, 200n, 300n, -100n),
      unit: fc.constantFrom('990021', '990022'),
    }),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(some, some, (a, b) => {
      const [left, right] = [a, b].map((lines) => lines.map(({ key, day, amount, unit }) => line(key, day, amount, { unit })))
      const { matches, differences } = matchLines(left ?? [], right ?? [], TOLERANCE)
      const ids = [...matches.flatMap((m) => [...m.left, ...m.right]), ...differences.flatMap((d) => [...d.left, ...d.right].map(({ id }) => id))]
      assert.deepEqual(ids.sort(), [...(left ?? []), ...(right ?? [])].map(({ id }) => id).sort())
      const of = new Map([...(left ?? []), ...(right ?? [])].map((one) => [one.id, one.amountFen]))
      const sum = (list: readonly string[]): bigint => list.reduce((s, id) => s + (of.get(id) ?? 0n), 0n)
      for (const match of matches) assert.equal(sum(match.left), sum(match.right))
    }),
  )
})
