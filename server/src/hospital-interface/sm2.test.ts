// SM2 against the worked example of the standard (GM/T 0003.5, curve of A.2), the forms of a signature, and the text of a member.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registerCipher } from '../enrolment/register-cipher.js'
import { TEST_KEY } from '../testing/database.js'
import { memberText } from './member-text.js'
import { fingerprint, installationSigningKey, publicKeyOf, signatureFits, signingKey } from './sm2.js'

const PRIVATE = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'
const PUBLIC = '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'
const R = 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3'
const S = 'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa'

test('the standard’s example: key, signature and user id', () => {
  assert.equal(signingKey(PRIVATE).publicKey, PUBLIC)
  assert.ok(signatureFits(PUBLIC, 'message digest', R + S))
  assert.ok(!signatureFits(PUBLIC, 'message digesT', R + S))
  assert.ok(!signatureFits(PUBLIC, 'message digest', R + S, 'another user'))
})

test('what OpenSSL signs fits here, under the usual user id and under an own one', () => {
  // Made with OpenSSL 3.0: pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:…; our own signatures were verified there likewise.
  const key = '04cdc25db8d026085eb96ed8add3c9b4dba5f70d57946852687e91c369fe2a20b8da29b18747d9cf9bc31c6f51fe35052876e7a21a787a7d0df5850ffc131bafa8'
  const text = '{"medinsinfo":{"fixmedins_code":"H98010200002","name":"小城第一医院","amt":1.50}}'
  const usual = 'MEQCIAwm3T2b5AE82EmNcDSmsuw4ZVlexhtO/OHk01SaZ+vWAiADYEVPsAjwP5fYw8HGKq91q4tRrDh2fqG7aFBaPo5FzA=='
  const own = 'MEUCIQDJr2PBXXLTBKzNs9H/qyeAVV1pRhIEShYjpqSHOpyhLAIgVoyjOhy/z4A15SSJJmQ4cvzmnnX9mQOwMpwN8wGYKWY='
  assert.ok(signatureFits(key, text, usual))
  assert.ok(signatureFits(key, text, own, 'app-secret-0001'))
  assert.ok(!signatureFits(key, text, own))
  assert.ok(!signatureFits(key, text.replace('1.50', '1.5'), usual))
})

test('a signature as Base64, as hexadecimal and in DER is the same; garbage is none and throws nothing', () => {
  const der = Buffer.from(`3046022100${R}022100${S}`, 'hex')
  for (const text of [(R + S).toUpperCase(), Buffer.from(R + S, 'hex').toString('base64'), der.toString('base64'), der.toString('hex')])
    assert.ok(signatureFits(PUBLIC, 'message digest', text), text)
  for (const text of ['', 'x', '00'.repeat(64), 'ff'.repeat(64), `30${'00'.repeat(69)}`]) assert.ok(!signatureFits(PUBLIC, 'message digest', text), text)
})

test('a public key is read in the forms in use and must lie on the curve', () => {
  for (const text of [PUBLIC, PUBLIC.slice(2).toUpperCase(), Buffer.from(PUBLIC, 'hex').toString('base64')]) assert.equal(publicKeyOf(text), PUBLIC)
  for (const text of ['', '04', PUBLIC.replace('09f9', '09f8'), `02${PUBLIC.slice(4)}`]) assert.equal(publicKeyOf(text), undefined)
  assert.match(fingerprint(PUBLIC), /^[0-9a-f]{16}$/)
})

test('the installation’s key follows from its secret', () => {
  const [one, same] = [installationSigningKey(registerCipher(TEST_KEY)), installationSigningKey(registerCipher(TEST_KEY))]
  assert.equal(one.publicKey, same.publicKey)
  assert.notEqual(one.publicKey, installationSigningKey(registerCipher(Buffer.alloc(32, 8))).publicKey)
  assert.ok(signatureFits(one.publicKey, '{"a":1}', same.sign('{"a":1}')))
})

test('the text of a member is what was sent, to the character', () => {
  assert.equal(memberText('{"a":"}\\"{", "input" : { "x": [1.50, "]"] } , "b":1}', 'input'), '{ "x": [1.50, "]"] }')
  assert.equal(memberText(' {"input":"{\\"a\\":1}"}', 'input'), '"{\\"a\\":1}"')
  assert.equal(memberText('{"n":12 ,"input":null }', 'n'), '12')
  assert.equal(memberText('{"n":12 ,"input":null }', 'input'), 'null')
  assert.equal(memberText('{"input":1,"in\\u0070ut":2}', 'input'), '2')
  assert.equal(memberText('{"a":{"input":1}}', 'input'), undefined)
  assert.equal(memberText('[]', 'input'), undefined)
})
