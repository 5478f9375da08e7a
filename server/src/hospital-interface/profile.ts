// Province profiles (catalogues/interface/profiles): the same transactions with a province's own codes and spellings. The server
// speaks the national edition; what a message says in the province's words is put into the nation's before it is read, and a reply
// into the province's before it is written. The national profile changes nothing and costs nothing.
import path from 'node:path'
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
  /** By transaction or `*`: name in the message → name of the nation. */
  readonly spellings: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** By field: code of the province → code of the nation. */
  readonly reading: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** By field: code of the nation → code of the province. */
  readonly replying: ReadonlyMap<string, ReadonlyMap<string, string>>
  /** By transaction: node of the reply (`.` the whole) → the name under which it stands as well (`[]` a list of one). */
  readonly replies: ReadonlyMap<string, ReadonlyMap<string, string>>
}

export type Profiles = ReadonlyMap<string, Profile>

const NATIONAL = 'exp_content'

export function loadProfiles(folder: string = path.join(INTERFACE_FOLDER, 'profiles')): Profiles {
  const table = (name: string): TableRow[] => readTable(path.join(folder, name))
  const [codes, spellings, replies] = [table('codes.tsv'), table('spellings.tsv'), table('replies.tsv')]
  return new Map(
    table('profiles.tsv').map((row) => {
      const profile = row['profile'] ?? ''
      const own = (one: TableRow): boolean => one['profile'] === profile
      return [profile, profileOf(row, codes.filter(own), spellings.filter(own), replies.filter(own))]
    }),
  )
}

function profileOf(row: TableRow, codes: readonly TableRow[], spellings: readonly TableRow[], replies: readonly TableRow[]): Profile {
  const gateway = row['gateway']
  return {
    profile: row['profile'] ?? '',
    name: row['name'] ?? '',
    gateway: gateway === 'api' || gateway === 'tif' ? gateway : 'any',
    flatInput: row['flat_input'] === 'Y',
    expansion: (row['expansion'] ?? '').split(',').filter(Boolean),
    spellings: twoLevels(spellings, 'infno', 'sent', 'national'),
    reading: twoLevels(
      codes.filter((one) => one['direction'] !== 'reply'),
      'field',
      'local',
      'national',
    ),
    replying: twoLevels(
      codes.filter((one) => one['direction'] !== 'read'),
      'field',
      'national',
      'local',
    ),
    replies: twoLevels(replies, 'infno', 'node', 'as'),
  }
}

function twoLevels(rows: readonly TableRow[], first: string, second: string, value: string): Map<string, Map<string, string>> {
  const levels = new Map<string, Map<string, string>>()
  for (const row of rows) {
    const inner = levels.get(row[first] ?? '') ?? new Map<string, string>()
    levels.set(row[first] ?? '', inner.set(row[second] ?? '', row[value] ?? ''))
  }
  return levels
}

export function readByProfile(profile: Profile, infno: string, input: Read | undefined): Read | undefined {
  const spellings = profile.spellings.get(infno) ?? profile.spellings.get('*')
  if (input === undefined || (profile.reading.size === 0 && spellings === undefined)) return input
  return readPart(profile, spellings, input)
}

function readPart(profile: Profile, spellings: ReadonlyMap<string, string> | undefined, part: Read): Read {
  if (typeof part !== 'object' || part === null) return part
  if (Array.isArray(part)) return part.map((one: Read) => readPart(profile, spellings, one))
  const result: Record<string, Read> = {}
  for (const [key, value] of Object.entries(part as { readonly [key: string]: Read })) {
    const name = spellings?.get(key) ?? key
    if (name !== key && name in part) continue
    result[name] = typeof value === 'string' ? (profile.reading.get(name)?.get(value) ?? value) : readPart(profile, spellings, value)
  }
  return result
}

export function writtenByProfile(profile: Profile, output: Written, infno = ''): Written {
  const plain = profile.expansion.length === 1 && profile.expansion[0] === NATIONAL
  const written = plain && profile.replying.size === 0 ? output : writtenPart(profile, output)
  const nodes = profile.replies.get(infno)
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

function writtenPart(profile: Profile, part: Written): Written {
  if (typeof part !== 'object' || part === null) return part
  if (Array.isArray(part)) return part.map((one: Written) => writtenPart(profile, one))
  const result: Record<string, Written> = {}
  for (const [key, value] of Object.entries(part as { readonly [key: string]: Written })) {
    const written = typeof value === 'string' ? (profile.replying.get(key)?.get(value) ?? value) : writtenPart(profile, value)
    for (const name of key === NATIONAL ? profile.expansion : [key]) result[name] = written
  }
  return result
}
