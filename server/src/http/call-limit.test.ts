import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testClock } from '../testing/desk.js'
import { callLimiter } from './call-limit.js'

test('an address has its share of a window, others have theirs, and the next window starts anew', () => {
  const clock = testClock()
  const limited = callLimiter(clock, { calls: 2, windowSeconds: 60, addresses: 10 })
  assert.deepEqual([limited('a'), limited('a')], [undefined, undefined])
  assert.equal(limited('a')?.code, 'too_many_requests')
  assert.equal(limited('b'), undefined)
  clock.pass(1)
  assert.equal(limited('a'), undefined)
})

test('no more addresses are remembered than allowed; the oldest is forgotten first', () => {
  const limited = callLimiter(testClock(), { calls: 1, windowSeconds: 60, addresses: 2 })
  for (const address of ['a', 'b', 'c']) assert.equal(limited(address), undefined)
  assert.equal(limited('c')?.code, 'too_many_requests')
  assert.equal(limited('b')?.code, 'too_many_requests')
  assert.equal(limited('a'), undefined)
})
