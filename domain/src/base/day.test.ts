import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ageOn, dayFromNumber, dayNumber, daysAfter, isDay, lastOfMonth, monthsAfter, quarterOf } from './day.js'

test('only real days are days', () => {
  for (const day of ['2024-02-29', '2026-12-31']) assert.ok(isDay(day), day)
  for (const text of ['2023-02-29', '2026-13-01', '2026-04-31', '2026-1-1', '']) assert.ok(!isDay(text), text)
})

test('a day and its number are the same day, as the calendar of the machine has it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 60_000 }), (count) => {
      const day = dayFromNumber(count)
      assert.equal(dayNumber(day), count)
      assert.equal(new Date(count * 86_400_000).toISOString().slice(0, 10), day)
    }),
  )
})

test('months later falls on the same day of the month, or on its last', () => {
  assert.equal(monthsAfter('2024-11-30', 3), '2025-02-28')
  assert.equal(monthsAfter('2024-01-31', 1), '2024-02-29')
  assert.equal(monthsAfter('2024-03-15', -3), '2023-12-15')
  assert.equal(daysAfter('2025-12-31', 1), '2026-01-01')
  assert.equal(lastOfMonth('2024-02-03'), '2024-02-29')
  assert.equal(quarterOf('2024-10-01'), 4)
})

test('a person grows older on the birthday', () => {
  assert.equal(ageOn('1960-06-15', '2026-06-14'), 65)
  assert.equal(ageOn('1960-06-15', '2026-06-15'), 66)
})
