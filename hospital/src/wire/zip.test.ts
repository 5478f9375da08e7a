import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { unzipped, zipped } from './zip.js'

test('what was packed is unpacked', () => {
  const content = Buffer.from('1\t2\t费用\n', 'utf8')
  assert.deepEqual(unzipped(zipped('对账.txt', content)), content)
})

test('a deflated entry is read too, and what is no ZIP is told', () => {
  const content = Buffer.from('统筹'.repeat(100), 'utf8')
  const packed = deflateRawSync(content)
  const zip = zipped('a.txt', packed)
  const central = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  zip.writeUInt16LE(8, central + 10)
  assert.deepEqual(unzipped(zip), content)
  assert.equal(unzipped(Buffer.from('{"infcode":-1}')), undefined)
})
