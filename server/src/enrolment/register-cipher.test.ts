import assert from 'node:assert/strict'
import { createCipheriv, createHash } from 'node:crypto'
import { test } from 'node:test'
import { residentCheck } from '@tongchou/domain/base/resident-id.js'
import { normalisedNumber, registerCipher } from './register-cipher.js'

const cipher = registerCipher(Buffer.alloc(32, 1))
const other = registerCipher(Buffer.alloc(32, 2))

test('SM3 and SM4 of this machine answer their published test vectors', () => {
  assert.equal(createHash('sm3').update('abc').digest('hex'), '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  const key = Buffer.from('0123456789abcdeffedcba9876543210', 'hex')
  const sm4 = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
  assert.equal(Buffer.concat([sm4.update(key), sm4.final()]).toString('hex'), '681edf34d206965e86b3e94f536e4246')
})

test('what is encrypted comes back, never looks the same twice, and does not open with another key or when altered', () => {
  const text = '000000198001010019 张三'
  const [first, second] = [cipher.encrypt(text), cipher.encrypt(text)]
  assert.equal(cipher.decrypt(first), text)
  assert.notDeepEqual(first, second)
  assert.ok(!first.includes(Buffer.from('19800101')))
  assert.throws(() => other.decrypt(first), /not made with this key/)
  const altered = Buffer.from(first)
  altered.writeUInt8(altered.readUInt8(20) ^ 1, 20)
  assert.throws(() => cipher.decrypt(altered), /not made with this key/)
})

test('a certificate is found under every way it is written, and under no other key', () => {
  const body = '00000019800101001'
  const number = body + residentCheck(body)
  assert.deepEqual(cipher.certHash('01', number), cipher.certHash('1', ` ${number.toLowerCase()} `))
  assert.equal(normalisedNumber('01', `${body.slice(0, 6)}${body.slice(8)}`), number)
  assert.deepEqual(cipher.certHash('01', `${body.slice(0, 6)}${body.slice(8)}`), cipher.certHash('01', number))
  assert.notDeepEqual(cipher.certHash('01', number), other.certHash('01', number))
  assert.notDeepEqual(cipher.certHash('01', number), cipher.certHash('90', number))
})
