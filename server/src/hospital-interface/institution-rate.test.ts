// Limits of one institution: a burst, then the rate, a number at once, and nobody else slowed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRefusal } from '@tongchou/domain/base/refusal.js'
import { mayCallFrom } from './caller-address.js'
import { plainConnection } from './connection.js'
import { loadGateSettings } from './gate-settings.js'
import { ratesOf } from './institution-rate.js'

const plain = plainConnection('national')
const settings = { ...loadGateSettings(), perSecond: 2, burst: 3, atOnce: 2 }

test('a bucket fills by the second, up to the burst', () => {
  let now = 0
  const rates = ratesOf(settings, () => now)
  const passes = (institution = 'A'): boolean => {
    const leave = rates.enter(institution, plain)
    if (isRefusal(leave)) {
      assert.equal(leave.code, 'too_fast')
      assert.match(leave.sentence, /每秒最多2笔.*msgid不变/)
      return false
    }
    leave()
    return true
  }
  assert.deepEqual([passes(), passes(), passes(), passes()], [true, true, true, false])
  assert.ok(passes('B'))
  now += 500
  assert.deepEqual([passes(), passes()], [true, false])
  now += 3_600_000
  assert.deepEqual([passes(), passes(), passes(), passes()], [true, true, true, false])
})

test('no more than a number at once, whatever the rate', () => {
  const rates = ratesOf(settings, () => 0)
  const [first, second, third] = [rates.enter('A', plain), rates.enter('A', plain), rates.enter('A', plain)]
  assert.ok(!isRefusal(first) && !isRefusal(second) && isRefusal(third))
  assert.match(third.sentence, /已达2笔上限/)
  first()
  assert.ok(!isRefusal(rates.enter('A', plain)))
})

test('addresses: single ones and networks, of both versions, also of a socket that speaks both', () => {
  const allowed = ['10.1.2.0/24', '10.9.9.1/32', '2001:db8::/32']
  for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '10.9.9.1', '2001:db8::5']) assert.ok(mayCallFrom(allowed, address), address)
  for (const address of ['10.1.3.3', '10.9.9.2', '2001:db9::5', '::1', '', 'x']) assert.ok(!mayCallFrom(allowed, address), address)
  assert.ok(mayCallFrom([], 'anything'))
})
