// Bundles of search results: total, links to this page and its neighbours, and each entry under its full address.
import { type Refusal, refused } from '@tongchou/domain/base/refusal.js'
import type { Resource } from './elements.js'

export interface Asked {
  /** Address of the door, e.g. `https://host/fhir`. */
  readonly base: string
  readonly type: string
  readonly parameters: Readonly<Record<string, string>>
}

export interface Page {
  readonly size: number
  readonly number: number
}

const USUAL_SIZE = 20
const LARGEST_SIZE = 50

/** A parameter nobody knows would silently widen what is found. */
export function unknownParameter({ parameters, type }: Asked, known: readonly string[]): Refusal | undefined {
  const strange = Object.keys(parameters).find((name) => !known.includes(name) && name !== '_format')
  return strange === undefined ? undefined : refused('unknown_parameter', `${type}不支持查询参数${strange.slice(0, 40)}，可用：${known.join('、')}`)
}

export function pageOf({ parameters }: Asked): Page | Refusal {
  const [count = String(USUAL_SIZE), number = '1'] = [parameters['_count'], parameters['page']]
  if (!/^\d{1,4}$/.test(count) || !/^[1-9]\d{0,4}$/.test(number)) return refused('bad_input', '_count和page应为正整数')
  return { size: Math.min(Number(count), LARGEST_SIZE), number: Number(number) }
}

export function searchBundle(asked: Asked, resources: readonly Resource[], total: number = resources.length, page?: Page): Resource {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total,
    link: linksOf(asked, total, page),
    ...(resources.length === 0
      ? {}
      : {
          entry: resources.map((resource) => ({
            fullUrl: `${asked.base}/${resource.resourceType}/${String(resource['id'])}`,
            resource,
            search: { mode: 'match' },
          })),
        }),
  }
}

function linksOf(asked: Asked, total: number, page: Page | undefined) {
  if (page === undefined) return [link(asked, 'self', asked.parameters)]
  const to = (relation: string, number: number) => link(asked, relation, { ...asked.parameters, _count: String(page.size), page: String(number) })
  const last = page.size === 0 ? 1 : Math.max(1, Math.ceil(total / page.size))
  return [
    to('self', page.number),
    to('first', 1),
    ...(page.number > 1 ? [to('previous', page.number - 1)] : []),
    ...(page.number < last ? [to('next', page.number + 1)] : []),
    to('last', last),
  ]
}

function link({ base, type }: Asked, relation: string, parameters: Readonly<Record<string, string>>) {
  const query = new URLSearchParams(parameters).toString()
  return { relation, url: `${base}/${type}${query === '' ? '' : `?${query}`}` }
}
