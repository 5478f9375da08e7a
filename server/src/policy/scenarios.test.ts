import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { BENEFIT_KINDS, FILING_NAMES } from '@tongchou/domain/policy/national-lists.js'
import { EDGES } from './rule-edges.js'
import { ruleKindsOf } from './rule-kinds.js'
import { edgeFindings, figures, fingerprint, kindsInReach } from './scenario-edges.js'
import { scenarioFolders } from './scenario-folders.js'
import { runScenario } from './scenarios.js'

const { folders, faults } = scenarioFolders(path.resolve(import.meta.dirname, '../../..'), { 'demonstration-city': '340400' })
const SCHEMES = ['resident', 'employee'] as const

test('the policies of every area, and those that the cases bring along, have no fault', () => assert.deepEqual(faults, []))

for (const { name, cases, versionsOf } of folders) {
  for (const it of cases) test(`${name}/${it.file}: ${it.name}`, () => assert.deepEqual(runScenario(it, versionsOf), []))
}

test('there are well over three hundred cases with figures of their own', () => {
  const distinct = new Set(folders.flatMap(({ cases }) => cases.map(figures)))
  assert.ok(distinct.size >= 330, `${distinct.size}`)
})

test('no folder holds a case twice under two names', () => {
  for (const { name, cases } of folders) {
    const seen = new Map<string, string>()
    for (const it of cases) {
      const key = fingerprint(it)
      assert.equal(seen.get(key), undefined, `${name}: ${it.name}`)
      seen.set(key, it.name)
    }
  }
})

test('every kind of care, place and filing has a bill that is settled', () => {
  const bills = folders.flatMap(({ cases }) =>
    cases.flatMap(({ events }) => events.flatMap((event) => (event.event === 'bill' && event.then.words['refused'] === undefined ? [event.bill] : []))),
  )
  const missing = (known: readonly string[], tried: readonly string[]): readonly string[] => known.filter((word) => !tried.includes(word))
  assert.deepEqual(
    missing(
      BENEFIT_KINDS,
      bills.map(({ kind }) => kind),
    ),
    [],
  )
  const elsewhere = (['in_province', 'out_of_province'] as const).flatMap((place) => Object.keys(FILING_NAMES).map((filing) => `${place} ${filing}`))
  assert.deepEqual(
    missing(
      ['local none', ...elsewhere],
      bills.map(({ place, filing }) => `${place} ${filing}`),
    ),
    [],
  )
})

test('every kind of rule in the composed policies stands in the written list', () => {
  const used = new Set(folders.flatMap(({ versionsOf }) => SCHEMES.flatMap((scheme) => versionsOf(scheme).flatMap((version) => [...ruleKindsOf(version)]))))
  assert.deepEqual(
    [...used].filter((kind) => !EDGES.has(kind)),
    [],
  )
})

test('every kind of the list is tried on its edge, a step below and a step above', () => assert.deepEqual(edgeFindings(folders), []))

test('a case stands on the edge only of a rule that it is settled under', () => {
  const astray = folders.flatMap((folder) =>
    folder.cases.flatMap((it) =>
      it.boundaries.filter(({ kind }) => !kindsInReach(it, folder).has(kind)).map(({ kind }) => `${folder.name}: ${it.name}: ${kind}`),
    ),
  )
  assert.deepEqual(astray, [])
})
