import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { checkPolicies } from './check.js'
import { readScenarios, runScenario } from './scenarios.js'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const FOLDER = path.join(ROOT, 'scenarios')
const { faults, rules } = checkPolicies(path.join(ROOT, 'policies'))

/** Folders of worked cases: the demonstration city's, and one for each other area by its code. */
const AREA_OF: Readonly<Record<string, string>> = { 'demonstration-city': '340400' }
const folders = readdirSync(FOLDER).filter((name) => Object.hasOwn(AREA_OF, name) || /^\d{6}$/.test(name))

test('the policies of every area have no fault', () => assert.deepEqual(faults, []))

let many = 0
for (const folder of folders) {
  const area = AREA_OF[folder] ?? folder
  for (const file of readdirSync(path.join(FOLDER, folder)).filter((name) => name.endsWith('.yaml'))) {
    for (const it of readScenarios(path.join(FOLDER, folder, file))) {
      many += 1
      test(`${folder}/${it.file}: ${it.name}`, () => {
        assert.deepEqual(
          runScenario(it, (scheme) => rules.find((one) => one.area === area && one.scheme === scheme)?.versions ?? []),
          [],
        )
      })
    }
  }
}

test('there are at least a hundred worked cases', () => assert.ok(many >= 100, `${many}`))
