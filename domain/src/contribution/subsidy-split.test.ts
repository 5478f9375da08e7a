import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SubsidySplit } from '../policy/subsidy-split-rule.js'
import { splitSubsidy } from './subsidy-split.js'

const percent = (num: bigint) => ({ num, den: 100n })

test('80 % central, the rest 70:6:24, the last one takes the odd fen', () => {
  const split: SubsidySplit = {
    kind: 'shares',
    central: percent(80n),
    others: { province: percent(70n), city: percent(6n), county: percent(24n) },
    othersOf: 'rest',
  }
  assert.deepEqual(splitSubsidy(split, 61_000n).parts, { central: 48_800n, province: 8_540n, city: 732n, county: 2_928n })
  const odd = splitSubsidy(split, 61_003n)
  assert.deepEqual(odd, { totalFen: 61_003n, parts: { central: 48_802n, province: 8_540n, city: 732n, county: 2_929n }, undecidedFen: 0n })
})

test('what the document gives to nobody stays undecided', () => {
  const split: SubsidySplit = { kind: 'shares', central: percent(80n), others: { province: percent(20n) }, othersOf: 'rest' }
  assert.deepEqual(splitSubsidy(split, 67_000n), { totalFen: 67_000n, parts: { central: 53_600n, province: 2_680n }, undecidedFen: 10_720n })
})

test('shares of the whole, and amounts that speak for themselves', () => {
  const whole: SubsidySplit = { kind: 'shares', central: percent(60n), others: { province: percent(16n), city: percent(24n) }, othersOf: 'whole' }
  assert.deepEqual(splitSubsidy(whole, 64_000n).parts, { central: 38_400n, province: 10_240n, city: 15_360n })
  assert.equal(splitSubsidy({ kind: 'amounts', amounts: { central: 41_600n, county: 8_000n } }, 0n).totalFen, 49_600n)
})
