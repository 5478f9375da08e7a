// Nothing of a rule is left out of what an officer reads of it: of every kind of rule, whatever field changes, a sentence changes with it;
// and what is read is words, not the names of fields.
import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { KEY_NAMES, type Rule } from '@tongchou/domain/policy/keys.js'
import { readPolicies } from '@tongchou/domain/policy/read.js'
import { policyText } from '../testing/policy-texts.js'
import { RARE } from '../testing/rare-rules.js'
import { parseFolder, parseText } from './parse.js'
import { keyName, sentencesOf } from './rule-sentences.js'

/** Rules of which no other document has every field. */
const MORE: readonly string[] = [
  'contribution: { kind: per_head, individual: { "2026": 400 }, subsidy: { "2026": 700 }, subsidy_split: { kind: shares, central: 60%, others: { province: 70%, county: 30% }, others_of: rest } }',
  'contribution: { kind: per_head, individual: { "2026": 400 }, subsidy: { "2026": 700 }, subsidy_split: { kind: amounts, amounts: { province: 500, county: 200 } } }',
  'birth.fixed: { mode: fixed, form: in_full_up_to_quota, by: delivery, amounts: { natural: 1000, caesarean: 1600 }, amounts_by_level: { "1": { natural: 800, caesarean: 1200 } }, limit: bill_total }',
  'day_surgery.prior_tests: { within_days: 7 }',
  'exclusions.third_party_share: { kind: share_of_payment }',
  'pooling.gap: { kind: county_first, after_levy: yes, trigger_months: 6, county_rate: 30% }',
  'pooling.gap: { kind: ordered_means, after_levy: yes, order: [deposits, bonds], when_short: proportional }',
  'pooling.gap: { kind: frozen_surplus_first, after_levy: yes, city_surplus: { of: opening, when_short: proportional } }',
  'pooling.gap: { kind: deviation_bands, after_levy: yes, read_as: sliced, deviation_of: normal_gap, base_in_surplus: 80%, base_in_deficit: 60%, edges: [10%, 20%], over: [50%, 30%] }',
  'pooling.gap_sharing: { city: 50%, unit: 50% }',
  'adjustment.allocation: { kind: before, weights: [{ measure: persons, weight: 60% }], reserve: 10%, coefficient_in_weight: yes }',
  'entitlement.newborn: silent',
]

const folder = (name: string) => parseFolder(path.resolve(import.meta.dirname, '../../..', name)).documents
const more = MORE.map((rule, index) => {
  const text = policyText({ document: `多城医保办〔2025〕${index + 1}号`, area: '990100', scheme: 'resident', inForce: '2025-01-01', rules: [rule] })
  return parseText(`policies/more/${index}.md`, text, [])
})
const { provisions } = readPolicies([...folder('policies'), ...folder('scenarios/shapes'), parseText(RARE.file, RARE.text, []), ...more], { withDrafts: true })

type Step = string | number

/** Figures, words and yes or no of a rule, with the way to each; citations are shown beside the sentences. */
function* leaves(value: unknown, at: readonly Step[] = []): Generator<readonly [readonly Step[], unknown]> {
  if (typeof value !== 'object' || value === null) yield [at, value]
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* leaves(item, [...at, index])
  else if (!('certainty' in value)) for (const [key, item] of Object.entries(value)) yield* leaves(item, [...at, key])
}

function other(value: unknown): unknown {
  if (typeof value === 'bigint') return value + 7n
  if (typeof value === 'number') return value + 1
  return typeof value === 'boolean' ? !value : `${String(value)}另`
}

function changed(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (step === undefined) return other(value)
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === step ? changed(item, rest) : item))
  return { ...(value as object), [step]: changed((value as Readonly<Record<string, unknown>>)[step], rest) }
}

/** Fields that no sentence needs, and why. */
const NOT_SAID: readonly (readonly [RegExp, string])[] = [
  [/\.(mode|kind)$/, 'the kind of a rule is its sentence; another kind has other fields'],
  [/\.fromFen$/, 'a band begins where the one before it ends: the checker holds it to that'],
  [/^(cap|jointCap)\.id$|^statement\.(group|point)$/, 'stands in the key, which is shown as the name'],
  [/^ratioSteps\.#\.offsite$/, 'marks the place of the out-of-area rules among the steps; it has no other value'],
  [/^(takeOver\.gap|managementGap\.payer)$/, 'there is one word for it'],
]

/** Codes of diseases and procedures stand in a sentence as they are. */
const CODES = /[A-Z]\d{2}[.\dA-Z]*/g
/** Fields whose words the author of a document made up: lists of diseases, limits, indicators, measures. */
const OWN_WORDS = /(^|\.)(id|ofCap|disease|diseaseIn|treatment|measure|indicator|kind)(\.#)?$/

function said(rule: Rule): string {
  return sentencesOf(rule).join('\n')
}

const named = (rule: Rule, at: readonly Step[]): string => [rule.part, ...at.map((step) => (typeof step === 'number' ? '#' : step))].join('.')

test('each of the further rules is read', () => {
  assert.equal(provisions.filter(({ file }) => file.startsWith('policies/more/')).length, MORE.length)
})

test('every field of every kind of rule is read in some sentence, or is known to need none', () => {
  const open = new Map<string, string>()
  const told = new Set<string>()
  for (const { rule, key } of provisions) {
    const before = said(rule)
    for (const [at, value] of leaves(rule.value)) {
      const name = named(rule, at)
      if (value === null || value === undefined || told.has(name) || NOT_SAID.some(([field]) => field.test(name))) continue
      if (said({ ...rule, value: changed(rule.value, at) } as Rule) === before) open.set(name, key)
      else {
        told.add(name)
        open.delete(name)
      }
    }
  }
  assert.deepEqual([...open], [], 'give these fields a place in server/src/policy/*-sentences.ts')
  assert.ok(told.size > 250, `only ${told.size} fields were tried`)
})

test('what is read is words, not names of fields or of choices', () => {
  const raw = new Map<string, string>()
  for (const { rule, key } of provisions) {
    const own = [...leaves(rule.value)].flatMap(([at, value]) => (OWN_WORDS.test(named(rule, at)) ? [String(value)] : []))
    const text = own.reduce((left, word) => left.replaceAll(word, ''), said(rule).replaceAll(CODES, ''))
    const found = /[a-z]+_[a-z_]+|\b[a-z]{3,}\b/.exec(text)
    if (found !== null) raw.set(`${rule.part}: ${found[0]}`, key)
  }
  assert.deepEqual([...raw], [])
})

test('every key of the policy files has a name', () => {
  const fixed = KEY_NAMES.filter((key) => !/[<*]/.test(key))
  assert.deepEqual(
    fixed.filter((key) => keyName(key) === key),
    [],
  )
})
