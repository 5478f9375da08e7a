// Every field of composed rules, one figure each, by walking whatever is there: a field that nobody thought of when the figures with
// a meaning of their own were written down (approval-figures-*.ts) is still seen when it changes. Citations are no rules.
import type { Ratio } from '../base/money.js'
import { type FigureValue, type Meaning, type Sheet, valueText, whenText } from './approval-figures.js'
import { COUNTS, dictionaryOf, fieldNamed } from './approval-leaf-names.js'
import { wordText } from './approval-leaf-words.js'
import type { When } from './benefit-policy.js'
import type { Citation } from './citation.js'

/** Keys of walked figures begin so; the path follows. */
export const LEAF = 'rule:'
/** Ends the key of a list's order: it only counts where both lists hold the same. */
export const ORDER = '›#order'
const STEP = '›'
/** What a version is of, and its days: told by where a change stands. */
const HEAD: ReadonlySet<string> = new Set(['area', 'scheme', 'inForce', 'until'])

interface Spot {
  readonly path: readonly string[]
  readonly label: readonly string[]
  readonly meaning: Meaning
  readonly from: Citation
}

const SILENT: Meaning = { generous: 'neither', whenAbsent: 'neither' }
const NOWHERE: Citation = { document: '', article: '', certainty: 'illustrative', inForce: '0001-01-01' }

export function putLeaves(sheet: Sheet, version: object): void {
  const own = Object.fromEntries(Object.entries(version).filter(([name]) => !HEAD.has(name)))
  walk(sheet, own, { path: [], label: [], meaning: SILENT, from: citationIn(version) ?? NOWHERE })
}

/** The path of a walked figure; undefined for the others. */
export function leafPath(key: string): readonly string[] | undefined {
  return key.startsWith(LEAF) ? key.slice(LEAF.length).split(STEP) : undefined
}

function walk(sheet: Sheet, value: unknown, spot: Spot): void {
  const leaf = leafOf(value, spot)
  if (leaf !== undefined) put(sheet, spot, leaf, exact(value))
  else if (Array.isArray(value)) walkList(sheet, value, spot)
  else if (typeof value === 'object' && value !== null) walkFields(sheet, value, spot)
}

function walkFields(sheet: Sheet, value: object, spot: Spot): void {
  const own = citationIn(value)
  const here = { ...spot, from: own ?? spot.from }
  const before = sheet.figures.length
  for (const [name, item] of Object.entries(value)) if (!isCitation(item)) walk(sheet, item, stepInto(here, name))
  // A section may say that something is left to a rule to come: that it speaks of it at all is then what it says.
  if (own !== undefined && sheet.figures.length === before) put(sheet, here, words('有规定'), 'said')
}

/** Below a field that nobody has named nothing is known of a direction either. */
function stepInto({ path, label, meaning, from }: Spot, name: string): Spot {
  const named = dictionaryOf(path.at(-1) ?? '', path)
  const field = named === undefined ? fieldNamed(name) : { label: named(name), meaning }
  return {
    path: [...path, name],
    label: field.label === '' ? label : [...label, field.label],
    meaning: meaning.generous === 'unknown' ? meaning : field.meaning,
    from,
  }
}

function walkList(sheet: Sheet, items: readonly unknown[], spot: Spot): void {
  const keys = distinct(items.map(elementKey))
  items.forEach((item, index) => {
    const key = keys[index] ?? ''
    walkElement(sheet, item, { ...spot, path: [...spot.path, key], label: [...spot.label, key] })
  })
  if (keys.length > 1)
    put(sheet, { ...spot, meaning: SILENT, path: [...spot.path, '#order'], label: [...spot.label, '顺序'] }, words(keys.join('、')), keys.join('\n'))
}

/** In an element a null says something of its own: without limit. */
function walkElement(sheet: Sheet, item: unknown, spot: Spot): void {
  if (isRecord(item) && !Array.isArray(item))
    for (const [name, own] of Object.entries(item as object)) if (own === null) put(sheet, stepInto(spot, name), words('不设'), 'null')
  walk(sheet, item, spot)
}

function put(sheet: Sheet, { path, label, meaning, from }: Spot, value: FigureValue, exactly: string): void {
  sheet.figures.push({ key: `${LEAF}${path.join(STEP)}`, label: label.join('·'), of: '', value, from, ...meaning, exact: exactly })
}

function words(text: string): FigureValue {
  return { unit: 'words', words: text }
}

function leafOf(value: unknown, { path }: Spot): FigureValue | undefined {
  switch (typeof value) {
    case 'bigint':
      return COUNTS.has(path.at(-1) ?? '') ? { unit: 'count', count: value } : { unit: 'fen', fen: value }
    case 'number':
      return { unit: 'count', count: value }
    case 'boolean':
      return { unit: 'flag', flag: value }
    case 'string':
      return words(wordText(value, path))
    case 'object':
      return value === null ? undefined : compoundLeaf(value, path)
    default:
      return undefined
  }
}

function compoundLeaf(value: object, path: readonly string[]): FigureValue | undefined {
  if (isRatio(value)) return { unit: 'ratio', ratio: value }
  if ('awaiting' in value) return { unit: 'awaiting', by: String(value.awaiting) }
  if (path.at(-1) === 'when') return words(whenText(value as When))
  if (!Array.isArray(value) || value.length === 0 || value.some(isRecord)) return undefined
  const spot = { path, label: [], meaning: SILENT, from: NOWHERE }
  return words(value.map((item) => shown(leafOf(item, spot))).join('、'))
}

function shown(value: FigureValue | undefined): string {
  return value === undefined ? '' : valueText(value)
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !isRatio(value)
}

function isRatio(value: unknown): value is Ratio {
  return typeof value === 'object' && value !== null && 'num' in value && 'den' in value
}

function isCitation(value: unknown): value is Citation {
  return typeof value === 'object' && value !== null && 'document' in value && 'article' in value && 'certainty' in value
}

function citationIn(value: object): Citation | undefined {
  return Object.values(value).find(isCitation)
}

/** What an element is called from version to version: not its place in the list, which moves when another is put before it. */
function elementKey(item: unknown, index: number): string {
  if (!isRecord(item)) return `第${index + 1}项`
  const own = item as Readonly<Record<string, unknown>>
  const name = ['id', 'name', 'point', 'measure'].map((field) => own[field]).find((value) => typeof value === 'string')
  if (name !== undefined) return String(name)
  if (typeof own['when'] === 'object') return whenText(own['when'] as When)
  if ('place' in own)
    return [own['place'], own['filing']]
      .flat()
      .map((word) => wordText(String(word), ['filing']))
      .join('、')
  if (typeof own['fromFen'] === 'bigint') return `${valueText({ unit: 'fen', fen: own['fromFen'] })}起`
  if (typeof own['fromYears'] === 'number') return `满${own['fromYears']}年`
  return Object.keys(own).length === 1 ? fieldNamed(Object.keys(own)[0] ?? '').label : `第${index + 1}项`
}

/** The second of the same name is told apart. */
function distinct(keys: readonly string[]): readonly string[] {
  return keys.map((key, index) => {
    const before = keys.slice(0, index).filter((other) => other === key).length
    return before === 0 ? key : `${key}#${before + 1}`
  })
}

/** Two words may read alike to a clerk; the rules tell them apart. */
function exact(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item))
}
