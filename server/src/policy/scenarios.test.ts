import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { scenarioFolders } from './scenario-folders.js'
import { runScenario } from './scenarios.js'

const { folders, faults } = scenarioFolders(path.resolve(import.meta.dirname, '../../..'))

test('the policies of every area, and those that the cases bring along, have no fault', () => assert.deepEqual(faults, []))

for (const { name, cases, versionsOf } of folders) {
  for (const it of cases) test(`${name}/${it.file}: ${it.name}`, () => assert.deepEqual(runScenario(it, versionsOf), []))
}
