import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneOf, randomFrom } from './random.js'
import { weighted } from './weighted.js'

test('the same seed repeats, other seeds differ', () => {
  const draw = (...seed: (string | number)[]): number[] =>
    Array.from(
      { length: 5 },
      (
        (random) => () =>
          random.next()
      )(randomFrom(...seed)),
    )
  assert.deepEqual(draw('a', 1), draw('a', 1))
  assert.notDeepEqual(draw('a', 1), draw('a', 2))
})

test('draws are even over [0, 1), normal ones have mean 0 and variance 1', () => {
  const random = randomFrom('even')
  const counts = new Array<number>(10).fill(0)
  let sum = 0
  let squares = 0
  for (let draw = 0; draw < 50_000; draw++) {
    const at = random.below(10)
    counts[at] = (counts[at] ?? 0) + 1
    const normal = random.normal()
    sum += normal
    squares += normal * normal
  }
  for (const count of counts) assert.ok(Math.abs(count - 5_000) < 350, String(counts))
  assert.ok(Math.abs(sum / 50_000) < 0.02)
  assert.ok(Math.abs(squares / 50_000 - 1) < 0.03)
})

test('a weighted choice follows its weights; a choice among nothing is our fault', () => {
  const choose = weighted(['a', 'b', 'c'], (item) => ({ a: 1, b: 0, c: 3 })[item] ?? 0)
  const random = randomFrom('weights')
  const drawn = Array.from({ length: 8_000 }, () => choose(random))
  assert.equal(drawn.filter((item) => item === 'b').length, 0)
  assert.ok(Math.abs(drawn.filter((item) => item === 'c').length / 8_000 - 0.75) < 0.03)
  assert.throws(() => oneOf(random, []))
  assert.throws(() => weighted([], () => 1))
})
