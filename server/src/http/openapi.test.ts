import assert from 'node:assert/strict'
import * as fs from 'node:fs/promises'
import { test } from 'node:test'
import { OPENAPI_FILE, openapiText } from './openapi.js'

test('docs/openapi.json is what the routes say (npm run openapi writes it)', async () => {
  assert.equal(await fs.readFile(OPENAPI_FILE, 'utf8'), await openapiText())
})
