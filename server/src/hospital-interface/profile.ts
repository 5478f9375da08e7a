// Province profiles (catalogues/interface/profiles): the same transactions with a province's own codes and spellings. The server
// speaks the national edition; what a message says in the province's words is put into the nation's before it is read, and a reply
// into the province's before it is written. The national profile changes no code and costs nothing; docs/profiles.md says where
// the editions differ.
import path from 'node:path'
import { type ProvinceWords, readProvinceWords } from './province-words.js'
import type { Read } from './read-json.js'
import { INTERFACE_FOLDER, readTable, type TableRow } from './tables.js'
import type { Written } from './write-json.js'

export interface Profile {
  readonly profile: string
  readonly name: string
  /** The header family that the province's gateway uses. */
  readonly gateway: 'any' | 'api' | 'tif'
  /** Whether fields may stand in `input` without their node. */
  readonly flatInput: boolean
  /** Under which names a reply spells the extension field. */
  readonly expansion: readonly string[]
  readonly words: ProvinceWords
  /** By transaction: node of the reply (`.` the whole) → the name under which it stands as well (`[]` a list of one). */
  readonly replies: ReadonlyMap<string, ReadonlyMap<string, string>>
}

export type Profiles = ReadonlyMap<string, Profile>

const NATIONAL = 'exp_content'

export function loadProfiles(folder: string = path.join(INTERFACE_FOLDER, 'profiles')): Profiles {
  const table = (name: string): TableRow[] => readTable(path.join(folder, name))
  const tables = { codes: table('codes.tsv'), spellings: table('spellings.tsv'), carriers: table('carriers.tsv') }
  const replies = table('replies.tsv')
  return new Map(table('profiles.tsv').map((row) => [row['profile'] ?? '', profileOf(row, readProvinceWords(row['profile'] ?? '', tables), replies)]))
}

function profileOf(row: TableRow, words: ProvinceWords, replies: readonly TableRow[]): Profile {
  const gateway = row['gateway']
  return {
    profile: row['profile'] ?? '',
    name: row['name'] ?? '',
    gateway: gateway === 'api' || gateway === 'tif' ? gateway : 'any',
    flatInput: row['flat_input'] === 'Y',
    expansion: (row['expansion'] ?? '').split(',').filter(Boolean),
    words,
    replies: repliesOf(replies.filter((one) => one['profile'] === row['profile'])),
  }
}

function repliesOf(rows: readonly TableRow[]): Map<string, Map<string, string>> {
  const replies = new Map<string, Map<string, string>>()
  for (const row of rows) {
    const infno = row['infno'] ?? ''
    replies.set(infno, (replies.get(infno) ?? new Map<string, string>()).set(row['node'] ?? '', row['as'] ?? ''))
  }
  return replies
}

export function readByProfile({ words }: Profile, infno: string, input: Read | undefined): Read | undefined {
  const names = words.names.read.get(infno)
  return input === undefined || (words.reading.size === 0 && names === undefined) ? input : readPart(words, names, input)
}

type Names = ReadonlyMap<string, string> | undefined

function readPart(words: ProvinceWords, names: Names, part: Read): Read {
  if (typeof part !== 'object' || part === null) return part
  if (Array.isArray(part)) return part.map((one: Read) => readPart(words, names, one))
  const sent = part as { readonly [key: string]: Read }
  const result: Record<string, Read> = {}
  for (const [key, value] of Object.entries(sent)) {
    const name = names?.get(key) ?? key
    if (name !== key && name in sent) continue
    if (typeof value !== 'string') {
      result[name] = readPart(words, names, value)
      continue
    }
    const word = words.reading.of(name, value, sent)
    result[name] = word?.to ?? value
    if (word?.also !== undefined && !(word.also.field in sent)) result[word.also.field] = word.also.value
  }
  return result
}

export function writtenByProfile({ words, expansion, replies }: Profile, infno: string, output: Written): Written {
  const names = words.names.reply.get(infno)
  const plain = expansion.length === 1 && expansion[0] === NATIONAL
  const written = plain && words.replying.size === 0 && names === undefined ? output : writtenPart({ words, expansion, names }, output)
  const nodes = replies.get(infno)
  return nodes === undefined ? written : alsoNamed(nodes, written)
}

function alsoNamed(nodes: ReadonlyMap<string, string>, written: Written): Written {
  if (typeof written !== 'object' || written === null) return written
  const output: Record<string, Written> = { ...(written as { readonly [key: string]: Written }) }
  for (const [node, name] of nodes) {
    const value = output[node]
    if (node !== '.' && value !== undefined) output[name] = value
  }
  return nodes.get('.') === '[]' ? [output] : output
}

interface Writing extends Pick<Profile, 'words' | 'expansion'> {
  readonly names: Names
}

function writtenPart(writing: Writing, part: Written): Written {
  if (typeof part !== 'object' || part === null) return part
  if (Array.isArray(part)) return part.map((one: Written) => writtenPart(writing, one))
  const answered = part as { readonly [key: string]: Written }
  const result: Record<string, Written> = {}
  for (const [key, value] of Object.entries(answered)) {
    const written = typeof value === 'string' ? (writing.words.replying.of(key, value, answered)?.to ?? value) : writtenPart(writing, value)
    for (const name of key === NATIONAL ? writing.expansion : [key]) result[name] = written
    const local = writing.names?.get(key)
    if (local !== undefined) result[local] = written
  }
  return result
}

/** The province's code for a national one that its edition divides further; the nation's where it does not. */
export function dividedCode({ words }: Profile, list: string, national: string, kind: string): string {
  return words.replying.of(list, `${national}/${kind}`, {})?.to ?? national
}
