import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { compareCase } from './cases-cli.js'
import { firstDifference } from './cases-compare.js'
import type { NeutralCase } from './cases-form.js'

const FILE = path.resolve(import.meta.dirname, '../../../scenarios/settlement/neutral.json')
const cases = JSON.parse(readFileSync(FILE, 'utf8')) as readonly NeutralCase[]

test('there are eighty neutral cases', () => assert.equal(cases.length, 80))

for (const it of cases) test(`${it.id}: ${it.title}`, () => assert.equal(compareCase(it), undefined))

test('a difference is named by its path, and what is told for the reader is left out only where it is named', () => {
  assert.equal(firstDifference([{ cash_fen: 1, steps: ['a'] }], [{ cash_fen: 1 }], { forReader: ['steps'] }), undefined)
  assert.equal(firstDifference([{ cash_fen: 1, steps: ['a'] }], [{ cash_fen: 1 }]), '[0].steps: expected ["a"], got undefined')
  assert.equal(firstDifference([{ payments_fen: { basic: 1 } }], [{ payments_fen: { basic: 2 } }]), '[0].payments_fen.basic: expected 1, got 2')
})

test('a field of a policy that the mapping does not know stops the case', () => {
  const [first] = cases
  assert.ok(first)
  assert.match(compareCase({ ...first, policy: { ...first.policy, surprise: 1 } }) ?? '', /surprise/)
})
