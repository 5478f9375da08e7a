import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { runCases } from '../policy/cases-file.js'
import type { Json, JsonObject } from '../policy/cases-form.js'
import { compareFundCase, readFundCases } from './fund-cases-cli.js'

const FOLDER = path.resolve(import.meta.dirname, '../../../scenarios/fund')
const FILES = ['neutral-pooling.json', 'neutral-ledger.json', 'variants-pooling.json', 'variants-ledger.json']
const ALL = FILES.flatMap((file) => readFundCases(path.join(FOLDER, file)))

for (const it of ALL) test(`${String(it['id'])}: ${String(it['title'])}`, () => assert.equal(compareFundCase(it), undefined))

test('a rule that no policy can say is named', () => {
  assert.match(compareFundCase({ kind: 'year_end', rule: { mode: 'by_lot' } }) ?? '', /by_lot/)
  assert.match(compareFundCase({ kind: 'tombola' }) ?? '', /tombola/)
})

/** A copy of a case with one of its values changed, as a text of its JSON. */
function changed(id: string, from: string, to: string): Json {
  const text = JSON.stringify(ALL.find((it) => it['id'] === id))
  assert.ok(text.includes(from), `${id} has no ${from}`)
  return JSON.parse(text.replace(from, to)) as Json
}

test('every step of a ledger case is looked at', () => {
  const found = compareFundCase(changed('LD-01', '"1005":60000000,"4001":-60000000}}', '"1005":1,"4001":-60000000}}'))
  assert.equal(found, 'steps[1].trial_balance.R.1005: expected 1, got 60000000')
})

test('a bad value is named by its field', () => {
  const named: readonly (readonly [id: string, from: string, to: string, sentence: RegExp])[] = [
    ['LD-01', '"2026-01-20"', '"2026-01-32"', /^fact\.date: a day such as 2026-01-31 is expected, not "2026-01-32"$/],
    ['LD-01', '"amount_fen":33', '"amount_fen":3.3', /^fact\.amount_fen: whole fen are expected, not 3\.3$/],
    ['YE-07', '"city":"0.7"', '"city":"most"', /^rule\.city: “most”不是比例/],
    ['YE-07', '"income_fen":9000069048', '"income_fen":"much"', /^unit u1\.income_fen: whole fen are expected, not "much"$/],
    ['LV-01', '"rate":"0.05"', '"rate":"5"', /^rule\.rate: 比例“5”应在 0 与 1 之间/],
  ]
  for (const [id, from, to, sentence] of named) assert.match(compareFundCase(changed(id, from, to)) ?? '', sentence)
  assert.equal(compareFundCase(17), 'case: an object is expected')
  assert.equal(compareFundCase({ ...ALL[0], expected: null }), 'expected: an object is expected')
})

test('a case that cannot be run is counted, and the others run', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'cases-')), 'cases.json')
  const run = (text: string): { readonly code: number; readonly printed: string[] } => {
    writeFileSync(file, text)
    const printed: string[] = []
    return { code: runCases(file, compareFundCase, (line) => printed.push(line)), printed }
  }
  const [first] = ALL
  const line = JSON.stringify(first)
  const mixed = run(`[17, ${line}]`)
  assert.deepEqual([mixed.code, mixed.printed.at(-1)], [1, '1 of 2 equal'])
  assert.match(mixed.printed[0] ?? '', /^DIFFERENT {2}#1 \n +case: an object is expected$/)
  for (const form of [line, `${line}\n${line}`, `{"cases":[${line}]}`]) assert.equal(run(form).code, 0, form.slice(0, 20))
  const unreadable = run('[{')
  assert.deepEqual([unreadable.code, unreadable.printed.length], [2, 1])
})

test('amounts and ratios may be texts or numbers, fields unknown, nulls left out', () => {
  for (const it of ALL)
    assert.equal(compareFundCase({ ...(retold(withoutExpected(it)) as JsonObject), expected: it['expected'] ?? null }), undefined, String(it['id']))
})

function withoutExpected({ expected: _expected, ...given }: JsonObject): JsonObject {
  return given
}

function retold(value: Json): Json {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return /^0\.\d+$/.test(value) ? `${value}0` : value
  if (Array.isArray(value)) return value.map(retold)
  if (value === null || typeof value !== 'object') return value
  const told = Object.entries(value as JsonObject).flatMap(([name, one]) => (one === null ? [] : [[name, retold(one)] as const]))
  // A table of books, accounts or funds has no fields of its own.
  return { ...Object.fromEntries(told), ...('kind' in value || 'income_fen' in value ? { remark: 'unknown' } : {}) }
}
