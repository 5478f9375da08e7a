import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountInWords } from './amount-in-words.js'

test('amounts are written out as on a voucher', () => {
  const said: readonly (readonly [bigint, string])[] = [
    [0n, '零元整'],
    [5n, '伍分'],
    [50n, '伍角整'],
    [105n, '壹元零伍分'],
    [12_000n, '壹佰贰拾元整'],
    [100_800_000n, '壹佰万捌仟元整'],
    [1_000_001n, '壹万元零壹分'],
    [100_500_00n, '壹拾万零伍佰元整'],
    [1_000_000_010_00n, '壹拾亿零壹拾元整'],
    [-23_045n, '负贰佰叁拾元肆角伍分'],
  ]
  for (const [fen, words] of said) assert.equal(amountInWords(fen), words)
})
