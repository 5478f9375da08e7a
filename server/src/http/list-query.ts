// What the desk's lists are asked alike: the page, and the order by one of the list's own words (`-word` for descending).
import { Type } from 'typebox'

export const DAY_PATTERN = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$'

export const Paging = {
  page: Type.Optional(Type.Integer({ title: '页码', minimum: 1, maximum: 100_000 })),
  size: Type.Optional(Type.Integer({ title: '每页条数', minimum: 1, maximum: 200 })),
}

export const dayAsked = (title: string) => Type.Optional(Type.String({ title, pattern: DAY_PATTERN, description: '年-月-日，如 2026-01-31' }))

export const institutionAsked = Type.Optional(Type.String({ title: '机构编码', pattern: '^[HP]\\d{11}$', description: 'H 或 P 加 11 位数字' }))

export const searchAsked = (title: string) => Type.Optional(Type.String({ title, minLength: 1, maxLength: 60 }))

/** One of some words. */
export function oneOf<const T extends readonly string[]>(words: T, options: { readonly title?: string } = {}) {
  return Type.Unsafe<T[number]>(
    Type.Union(
      words.map((one: T[number]) => Type.Literal(one)),
      options,
    ),
  )
}

export function wordAsked<const T extends readonly string[]>(title: string, words: T) {
  return Type.Optional(oneOf(words, { title }))
}

export const sortAsked = Type.Optional(Type.String({ title: '排序', pattern: '^-?[a-z_]{1,40}$', description: '列名；前加 - 为倒序' }))

/** The columns of an ORDER BY; a word the list does not sort by gives its usual order. The usual order also decides between equals. */
export function orderBy(sort: string | undefined, columns: Readonly<Record<string, string>>, usual: string): string {
  const column = sort === undefined ? undefined : columns[sort.replace(/^-/, '')]
  return column === undefined ? usual : `${column} ${sort?.startsWith('-') === true ? 'DESC NULLS LAST' : 'ASC NULLS LAST'}, ${usual}`
}

export interface PageAsked {
  readonly page?: number
  readonly size?: number
}

export function cutOf({ page = 1, size = 20 }: PageAsked): { readonly limit: number; readonly offset: number } {
  return { limit: size, offset: (page - 1) * size }
}

/** Text that a LIKE takes literally. */
export function likeText(text: string): string {
  return text.replaceAll(/[%_\\]/g, '\\$&')
}
