// The national lists of the rules stand on the code lists of the national interface: a word that claims a code has it there.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import {
  BENEFIT_KINDS,
  DELIVERY_NAMES,
  IDENTITIES,
  isBenefitKind,
  LEVEL_NAMES,
  NATIONAL_LISTS,
  REQUIRED_LEVELS,
} from '@tongchou/domain/policy/national-lists.js'

const FOLDER = path.resolve(import.meta.dirname, '../../../catalogues/interface')
const rows = (file: string): readonly (readonly string[])[] =>
  readFileSync(path.join(FOLDER, file), 'utf8')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
const codes = rows('code-lists.tsv')
const medTypes = rows('med-types.tsv')

test('every identity with a code has it in the national list; those that are kept locally have none', () => {
  const known = new Set(codes.filter(([list]) => list === 'psn_idet_type').map(([, , value]) => value))
  const without = IDENTITIES.filter(({ code }) => code === '').map(({ word }) => word)
  assert.deepEqual(without, ['civil_servant', 'civil_servant_bureau', 'civil_servant_division', 'union_member', 'family_doctor_signed'])
  for (const { word, code } of IDENTITIES) if (code !== '') assert.ok(known.has(code), `${word} ${code}`)
})

test('every kind of visit of the interface opens a kind of the list, and every way of birth too', () => {
  for (const [code, , , benefit = '', delivery = ''] of medTypes) {
    assert.ok(isBenefitKind(benefit), `${code} ${benefit}`)
    if (delivery !== '') assert.ok(Object.hasOwn(DELIVERY_NAMES, delivery), `${code} ${delivery}`)
  }
})

test('levels that every area must answer for are levels of the list, and every list names its source', () => {
  for (const level of REQUIRED_LEVELS) assert.ok(Object.hasOwn(LEVEL_NAMES, level), level)
  for (const { list, source, words } of NATIONAL_LISTS) {
    assert.ok(source.length > 5 && words.length > 1, list)
    assert.equal(new Set(words.map(({ word }) => word)).size, words.length, list)
  }
  assert.deepEqual(
    NATIONAL_LISTS.find(({ list }) => list === '医疗类别')?.words.map(({ word }) => word),
    BENEFIT_KINDS,
  )
})
