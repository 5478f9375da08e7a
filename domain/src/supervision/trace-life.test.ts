import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TraceEvent, type TraceKind, traceFault } from './trace-life.js'

const event = (kind: TraceKind, institution = 'P1', split = false): TraceEvent => ({ kind, institution, institutionName: '药店', day: '2026-03-01', split })
const fault = (life: readonly TraceEvent[], kind: TraceKind, institution = 'P1', split = false) => traceFault('81', life, { kind, institution, split })

test('a package is sold once, whoever sells it', () => {
  assert.equal(fault([], 'sold'), undefined)
  assert.equal(fault([event('purchased'), event('counted')], 'sold'), undefined)
  assert.match(fault([event('sold')], 'sold') ?? '', /已于2026-03-01由药店（P1）售出，同一码不能再次销售/)
  assert.match(fault([event('sold')], 'sold', 'P2') ?? '', /不能再次销售/)
})

test('a returned package may be sold again', () => {
  assert.equal(fault([event('sold'), event('sale_returned')], 'sold'), undefined)
  assert.match(fault([event('sold'), event('sale_returned')], 'sale_returned') ?? '', /没有销售记录/)
  assert.match(fault([event('sold')], 'sale_returned', 'P2') ?? '', /不是本机构售出/)
})

test('a package sold by parts bears its code at each sale of one institution', () => {
  const part = event('sold', 'P1', true)
  assert.equal(fault([part, part], 'sold', 'P1', true), undefined)
  assert.match(fault([part], 'sold', 'P2', true) ?? '', /不能再次销售/)
  assert.match(fault([part], 'sold', 'P1', false) ?? '', /不能再次销售/)
  assert.match(fault([event('sold')], 'sold', 'P1', true) ?? '', /不能再次销售/)
  assert.equal(fault([part], 'counted'), undefined)
  assert.equal(fault([event('sale_returned'), part, event('sale_returned')], 'sold'), undefined)
})

test('what was sold and not returned comes to no shelf again', () => {
  for (const kind of ['purchased', 'counted', 'purchase_returned'] as const) {
    assert.match(fault([event('sold')], kind, 'P2') ?? '', /疑似回流药/)
    assert.equal(fault([event('sold'), event('sale_returned')], kind), undefined)
  }
})
