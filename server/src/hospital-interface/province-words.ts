// The words of a province as its tables give them: codes by list, on condition of what stands beside them where one code of the
// nation is several of the province's, and names of fields by transaction. Rows of `*` hold for every profile: clients of one edition
// spell as another does.
import type { TableRow } from './tables.js'

export interface Word {
  readonly to: string
  /** What the code says besides, in the field that has it in the nation's words. */
  readonly also?: Beside
  readonly when?: Condition
}

interface Beside {
  readonly field: string
  readonly value: string
}

interface Condition extends Beside {
  readonly how: 'is' | 'begins'
}

type Object = { readonly [key: string]: unknown }

export class Words {
  readonly #words = new Map<string, Map<string, Word[]>>()
  get size(): number {
    return this.#words.size
  }
  add(field: string, from: string, word: Word): void {
    const codes = this.#words.get(field) ?? new Map<string, Word[]>()
    this.#words.set(field, codes.set(from, [...(codes.get(from) ?? []), word]))
  }
  /** The first word whose condition is met by the fields beside it. */
  of(field: string, value: string, beside: Object): Word | undefined {
    return this.#words
      .get(field)
      ?.get(value)
      ?.find(({ when }) => when === undefined || isMet(when, beside[when.field]))
  }
}

function isMet({ how, value }: Condition, found: unknown): boolean {
  return typeof found === 'string' && (how === 'is' ? found === value : found.startsWith(value))
}

type NamesOf = ReadonlyMap<string, ReadonlyMap<string, string>>

export interface ProvinceWords {
  /** Code of the province → code of the nation. */
  readonly reading: Words
  /** Code of the nation → code of the province. */
  readonly replying: Words
  /** By transaction; `read`: name in the message → name of the nation, `reply`: name of the nation → name that is added. */
  readonly names: { readonly read: NamesOf; readonly reply: NamesOf }
}

export interface WordTables {
  readonly codes: readonly TableRow[]
  readonly spellings: readonly TableRow[]
  /** The fields whose values are of a list that has another name. */
  readonly carriers: readonly TableRow[]
}

export function readProvinceWords(profile: string, { codes, spellings, carriers }: WordTables): ProvinceWords {
  const [reading, replying] = [new Words(), new Words()]
  for (const row of codes.filter((one) => one['profile'] === profile)) {
    const [national, local, direction] = [row['national'] ?? '', row['local'] ?? '', row['direction']]
    const also = besideOf(row['also'] ?? '')
    const when = conditionOf(row['when'] ?? '')
    for (const field of fieldsOf(row['list'] ?? '', carriers)) {
      if (direction !== 'reply') reading.add(field, local, { to: national, ...(also === undefined ? {} : { also }) })
      if (direction !== 'read') replying.add(field, national, { to: local, ...(when === undefined ? {} : { when }) })
    }
  }
  const own = spellings.filter((one) => one['profile'] === '*' || one['profile'] === profile)
  return { reading, replying, names: { read: namesOf(own, 'read', 'local', 'national'), reply: namesOf(own, 'reply', 'national', 'local') } }
}

function fieldsOf(list: string, carriers: readonly TableRow[]): string[] {
  return [list, ...carriers.filter((one) => one['list'] === list).map((one) => one['field'] ?? '')]
}

function namesOf(rows: readonly TableRow[], direction: string, from: string, to: string): Map<string, Map<string, string>> {
  const names = new Map<string, Map<string, string>>()
  for (const row of rows.filter((one) => one['direction'] === direction)) {
    const infno = row['infno'] ?? ''
    names.set(infno, (names.get(infno) ?? new Map<string, string>()).set(row[from] ?? '', row[to] ?? ''))
  }
  return names
}

function besideOf(text: string): Beside | undefined {
  const [field, value] = text.split('=')
  return field === undefined || value === undefined ? undefined : { field, value }
}

/** `field=value`, or `field^beginning`. */
function conditionOf(text: string): Condition | undefined {
  const is = besideOf(text)
  if (is !== undefined) return { ...is, how: 'is' }
  const [field, value] = text.split('^')
  return field === undefined || value === undefined ? undefined : { field, value, how: 'begins' }
}
