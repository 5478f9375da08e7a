import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import type { Centre } from '../centre.js'
import { withCredentials } from './credentials.js'
import { readProfile } from './profile.js'

const FOLDER = mkdtempSync(path.join(tmpdir(), 'keys-'))
const CENTRE: Centre = {
  area: '980100',
  institutions: [
    { code: 'H1', name: '一', kind: 'hospital', key: { family: 'tif', access: 'own', secret: 'kept' } },
    { code: 'P1', name: '二', kind: 'pharmacy' },
  ],
  persons: [],
  items: [],
  diagnoses: [],
}

function keysOf(profile: string, options: Partial<Parameters<typeof withCredentials>[2]>) {
  return withCredentials(CENTRE, readProfile(profile), { environment: {}, ...options }).institutions.map(
    ({ key }) => key && `${key.family} ${key.access} ${key.secret}`,
  )
}

function file(text: string): string {
  const name = path.join(FOLDER, `${Math.random()}.yaml`)
  writeFileSync(name, text)
  return name
}

test('keys of the centre file stand unless the caller names others', () => {
  assert.deepEqual(keysOf('national', {}), ['tif own kept', undefined])
  assert.deepEqual(keysOf('national', { gateway: 'none' }), [undefined, undefined])
  const environment = { TONGCHOU_GATEWAY_ACCESS: 'a', TONGCHOU_GATEWAY_SECRET: 's' }
  assert.deepEqual(keysOf('hunan', { environment }), ['tif a s', 'api a s'])
  assert.deepEqual(keysOf('hunan', { environment, gateway: 'api' }), ['api a s', 'api a s'])
})

test('a file gives one credential for all, or one for each institution', () => {
  assert.deepEqual(keysOf('guangdong', { keys: file('{ access: a, secret: 12 }') }), ['tif a 12', 'tif a 12'])
  assert.deepEqual(keysOf('jiangxi', { gateway: 'api', keys: file('P1: { access: b, secret: t }') }), ['api own kept', 'api b t'])
})

test('what cannot be used is told without telling the secret', () => {
  assert.throws(() => keysOf('national', { gateway: 'soap' }), /--gateway is api, tif or none/)
  assert.throws(() => keysOf('national', { environment: { TONGCHOU_GATEWAY_ACCESS: 'a', TONGCHOU_GATEWAY_SECRET: 's' } }), /names no header family/)
  assert.throws(() => keysOf('national', { environment: { TONGCHOU_GATEWAY_ACCESS: 'a' } }), /only of use together/)
  assert.throws(() => keysOf('national', { keys: file('H1: { access: a }') }), /H1 has not/)
  assert.throws(
    () => keysOf('national', { keys: file('{ access: a, secret: [hidden') }),
    (error: Error) => /cannot be read as YAML/.test(error.message) && !error.message.includes('hidden'),
  )
  assert.throws(() => withCredentials({ ...CENTRE, institutions: [] }, readProfile('hunan'), { gateway: 'api', environment: {} }), /needs credentials/)
})
