import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compared, fenOfYuan, heldWithinOne, portion, ratioOf, rounded, yuanText } from './money.js'
import { shareOut } from './split.js'

test('yuan are read from their text, never from a float', () => {
  assert.equal(fenOfYuan('1234.5'), 123450n)
  assert.equal(fenOfYuan('0.01'), 1n)
  assert.equal(fenOfYuan('-7.10'), -710n)
  assert.equal(fenOfYuan('7.100'), 710n)
  for (const text of ['1e3', '', '1.005', '.5', '1,000', 'NaN', '12 ', '0x1']) assert.equal(fenOfYuan(text), undefined, text)
})

test('yuan and fen are the same amount both ways', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (fen) => assert.equal(fenOfYuan(yuanText(fen)), fen)))
})

test('ratios are exact: 5 % is 1/20, and 0.333 is not a third', () => {
  assert.deepEqual(ratioOf('5%'), { num: 1n, den: 20n })
  assert.deepEqual(ratioOf('0.333'), { num: 333n, den: 1000n })
  assert.deepEqual(ratioOf('-0.10'), { num: -1n, den: 10n })
  assert.equal(ratioOf('1e-2'), undefined)
})

test('half a fen is rounded up, and a reversal rounds to the exact opposite', () => {
  assert.equal(portion(1n, { num: 1n, den: 2n }), 1n)
  assert.equal(portion(-1n, { num: 1n, den: 2n }), -1n)
  assert.equal(portion(624321n, { num: 4n, den: 5n }), 499457n)
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 0n, max: 10_000n }), (amount, num) => {
      assert.equal(portion(-amount, { num, den: 10_000n }), -portion(amount, { num, den: 10_000n }))
    }),
  )
})

test('rounding is never further off than half a fen', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n }), (num, den) => {
      const off = rounded({ num, den }) * den - num
      assert.ok((off < 0n ? -off : off) * 2n <= den)
    }),
  )
})

test('a ratio is held within nothing and everything', () => {
  assert.equal(compared(heldWithinOne({ num: 21n, den: 20n }), { num: 1n, den: 1n }), 0)
  assert.equal(compared(heldWithinOne({ num: -1n, den: 20n }), { num: 0n, den: 1n }), 0)
})

test('sharing out loses no fen and gives none twice', () => {
  assert.deepEqual(shareOut(100n, [1n, 1n, 1n]), [34n, 33n, 33n])
  assert.deepEqual(shareOut(5n, [0n, 0n]), [5n, 0n])
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 14n }),
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 30 }),
      (total, weights) => {
        const parts = shareOut(total, weights)
        assert.equal(
          parts.reduce((a, b) => a + b, 0n),
          total,
        )
        assert.ok(parts.every((part) => part >= 0n))
      },
    ),
  )
})
