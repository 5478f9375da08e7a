import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codesWithHistory } from './history-asked.js'
import { review } from './review.js'
import type { ReviewLine, ReviewRequest } from './review-request.js'
import { type Condition, indexRules, type Rule, type RuleFamily } from './rule.js'

const family: RuleFamily = { rule: 'N1', code: 'GZ1', name: '规则', class: 'policy', fundOnly: true, stages: ['pre', 'mid'] }

function rule(code: string, condition: Condition, more: Partial<Rule> = {}): Rule {
  const basics = { id: `K-${code}`, family, item: code, codes: [code], severity: 'violation', from: '2026-01-01', until: null } as const
  return { ...basics, condition, text: '限', source: '公布', certainty: 'illustrative', ...more }
}

function line(code: string, more: Partial<ReviewLine> = {}): ReviewLine {
  const day = { day: '2026-03-01', minute: null, lastDay: null } as const
  return { id: code, code, name: code, ...day, quantity: 10_000n, amount: 1000n, ownPay: 0n, prescription: '', isHerb: false, isCurrent: true, ...more }
}

function request(lines: readonly ReviewLine[], more: Partial<ReviewRequest> = {}): ReviewRequest {
  const visit = { setting: 'inpatient', online: false, level: 3, scheme: 'resident', maternity: false } as const
  return { stage: 'pre', person: { sex: '1', born: '1980-03-01' }, visit, lines, earlier: [], ...more }
}

const found = (asked: ReviewRequest, ...rules: Rule[]) => review(asked, indexRules(rules)).map((one) => [one.rule.item, one.amount])

test('a newborn is one up to and on the last day of the parameter', () => {
  const newborn = rule('A', { kind: 'age', unit: 'days', from: 0, to: 28 })
  assert.deepEqual(found(request([line('A')], { person: { sex: '1', born: '2026-02-01' } }), newborn), [])
  assert.deepEqual(found(request([line('A')], { person: { sex: '1', born: '2026-01-31' } }), newborn), [['A', 1000n]])
})

test('an order over several days shares its amount: only the days above the limit are at fault', () => {
  const course = rule('A', { kind: 'days', most: 14, scope: 'course' }, { severity: 'excess' })
  const order = line('A', { lastDay: '2026-03-17', amount: 17_000n })
  assert.deepEqual(found(request([order]), course), [['A', 3000n]])
  const before = { code: 'A', day: '2026-02-20', level: 3, sameVisit: false }
  assert.deepEqual(found(request([order], { earlier: [before] }), course), [['A', 3000n]], 'another visit is another course')
  assert.deepEqual(found(request([order], { earlier: [{ ...before, sameVisit: true }] }), course), [['A', 4000n]])
  assert.deepEqual(found(request([order], { earlier: [before] }), rule('A', { kind: 'days', most: 14, scope: 'lifetime' })), [['A', 4000n]])
})

test('a refund takes its day and its quantity back', () => {
  const course = rule('A', { kind: 'days', most: 1, scope: 'course' })
  const second = line('A', { id: '2', day: '2026-03-02' })
  const refund = line('A', { id: '3', day: '2026-03-02', quantity: -10_000n, amount: -1000n })
  assert.deepEqual(found(request([line('A'), second]), course), [['A', 1000n]])
  assert.deepEqual(found(request([line('A'), second, refund]), course), [])
  const daily = rule('A', { kind: 'frequency', most: 10_000n, unit: '次', windowDays: 1 })
  assert.deepEqual(found(request([line('A'), line('A', { id: '4' }), line('A', { id: '5', quantity: -10_000n, amount: -1000n })]), daily), [])
})

test('pairs of hours need times of day; the contained item is at fault', () => {
  const pair = (window: 'hour' | 'six_hours') => rule('B', { kind: 'pair', window, containing: 'A', containingName: '甲' })
  const at = (minute: number | null) => request([line('A', { minute: 600 }), line('B', { minute, amount: 700n })])
  assert.deepEqual(found(at(640), pair('hour')), [['B', 700n]])
  assert.deepEqual(found(at(660), pair('hour')), [])
  assert.deepEqual(found(at(960), pair('six_hours')), [['B', 700n]])
  assert.deepEqual(found(at(961), pair('six_hours')), [])
  assert.deepEqual(found(at(null), pair('six_hours')), [])
})

test('stage, day of service and the rules asked for decide which rules speak', () => {
  const men = rule('A', { kind: 'sex', sex: '2' }, { until: '2026-03-01' })
  assert.deepEqual(found(request([line('A')]), men), [['A', 1000n]])
  assert.deepEqual(found(request([line('A', { day: '2026-03-02' })]), men), [])
  assert.deepEqual(found(request([line('A')], { stage: 'post' }), men), [])
  assert.deepEqual(found(request([line('A')], { only: new Set(['GZ1']) }), men), [['A', 1000n]])
  assert.deepEqual(found(request([line('A')], { only: new Set(['GZ2']) }), men), [])
})

test("what the person pays breaks no rule of payment; a line without a price is not known to be the person's own", () => {
  const never = rule('A', { kind: 'herb_never' })
  assert.deepEqual(found(request([line('A', { ownPay: 1000n })]), never), [])
  assert.deepEqual(found(request([line('A', { ownPay: 400n })]), never), [['A', 600n]])
  assert.deepEqual(found(request([line('A', { amount: 0n })]), never), [['A', 0n]])
})

test('an earlier order alone is not blamed again', () => {
  const never = rule('A', { kind: 'herb_never' })
  assert.deepEqual(found(request([line('A', { isCurrent: false }), line('C')]), never), [])
  assert.deepEqual(found(request([line('A', { isCurrent: false })]), never), [['A', 1000n]], 'where no line is current, all are meant')
})

test('only rules that look back ask for history', () => {
  const index = indexRules([
    rule('A', { kind: 'sex', sex: '2' }),
    rule('B', { kind: 'days', most: 3, scope: 'course' }, { codes: ['B', 'B2'] }),
    rule('C', { kind: 'frequency', most: 1n, unit: '次', windowDays: 1 }),
    rule('D', { kind: 'level', least: 2, firstOnly: true }),
  ])
  assert.deepEqual(codesWithHistory(['A', 'B', 'C', 'D'], index), ['B', 'B2', 'D'])
})
