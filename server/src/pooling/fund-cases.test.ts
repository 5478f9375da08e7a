import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { compareFundCase, readFundCases } from './fund-cases-cli.js'

const FOLDER = path.resolve(import.meta.dirname, '../../../scenarios/fund')

for (const it of ['neutral-pooling.json', 'neutral-ledger.json', 'variants-pooling.json'].flatMap((file) => readFundCases(path.join(FOLDER, file)))) {
  test(`${String(it['id'])}: ${String(it['title'])}`, () => assert.equal(compareFundCase(it), undefined))
}

test('a rule that no policy can say is named', () => {
  assert.match(compareFundCase({ kind: 'year_end', rule: { mode: 'by_lot' } }) ?? '', /by_lot/)
  assert.match(compareFundCase({ kind: 'tombola' }) ?? '', /tombola/)
})
