// Bundles of search results: total, links to this page and its neighbours, and each entry under its full address.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Resource } from './elements.js'

export interface Asked {
  /** Address of the door, e.g. `https://host/fhir`. */
  readonly base: string
  readonly type: string
  /** Each with all its values: a parameter given twice asks that both hold. */
  readonly parameters: Readonly<Record<string, readonly string[]>>
}

/** The first value; empty where the parameter was not sent. */
export function sent({ parameters }: Asked, name: string): string {
  return parameters[name]?.[0] ?? ''
}

export interface Page {
  readonly size: number
  readonly number: number
}

const USUAL_SIZE = 20
const LARGEST_SIZE = 50

/** How far a page is turned and what comes along, known to every search. */
const EVERYWHERE: readonly string[] = ['_count', 'page', '_include']
const SEVERAL: ReadonlySet<string> = new Set(['created', '_include'])

/** A parameter nobody knows, or whose second value nobody reads, would silently widen what is found. */
export function unknownParameter(asked: Asked, own: readonly string[]): Refusal | undefined {
  const known = [...own, ...EVERYWHERE]
  const names = Object.keys(asked.parameters).filter((name) => name !== '_format')
  const strange = names.find((name) => !known.includes(name))
  if (strange !== undefined) return refused('unknown_parameter', `${asked.type}不支持查询参数${strange.slice(0, 40)}，可用：${known.join('、')}`)
  const twice = names.find((name) => (asked.parameters[name]?.length ?? 0) > 1 && !SEVERAL.has(name))
  return twice === undefined ? undefined : refused('bad_input', `${twice}只能给一次`)
}

export function pageOf(asked: Asked): Page | Refusal {
  const [count, number] = [sent(asked, '_count') || String(USUAL_SIZE), sent(asked, 'page') || '1']
  if (!/^\d{1,4}$/.test(count) || !/^[1-9]\d{0,4}$/.test(number)) return refused('bad_input', '_count和page应为正整数')
  return { size: Math.min(Number(count), LARGEST_SIZE), number: Number(number) }
}

/** The page of a list that is known as a whole. */
export function cutBundle(asked: Asked, resources: readonly Resource[], page: Page, included: readonly Resource[] = []): Resource {
  const from = (page.number - 1) * page.size
  const shown = resources.slice(from, from + page.size)
  return searchBundle(asked, shown, resources.length, page, shown.length === 0 ? [] : included)
}

export function searchBundle(asked: Asked, matches: readonly Resource[], total: number, page: Page, included: readonly Resource[] = []): Resource {
  const entries = [...matches.map((resource) => entryOf(asked, resource, 'match')), ...included.map((resource) => entryOf(asked, resource, 'include'))]
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total,
    link: linksOf(asked, total, page),
    ...(entries.length === 0 ? {} : { entry: entries }),
  }
}

function entryOf({ base }: Asked, resource: Resource, mode: 'match' | 'include') {
  return { fullUrl: `${base}/${resource.resourceType}/${String(resource['id'])}`, resource, search: { mode } }
}

function linksOf(asked: Asked, total: number, page: Page) {
  const to = (relation: string, number: number) => link(asked, relation, { ...asked.parameters, _count: [String(page.size)], page: [String(number)] })
  const last = page.size === 0 ? 1 : Math.max(1, Math.ceil(total / page.size))
  return [
    to('self', page.number),
    to('first', 1),
    ...(page.number > 1 ? [to('previous', page.number - 1)] : []),
    ...(page.number < last ? [to('next', page.number + 1)] : []),
    to('last', last),
  ]
}

function link({ base, type }: Asked, relation: string, parameters: Asked['parameters']) {
  const query = new URLSearchParams(Object.entries(parameters).flatMap(([name, values]) => values.map((value): [string, string] => [name, value]))).toString()
  return { relation, url: `${base}/${type}${query === '' ? '' : `?${query}`}` }
}
