// The rules that policy texts compose to, wherever the texts stand: a folder, the database, or the database with a draft put in.
import type { PolicyDocument, PolicyFault } from '@tongchou/domain/policy/document.js'
import { proveRules } from '@tongchou/domain/policy/prove.js'
import { type AreaRules, readPolicies } from '@tongchou/domain/policy/read.js'
import { parseText } from './parse.js'
import type { Queryable } from './store.js'

export interface PolicyText {
  /** Path below `policies/`, the name in faults, e.g. `policies/huainan/resident.md`. */
  readonly file: string
  readonly text: string
}

export interface CheckedPolicies {
  readonly documents: readonly PolicyDocument[]
  readonly faults: readonly PolicyFault[]
  readonly rules: readonly AreaRules[]
}

export interface Reading {
  /** Consultation drafts are otherwise read, checked and left out. */
  readonly withDrafts: boolean
  /** False: documents that only stand in for one that was not found are checked and left out. */
  readonly standIns?: boolean
}

export function composeTexts(texts: readonly PolicyText[], reading: Reading = { withDrafts: false }): CheckedPolicies {
  const faults: PolicyFault[] = []
  const documents = texts.map(({ file, text }) => parseText(file, text, faults))
  return composeDocuments(documents, faults, reading)
}

export function composeDocuments(documents: readonly PolicyDocument[], faults: readonly PolicyFault[], trial: Reading): CheckedPolicies {
  const all = readPolicies(documents, trial)
  const kept = trial.standIns === false ? documents.filter((one) => statusOf(one) !== 'stand_in') : documents
  const reading = kept.length === documents.length ? all : readPolicies(kept, trial)
  const read = [...faults, ...all.faults]
  const proven = trial.withDrafts ? reading.provisions : reading.provisions.filter(({ draft }) => !draft)
  // Rules that could not be read are named first; a proof over what is left of them would only repeat it.
  return { documents: kept, faults: read.length > 0 ? read : proveRules(reading.rules, proven), rules: reading.rules }
}

function statusOf({ frontMatter }: PolicyDocument): string | undefined {
  const status = frontMatter.find(({ key }) => key === 'status')?.value
  return status?.kind === 'text' ? status.text : undefined
}

/** The texts that are law today: of every path the one published last. */
export async function publishedTexts(db: Queryable): Promise<PolicyText[]> {
  const { rows } = await db.query<PolicyText>('SELECT DISTINCT ON (path) path AS file, text FROM policy_document ORDER BY path, published_at DESC, hash')
  return rows
}

/** The published texts with these in the place of theirs, or added. */
export function withTexts(published: readonly PolicyText[], changed: readonly PolicyText[]): PolicyText[] {
  const files = new Set(changed.map(({ file }) => file))
  return [...published.filter(({ file }) => !files.has(file)), ...changed].sort((a, b) => (a.file < b.file ? -1 : 1))
}
