import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type AroundChange, leavingWith, unitChangeRefused } from './unit-change.js'
import { treeAfter, type UnitChange, type UnitPeriod } from './unit-tree.js'

const period = (pool: string, unit: string, kind: UnitPeriod['kind'], more: Partial<UnitPeriod> = {}): UnitPeriod => ({
  pool,
  unit,
  inForce: '2021-01-01',
  until: null,
  kind,
  name: `示范${unit}`,
  ...more,
})
const [PROVINCE, CITY, OTHER, COUNTY] = ['990000', '990100', '990200', '990121']
const PERIODS = [period(CITY, COUNTY, 'county'), period(PROVINCE, CITY, 'pooling_area'), period(PROVINCE, OTHER, 'pooling_area')]
const AROUND: AroundChange = { periods: PERIODS, ownLevel: ['990199'], pools: new Set([PROVINCE, CITY, OTHER]), books: [], wholeYears: null }
const move = (toPool: string, from: string): UnitChange => ({ kind: 'move', pool: CITY, unit: COUNTY, from, toPool, name: null, unitKind: null })

test('where no year-end rule closes whole years a unit may move in the middle of one; where one does, on 1 January', () => {
  assert.equal(unitChangeRefused(move(OTHER, '2026-07-01'), AROUND), undefined)
  const whole = { ...AROUND, wholeYears: '示政办〔2020〕1号 三（三）' }
  assert.equal(unitChangeRefused(move(OTHER, '2026-07-01'), whole)?.code, 'whole_years')
  assert.equal(unitChangeRefused(move(OTHER, '2027-01-01'), whole), undefined)
})

test('a day inside a closed period of either pool is refused', () => {
  const closed = { ...AROUND, books: [{ name: '示范账套', closedThrough: '2026-12-31' }] }
  assert.equal(unitChangeRefused(move(OTHER, '2026-12-31'), closed)?.code, 'closed_period')
  assert.equal(unitChangeRefused(move(OTHER, '2027-01-01'), closed), undefined)
})

test('a move ends one period and begins the next on the day after', () => {
  assert.deepEqual(treeAfter(move(OTHER, '2027-01-01'), PERIODS), {
    ended: [period(CITY, COUNTY, 'county', { until: '2026-12-31' })],
    begun: [period(OTHER, COUNTY, 'county', { inForce: '2027-01-01' })],
  })
})

test('a county with a pool of its own stands below the province, and leaves that place when it joins a city again', () => {
  const own = treeAfter(move(COUNTY, '2027-01-01'), PERIODS)
  assert.deepEqual(
    own.begun.map(({ pool, kind }) => [pool, kind]),
    [
      [COUNTY, 'province_administered'],
      [PROVINCE, 'province_administered'],
    ],
  )
  const back: UnitChange = { ...move(CITY, '2029-01-01'), pool: COUNTY }
  const again = treeAfter(back, [...own.ended, ...own.begun, ...PERIODS.slice(1)])
  assert.deepEqual(
    again.ended.map(({ pool, until }) => [pool, until]),
    [
      [COUNTY, '2028-12-31'],
      [PROVINCE, '2028-12-31'],
    ],
  )
  assert.deepEqual(again.begun, [period(CITY, COUNTY, 'county', { inForce: '2029-01-01' })])
})

test('a unit that moves takes its money along; one that ends has nothing left', () => {
  const left = { money: [{ book: '示范账套', account: '财政专户存款', fen: 500n }], papers: [], bookedSince: 0 }
  assert.equal(leavingWith(move(OTHER, '2027-01-01'), '甲县', left, '2026-11-01'), undefined)
  const end: UnitChange = { ...move(OTHER, '2027-01-01'), kind: 'end', toPool: null }
  assert.equal(leavingWith(end, '甲县', left, '2026-11-01')?.code, 'too_early')
  assert.equal(leavingWith(end, '甲县', left, '2026-12-31')?.code, 'money_left')
  assert.equal(leavingWith(end, '甲县', { ...left, money: [] }, '2026-12-31'), undefined)
  assert.equal(leavingWith(end, '甲县', { ...left, money: [], bookedSince: 1 }, '2027-01-05')?.code, 'booked_since')
})
