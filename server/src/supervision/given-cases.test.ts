// The given cases of the national rules (scenarios/supervision) against the library of this installation.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { daysAfter } from '@tongchou/domain/base/day.js'
import { fenOfYuan } from '@tongchou/domain/base/money.js'
import { review } from '@tongchou/domain/supervision/review.js'
import type { EarlierUse, ReviewedVisit, ReviewLine, ReviewRequest } from '@tongchou/domain/supervision/review-request.js'
import { parse } from 'yaml'
import { ruleLibrary } from './load-rules.js'

const FOLDER = path.resolve(import.meta.dirname, '../../../scenarios/supervision')
/** All batches of the library are in force. */
const DAY = '2026-07-01'

interface Line {
  readonly code: string
  readonly name?: string
  readonly rx?: string
  readonly amount: number
  readonly own_pay?: number
  readonly count?: number
  /** One line on each of so many days. */
  readonly days?: number
  readonly after?: number
}

interface Case {
  readonly rule: string
  /** The rule of the list whose case this is, where the library publishes its item under another. */
  readonly given?: string
  readonly must: 'hit' | 'clean'
  readonly why?: string
  readonly person?: { readonly sex?: string; readonly age?: number }
  readonly visit?: Partial<ReviewedVisit>
  readonly earlier?: readonly { readonly code: string; readonly days_before: number; readonly days?: number; readonly level: number }[]
  readonly lines: readonly Line[]
  readonly amount?: number
  readonly severity?: string
}

const fen = (yuan: number): bigint => fenOfYuan(String(yuan)) ?? 0n

function linesOf({ code, name = code, rx = '', amount, own_pay = 0, count = 1, days = 1, after = 0 }: Line): ReviewLine[] {
  return Array.from({ length: days }, (_, index) => ({
    id: `${code}/${after + index}`,
    code,
    name,
    day: daysAfter(DAY, after + index),
    minute: null,
    lastDay: null,
    quantity: BigInt(count) * 10_000n,
    amount: fen(amount),
    ownPay: fen(own_pay),
    prescription: rx,
    isHerb: code.startsWith('T'),
    isCurrent: true,
  }))
}

function requestOf({ person = {}, visit = {}, earlier = [], lines }: Case): ReviewRequest {
  const uses = earlier.flatMap(({ code, days_before, days = 1, level }) =>
    Array.from({ length: days }, (_, index): EarlierUse => ({ code, day: daysAfter(DAY, index - days_before), level, sameVisit: false })),
  )
  return {
    stage: 'pre',
    person: { sex: person.sex ?? '1', born: `${Number(DAY.slice(0, 4)) - (person.age ?? 40)}-01-01` },
    visit: { setting: 'inpatient', online: false, level: 3, scheme: 'employee', maternity: false, ...visit },
    lines: lines.flatMap(linesOf),
    earlier: uses,
  }
}

const cases = parse(readFileSync(path.join(FOLDER, 'cases.yaml'), 'utf8')) as Case[]
const given = JSON.parse(readFileSync(path.join(FOLDER, 'rules.json'), 'utf8')) as {
  rules: { id: string; nationalCode: string | null; name: string; mustHit: string }[]
}

for (const one of cases) {
  test(`${one.rule} ${one.must === 'hit' ? '命中' : '不命中'}：${one.why ?? one.lines.map((line) => line.name ?? line.code).join('、')}`, () => {
    const found = review(requestOf(one), ruleLibrary()).filter((finding) => finding.rule.family.rule === one.rule)
    if (one.must === 'clean')
      return assert.deepEqual(
        found.map((finding) => finding.sentence),
        [],
      )
    assert.ok(found.length > 0)
    const { severity, amount } = one
    if (severity !== undefined)
      assert.ok(
        found.some((finding) => finding.severity === severity),
        `severity is ${found.map((finding) => finding.severity)}`,
      )
    if (amount !== undefined)
      assert.equal(
        found.reduce((sum, finding) => sum + finding.amount, 0n),
        fen(amount),
      )
    for (const finding of found) assert.ok(finding.sentence.length <= 200 && finding.rule.text !== '' && finding.rule.source !== '')
  })
}

test('every given rule has a case that hits and one that does not, under its national code and name', () => {
  for (const rule of given.rules) {
    const own = cases.filter((one) => (one.given ?? one.rule) === rule.id)
    assert.deepEqual([...new Set(own.map((one) => one.must))].sort(), ['clean', 'hit'], rule.id)
    const family = ruleLibrary().families.find((one) => one.rule === rule.id)
    if (own.some((one) => one.given !== undefined)) continue
    assert.equal(family?.code, rule.nationalCode ?? '', rule.id)
    assert.equal(family?.name, rule.name)
  }
})

test('the day of service decides which edition of a knowledge point holds', () => {
  const points = ruleLibrary().rulesFor('ZA09HAC0101010102129')
  assert.deepEqual(points.map((one) => [one.from, one.until]).sort(), [
    ['2025-08-14', '2026-01-27'],
    ['2026-01-28', null],
  ])
})
