import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarEntry, instalmentsOf } from './prepayment-calendar.js'

const YEARLY = { rhythm: 'year', applyFrom: '0-01', applyUntil: '0-31', payUntil: '2-31', returnUntil: '11-31' } as const

test('a year has one instalment, four quarters or twelve months, each with its own days; a day that a month lacks is its last', () => {
  assert.deepEqual(instalmentsOf(YEARLY, 2026), [
    { instalment: 1, applyFrom: '2026-01-01', applyUntil: '2026-01-31', payUntil: '2026-03-31', returnUntil: '2026-12-31' },
  ])
  const quarterly = instalmentsOf({ rhythm: 'quarter', applyFrom: '0-01', applyUntil: '0-10', payUntil: '1-31', returnUntil: '3-31' }, 2024)
  assert.deepEqual(
    quarterly.map(({ instalment, applyFrom, payUntil, returnUntil }) => [instalment, applyFrom, payUntil, returnUntil]),
    [
      [1, '2024-01-01', '2024-02-29', '2024-04-30'],
      [2, '2024-04-01', '2024-05-31', '2024-07-31'],
      [3, '2024-07-01', '2024-08-31', '2024-10-31'],
      [4, '2024-10-01', '2024-11-30', '2025-01-31'],
    ],
  )
  assert.equal(instalmentsOf({ ...YEARLY, rhythm: 'month', payUntil: '0-31' }, 2026)[1]?.payUntil, '2026-02-28')
  assert.throws(() => instalmentsOf({ ...YEARLY, payUntil: 'March' }, 2026), /months-day/)
})

test('what is due when, what is late, what the gate refuses', () => {
  const [days] = instalmentsOf(YEARLY, 2026)
  assert.ok(days !== undefined)
  const at = (today: string, application?: { approved: boolean; paidFen: bigint; leftFen: bigint }, gateHolds = true) => {
    const { standing, dueOn, lateDays } = calendarEntry(days, today, { application, gateHolds })
    return [standing, dueOn, lateDays]
  }
  const asked = { approved: false, paidFen: 0n, leftFen: 0n }
  assert.deepEqual(at('2025-12-31'), ['coming', '2026-01-01', 0])
  assert.deepEqual(at('2026-01-31'), ['open', '2026-01-31', 0])
  assert.deepEqual(at('2026-02-02'), ['missed', '2026-01-31', 2])
  assert.deepEqual(at('2026-01-31', undefined, false), ['gated', null, 0])
  assert.deepEqual(at('2026-03-31', asked), ['deciding', '2026-03-31', 0])
  assert.deepEqual(at('2026-03-31', { ...asked, approved: true }), ['to_pay', '2026-03-31', 0])
  assert.deepEqual(at('2026-04-01', { ...asked, approved: true }, false), ['pay_late', '2026-03-31', 1])
  assert.deepEqual(at('2026-12-31', { approved: true, paidFen: 9n, leftFen: 1n }), ['out', '2026-12-31', 0])
  assert.deepEqual(at('2027-01-10', { approved: true, paidFen: 9n, leftFen: 1n }), ['return_late', '2026-12-31', 10])
  assert.deepEqual(at('2027-01-10', { approved: true, paidFen: 9n, leftFen: 0n }), ['closed', null, 0])
})
