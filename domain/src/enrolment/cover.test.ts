import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coverOn, coverStatus, type EnrolmentRow, rulingRows } from './cover.js'

const row = (enrolment: bigint, benefitYear: number, entitledFrom: string, entitledTo: string, scheme: EnrolmentRow['scheme'] = 'resident'): EnrolmentRow => ({
  enrolment,
  scheme,
  benefitYear,
  entitledFrom,
  entitledTo,
})

test('both ends of the interval are covered', () => {
  const year = row(1n, 2026, '2026-01-01', '2026-12-31')
  assert.equal(coverStatus(year, '2026-01-01'), 'entitled')
  assert.equal(coverStatus(year, '2026-12-31'), 'entitled')
  assert.equal(coverStatus(year, '2025-12-31'), 'waiting')
  assert.equal(coverStatus(year, '2027-01-01'), 'ended')
})

test('a later row of the same year takes the place of the earlier, whatever their order', () => {
  const first = row(1n, 2026, '2026-01-01', '2026-12-31')
  const withdrawn = row(2n, 2026, '2026-01-01', '2025-12-31')
  assert.deepEqual(rulingRows([withdrawn, first]), [withdrawn])
  assert.equal(coverOn([withdrawn, first], '2026-05-01')[0]?.status, 'suspended')
})

test('each scheme shows the year that says something about the day', () => {
  const rows = [
    row(1n, 2025, '2025-01-01', '2025-12-31'),
    row(2n, 2026, '2026-01-01', '2026-12-31'),
    row(3n, 2027, '2027-01-01', '2027-12-31'),
    row(4n, 2024, '2024-01-01', '2024-12-31', 'employee'),
    row(5n, 2025, '2025-01-01', '2025-06-30', 'employee'),
  ]
  const shown = coverOn(rows, '2026-11-21').map(({ scheme, benefitYear, status }) => `${scheme} ${benefitYear} ${status}`)
  assert.deepEqual(shown, ['employee 2025 ended', 'resident 2026 entitled'])
})

test('who is only enrolled for next year waits', () => {
  const shown = coverOn([row(1n, 2027, '2027-01-01', '2027-12-31'), row(2n, 2028, '2028-01-01', '2028-12-31')], '2026-11-21')
  assert.deepEqual(
    shown.map(({ benefitYear, status }) => [benefitYear, status]),
    [[2027, 'waiting']],
  )
})
