import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { objectAt, textAt } from '../../policy/cases-form.js'
import { differenceBetween } from './figures.js'
import { comparePublished, NOT_RUN, ONLY_PRINTED, publishedCases, runOf } from './published-cases.js'

const CASES = publishedCases(path.resolve(import.meta.dirname, '../../../../scenarios/fund/cases.json'))
const IDS = CASES.map((it) => textAt(it['id'], 'id'))

for (const it of CASES.filter(({ id }) => NOT_RUN[textAt(id, 'id')] === undefined)) {
  test(`${String(it['id'])}: ${String(it['title'])}`, () => assert.equal(comparePublished(it), undefined))
}

test('every case is run, or stands in the table of those that are not, never both', () => {
  assert.equal(CASES.length, 37)
  assert.equal(new Set(IDS).size, CASES.length)
  for (const id of IDS) assert.notEqual(runOf(id) === undefined, NOT_RUN[id] === undefined, id)
  for (const id of Object.keys(NOT_RUN)) assert.ok(IDS.includes(id), id)
})

test('another case of a published rule is run by the same rule', () => {
  const input = { unit: '万元', plan: 1000, actual: 1400, three_conditions_met: true }
  const expected = { overspend: 400, eligible: 300, pool: 240, local: 160 }
  assert.equal(comparePublished({ id: 'GAP-GUANGYUAN-2', input, expected }), undefined)
  const missed = { overspend: 400, eligible: 0, pool: 0, local: 400 }
  assert.equal(comparePublished({ id: 'GAP-GUANGYUAN-3', input: { ...input, three_conditions_met: false }, expected: missed }), undefined)
})

test('a figure that is only printed is one of a case', () => {
  for (const name of Object.keys(ONLY_PRINTED)) {
    const [id, figure] = name.split('.')
    const it = CASES.find((one) => one['id'] === id)
    assert.ok(figure !== undefined && objectAt(it?.['expected'], name)[figure] !== undefined, name)
  }
})

test('a fen too much is a difference, and so is a figure that nobody gave', () => {
  assert.equal(differenceBetween({ levy: 914.65 }, { levy: { num: 914_645_500n, den: 1_000_000n } }), undefined)
  assert.match(differenceBetween({ levy: 16_622.22 }, { levy: { num: 1_662_223n, den: 100n } }) ?? '', /^levy/)
  assert.match(differenceBetween({ levy: 1, base: 2 }, { levy: { num: 1n, den: 1n } }) ?? '', /^base/)
})
