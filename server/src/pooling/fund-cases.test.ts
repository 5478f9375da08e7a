import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import type { JsonObject } from '../policy/cases-form.js'
import { compareFundCase, readFundCases } from './fund-cases-cli.js'

const FOLDER = path.resolve(import.meta.dirname, '../../../scenarios/fund')

for (const it of ['neutral-pooling.json', 'neutral-ledger.json', 'variants-pooling.json'].flatMap((file) => readFundCases(path.join(FOLDER, file)))) {
  test(`${String(it['id'])}: ${String(it['title'])}`, () => assert.equal(compareFundCase(it), undefined))
}

test('a rule that no policy can say is named', () => {
  assert.match(compareFundCase({ kind: 'year_end', rule: { mode: 'by_lot' } }) ?? '', /by_lot/)
  assert.match(compareFundCase({ kind: 'tombola' }) ?? '', /tombola/)
})

test('every step of a ledger case is looked at', () => {
  const [it] = readFundCases(path.join(FOLDER, 'neutral-ledger.json'))
  assert.ok(it !== undefined)
  const expected = JSON.parse(JSON.stringify(it['expected'])) as { steps: { trial_balance: { R: Record<string, number> } }[] }
  Object.assign(expected.steps[1]?.trial_balance.R ?? {}, { '1005': 1 })
  assert.match(compareFundCase({ ...it, expected: expected as unknown as JsonObject }) ?? '', /^steps\[1\]\.trial_balance\.R\.1005: expected 1, got 60000000$/)
})
