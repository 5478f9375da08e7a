import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { JsonFault, readJson } from './read-json.js'
import { scaledText, writeJson } from './write-json.js'

test('a number keeps the text it was sent with', () => {
  assert.deepEqual(readJson('{"a":1.10,"b":[0.1,-0,12345678901234567890.12],"c":1e3}'), { a: '1.10', b: ['0.1', '-0', '12345678901234567890.12'], c: '1e3' })
})

test('it reads what JSON.parse reads, numbers aside, and refuses what JSON.parse refuses', () => {
  const withoutNumbers = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (_key, member: unknown) => (typeof member === 'number' ? `${member}` : member))
  fc.assert(
    fc.property(fc.json(), (text) => {
      const expected = JSON.parse(text, (key, member: unknown) => (key === '__proto__' ? undefined : member))
      assert.deepEqual(
        JSON.parse(JSON.stringify(readJson(text)), (_key, member: unknown) =>
          typeof member === 'string' && /^-?\d/.test(member) ? String(Number(member)) : member,
        ),
        JSON.parse(JSON.stringify(withoutNumbers(expected)), (_key, member: unknown) =>
          typeof member === 'string' && /^-?\d/.test(member) ? String(Number(member)) : member,
        ),
      )
    }),
    { numRuns: 200 },
  )
  for (const wrong of [
    '',
    '{',
    '{"a"}',
    '[1,]',
    '{"a":1,}',
    '01',
    '+1',
    '.5',
    "{'a':1}",
    '"\\x"',
    '"\\u12"',
    'nul',
    '1 2',
    '[',
    '"',
    '{"a":1}}',
    '['.repeat(100),
  ])
    assert.throws(() => readJson(wrong), JsonFault, wrong)
})

test('a line break or a tab inside a text is what the sender wrote, escaped or not', () => {
  assert.deepEqual(readJson('{"memo":"one\ntwo\tthree","\u0001":"\\n"}'), { memo: 'one\ntwo\tthree', '\u0001': '\n' })
  assert.equal(readJson('"\\"\r\n"'), '"\r\n')
})

test('escapes come out as the characters they name', () => {
  assert.equal(readJson('"\\"\\\\\\/\\b\\f\\n\\r\\t\\u4e2d\\ud83d\\ude00 x"'), '"\\/\b\f\n\r\t中😀 x')
})

test('amounts are written as numbers with two decimals', () => {
  assert.equal(
    writeJson({ a: 1234567890123456789n, b: -5n, c: { decimal: scaledText(-12345n, 4) }, d: ['x"', null, true, 3] }),
    '{"a":12345678901234567.89,"b":-0.05,"c":-1.2345,"d":["x\\"",null,true,3]}',
  )
})
