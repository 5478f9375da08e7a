import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { compareCase, compareGiven } from './cases-cli.js'
import { firstDifference } from './cases-compare.js'
import type { Json, JsonObject, NeutralCase } from './cases-form.js'

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

test('amounts may be texts, ratios numbers, fields that say nothing null; a bad value is named by its field', () => {
  for (const it of cases) {
    const bills = it.bills.map((bill) => ({ disease: null, stay_link: null, ...(told(bill) as JsonObject), remark: 'for the reader' }))
    assert.equal(compareGiven({ ...it, policy: told(it.policy), person: told(it.person), bills }), undefined, it.id)
  }
  const [first] = cases
  assert.ok(first)
  assert.equal(
    compareGiven({ ...first, bills: [{ ...first.bills[0], admitted: '2026-02-30' }] }),
    'bill.admitted: a day such as 2026-01-31 is expected, not "2026-02-30"',
  )
  assert.equal(compareGiven({ ...first, person: null }), 'person: an object is expected')
  assert.equal(compareGiven('nothing'), 'case: an object is expected')
})

function told(value: Json): Json {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return /^0\.\d+$/.test(value) ? Number(value) : value
  if (Array.isArray(value)) return value.map(told)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value as JsonObject).map(([name, one]) => [name, told(one)]))
}
