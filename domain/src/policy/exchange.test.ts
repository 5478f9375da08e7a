import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonical, fromExchange, toExchange } from './exchange.js'

test('money and ratios travel as text and come back exactly', () => {
  const rules = {
    fen: 20_000n,
    refund: -5n,
    ratio: { num: 17n, den: 20n },
    points: { num: -1n, den: 20n },
    third: { num: 1n, den: 3n },
    none: null,
    name: '统筹',
    list: [1n, 'a'],
  }
  const travelled = toExchange(rules)
  assert.equal(
    canonical(travelled),
    '{"fen":"200.00元","list":["0.01元","a"],"name":"统筹","none":null,"points":"-5%","ratio":"85%","refund":"-0.05元","third":"1/3"}',
  )
  assert.deepEqual(fromExchange(JSON.parse(canonical(travelled))), rules)
})

test('the order of keys does not matter, and what is undefined is left out', () => {
  assert.equal(canonical(toExchange({ b: 1, a: undefined, c: 2n })), canonical(toExchange({ c: 2n, b: 1 })))
})

test('a text that looks like a figure is refused, for it would come back as one', () => {
  for (const text of ['12.00元', '85%', '1/3']) assert.throws(() => toExchange({ text }), /looks like a figure/)
})
