// The library of policies as the database holds it: of every path the text published last, read into provisions, and the rule sets
// that stand on them. Texts are read once and kept by their hash.
import type { Scheme } from '@tongchou/domain/base/scheme.js'
import type { PolicyDocument } from '@tongchou/domain/policy/document.js'
import type { DocumentStatus } from '@tongchou/domain/policy/document-number.js'
import { type Provision, provisionsOf } from '@tongchou/domain/policy/provisions.js'
import { parseText } from './parse.js'
import type { Queryable } from './store.js'

export interface StoredDocument {
  readonly hash: string
  readonly path: string
  readonly text: string
  readonly area: string
  readonly area_name: string
  readonly published_at: string
  readonly published_by: string
}

export interface LibraryDocument extends StoredDocument {
  readonly document: string
  readonly title: string | null
  readonly issued: string | null
  readonly source: string | null
  readonly status: DocumentStatus
  readonly parsed: PolicyDocument
  readonly provisions: readonly Provision[]
  /** A rule set in force stands on it. */
  readonly inUse: boolean
}

export interface LibraryRuleSet {
  readonly hash: string
  readonly area: string
  readonly area_name: string
  readonly scheme: Scheme
  readonly documents: readonly string[]
  readonly published_at: string
}

export interface Library {
  /** The newest text of every path. */
  readonly documents: readonly LibraryDocument[]
  /** The newest rule set of every area and scheme. */
  readonly ruleSets: readonly LibraryRuleSet[]
  /** What the rules in force are composed of: without drafts and without what is not adopted. */
  readonly provisions: readonly Provision[]
}

const STORED = `SELECT d.hash, d.path, d.text, d.area, a.name AS area_name, d.published_at, d.published_by FROM policy_document d JOIN area a ON a.code = d.area`

export async function loadLibrary(db: Queryable): Promise<Library> {
  const { rows } = await db.query<StoredDocument>(
    `WITH newest AS (SELECT DISTINCT ON (path) hash FROM policy_document ORDER BY path, published_at DESC, hash)
     ${STORED} JOIN newest USING (hash) ORDER BY d.path`,
  )
  const { rows: ruleSets } = await db.query<LibraryRuleSet>(
    `SELECT DISTINCT ON (r.area, r.scheme) r.hash, r.area, a.name AS area_name, r.scheme, r.documents, r.published_at
     FROM rule_set r JOIN area a ON a.code = r.area ORDER BY r.area, r.scheme, r.published_at DESC, r.hash`,
  )
  const used = new Set(ruleSets.flatMap(({ documents }) => documents))
  const documents = rows.map((row) => libraryDocument(row, used))
  const ruling = documents.filter(({ status }) => status === 'published' || status === 'stand_in')
  return { documents, ruleSets, provisions: ruling.flatMap(({ provisions }) => provisions) }
}

/** Any text ever published; the newest of its path where it is one. */
export async function documentByHash(db: Queryable, library: Library, hash: string): Promise<LibraryDocument | undefined> {
  const newest = library.documents.find((one) => one.hash === hash)
  if (newest !== undefined) return newest
  const { rows } = await db.query<StoredDocument>(`${STORED} WHERE d.hash = $1`, [hash])
  const [row] = rows
  return row === undefined ? undefined : libraryDocument(row, new Set())
}

function libraryDocument(row: StoredDocument, used: ReadonlySet<string>): LibraryDocument {
  const { parsed, provisions, head } = readOnce(row)
  return { ...row, ...head, parsed, provisions, inUse: used.has(row.hash) }
}

interface ReadDocument {
  readonly parsed: PolicyDocument
  readonly provisions: readonly Provision[]
  readonly head: Pick<LibraryDocument, 'document' | 'title' | 'issued' | 'source' | 'status'>
}

const READ = new Map<string, ReadDocument>()
const MANY = 2000

function readOnce({ hash, path, text }: StoredDocument): ReadDocument {
  const known = READ.get(hash)
  if (known !== undefined) return known
  const parsed = parseText(path, text, [])
  const field = (name: string): string | null => {
    const value = parsed.frontMatter.find(({ key }) => key === name)?.value
    return value?.kind === 'text' ? value.text : null
  }
  const head = {
    document: field('document') ?? '',
    title: field('title'),
    issued: field('issued'),
    source: field('source'),
    status: (field('status') ?? 'consultation_draft') as DocumentStatus,
  }
  const read = { parsed, provisions: provisionsOf(parsed, []), head }
  if (READ.size >= MANY) READ.clear()
  READ.set(hash, read)
  return read
}
