// The play's plans, whatever the seed: each case is legal by the interface's sequences (§5), asks for exactly what was charged, and
// ends closed; nobody is in bed twice. The states are written here once more, so that plan and examiner can not err together.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Fen, fenOfYuan } from '@tongchou/domain/base/money.js'
import fc from 'fast-check'
import type { Centre, Institution } from '../centre.js'
import type { Case, Step } from './act.js'
import { dealPersons, planInstitution } from './plan-institution.js'

const ITEMS = [
  { code: 'A', name: '甲', price: '18.60' },
  { code: 'B', name: '乙', price: '0.35' },
]
const PERSONS = Array.from({ length: 24 }, (_, at) => ({ psn_no: `P${at}`, certificate: '', name: '', insutype: '310' }))
const CENTRE: Centre = { area: '980100', institutions: [], persons: PERSONS, items: ITEMS, diagnoses: [] }
const HOSPITAL: Institution = { code: 'H1', name: '医院', kind: 'hospital' }
const PHARMACY: Institution = { code: 'P1', name: '药店', kind: 'pharmacy' }

interface Books {
  state: 'none' | 'open' | 'discharged' | 'cancelled'
  /** Open lines: serial → its batch and its money. */
  readonly open: Map<string, { readonly batch: string; readonly fen: Fen }>
  /** Lines of settled bills, by batch. */
  readonly settled: Map<string, readonly (readonly [string, { readonly batch: string; readonly fen: Fen }])[][]>
  readonly used: Set<string>
}

function examine(one: Case): Books {
  const books: Books = { state: 'none', open: new Map(), settled: new Map(), used: new Set() }
  let before = { day: one.steps[0]?.day ?? 0, minute: 0 }
  for (const step of one.steps) {
    assert.ok(step.day > before.day || (step.day === before.day && step.minute >= before.minute), 'time goes backwards')
    before = step
    take(books, one, step)
  }
  return books
}

function take(books: Books, one: Case, step: Step): void {
  const { kind } = one
  const inState = (...states: Books['state'][]): void => assert.ok(states.includes(books.state), `${step.act} of a visit that is ${books.state}`)
  const openOf = (batch: string) => [...books.open].filter(([, line]) => line.batch === batch)
  switch (step.act) {
    case 'find':
    case 'ask':
      return
    case 'register':
    case 'admit':
      inState('none')
      books.state = 'open'
      return
    case 'diagnose':
    case 'change':
      inState('open')
      return
    case 'charge':
      inState(kind === 'pharmacy' ? 'none' : 'open')
      books.state = 'open'
      for (const { sn, item, count, refunds } of step.charges) {
        assert.ok(!books.used.has(sn), `serial ${sn} twice`)
        books.used.add(sn)
        if (count < 0) assert.ok(refunds !== undefined && books.open.has(refunds), 'a refund of nothing that is open')
        books.open.set(sn, { batch: step.batch, fen: (fenOfYuan(item.price) ?? 0n) * BigInt(count) })
      }
      return
    case 'drop':
      inState('open')
      for (const sn of step.serials) assert.ok(books.open.delete(sn), `${sn} is taken back and is not open`)
      return
    case 'try':
    case 'settle': {
      if (kind === 'inpatient' && step.act === 'settle' && step.part !== true) inState('discharged')
      else inState('open', 'discharged')
      const lines = openOf(step.batch)
      assert.ok(lines.length > 0, 'nothing to settle')
      assert.equal(
        lines.reduce((sum, [, { fen }]) => sum + fen, 0n),
        step.total,
      )
      if (step.act === 'try') return
      for (const [sn] of lines) books.open.delete(sn)
      books.settled.set(step.batch, [...(books.settled.get(step.batch) ?? []), lines])
      return
    }
    case 'cancel':
    case 'reverse': {
      const bills = books.settled.get(step.batch) ?? []
      const last = bills.at(-1)
      assert.ok(last, 'a cancellation of nothing settled')
      books.settled.set(step.batch, bills.slice(0, -1))
      if (kind === 'pharmacy') books.state = 'cancelled'
      else for (const [sn, line] of last) books.open.set(sn, line)
      return
    }
    case 'discharge':
      inState('open')
      books.state = 'discharged'
      return
    case 'undo_discharge':
      inState('discharged')
      books.state = 'open'
      return
    case 'cancel_registration':
    case 'cancel_admission':
      inState('open')
      assert.equal(books.open.size, 0, 'lines of a visit that is cancelled')
      assert.ok(
        [...books.settled.values()].every((bills) => bills.length === 0),
        'a settled visit is cancelled',
      )
      books.state = 'cancelled'
  }
}

function endsClosed(one: Case, books: Books): void {
  assert.equal(books.open.size, 0, 'lines are left open')
  const bills = [...books.settled.values()].flat().length
  assert.ok(books.state === 'cancelled' || bills > 0, 'neither settled nor cancelled')
  if (one.kind === 'inpatient') assert.notEqual(books.state, 'open', 'still in bed')
}

const options = fc.record({
  seed: fc.integer(),
  days: fc.integer({ min: 1, max: 7 }),
  casesPerDay: fc.integer({ min: 1, max: 20 }),
  losses: fc.constantFrom(0, 0.2, 1),
  stays: fc.constantFrom(0, 0.3, 1),
})

test('every planned day is legal and ends closed', () => {
  fc.assert(
    fc.property(options, fc.constantFrom(HOSPITAL, PHARMACY), (asked, institution) => {
      const plan = planInstitution(CENTRE, institution, PERSONS, asked)
      const inBedUntil = new Map<string, number>()
      for (let day = 0; day < asked.days; day++) {
        for (const one of plan.day(day)) {
          endsClosed(one, examine(one))
          const last = one.steps.at(-1)?.day ?? day
          assert.equal(one.steps[0]?.day, day)
          assert.ok(last < asked.days, 'a step after the last day')
          if (one.kind !== 'inpatient') {
            assert.equal(last, day, 'only stays last longer than a day')
            continue
          }
          assert.ok((inBedUntil.get(one.person.psn_no) ?? -1) < day, 'in bed twice')
          inBedUntil.set(one.person.psn_no, last)
        }
      }
    }),
    { numRuns: 150 },
  )
})

test('the same seed plans the same days, another seed others', () => {
  const text = (seed: number): string => {
    const plan = planInstitution(CENTRE, HOSPITAL, PERSONS, { seed, days: 3, casesPerDay: 10, losses: 0.1, stays: 0.2 })
    return JSON.stringify(
      [0, 1, 2].map((day) => plan.day(day)),
      (_, value) => (typeof value === 'bigint' ? String(value) : value),
    )
  }
  assert.equal(text(1), text(1))
  assert.notEqual(text(1), text(2))
})

test('no person is dealt to two institutions, and none is left over', () => {
  const hands = dealPersons(PERSONS, 5)
  assert.deepEqual(new Set(hands.flat()), new Set(PERSONS))
  assert.equal(hands.flat().length, PERSONS.length)
})
