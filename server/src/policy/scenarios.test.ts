import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { checkPolicies } from './check.js'
import { readScenarios, runScenario } from './scenarios.js'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const FOLDER = path.join(ROOT, 'scenarios/demonstration-city')
const { faults, rules } = checkPolicies(path.join(ROOT, 'policies'))

test('the policies of the demonstration city have no fault', () => assert.deepEqual(faults, []))

const scenarios = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .sort()
  .flatMap((file) => readScenarios(path.join(FOLDER, file)))

test('there are at least fifty worked cases', () => assert.ok(scenarios.length >= 50, `${scenarios.length}`))

for (const it of scenarios) {
  test(`${it.file}: ${it.name}`, () => {
    assert.deepEqual(
      runScenario(it, (scheme) => rules.find((one) => one.scheme === scheme)?.versions ?? []),
      [],
    )
  })
}
