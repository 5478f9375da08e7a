// A change of any field of any rule is seen: over every leaf of what the documents of the folder compose to, and over the documents'
// own text, each kind of field once.
import assert from 'node:assert/strict'
import path from 'node:path'
import { test } from 'node:test'
import { changesBetween, loosenedBy } from '@tongchou/domain/policy/approval-changes.js'
import type { Figure, Sheet } from '@tongchou/domain/policy/approval-figures.js'
import { putLeaves } from '@tongchou/domain/policy/approval-leaves.js'
import { headField } from '@tongchou/domain/policy/approval-publication.js'
import { inheritanceOf } from '@tongchou/domain/policy/area-level.js'
import type { PolicyDocument, PolicyNode } from '@tongchou/domain/policy/document.js'
import { canonical, toExchange } from '@tongchou/domain/policy/exchange.js'
import { isBenefitKind } from '@tongchou/domain/policy/national-lists.js'
import { type AreaRules, readPolicies } from '@tongchou/domain/policy/read.js'
import { RARE } from '../testing/rare-rules.js'
import { parseFolder, parseText } from './parse.js'

const FOLDER = path.resolve(import.meta.dirname, '../../../policies')
const documents: readonly PolicyDocument[] = [...parseFolder(FOLDER).documents, parseText(RARE.file, RARE.text, [])]
const { rules, faults } = readPolicies(documents, { withDrafts: true })

type Step = string | number
type Version = AreaRules['versions'][number] | AreaRules['pooling'][number] | AreaRules['entitlement'][number]

function isCitation(value: object): boolean {
  return 'document' in value && 'article' in value && 'certainty' in value
}

/** Every leaf of a version but citations and its head. */
function* leaves(value: unknown, at: readonly Step[] = []): Generator<readonly Step[]> {
  if (typeof value !== 'object' || value === null) {
    // A limit may come where there was none; whole rules that come and go are tried below.
    if (value !== undefined && (value !== null || String(at.at(-1)).endsWith('Fen'))) yield at
  } else if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* leaves(item, [...at, index])
  else if (!isCitation(value))
    for (const [key, item] of Object.entries(value))
      if (at.length > 0 || !['area', 'scheme', 'inForce', 'until'].includes(key)) yield* leaves(item, [...at, key])
}

function other(value: unknown): unknown {
  if (typeof value === 'bigint') return value + 1n
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  return value === null ? 1n : `${String(value)}另`
}

function changed(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (step === undefined) return other(value)
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === step ? changed(item, rest) : item))
  const own = value as Readonly<Record<string, unknown>>
  return { ...own, [step]: changed(own[step], rest) }
}

function alone(own: AreaRules, subject: 'versions' | 'pooling' | 'entitlement', version: unknown): AreaRules {
  return { ...own, versions: [], pooling: [], entitlement: [], [subject]: [version] }
}

const pattern = (at: readonly Step[]): string => at.map((step) => (typeof step === 'number' ? '#' : step)).join('.')

function* versionsOf(own: AreaRules): Generator<readonly ['versions' | 'pooling' | 'entitlement', Version]> {
  for (const subject of ['versions', 'pooling', 'entitlement'] as const) for (const version of own[subject]) yield [subject, version]
}

test('the documents that are tried can be read', () => {
  assert.deepEqual(
    faults.map(({ file, sentence }) => `${file}: ${sentence}`),
    [],
  )
})

test('a change of any leaf of any composed rule is a difference', () => {
  let tried = 0
  const seen = new Set<string>()
  for (const own of rules) {
    for (const [subject, version] of versionsOf(own)) {
      for (const at of leaves(version)) {
        const name = `${subject}.${pattern(at)}`
        // Another word here would be another kind of rule, with other fields.
        if (seen.has(name) || name.endsWith('.mode')) continue
        seen.add(name)
        const found = changesBetween([alone(own, subject, version)], [alone(own, subject, changed(version, at))])
        assert.ok(found.length > 0, `${own.area} ${own.scheme} ${version.inForce}: ${name} changes and nothing is told`)
        tried += 1
      }
    }
  }
  assert.ok(tried > 700, `only ${tried} leaves were tried`)
})

test('a rule that is gone or new is a difference', () => {
  for (const own of rules) {
    for (const [subject, version] of versionsOf(own)) {
      for (const [key, value] of Object.entries(version)) {
        if (value === null || ['area', 'scheme', 'inForce', 'until', 'from', 'settingsFrom'].includes(key)) continue
        const without = { ...version, [key]: Array.isArray(value) ? [] : typeof value === 'object' ? null : value }
        if (subject === 'versions' && ['benefits', 'stays', 'payers'].includes(key)) continue
        if (canonical(toExchange(without)) === canonical(toExchange(version))) continue
        const [full, less] = [[alone(own, subject, version)], [alone(own, subject, without)]]
        assert.ok(changesBetween(full, less).length > 0 && changesBetween(less, full).length > 0, `${own.area} ${own.scheme}: ${key}`)
      }
    }
  }
})

test('a field that nobody has named is told under its own name and held for loosened, whatever is below it', () => {
  const [own] = rules
  const [version] = own?.versions ?? []
  assert.ok(own !== undefined && version !== undefined)
  const before = alone(own, 'versions', { ...version, hereafter: { ratio: { num: 1n, den: 2n } } })
  const after = alone(own, 'versions', { ...version, hereafter: { ratio: { num: 2n, den: 5n } } })
  const loosened = loosenedBy([before], [after], { from: version.inForce, until: null })
  assert.deepEqual(
    loosened.map(({ label, before: was, after: is }) => [label, was?.text, is?.text]),
    [['hereafter·比例', '50%', '40%']],
  )
})

test('every field of the rules in force has a name at the desk', () => {
  const unnamed = new Set<string>()
  for (const own of rules) {
    for (const [, version] of versionsOf(own)) {
      const figures: Figure[] = []
      const sheet: Sheet = { figures, cuts: { bounds: new Map(), byAdmission: new Set() } }
      putLeaves(sheet, version)
      for (const { key, generous } of figures) if (generous === 'unknown') unnamed.add(key)
    }
  }
  assert.deepEqual([...unnamed], [], 'give these fields a name and a direction in domain/src/policy/approval-leaf-names.ts')
})

test('a section that reaches only who may claim is a difference too', () => {
  const found = rules.flatMap((own) => own.entitlement.map((version) => ({ own, version }))).find(({ version }) => version.arrears !== null)
  assert.ok(found !== undefined && found.version.arrears !== null)
  const { own, version } = found
  const later = { ...version, arrears: { ...found.version.arrears, suspendedFromMonth: 24 } }
  const [change] = changesBetween([alone(own, 'entitlement', version)], [alone(own, 'entitlement', later)])
  assert.deepEqual([change?.label, change?.after?.text, change?.loosens], ['欠费·欠费第几个月起停', '24', true])
})

/** Every text of a document's rules, with the way to it. */
function* texts(node: PolicyNode, at: readonly string[]): Generator<readonly [readonly string[], PolicyNode & { kind: 'text' }]> {
  if (node.kind === 'text') yield [at, node]
  else if (node.kind === 'list') for (const item of node.items) yield* texts(item, [...at, '#'])
  else for (const { key, value } of node.entries) yield* texts(value, [...at, key])
}

function withText(node: PolicyNode, old: PolicyNode, text: string): PolicyNode {
  if (node === old) return { kind: 'text', line: node.line, text }
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => withText(item, old, text)) }
  return node.kind === 'map' ? { ...node, entries: node.entries.map((entry) => ({ ...entry, value: withText(entry.value, old, text) })) } : node
}

const NOT_RULES = new Set(['scheme', 'in_force', 'until', 'certainty', 'reading', 'note'])

/** Kinds of care, points and names of caps are written alike. */
function kindOfKey(key: string): string {
  const [head = '', ...tail] = key.split('.')
  return isBenefitKind(head) ? `<kind>.${tail.join('.')}` : ['unification', 'caps', 'supplement'].includes(head) ? head : key
}

/** A word that may not be another one is tried so often before it is left. */
const MOST_TRIES = 2

/** What a clerk may have written instead; the first that is read without a fault is tried. */
function instead(text: string): readonly string[] {
  if (text === 'yes' || text === 'no') return [text === 'yes' ? 'no' : 'yes']
  const figure = /^([+-]?)(\d+)(?:\.(\d+))?(%?)$/.exec(text)
  if (figure === null) return [`${text}另`]
  const [, sign = '', whole = '', , percent = ''] = figure
  return [`${sign}${Number(whole) + 1}${percent}`, `${sign}${Number(whole) - 1}${percent}`, `${sign}${whole}.5${percent}`]
}

/** The documents of the area's own line; a national one is tried in one city. */
function bears(area: string, of: string): boolean {
  const own = of === '000000' ? '340400' : of
  return inheritanceOf(own).includes(area) || inheritanceOf(area).includes(own)
}

const bare = (own: AreaRules | undefined): string | undefined =>
  JSON.stringify(own, (key, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : key === 'files' || (typeof value === 'object' && value !== null && isCitation(value)) ? undefined : value,
  )

const nameOf = ({ area, scheme }: AreaRules): string => `${area}/${scheme}`

/** What is composed, by area and scheme, and without citations. */
function composed(rules: readonly AreaRules[]): ReadonlyMap<string, readonly [AreaRules, string | undefined]> {
  return new Map(rules.map((own) => [nameOf(own), [own, bare(own)]]))
}

test('a figure changed in the text of a document is told wherever it changes the rules that are composed', () => {
  const tried = new Map<string, number>()
  let told = 0
  for (const document of documents) {
    const inLine = documents.filter((one) => bears(headField(one, 'area'), headField(document, 'area')))
    let before: ReturnType<typeof composed> | undefined
    for (const [number, section] of document.sections.entries()) {
      for (const entry of section.entries) {
        if (NOT_RULES.has(entry.key)) continue
        for (const [at, node] of texts(entry.value, [kindOfKey(entry.key)])) {
          const name = at.map((step) => (/^\d|township|_province$/.test(step) ? '#' : step)).join('.')
          const turns = tried.get(name) ?? 0
          if (turns >= MOST_TRIES || NOT_RULES.has(at.at(-1) ?? '')) continue
          tried.set(name, turns + 1)
          before ??= composed(readPolicies(inLine, { withDrafts: true }).rules)
          for (const text of instead(node.text)) {
            const sections = document.sections.map((own, index) =>
              index === number
                ? { ...own, entries: own.entries.map((one) => (one === entry ? { ...one, value: withText(one.value, node, text) } : one)) }
                : own,
            )
            const after = readPolicies(
              inLine.map((one) => (one === document ? { ...document, sections } : one)),
              { withDrafts: true },
            )
            if (after.faults.some(({ file }) => file === document.file)) continue
            const [was, is] = [before, composed(after.rules)]
            const moved = new Set([...was.keys(), ...is.keys()].filter((own) => was.get(own)?.[1] !== is.get(own)?.[1]))
            if (moved.size === 0) continue
            const those = (all: typeof was): AreaRules[] => [...all].flatMap(([own, [found]]) => (moved.has(own) ? [found] : []))
            tried.set(name, MOST_TRIES)
            assert.ok(changesBetween(those(was), those(is)).length > 0, `${document.file}: ${name} from ${node.text} to ${text}`)
            told += 1
            break
          }
        }
      }
    }
  }
  assert.ok(told > 100, `only ${told} fields were tried`)
})
